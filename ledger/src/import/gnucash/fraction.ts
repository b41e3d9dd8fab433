/**
 * GnuCash's amounts: fractions of two whole numbers, "12345/100". Almost all of them are decimals;
 * a fraction without an end is rounded half to even, and the caller is told.
 */

import { roundedQuotient } from "../../money/rounding.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { AMOUNT_WHOLE_DIGITS_MAX, FRACTION_DECIMALS_MAX, FRACTION_DIGITS_MAX } from "../limits.ts";

/** A fraction as a decimal number; `isExact` is false if it had to be rounded. */
export interface ReadFraction {
  readonly amount: ExactAmount;
  readonly isExact: boolean;
}

const FRACTION = /^(-?)(\d+)\/(\d+)$/u;

/** Returns the number that a fraction is, or null if the text is none or it is too large. */
export function readFraction(text: string): ReadFraction | null {
  const [, sign, numeratorText = "", denominatorText = ""] = FRACTION.exec(text) ?? [];
  if (sign === undefined) return null;
  if (Math.max(numeratorText.length, denominatorText.length) > FRACTION_DIGITS_MAX) return null;
  const numerator = BigInt(`${sign}${numeratorText}`);
  const denominator = BigInt(denominatorText);
  if (denominator === 0n) return null;
  const wholeMax = 10n ** BigInt(AMOUNT_WHOLE_DIGITS_MAX);
  if (numerator >= wholeMax * denominator || numerator <= -wholeMax * denominator) return null;
  for (let digits = 0, scale = 1n; digits <= FRACTION_DECIMALS_MAX; digits += 1, scale *= 10n) {
    if ((numerator * scale) % denominator === 0n) {
      return { amount: { units: (numerator * scale) / denominator, digits }, isExact: true };
    }
  }
  const scale = 10n ** BigInt(FRACTION_DECIMALS_MAX);
  const units = roundedQuotient(numerator * scale, denominator);
  return { amount: { units, digits: FRACTION_DECIMALS_MAX }, isExact: false };
}
