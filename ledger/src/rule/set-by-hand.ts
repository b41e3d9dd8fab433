/**
 * Which fields of older transactions a person chose. What was typed, and what was changed after an import, was chosen;
 * what rules did last was not, as far back as the history reaches. In doubt it was: a rule asks before it changes that.
 */
import type { Book } from "../book/book.ts";
import { entriesOf } from "../book/history.ts";
import { idOfRow } from "../book/transaction-columns.ts";

/** Label of change sets that rules made of older transactions. */
export const RULES_LABEL = "rules";

/** A field that rules set. */
export type RuleField = "category" | "bucket" | "text";

/** Tells whether a person chose a row's field. */
export function handTest(book: Book): (row: number, field: RuleField) => boolean {
  const { batch, edited, category, bucket, bankText } = book.transactions;
  const labels = lastLabels(book);
  return (row, field) => {
    const isTyped = (batch[row] ?? -1) < 0;
    const isSet = field === "text" || ((field === "category" ? category : bucket)[row] ?? -1) >= 0;
    if (!isSet) return false;
    const last = labels.get(`${idOfRow(book.transactions, row)} ${field}`);
    if (last !== undefined) return last !== RULES_LABEL;
    if (field === "text") return isTyped || (bankText[row] ?? -1) >= 0;
    return isTyped || edited[row] === 1;
  };
}

/** The label of the change set that last set a field of a transaction; what an undo did is not looked through. */
function lastLabels(book: Book): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  for (const { label, edits } of entriesOf(book.history)) {
    for (const { after } of edits) {
      if (after.table !== "transaction") continue;
      for (const field of ["category", "bucket", "text"] as const) {
        if (after.fields[field] !== undefined) labels.set(`${after.id} ${field}`, label);
      }
    }
  }
  return labels;
}
