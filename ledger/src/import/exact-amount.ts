/**
 * Amounts exactly as a file writes them: an integer and the number of its decimals, of any currency
 * or none. They become minor units when the currency is known; an amount finer than its currency is
 * rounded half to even, and the caller is told.
 */

import { AMOUNT_MINOR_MAX } from "../money/allocate.ts";
import { minorDigits, parseCurrency } from "../money/currency.ts";
import { formatDecimal, parseDecimal } from "../money/decimal.ts";
import { roundedQuotient } from "../money/rounding.ts";
import { AMOUNT_DIGITS_MAX, AMOUNT_WHOLE_DIGITS_MAX } from "./limits.ts";

/** The number units / 10^digits. */
export interface ExactAmount {
  readonly units: bigint;
  readonly digits: number;
}

/** Zero. */
export const ZERO_AMOUNT: ExactAmount = { units: 0n, digits: 0 };

/**
 * Returns the amount of a plain number ("-1234.56"), or null if the text is none or has too many
 * digits.
 */
export function readExactAmount(plain: string): ExactAmount | null {
  const point = plain.indexOf(".");
  const end = point < 0 ? plain.length : point;
  const whole = plain.startsWith("-") ? end - 1 : end;
  const digits = plain.length - Math.min(end + 1, plain.length);
  if (whole > AMOUNT_WHOLE_DIGITS_MAX || whole + digits > AMOUNT_DIGITS_MAX) return null;
  const parsed = parseDecimal(plain, digits);
  return parsed.ok ? { units: parsed.value, digits } : null;
}

/** Returns the amount with the other sign. */
export function negateExact({ units, digits }: ExactAmount): ExactAmount {
  return { units: -units, digits };
}

/** Returns the sum of two amounts. */
export function addExact(a: ExactAmount, b: ExactAmount): ExactAmount {
  if (a.digits === b.digits) return { units: a.units + b.units, digits: a.digits };
  const digits = Math.max(a.digits, b.digits);
  return { units: unitsAt(a, digits) + unitsAt(b, digits), digits };
}

/** Returns true if two amounts are the same number. */
export function equalsExact(a: ExactAmount, b: ExactAmount): boolean {
  const digits = Math.max(a.digits, b.digits);
  return unitsAt(a, digits) === unitsAt(b, digits);
}

/** An amount in minor units; `isExact` is false if it had to be rounded. */
export interface MinorAmount {
  readonly amountMinor: bigint;
  readonly isExact: boolean;
}

/**
 * Returns an amount in minor units of a currency, or null if that is unknown or the amount is too
 * large for it.
 */
export function minorOfExact(amount: ExactAmount, currency: string): MinorAmount | null {
  const code = parseCurrency(currency);
  if (code === undefined) return null;
  const minor = roundExact(amount, minorDigits(code));
  const { amountMinor } = minor;
  return amountMinor > AMOUNT_MINOR_MAX || amountMinor < -AMOUNT_MINOR_MAX ? null : minor;
}

/** Returns the units of an amount with so many decimals, rounded half to even. */
export function roundExact(amount: ExactAmount, digits: number): MinorAmount {
  const extra = amount.digits - digits;
  if (extra <= 0) return { amountMinor: unitsAt(amount, digits), isExact: true };
  const divisor = 10n ** BigInt(extra);
  const isExact = amount.units % divisor === 0n;
  return { amountMinor: roundedQuotient(amount.units, divisor), isExact };
}

/**
 * Returns an amount as a decimal string with at least so many decimals and no needless zeros
 * beyond.
 */
export function formatExact(amount: ExactAmount, digitsMin: number): string {
  let { units, digits } = amount;
  while (digits > digitsMin && units % 10n === 0n) {
    units /= 10n;
    digits -= 1;
  }
  if (digits < digitsMin) {
    units *= 10n ** BigInt(digitsMin - digits);
    digits = digitsMin;
  }
  return formatDecimal(units, digits);
}

function unitsAt({ units, digits }: ExactAmount, wanted: number): bigint {
  return wanted === digits ? units : units * 10n ** BigInt(wanted - digits);
}
