/** Closing a period: its review is kept as it is now, and can be taken away again. */
import { parseId, recordOf, reviewPeriod, settingsOf, snapshotOf } from "@coffer/ledger";
import { newId } from "../browser-environment.ts";
import type { Host } from "../host.ts";
import type { Ask } from "../messages.ts";
import { refuse, type Answer } from "../problems.ts";
import { periodNamed } from "../views/budget-view.ts";

export async function closePeriod(host: Host, ask: Ask<"closePeriod">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const { book } = engine;
  const { rule, currency } = settingsOf(book);
  const period = periodNamed(book, ask.period);
  const reviewed = reviewPeriod(book, rule, period, undefined);
  const snapshot = snapshotOf(reviewed, { period, currency, notes: ask.notes.trim() });
  if (!snapshot.ok) return refuse({ code: "too-large", field: snapshot.error.field });
  return host.commit("review", [
    { table: "review", id: newId(), fields: { snapshot: snapshot.value } },
  ]);
}

/** Deletes a closed review; the transactions stay as they are. */
export async function reopen(host: Host, ask: Ask<"reopen">): Promise<Answer<null>> {
  const { engine } = host;
  if (engine === undefined) return refuse({ code: "not-open" });
  const id = parseId(ask.reviewId);
  const review = recordOf(engine.book.tables.review, id ?? null);
  if (review === undefined || review.deleted) return refuse({ code: "gone" });
  return host.commit("delete", [{ table: "review", id: review.id, fields: { deleted: true } }]);
}
