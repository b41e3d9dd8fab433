/** A period against a rule: the review of the ledger with its pace. */
import {
  defaultPaceThresholds,
  formatPeriod,
  paceOf,
  periodContaining,
  reviewPeriod,
  settingsOf,
  type Book,
  type Day,
  type Period,
  type Rule,
} from "@coffer/ledger";
import { today } from "../today.ts";
import type { BucketModel, ReviewModel } from "../view-models.ts";

/** The review of a period by the book's own plan, or by another rule. */
export function reviewModel(
  book: Book,
  period: Period,
  on: Day,
  rule: Rule = settingsOf(book).rule,
): ReviewModel {
  const { cycle, currency } = settingsOf(book);
  const reviewed = reviewPeriod(book, rule, period, undefined);
  const { review, unassignedCount, notConverted, income } = reviewed;
  const isRunning = period.first <= on && on <= period.last;
  const fixed = { paidMinor: 0n, dueMinor: 0n, laterMinor: 0n };
  const buckets = rule.buckets.map((bucket, place): BucketModel => {
    const of = review.buckets[place];
    const recommended = of?.recommendedMinor ?? 0n;
    const actual = of?.actualMinor ?? 0n;
    const pace = paceOf({
      kind: bucket.kind,
      targetMinor: review.incomeMinor > 0n ? recommended : null,
      actualMinor: actual,
      fixed,
      period,
      today: on,
      thresholds: defaultPaceThresholds,
    });
    return {
      ...bucket,
      recommended,
      actual,
      status: of?.status ?? "within",
      by: of?.byMinor ?? 0n,
      pace: isRunning && pace.word !== "unknown" ? pace.word : null,
      expected: isRunning ? pace.expectedToDateMinor : null,
      safePerDay: isRunning ? pace.safePerDayMinor : null,
    };
  });
  return {
    currency,
    period: {
      ...period,
      name: formatPeriod(cycle, period),
      isRunning,
      daysLeft: isRunning ? period.last - on + 1 : 0,
    },
    rule,
    income: review.incomeMinor,
    incomeMode: income,
    buckets,
    unassigned: { amount: review.unassignedMinor, count: unassignedCount },
    unallocated: review.unallocatedMinor,
    notConverted,
  };
}

/** The period that runs today. */
export function runningPeriod(book: Book): Period {
  return periodContaining(settingsOf(book).cycle, today());
}
