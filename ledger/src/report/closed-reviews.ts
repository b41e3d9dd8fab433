/**
 * The reviews that were closed, as they were closed and as their periods come to now (budget/restate.ts). The income
 * of now is found in the way that the review's was: one that a person stated stays as it was stated.
 */
import { settingsOf, type Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import { restate, type Restatement } from "../budget/restate.ts";
import type { ReviewSnapshot } from "../budget/snapshot.ts";
import type { Period } from "../calendar/period.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { incomeOfPeriod, incomePeriods, periodsBefore } from "./income-of-period.ts";

/** A closed review as it was closed. */
export type KeptReview = { readonly id: Id; readonly snapshot: ReviewSnapshot };

/** A closed review, then and now. */
export type ClosedReview = KeptReview & {
  /** Null without a period, and in another currency than the vault's: there is nothing to compare with. */
  readonly restatement: Restatement | null;
};

/** Every closed review, the latest period first and of one period the latest review; undated ones come last. */
export function keptReviews(book: Book): readonly KeptReview[] {
  const kept = book.tables.review.records.flatMap((record) =>
    record === null || record.deleted || record.snapshot === null
      ? []
      : [{ id: record.id, snapshot: record.snapshot }],
  );
  const dated = kept
    .filter(({ snapshot }) => snapshot.period !== null)
    .toReversed()
    .toSorted((left, right) => lastOf(right.snapshot) - lastOf(left.snapshot));
  return [...dated, ...kept.filter(({ snapshot }) => snapshot.period === null)];
}

/** A closed review with what its period comes to now. */
export function restatedReview(book: Book, { id, snapshot }: KeptReview): ClosedReview {
  return { id, snapshot, restatement: restatementOf(book, snapshot) };
}

/** All of them with what their periods come to now, in the order of keptReviews. */
export function closedReviews(book: Book): readonly ClosedReview[] {
  return keptReviews(book).map((review) => restatedReview(book, review));
}

/** Whether a review is of exactly this period. */
export function isOfPeriod({ snapshot }: KeptReview, period: Period): boolean {
  return snapshot.period?.first === period.first && snapshot.period.last === period.last;
}

function lastOf({ period }: ReviewSnapshot): number {
  return period?.last ?? Number.MIN_SAFE_INTEGER;
}

function restatementOf(book: Book, snapshot: ReviewSnapshot): Restatement | null {
  const { period, currency, rule, income } = snapshot;
  const settings = settingsOf(book);
  if (period === null || currency !== settings.currency) return null;
  const earlier = periodsBefore(settings.cycle, period, incomePeriods);
  const [current, ...before] = bucketTotals(book, [period, ...earlier], rule);
  const isStated = income.mode.kind === "planned";
  const base = isStated ? undefined : incomeOfPeriod(book, income.mode, current, before);
  return restate(snapshot, {
    incomeMinor: base?.incomeMinor ?? income.amountMinor,
    actualByBucket: rule.buckets.map((_, place) => current?.buckets[place]?.amountMinor ?? 0n),
    unassignedMinor: current?.unassignedMinor ?? 0n,
  });
}
