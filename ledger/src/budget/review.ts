/**
 * The review: what a rule recommended for an income against what came to each bucket.
 *
 * A ceiling is over or within, a floor is below or met; the distance is never negative and its meaning is in the
 * status. Income is the sum of all buckets, of what counted in no bucket, and of what is unallocated; that is
 * negative where more went out than came in.
 */
import { roundedQuotient } from "../money/rounding.ts";
import { assert } from "../result.ts";
import { BASIS_POINTS_WHOLE, type Bucket, type Rule } from "./rule.ts";
import { recommend } from "./split.ts";

/** Of a ceiling: over or within. Of a floor: below or met. */
export type BucketStatus = "over" | "within" | "below" | "met";

/** How an amount compares to its recommendation. */
export type BucketOutcome = {
  readonly status: BucketStatus;
  /** The distance between the two, in minor units, not negative. */
  readonly byMinor: bigint;
};

/** What one name (a category, a payee) added to a bucket, in minor units. */
export type Contribution<Name> = { readonly name: Name; readonly amountMinor: bigint };

/** A contribution and its share of the whole; null where the whole came to nothing or less. */
export type ContributionShare<Name> = Contribution<Name> & {
  readonly shareBasisPoints: number | null;
};

/** One bucket's part of a review. */
export type BucketReview<Name> = BucketOutcome & {
  readonly id: string;
  readonly recommendedMinor: bigint;
  readonly actualMinor: bigint;
  /** Share of the income; null without income. */
  readonly incomeBasisPoints: number | null;
  /** The largest contributions, at most three, largest first. */
  readonly contributors: readonly ContributionShare<Name>[];
};

/** A review; buckets in the order of the rule. */
export type Review<Name> = {
  readonly rule: Rule;
  readonly incomeMinor: bigint;
  readonly buckets: readonly BucketReview<Name>[];
  /** What counted in no bucket. */
  readonly unassignedMinor: bigint;
  /** Income that went into no bucket and was not spent otherwise. */
  readonly unallocatedMinor: bigint;
};

/** What a review compares; the lists are in the order of the rule's buckets. */
export type ReviewFacts<Name> = {
  readonly rule: Rule;
  readonly incomeMinor: bigint;
  readonly actualByBucket: readonly bigint[];
  readonly unassignedMinor: bigint;
  /** What made up each bucket, in any order; empty lists if nobody asks. */
  readonly contributorsByBucket: readonly (readonly Contribution<Name>[])[];
};

const contributorsMax = 3;

/** The review of an income and of what came to each bucket. Throws only if there is not one amount per bucket. */
export function reviewOf<Name>(facts: ReviewFacts<Name>): Review<Name> {
  const { rule, incomeMinor, actualByBucket, unassignedMinor, contributorsByBucket } = facts;
  assert(actualByBucket.length === rule.buckets.length, "there is one amount per bucket");
  const recommended = recommend(rule, incomeMinor);
  const buckets = rule.buckets.map((bucket, place) => {
    const actualMinor = actualByBucket[place] ?? 0n;
    const recommendedMinor = recommended[place] ?? 0n;
    return {
      id: bucket.id,
      recommendedMinor,
      actualMinor,
      ...outcomeOf(bucket, { recommendedMinor, actualMinor }),
      incomeBasisPoints: basisPointsOf(actualMinor, incomeMinor),
      contributors: largestContributions(contributorsByBucket[place] ?? [], actualMinor),
    };
  });
  const allocatedMinor = actualByBucket.reduce((sum, amount) => sum + amount, unassignedMinor);
  const unallocatedMinor = incomeMinor - allocatedMinor;
  return { rule, incomeMinor, buckets, unassignedMinor, unallocatedMinor };
}

/** How the amount of one bucket compares to its recommendation. */
export function outcomeOf(
  bucket: Bucket,
  { recommendedMinor, actualMinor }: Pick<BucketReview<never>, "recommendedMinor" | "actualMinor">,
): BucketOutcome {
  const above = actualMinor - recommendedMinor;
  const byMinor = above < 0n ? -above : above;
  if (bucket.kind === "ceiling") return { status: above > 0n ? "over" : "within", byMinor };
  return { status: above < 0n ? "below" : "met", byMinor };
}

/** Basis points of a part in a whole, half-even, exact below 2^53; null unless the whole is above zero. */
export function basisPointsOf(partMinor: bigint, wholeMinor: bigint): number | null {
  if (wholeMinor <= 0n) return null;
  return Number(roundedQuotient(partMinor * BigInt(BASIS_POINTS_WHOLE), wholeMinor));
}

/** The largest contributions above zero, at most three, largest first, with their share of a whole. */
export function largestContributions<Name>(
  contributions: readonly Contribution<Name>[],
  wholeMinor: bigint,
): readonly ContributionShare<Name>[] {
  return contributions
    .filter(({ amountMinor }) => amountMinor > 0n)
    .toSorted((left, right) => compare(right.amountMinor, left.amountMinor))
    .slice(0, contributorsMax)
    .map(({ name, amountMinor }) => ({
      name,
      amountMinor,
      shareBasisPoints: basisPointsOf(amountMinor, wholeMinor),
    }));
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
