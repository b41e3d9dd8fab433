/**
 * Division of whole numbers with one rounding, half to even: the rule for money everywhere here, because halves
 * that always went up would add up. Whoever calculates in several steps keeps fractions and rounds at the end.
 */

/** numerator ÷ denominator (above zero), rounded half-even. */
export function roundedQuotient(numerator: bigint, denominator: bigint): bigint {
  const isNegative = numerator < 0n;
  const size = isNegative ? -numerator : numerator;
  const floor = size / denominator;
  const twice = (size % denominator) * 2n;
  const isUp = twice > denominator || (twice === denominator && floor % 2n === 1n);
  const rounded = isUp ? floor + 1n : floor;
  return isNegative ? -rounded : rounded;
}
