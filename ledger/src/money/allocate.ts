/**
 * Cutting an amount into shares that sum to it exactly: the largest-remainder method (Hamilton's).
 */
import { assert } from "../result.ts";

/**
 * The largest amount, in minor units, that anything in a book may have: 10^15 − 1, which is 9,999,999,999,999.99
 * of a currency with cents, and more than any household has of one without.
 *
 * Such an amount is exact in a 64-bit float too (below 2^53), so that columns of floats can hold it. Their sums are
 * not beyond the ninth: whoever adds up a whole book adds bigints, or shows first that the sum stays below 2^53.
 */
export const AMOUNT_MINOR_MAX: bigint = 10n ** 15n - 1n;

/**
 * Cuts a total by weights: each share is rounded down, and what is left goes, one unit each, to the largest
 * remainders; of equal ones the earlier wins. Shares of a negative total mirror those of the positive one.
 *
 * Weights are whole and not negative, and not all zero. The shares sum to the total.
 */
export function allocate(total: bigint, weights: readonly number[]): bigint[] {
  assert(
    weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0),
    "weights are whole and not negative",
  );
  const sum = weights.reduce((before, weight) => before + BigInt(weight), 0n);
  assert(sum > 0n, "some weight is above zero");
  if (total < 0n) return allocate(-total, weights).map((share) => -share);
  const products = weights.map((weight) => total * BigInt(weight));
  const shares = products.map((product) => product / sum);
  const left = total - shares.reduce((before, share) => before + share, 0n);
  const byRemainder = products
    .map((product, index) => ({ index, remainder: product % sum }))
    .toSorted((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, Number(left))) {
    shares[index] = (shares[index] ?? 0n) + 1n;
  }
  return shares;
}

function compare(a: bigint, b: bigint): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
