/**
 * Dates and amounts of QIF, which says of neither how it is written: both are decided over the
 * whole file, as with CSV. A date has blanks and an apostrophe for centuries: `12/19'18`, `1/ 2'04`.
 */

import type { Day } from "../../calendar/day.ts";
import { readAmountCell, toPlainNumber } from "../amount-cell.ts";
import type { DecimalSign } from "../amount-cell.ts";
import { dayOf, readDateCell } from "../date-cell.ts";
import type { DateOrder } from "../date-cell.ts";
import { negateExact, readExactAmount } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";

/** Returns a date with one sign between its parts and without blanks: "1/2/04" for "1/ 2' 4". */
export function plainDate(text: string): string {
  if (!/[\s']/u.test(text) || text.length > 32) return text;
  const sign = /[/.-]/u.exec(text)?.[0] ?? "/";
  return text
    .replace(/'\s?(\d)$/u, "'0$1")
    .replaceAll(/\s?'\s?/gu, sign)
    .replaceAll(/\s?([/.-])\s?/gu, "$1")
    .trim();
}

/** Returns the day of a plain date, or null. */
export function readQifDay(text: string, order: DateOrder): Day | null {
  const read = readDateCell(text);
  return read === null ? null : dayOf(read, order);
}

/** Returns the amount of "-1,234.56", "5" or "12.50-", or null. */
export function readQifAmount(text: string, sign: DecimalSign): ExactAmount | null {
  const cell = readAmountCell(text);
  const plain = cell === null ? null : toPlainNumber(cell.digits, sign);
  const size = plain === null ? null : readExactAmount(plain);
  if (cell === null || size === null) return null;
  return cell.isNegative || cell.mark === "debit" ? negateExact(size) : size;
}
