/**
 * Amounts as machine text, "-2100.00": what JSON and files of ours carry. Exact, no locale, no rounding.
 */
import { fail, ok, type Result } from "../result.ts";

export type DecimalError = {
  readonly code: "not-a-decimal" | "too-many-decimals" | "too-long";
};

/** Digits that a decimal text may have: far above every amount, and quick to read. */
const digitsMax = 40;

/** The minor units of a decimal text with at most `digits` decimals. */
export function parseDecimal(text: string, digits: number): Result<bigint, DecimalError> {
  if (text.length > digitsMax + 2) return fail({ code: "too-long" });
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return fail({ code: "not-a-decimal" });
  const [, sign = "", whole = "", decimals = ""] = match;
  if (decimals.length > digits) return fail({ code: "too-many-decimals" });
  const minor = BigInt(whole + decimals.padEnd(digits, "0"));
  return ok(sign === "-" ? -minor : minor);
}

/** The decimal text of minor units: "2100.00", "-0.05", and "1200" for no decimals. */
export function formatDecimal(minor: bigint, digits: number): string {
  const isNegative = minor < 0n;
  const text = (isNegative ? -minor : minor).toString().padStart(digits + 1, "0");
  const whole = text.slice(0, text.length - digits);
  const unsigned = digits === 0 ? whole : `${whole}.${text.slice(-digits)}`;
  return isNegative ? `-${unsigned}` : unsigned;
}
