/** How a text that somebody begins to type went on before. */
import type { Book } from "../book/book.ts";
import { textAt } from "../book/text-table.ts";
import { HIDDEN_FLAGS } from "../book/transaction-columns.ts";
import { foldText } from "./fold-text.ts";

/** Transactions that are looked at, those that came last: enough to know a household by. */
const rowsMax = 20_000;

/**
 * The text that most of the newest transactions have of those that begin so, without regard to case and accents; of
 * equals the newest. Undefined if there is none, or none longer than what was typed.
 */
export function completeText(book: Book, beginning: string): string | undefined {
  const wanted = foldText(beginning);
  if (wanted === "") return undefined;
  const { text, state, count } = book.transactions;
  const counts = new Map<number, number>();
  for (let row = count - 1; row >= Math.max(0, count - rowsMax); row--) {
    const index = text[row] ?? -1;
    if (index >= 0 && ((state[row] ?? 0) & HIDDEN_FLAGS) === 0) {
      counts.set(index, (counts.get(index) ?? 0) + 1);
    }
  }
  let best: { readonly text: string; readonly times: number } | undefined;
  for (const [index, times] of counts) {
    if (best !== undefined && times <= best.times) continue;
    const known = textAt(book.texts, index);
    const folded = foldText(known);
    if (folded.startsWith(wanted) && folded !== wanted) best = { text: known, times };
  }
  return best?.text;
}
