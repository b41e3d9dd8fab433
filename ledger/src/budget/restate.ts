/**
 * A closed review against what the same period comes to now, after later edits. The closed figures are the
 * recorded ones; the restated ones follow the same rule.
 */
import { assert } from "../result.ts";
import { outcomeOf, type BucketStatus } from "./review.ts";
import type { ReviewSnapshot } from "./snapshot.ts";
import { recommend } from "./split.ts";

/** One figure then and now, in minor units; the change is restated − closed. */
type Difference = {
  readonly closedMinor: bigint;
  readonly restatedMinor: bigint;
  readonly changeMinor: bigint;
};

/** One bucket then and now. */
type BucketRestatement = {
  readonly id: string;
  readonly recommended: Difference;
  readonly actual: Difference;
  readonly closedStatus: BucketStatus;
  readonly restatedStatus: BucketStatus;
};

/** A review then and now; buckets in the order of the rule. */
export type Restatement = {
  readonly hasChanged: boolean;
  readonly income: Difference;
  readonly buckets: readonly BucketRestatement[];
  readonly unassigned: Difference;
  readonly unallocated: Difference;
};

/** What the period comes to now, in minor units and in the order of the snapshot's rule. */
export type ActualNow = {
  readonly incomeMinor: bigint;
  readonly actualByBucket: readonly bigint[];
  readonly unassignedMinor: bigint;
};

/** The differences between a snapshot and now. Throws only if there is not one amount per bucket. */
export function restate(snapshot: ReviewSnapshot, now: ActualNow): Restatement {
  const { rule } = snapshot;
  assert(now.actualByBucket.length === rule.buckets.length, "there is one amount per bucket");
  const recommended = recommend(rule, now.incomeMinor);
  const income = difference(snapshot.income.amountMinor, now.incomeMinor);
  const buckets = rule.buckets.flatMap((bucket, place) => {
    const closed = snapshot.buckets[place];
    if (closed === undefined) return [];
    const actualMinor = now.actualByBucket[place] ?? 0n;
    // The same income recommends what was recorded, also where a file recorded something of its own.
    const recommendedMinor =
      income.changeMinor === 0n ? closed.recommendedMinor : (recommended[place] ?? 0n);
    return {
      id: bucket.id,
      recommended: difference(closed.recommendedMinor, recommendedMinor),
      actual: difference(closed.actualMinor, actualMinor),
      closedStatus: closed.status,
      restatedStatus: outcomeOf(bucket, { recommendedMinor, actualMinor }).status,
    };
  });
  const allocatedMinor = now.actualByBucket.reduce((sum, one) => sum + one, now.unassignedMinor);
  const unassigned = difference(snapshot.unassignedMinor, now.unassignedMinor);
  const hasChanged =
    income.changeMinor !== 0n ||
    unassigned.changeMinor !== 0n ||
    buckets.some(({ actual }) => actual.changeMinor !== 0n);
  return {
    hasChanged,
    income,
    buckets,
    unassigned,
    unallocated: difference(snapshot.unallocatedMinor, now.incomeMinor - allocatedMinor),
  };
}

function difference(closedMinor: bigint, restatedMinor: bigint): Difference {
  return { closedMinor, restatedMinor, changeMinor: restatedMinor - closedMinor };
}
