/**
 * What was spent on each day of a period, and in how many transactions: expenses less refunds, by the rules of
 * flows.ts, of one bucket or of all. What was saved is not spent.
 */
import type { Book } from "../book/book.ts";
import type { Rule } from "../budget/rule.ts";
import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";
import { eachCounted } from "./counted.ts";

export type SpendingDay = {
  readonly day: Day;
  readonly amountMinor: bigint;
  readonly count: number;
};

/** Every day of the period, in order; `place` is that of a bucket in the rule, undefined for all. */
export function spendingByDay(
  book: Book,
  rule: Rule,
  period: Period,
  place: number | undefined,
): readonly SpendingDay[] {
  const length = period.last - period.first + 1;
  const amounts: bigint[] = Array.from({ length }, () => 0n);
  const counts = new Int32Array(length);
  let lastRow = -1;
  eachCounted(book, rule, period, (row, ownPlace, _, minor, isSaving) => {
    if (isSaving || (place !== undefined && place !== ownPlace)) return;
    const at = (book.transactions.day[row] ?? 0) - period.first;
    amounts[at] = (amounts[at] ?? 0n) + BigInt(minor);
    // Rows come in order, so a transaction with many lines is counted once.
    if (row !== lastRow) counts[at] = (counts[at] ?? 0) + 1;
    lastRow = row;
  });
  return amounts.map((amountMinor, at) => ({
    day: period.first + at,
    amountMinor,
    count: counts[at] ?? 0,
  }));
}

/** The most that a day's level can be. */
export const DAY_LEVEL_MAX = 4;

/**
 * How each day compares to the days on which something was spent: 0 for none, else the quarter that its amount is
 * in, so that one rent does not make all other days look alike.
 */
export function levelsOf(days: readonly SpendingDay[]): readonly number[] {
  const spent = days
    .map(({ amountMinor }) => amountMinor)
    .filter((amount) => amount > 0n)
    .toSorted((left, right) => (left < right ? -1 : Number(left > right)));
  const levelOf = new Map<bigint, number>();
  for (const [index, amount] of spent.entries()) {
    // Of equal amounts the last one stays: they have one level.
    levelOf.set(amount, Math.ceil((DAY_LEVEL_MAX * (index + 1)) / spent.length));
  }
  return days.map(({ amountMinor }) => levelOf.get(amountMinor) ?? 0);
}
