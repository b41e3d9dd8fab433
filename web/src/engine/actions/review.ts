/** What a person decides about advice and about what waits for review. */
import {
  adviceFor,
  parseId,
  periodContaining,
  recordOf,
  SETTINGS_ID,
  settingsOf,
  transactionById,
  unsortedById,
  type Change,
} from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { answer, refuse, type Answer } from "../problems.ts";
import { today } from "../today.ts";

/** Puts away a piece of advice until the period is over, on all devices. */
export function dismissAdvice(host: Host, { piece }: Ask<"dismissAdvice">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return Promise.resolve(refuse({ code: "not-open" }));
  const { first } = periodContaining(settingsOf(engine.book).cycle, today());
  const fields = { piece, firstDay: first };
  return host.commit("dismiss", [{ table: "dismissal", id: newId(), fields }]);
}

/** Plans with the rule that a piece of advice proposes. */
export function followAdvice(host: Host, { piece }: Ask<"followAdvice">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return Promise.resolve(refuse({ code: "not-open" }));
  const advice = adviceFor(engine.book, today()).find((each) => each.piece === piece);
  if (advice === undefined || !("rule" in advice)) return Promise.resolve(refuse({ code: "gone" }));
  const { rule } = advice;
  return host.commit("plan", [{ table: "settings", id: SETTINGS_ID, fields: { rule } }]);
}

/** Puts a transaction into a category, and those that wait with the same text if that is asked. */
export async function sortInto(
  host: Host,
  { id, categoryId, isForAlike }: Ask<"sortInto">,
): Promise<Answer<{ readonly count: number; readonly revision: number }>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book } = engine;
  const category = recordOf(book.tables.category, parseId(categoryId) ?? null);
  const own = parseId(id);
  const found = own === undefined ? undefined : unsortedById(book, today(), own);
  if (category === undefined || category.deleted) return refuse({ code: "gone" });
  if (found === undefined) return refuse({ code: "gone" });
  const ids = isForAlike ? [found.id, ...found.alike] : [found.id];
  const fields = { category: category.id };
  const changes = ids.map((each): Change => ({ table: "transaction", id: each, fields }));
  const committed = await host.commit("edit", changes);
  return committed.ok ? answer({ count: ids.length, revision: host.revision }) : committed;
}

/** Says that a reservation was booked, or that nothing came of it. */
export async function settlePending(
  host: Host,
  ask: Ask<"settlePending">,
): Promise<Answer<{ readonly revision: number }>> {
  const { engine } = host;
  const id = parseId(ask.id);
  if (engine === undefined) return refuse({ code: "not-open" });
  const transaction = id === undefined ? undefined : transactionById(engine.book, id);
  if (transaction === undefined || transaction.hidden) return refuse({ code: "gone" });
  const fields = ask.isBooked ? { pending: false } : { deleted: true };
  const label = ask.isBooked ? "edit" : "delete";
  const change = { table: "transaction", id: transaction.id, fields } as const;
  const committed = await host.commit(label, [change]);
  return committed.ok ? answer({ revision: host.revision }) : committed;
}
