/** Adding accounts and changing them. */
import { liveAccounts, parseAmount, parseId, settingsOf, type Book } from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { refuse, type Answer } from "../problems.ts";
import { typedLocale } from "../typed-locale.ts";

export async function addAccount(host: Host, ask: Ask<"addAccount">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book } = engine;
  const name = ask.name.trim();
  if (name === "") return refuse({ code: "name-missing" });
  if (isTaken(book, name, undefined)) return refuse({ code: "name-used", name });
  const { currency } = settingsOf(book);
  const isEmpty = ask.opening.trim() === "";
  const opening = parseAmount(isEmpty ? "0" : ask.opening, {
    currency,
    locale: typedLocale(),
  });
  if (!opening.ok) return refuse({ code: "amount", amount: opening.error.code });
  const fields = {
    name,
    role: ask.role,
    currency,
    openingMinor: opening.value,
    order: book.tables.account.records.length,
  };
  return host.commit("account", [{ table: "account", id: newId(), fields }]);
}

export async function setAccount(host: Host, ask: Ask<"setAccount">): Promise<Answer<null>> {
  const { engine } = host;
  const id = parseId(ask.id);
  if (engine === undefined || id === undefined) return refuse({ code: "not-open" });
  const name = ask.name.trim();
  if (name === "") return refuse({ code: "name-missing" });
  if (isTaken(engine.book, name, ask.id)) return refuse({ code: "name-used", name });
  const fields = { name, role: ask.role, closed: ask.isClosed };
  return host.commit("account", [{ table: "account", id, fields }]);
}

function isTaken(book: Book, name: string, exceptId: string | undefined): boolean {
  const wanted = name.toLowerCase();
  return liveAccounts(book).some(
    (account) => account.id !== exceptId && account.name.toLowerCase() === wanted,
  );
}
