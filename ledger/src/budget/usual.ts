/**
 * What an amount usually is: the median of the full periods before, shown with the amounts that it was found from. A
 * median, because one holiday or one refund must not move it. Nothing is extrapolated: no period, no figure.
 */
import { roundedQuotient } from "../money/rounding.ts";

/** How many periods before are looked at. */
export const usualPeriods = 3;

/** The middle one of some amounts, or the mean of the two in the middle; undefined if there are none. */
export function medianOf(amounts: readonly bigint[]): bigint | undefined {
  const sorted = amounts.toSorted((left, right) => (left === right ? 0 : left < right ? -1 : 1));
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) return undefined;
  return roundedQuotient(lower + upper, 2n);
}

/**
 * What a whole period will come to: what is planned for it, else what is usual; at least what came to it already.
 * Of a period that is over, what came to it and nothing else.
 */
export function expectedOf(of: {
  readonly actualMinor: bigint;
  readonly plannedMinor: bigint | null;
  readonly usualMinor: bigint | null;
  readonly isOver: boolean;
}): bigint {
  const { actualMinor, plannedMinor, usualMinor, isOver } = of;
  const likelyMinor = plannedMinor ?? usualMinor ?? 0n;
  return isOver || actualMinor > likelyMinor ? actualMinor : likelyMinor;
}
