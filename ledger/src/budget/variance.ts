/**
 * Over or under, and why: five figures for one bucket.
 *
 * A variance is actual − recommended. Its causes are looked for in the change against the period before, payee by
 * payee, and always sum to that change: new (was not there before), timing (bills that moved between periods),
 * volume (more or less often, at the old price), price (the rest: the same things, dearer or cheaper). Which bills
 * moved is told; payee-figures.ts finds it out from the payments.
 */
import { roundedQuotient } from "../money/rounding.ts";
import { largestContributions, type Contribution, type ContributionShare } from "./review.ts";

/** One bucket in one period, in minor units. */
type BucketFigures = { readonly recommendedMinor: bigint; readonly actualMinor: bigint };

/** One payee in a period; what moved in from another period is part of both figures, what moved out is negative. */
export type PayeeFigures = {
  readonly amountMinor: bigint;
  readonly count: number;
  readonly movedMinor: bigint;
  readonly movedCount: number;
};

/** Why an amount changed, in minor units. */
type Causes = {
  readonly newMinor: bigint;
  readonly priceMinor: bigint;
  readonly volumeMinor: bigint;
  readonly timingMinor: bigint;
};

/** What a variance is found from. */
export type VarianceFacts<Name> = {
  /** The earlier periods that count into the cumulated figure, such as those of this year. */
  readonly earlier: readonly BucketFigures[];
  readonly previous: BucketFigures | null;
  readonly current: BucketFigures;
  readonly payeesBefore: ReadonlyMap<Name, PayeeFigures>;
  readonly payeesNow: ReadonlyMap<Name, PayeeFigures>;
};

export type Variance<Name> = {
  readonly varianceMinor: bigint;
  /** With the earlier periods. */
  readonly cumulatedMinor: bigint;
  /** Of the variance, against the previous period; null without one. */
  readonly changeMinor: bigint | null;
  /** The payees that changed most in the direction of the whole change, at most three, with their share of it. */
  readonly contributors: readonly ContributionShare<Name>[];
  /** They sum to the change of all payees together. */
  readonly causes: Causes;
};

const nothing: PayeeFigures = { amountMinor: 0n, count: 0, movedMinor: 0n, movedCount: 0 };

/** The five figures of one bucket. */
export function varianceOf<Name>(facts: VarianceFacts<Name>): Variance<Name> {
  const { earlier, previous, current, payeesBefore, payeesNow } = facts;
  const varianceMinor = above(current);
  const names = new Set([...payeesNow.keys(), ...payeesBefore.keys()]);
  const changes = [...names].map((name) => {
    const before = payeesBefore.get(name) ?? nothing;
    const now = payeesNow.get(name) ?? nothing;
    return {
      name,
      amountMinor: now.amountMinor - before.amountMinor,
      causes: causesOf(before, now),
    };
  });
  return {
    varianceMinor,
    cumulatedMinor: earlier.reduce((sum, figures) => sum + above(figures), varianceMinor),
    changeMinor: previous === null ? null : varianceMinor - above(previous),
    contributors: largest(changes),
    causes: sumOf(changes.map(({ causes }) => causes)),
  };
}

function above({ recommendedMinor, actualMinor }: BucketFigures): bigint {
  return actualMinor - recommendedMinor;
}

function causesOf(before: PayeeFigures, now: PayeeFigures): Causes {
  const timingMinor = now.movedMinor - before.movedMinor;
  const oldMinor = before.amountMinor - before.movedMinor;
  const nowMinor = now.amountMinor - now.movedMinor;
  const oldCount = before.count - before.movedCount;
  const nowCount = now.count - now.movedCount;
  if (oldCount <= 0) {
    return { newMinor: nowMinor - oldMinor, priceMinor: 0n, volumeMinor: 0n, timingMinor };
  }
  const atOldPrice = roundedQuotient(oldMinor * BigInt(nowCount), BigInt(oldCount));
  const volumeMinor = atOldPrice - oldMinor;
  return { newMinor: 0n, priceMinor: nowMinor - atOldPrice, volumeMinor, timingMinor };
}

function sumOf(all: readonly Causes[]): Causes {
  const sum = (name: keyof Causes): bigint => all.reduce((before, one) => before + one[name], 0n);
  return {
    newMinor: sum("newMinor"),
    priceMinor: sum("priceMinor"),
    volumeMinor: sum("volumeMinor"),
    timingMinor: sum("timingMinor"),
  };
}

/** The top three by size, whichever direction the whole change has. */
function largest<Name>(changes: readonly Contribution<Name>[]): readonly ContributionShare<Name>[] {
  const total = changes.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const sign = total < 0n ? -1n : 1n;
  const alongTotal = changes.map(({ name, amountMinor }) => ({
    name,
    amountMinor: amountMinor * sign,
  }));
  return largestContributions(alongTotal, total * sign).map(
    ({ name, amountMinor, shareBasisPoints }) => ({
      name,
      amountMinor: amountMinor * sign,
      shareBasisPoints,
    }),
  );
}
