/** How the last periods went, each by its own income: one pass over the columns for all of them. */
import { settingsOf, type Book } from "../book/book.ts";
import { reviewOf, type Review } from "../budget/review.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { incomeOfPeriod, incomePeriods, isUsed, periodsBefore } from "./income-of-period.ts";

/** One period; without anything in it there is no review. */
export type PastPeriod = { readonly period: Period; readonly review: Review<never> | null };

/** A period and those before it, so many together, the earliest first. */
export function periodHistory(
  book: Book,
  rule: Rule,
  last: Period,
  count: number,
): readonly PastPeriod[] {
  const { cycle, incomeMode } = settingsOf(book);
  const periods = [last, ...periodsBefore(cycle, last, count - 1 + incomePeriods)];
  const totals = bucketTotals(book, periods, rule);
  const past = totals.slice(0, count).map((own, place): PastPeriod => {
    if (!isUsed(own)) return { period: own.period, review: null };
    const before = totals.slice(place + 1, place + 1 + incomePeriods);
    const review = reviewOf<never>({
      rule,
      incomeMinor: incomeOfPeriod(book, incomeMode, own, before)?.incomeMinor ?? 0n,
      actualByBucket: own.buckets.map(({ amountMinor }) => amountMinor),
      unassignedMinor: own.unassignedMinor,
      contributorsByBucket: rule.buckets.map(() => []),
    });
    return { period: own.period, review };
  });
  return past.toReversed();
}
