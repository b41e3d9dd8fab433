/**
 * From what a whole came to before to what it came to now, in a few steps: the parts that changed most, and all
 * others in one. Start, steps and others always make the end.
 */
import { basisPointsOf } from "../budget/review.ts";
import type { Part } from "./parts.ts";

export type WaterfallStep<Of> = {
  readonly part: Of;
  readonly changeMinor: bigint;
  /** Of the whole change; below zero if it went the other way, null if the whole is what it was. */
  readonly shareBasisPoints: number | null;
  /** What the whole has come to with this step. */
  readonly reachedMinor: bigint;
};

export type Waterfall<Of> = {
  readonly startMinor: bigint;
  /** What changed most, whichever way, first. */
  readonly steps: readonly WaterfallStep<Of>[];
  /** The changes of all other parts together. */
  readonly othersMinor: bigint;
  readonly endMinor: bigint;
  readonly changeMinor: bigint;
};

/** The waterfall of the parts of one whole, with at most `limit` steps. */
export function waterfallOf<Of extends Part>(parts: readonly Of[], limit: number): Waterfall<Of> {
  const changes = parts
    .map((part) => ({ part, changeMinor: part.amountMinor - part.beforeMinor }))
    .filter(({ changeMinor }) => changeMinor !== 0n)
    .toSorted((left, right) => compare(size(right.changeMinor), size(left.changeMinor)));
  const endMinor = sumOf(parts.map(({ amountMinor }) => amountMinor));
  const startMinor = sumOf(parts.map(({ beforeMinor }) => beforeMinor));
  const changeMinor = endMinor - startMinor;
  let reachedMinor = startMinor;
  const steps = changes.slice(0, limit).map((step) => {
    reachedMinor += step.changeMinor;
    const alongWhole = changeMinor < 0n ? -step.changeMinor : step.changeMinor;
    const shareBasisPoints = basisPointsOf(alongWhole, size(changeMinor));
    return { ...step, shareBasisPoints, reachedMinor };
  });
  return {
    startMinor,
    steps,
    othersMinor: sumOf(changes.slice(limit).map((step) => step.changeMinor)),
    endMinor,
    changeMinor,
  };
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}

function size(amount: bigint): bigint {
  return amount < 0n ? -amount : amount;
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
