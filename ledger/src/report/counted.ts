/**
 * The single amounts that a period's bucket totals are made of, row by row, by the rules of flows.ts: what lists and
 * groupings of one period look at. Their sum by bucket is that of bucket-totals.ts.
 */
import type { Book } from "../book/book.ts";
import { HIDDEN_FLAGS } from "../book/transaction-columns.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { countRow, flowRules, savingFlows, spendingFlows, type CountForeign } from "./flows.ts";
import { bucketKeys } from "./line-keys.ts";

/**
 * Takes one amount: of a row, in the bucket in a place of the rule (or UNASSIGNED), of a category slot (−1: none).
 * Spent or saved is positive; `isSaving` tells what was not spent: it changed the savings.
 */
export type CountedAmount = (
  row: number,
  place: number,
  category: number,
  minor: number,
  isSaving: boolean,
) => void;

/** Visits every amount of a period that counts in a bucket or in none, in the order of the log. */
export function eachCounted(
  book: Book,
  rule: Rule,
  period: Period,
  count: CountedAmount,
  countForeign: CountForeign = ignore,
): void {
  const keys = bucketKeys(book, rule);
  const rules = flowRules(book);
  const { day, state, count: rows } = book.transactions;
  let row = 0;
  const countAmount = (flow: number, category: number, bucket: number, minor: number): void => {
    if (spendingFlows.includes(flow)) {
      count(row, keys.placeOf(flow, keys.keyOf(category, bucket)), category, -minor, false);
    }
    if (savingFlows.includes(flow)) count(row, keys.savingsPlace, category, minor, true);
  };
  for (; row < rows; row++) {
    const on = day[row] ?? 0;
    if (on < period.first || on > period.last) continue;
    if (((state[row] ?? 0) & HIDDEN_FLAGS) !== 0) continue;
    countRow(rules, row, countAmount, countForeign);
  }
}

function ignore(): void {
  // Told by those who are asked for it.
}
