/**
 * Are we all right? One answer for a period that runs, from the buckets as they stand: the worst thing first, and the
 * good news if there is nothing bad. Codes and numbers; the sentence is written where it is shown.
 */
import type { Pace } from "./pace.ts";
import type { BucketOutcome } from "./review.ts";
import { BASIS_POINTS_WHOLE, type Bucket } from "./rule.ts";

/** A bucket as it stands. */
export type BucketStanding = BucketOutcome &
  Pick<Bucket, "id" | "kind"> & {
    readonly pace: Pace["word"] | null;
    /** Of a ceiling; null where it is not known. */
    readonly safePerDayMinor: bigint | null;
  };

/** What can still be spent in all ceilings that are not passed, and on each day left. */
export type LeftToSpend = { readonly leftMinor: bigint; readonly perDayMinor: bigint };

export type Headline =
  /** Nothing came in and nothing is planned: there is no answer. */
  | { readonly code: "no-income" }
  /** A ceiling is passed, the one by most; `others`: how many more are. */
  | ({ readonly code: "over"; readonly bucket: string; readonly byMinor: bigint } & {
      readonly others: number;
    } & LeftToSpend)
  /** So much has no bucket that the answer would be a guess. */
  | { readonly code: "unsorted"; readonly unassignedMinor: bigint }
  /** All within, but one ceiling is used up faster than the days. */
  | ({ readonly code: "fast"; readonly bucket: string } & LeftToSpend)
  /** All within, but the floor is behind the days. */
  | ({ readonly code: "behind"; readonly bucket: string; readonly byMinor: bigint } & LeftToSpend)
  /** All within, and the floor is passed. */
  | ({ readonly code: "ahead"; readonly bucket: string; readonly byMinor: bigint } & LeftToSpend)
  | ({ readonly code: "all-right" } & LeftToSpend);

/** From this share of the income on, what has no bucket could change the answer. */
const unsortedBasisPoints = 500n;

/** The answer. */
export function headlineOf(facts: {
  readonly incomeMinor: bigint;
  readonly unassignedMinor: bigint;
  readonly buckets: readonly BucketStanding[];
}): Headline {
  const { incomeMinor, unassignedMinor, buckets } = facts;
  if (incomeMinor <= 0n) return { code: "no-income" };
  const ceilings = buckets.filter(({ kind }) => kind === "ceiling");
  const left = leftToSpend(ceilings);
  const [worst, ...others] = ceilings
    .filter(({ status }) => status === "over")
    .toSorted((one, other) => (other.byMinor > one.byMinor ? 1 : -1));
  if (worst !== undefined) {
    return {
      code: "over",
      bucket: worst.id,
      byMinor: worst.byMinor,
      others: others.length,
      ...left,
    };
  }
  const isUnsorted =
    unassignedMinor > left.leftMinor ||
    unassignedMinor * BigInt(BASIS_POINTS_WHOLE) > incomeMinor * unsortedBasisPoints;
  if (isUnsorted) return { code: "unsorted", unassignedMinor };
  const fast = ceilings.find(({ pace }) => pace === "watch");
  if (fast !== undefined) return { code: "fast", bucket: fast.id, ...left };
  const floors = buckets.filter(({ kind }) => kind === "floor");
  const behind = floors.find(({ status, pace }) => status === "below" && pace === "watch");
  if (behind !== undefined) {
    return { code: "behind", bucket: behind.id, byMinor: behind.byMinor, ...left };
  }
  const ahead = floors.find(({ status, byMinor }) => status === "met" && byMinor > 0n);
  if (ahead !== undefined) {
    return { code: "ahead", bucket: ahead.id, byMinor: ahead.byMinor, ...left };
  }
  return { code: "all-right", ...left };
}

function leftToSpend(ceilings: readonly BucketStanding[]): LeftToSpend {
  let leftMinor = 0n;
  let perDayMinor = 0n;
  for (const { status, byMinor, safePerDayMinor } of ceilings) {
    if (status === "within") leftMinor += byMinor;
    perDayMinor += safePerDayMinor ?? 0n;
  }
  return { leftMinor, perDayMinor };
}
