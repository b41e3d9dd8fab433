/**
 * The single payments that a period's bucket totals are made of, by payee: what an explanation of a change looks at.
 *
 * A payee is a text without case, digits and marks, because banks put a branch or a date into it (normalText). The
 * rules of what counts are those of flows.ts, and the payments of a bucket sum to its total.
 */
import type { Book } from "../book/book.ts";
import { normalText } from "../book/suggest.ts";
import { HIDDEN_FLAGS } from "../book/transaction-columns.ts";
import { textOrEmpty } from "../book/transaction-fields.ts";
import type { Payment } from "../budget/payee-figures.ts";
import type { Rule } from "../budget/rule.ts";
import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";
import { countRow, flowRules, savingFlows, spendingFlows } from "./flows.ts";
import { bucketKeys, UNASSIGNED } from "./line-keys.ts";

/** The payments of each bucket, in the order of the rule, each in the order of the log. */
export function paymentsByBucket(
  book: Book,
  period: Period,
  rule: Rule,
): readonly (readonly Payment<string>[])[] {
  const keys = bucketKeys(book, rule);
  const rules = flowRules(book);
  const payments = rule.buckets.map((): Payment<string>[] => []);
  const { day, state, text, count } = book.transactions;
  let row = 0;
  const pay = (place: number, amount: number): void => {
    const payee = normalText(textOrEmpty(book, text[row] ?? -1));
    payments[place]?.push({ payee, day: day[row] ?? 0, amountMinor: BigInt(amount) });
  };
  for (; row < count; row++) {
    const on = day[row] ?? 0;
    if (on < period.first || on > period.last) continue;
    if (((state[row] ?? 0) & HIDDEN_FLAGS) !== 0) continue;
    countRow(
      rules,
      row,
      (flow, category, bucket, amount) => {
        const place = spendingFlows.includes(flow)
          ? keys.placeOf(flow, keys.keyOf(category, bucket))
          : UNASSIGNED;
        if (place !== UNASSIGNED) pay(place, -amount);
        if (savingFlows.includes(flow)) pay(keys.savingsPlace, amount);
      },
      () => undefined,
    );
  }
  return payments;
}

/** Every payee of a transaction before a day. */
export function payeesBefore(book: Book, before: Day): ReadonlySet<string> {
  const { day, state, text, count } = book.transactions;
  const texts = new Set<number>();
  for (let row = 0; row < count; row++) {
    const isShown = ((state[row] ?? 0) & HIDDEN_FLAGS) === 0;
    if (isShown && (day[row] ?? 0) < before) texts.add(text[row] ?? -1);
  }
  return new Set([...texts].map((index) => normalText(textOrEmpty(book, index))));
}
