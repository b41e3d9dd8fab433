/**
 * Closing a period: what is to be looked at before, and the snapshot that is kept (budget/snapshot.ts). Nothing of it
 * keeps anybody from closing: what changes later shows in the restatement.
 */
import type { Book } from "../book/book.ts";
import { HIDDEN_FLAGS, rowFlags } from "../book/transaction-columns.ts";
import type { Rule } from "../budget/rule.ts";
import { validateSnapshot, type ReviewSnapshot, type SnapshotError } from "../budget/snapshot.ts";
import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Result } from "../result.ts";
import { contributions, type NotConverted } from "./contributors.ts";
import type { PeriodReview } from "./period-review.ts";

/** What is to be looked at before a period is closed. */
export type ClosingChecks = {
  /** Days from today to its end; 0 once it is over. */
  readonly daysToCome: number;
  /** Transactions that count in no bucket. */
  readonly unassignedCount: number;
  readonly unassignedMinor: bigint;
  /** Transactions that the bank may still change. */
  readonly pendingCount: number;
  /** Transactions of other currencies, which do not count. */
  readonly notConverted: readonly NotConverted[];
};

/** The checks of a period on a day. */
export function closingChecks(book: Book, rule: Rule, period: Period, today: Day): ClosingChecks {
  const { unassigned, notConverted } = contributions(book, period, rule, 0);
  return {
    daysToCome: Math.max(0, period.last - today + 1),
    unassignedCount: unassigned.count,
    unassignedMinor: unassigned.amountMinor,
    pendingCount: pendingIn(book, period),
    notConverted,
  };
}

function pendingIn(book: Book, period: Period): number {
  const { day, state, count } = book.transactions;
  const shown = HIDDEN_FLAGS | rowFlags.pending;
  let pending = 0;
  for (let row = 0; row < count; row++) {
    const on = day[row] ?? 0;
    const isIn = on >= period.first && on <= period.last;
    if (isIn && ((state[row] ?? 0) & shown) === rowFlags.pending) pending += 1;
  }
  return pending;
}

/** The snapshot of a review; an error if one of its amounts is beyond what a snapshot can say. */
export function snapshotOf(
  { review, income }: PeriodReview,
  of: { readonly period: Period; readonly currency: CurrencyCode; readonly notes: string },
): Result<ReviewSnapshot, SnapshotError> {
  const { rule, buckets, incomeMinor, unassignedMinor, unallocatedMinor } = review;
  return validateSnapshot({
    ...of,
    rule,
    income: { mode: income, amountMinor: incomeMinor },
    buckets: buckets.map(({ id, recommendedMinor, actualMinor, status, byMinor }) => ({
      id,
      recommendedMinor,
      actualMinor,
      status,
      byMinor,
    })),
    unassignedMinor,
    unallocatedMinor,
    warnings: [],
    source: null,
  });
}
