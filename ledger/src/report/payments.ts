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
import { eachCounted } from "./counted.ts";

/** The payments of each bucket, in the order of the rule, each in the order of the log. */
export function paymentsByBucket(
  book: Book,
  period: Period,
  rule: Rule,
): readonly (readonly Payment<string>[])[] {
  const payments = rule.buckets.map((): Payment<string>[] => []);
  const { day, text } = book.transactions;
  const payees = new Map<number, string>();
  eachCounted(book, rule, period, (row, place, _, amount) => {
    const index = text[row] ?? -1;
    const payee = payees.get(index) ?? normalText(textOrEmpty(book, index));
    payees.set(index, payee);
    payments[place]?.push({ payee, day: day[row] ?? 0, amountMinor: BigInt(amount) });
  });
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
