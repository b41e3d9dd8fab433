/** A saved review in the form in which reviews are printed: as it was kept, nothing calculated again. */
import type { PeriodReview, ReviewSnapshot } from "@coffer/ledger";

/** The review of a snapshot. */
export function snapshotReview(snapshot: ReviewSnapshot): PeriodReview {
  const { rule, income, buckets, unassignedMinor, unallocatedMinor } = snapshot;
  return {
    review: {
      rule,
      incomeMinor: income.amountMinor,
      buckets: buckets.map((bucket) => ({ ...bucket, incomeBasisPoints: null, contributors: [] })),
      unassignedMinor,
      unallocatedMinor,
    },
    income: income.mode,
    unassignedCount: 0,
    notConverted: [],
  };
}
