/**
 * Dates and amounts of OFX. A date is the eight digits as written, without any shift by time zone;
 * an amount has a point or a comma as its decimal sign and, from banks that do not read the
 * standard, thousands besides.
 */

import { dayFromCivil } from "../../calendar/day.ts";
import type { Day } from "../../calendar/day.ts";
import { readAmountCell, separatorEvidence, toPlainNumber } from "../amount-cell.ts";
import { readExactAmount } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";

/** Returns the day of "20260103", "20260103233000[-8:PST]" and "2026-01-03", or null. */
export function readOfxDay(text: string): Day | null {
  const found = /^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?=\D|\d{2}|$)/u.exec(text);
  if (found === null) return null;
  return dayFromCivil(Number(found[1]), Number(found[3]), Number(found[4])) ?? null;
}

/** Returns the amount of "-1234.56", "+12,5" or "1.234,56", or null; OFX has no currency signs. */
export function readOfxAmount(text: string): ExactAmount | null {
  const cell = readAmountCell(text);
  if (cell === null || cell.currency !== "" || cell.mark !== null) return null;
  const evidence = separatorEvidence(cell.digits);
  // The standard knows no thousands: a lone separator is the decimal sign, also before three digits.
  const sign =
    evidence === "ambiguous" || evidence === "none" ? loneSeparator(cell.digits) : evidence;
  if (sign === "wrong") return null;
  const plain = toPlainNumber(cell.digits, sign);
  return plain === null ? null : readExactAmount(cell.isNegative ? `-${plain}` : plain);
}

function loneSeparator(digits: string): "." | "," {
  return digits.includes(",") ? "," : ".";
}
