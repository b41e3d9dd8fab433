/** Adding transactions; undo and redo. The words are those of the terminal. */
import {
  completeText,
  liveAccounts,
  parseAmount,
  parseDay,
  parseId,
  recordOf,
  redoTarget,
  spendingKindOf,
  suggestCategory,
  undoOf,
  undoTarget,
  usualAccount,
  type Book,
  type CurrencyCode,
  type RecordOf,
  type TransactionFields,
} from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { NewTransaction, Understood } from "../messages.ts";
import { answer, problemOf, refuse, type Answer, type Problem } from "../problems.ts";
import { typedLocale } from "../typed-locale.ts";

/** What a line would add, without adding it. */
export function understand(host: Host, typed: NewTransaction): Answer<Understood> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const read = readLine(engine.book, typed);
  return read.ok ? answer(read.value.understood) : read;
}

export async function add(
  host: Host,
  typed: NewTransaction,
): Promise<Answer<{ readonly id: string }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const read = readLine(engine.book, typed);
  if (!read.ok) return read;
  const id = newId();
  const committed = await host.commit("add", [
    { table: "transaction", id, fields: read.value.fields },
  ]);
  return committed.ok ? answer({ id }) : committed;
}

/** Reads "12.50 lunch with Tom": the amount, with + before it if it came in, then what it was. */
function readLine(
  book: Book,
  typed: NewTransaction,
): Answer<{ readonly understood: Understood; readonly fields: Partial<TransactionFields> }> {
  const account = openAccountOf(book, typed.accountId);
  if (account === undefined) return refuse({ code: "account-missing" });
  const day = parseDay(typed.date);
  if (day === undefined) return refuse({ code: "date-wrong" });
  const [amountText = "", ...words] = typed.line.trim().split(/\s+/);
  const amount = amountFrom(amountText, account.currency);
  if (!amount.ok) return amount;
  const text = words.join(" ");
  if (text === "") return refuse({ code: "text-missing" });
  const { categoryId } = typed;
  const isIncome = typed.isIncome || amountText.startsWith("+");
  const suggestion = suggestCategory(book, text, isIncome ? "income" : "expense");
  const chosen = categoryId === null ? undefined : parseId(categoryId);
  const category = chosen ?? suggestion?.category ?? null;
  const minor = isIncome ? amount.value : -amount.value;
  const kind = isIncome ? "income" : spendingKindOf(amount.value);
  const reason = chosen === undefined ? (suggestion?.reason.by ?? "none") : "chosen";
  return answer({
    fields: { day, account: account.id, kind, minor, text, category },
    understood: {
      amount: { minor, currency: account.currency },
      text,
      category: recordOf(book.tables.category, category)?.name ?? null,
      categoryId: category,
      why: reason,
      completed: completeText(book, text) ?? null,
    },
  });
}

/** Takes this device's last action back, or does again what was taken back. */
export async function takeBack(
  host: Host,
  which: "undo" | "redo",
): Promise<Answer<{ readonly kept: number }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book, author } = engine;
  const target = which === "undo" ? undoTarget(book, author) : redoTarget(book, author);
  if (target === undefined || target.label === "start") return refuse({ code: "nothing-to-undo" });
  const taken = undoOf(book, target.id, { force: false });
  if (!taken.ok) return refuse(problemOf(taken.error));
  const committed = await host.commit(which, taken.value.changes, { undoes: target.id });
  return committed.ok ? answer({ kept: taken.value.kept.length }) : committed;
}

/** The open account of an id; of none the usual one. */
export function openAccountOf(book: Book, id: string | null): RecordOf<"account"> | undefined {
  if (id === null) return usualAccount(book);
  return liveAccounts(book).find((account) => account.id === id && !account.closed);
}

function amountFrom(
  typed: string,
  currency: CurrencyCode,
):
  | { readonly ok: true; readonly value: bigint }
  | { readonly ok: false; readonly problem: Problem } {
  const amount = parseAmount(typed, { currency, locale: typedLocale() });
  if (!amount.ok) return refuse({ code: "amount", amount: amount.error.code });
  return amount.value === 0n ? refuse({ code: "amount", amount: "empty" }) : amount;
}
