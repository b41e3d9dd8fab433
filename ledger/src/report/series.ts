/**
 * Neighbouring periods, each against the rule: one pass over the book for all of them, and the same figures as
 * reviewing them one by one (period-review.ts). Periods before the first one with anything in it say nothing, and
 * are left out.
 */
import { settingsOf, type Book } from "../book/book.ts";
import { reviewOf, type Review } from "../budget/review.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { bucketTotals, type PeriodTotals } from "./bucket-totals.ts";
import { incomeOfPeriod, incomePeriods, isUsed, periodsBefore } from "./income-of-period.ts";

/** One period of a series; its review is held against the income that the plan counts on. */
export type SeriesPeriod = {
  readonly period: Period;
  readonly totals: PeriodTotals;
  readonly review: Review<never>;
};

/** At most `count` periods up to `last`, the earliest first; `last` is always one of them. */
export function periodSeries(
  book: Book,
  rule: Rule,
  last: Period,
  count: number,
): readonly SeriesPeriod[] {
  const { cycle } = settingsOf(book);
  const periods = [last, ...periodsBefore(cycle, last, count - 1 + incomePeriods)];
  const totals = bucketTotals(book, periods, rule);
  const firstUsed = totals.findLastIndex(isUsed);
  const shown = totals.slice(0, Math.max(1, Math.min(count, firstUsed + 1)));
  return shown
    .map((of, place) => ({
      period: of.period,
      totals: of,
      review: reviewTotals(book, rule, of, totals.slice(place + 1, place + 1 + incomePeriods)),
    }))
    .toReversed();
}

function reviewTotals(
  book: Book,
  rule: Rule,
  totals: PeriodTotals,
  before: readonly PeriodTotals[],
): Review<never> {
  return reviewOf<never>({
    rule,
    incomeMinor:
      incomeOfPeriod(book, settingsOf(book).incomeMode, totals, before)?.incomeMinor ?? 0n,
    actualByBucket: totals.buckets.map(({ amountMinor }) => amountMinor),
    unassignedMinor: totals.unassignedMinor,
    contributorsByBucket: rule.buckets.map(() => []),
  });
}
