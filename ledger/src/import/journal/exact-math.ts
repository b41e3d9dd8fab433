/**
 * Arithmetic on the exact amounts of journals: products and quotients, which costs and amounts like
 * "($500 / 10)" need. Nothing grows without end: whatever has more digits than EXACT_DIGITS_MAX is
 * refused.
 */

import { roundedQuotient } from "../../money/rounding.ts";
import { roundExact, ZERO_AMOUNT, type ExactAmount } from "../exact-amount.ts";
import { AMOUNT_DIGITS_MAX, EXACT_DIGITS_MAX, QUOTIENT_DECIMALS } from "../limits.ts";

const UNITS_MAX = 10n ** BigInt(EXACT_DIGITS_MAX);
const ROW_UNITS_MAX = 10n ** BigInt(AMOUNT_DIGITS_MAX);

/** Returns the product, or null if it has too many digits. */
export function multiplyExact(a: ExactAmount, b: ExactAmount): ExactAmount | null {
  return bounded({ units: a.units * b.units, digits: a.digits + b.digits });
}

/**
 * Returns the quotient with at most QUOTIENT_DECIMALS decimals, rounded half to even, or null if
 * the divisor is zero or the quotient has too many digits.
 */
export function divideExact(a: ExactAmount, b: ExactAmount): ExactAmount | null {
  if (b.units === 0n) return null;
  const numerator = a.units * 10n ** BigInt(QUOTIENT_DECIMALS + b.digits);
  const divisor = b.units * 10n ** BigInt(a.digits);
  const units =
    divisor < 0n ? roundedQuotient(-numerator, -divisor) : roundedQuotient(numerator, divisor);
  return bounded({ units, digits: QUOTIENT_DECIMALS });
}

/** Returns the same number without zeros at the end of its decimals. */
export function trimExact({ units, digits }: ExactAmount): ExactAmount {
  if (units === 0n) return ZERO_AMOUNT;
  let trimmed = units;
  let decimals = digits;
  while (decimals > 0 && trimmed % 10n === 0n) {
    trimmed /= 10n;
    decimals -= 1;
  }
  return { units: trimmed, digits: decimals };
}

/** Returns an amount that was worked out with at most so many decimals, rounded half to even. */
export function withDecimals(amount: ExactAmount, decimals: number): ExactAmount {
  if (amount.digits <= decimals) return amount;
  return { units: roundExact(amount, decimals).amountMinor, digits: decimals };
}

/** Returns true if a row may have the amount. */
export function fitsRow({ units, digits }: ExactAmount): boolean {
  return digits <= AMOUNT_DIGITS_MAX && units < ROW_UNITS_MAX && units > -ROW_UNITS_MAX;
}

/** Returns -1, 0 or 1. */
export function signOf({ units }: ExactAmount): -1 | 0 | 1 {
  if (units === 0n) return 0;
  return units < 0n ? -1 : 1;
}

function bounded(amount: ExactAmount): ExactAmount | null {
  const trimmed = trimExact(amount);
  const isSmall = trimmed.units < UNITS_MAX && trimmed.units > -UNITS_MAX;
  return isSmall && trimmed.digits <= EXACT_DIGITS_MAX ? trimmed : null;
}
