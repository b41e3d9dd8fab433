/**
 * Dates, amounts and balances of SWIFT messages: `YYMMDD`, an amount with a comma ("12,", "12,5"),
 * `:60F:C131231EUR1000,00`.
 */

import { civilFromDay, dayFromCivil } from "../../calendar/day.ts";
import type { Day } from "../../calendar/day.ts";
import { negateExact, readExactAmount } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";

/** Two digits of a year mean 1980 to 2079 (SWIFT's rule for six-digit dates). */
const CENTURY_TURN = 80;

/** Returns the day of "260131", or null if there is none. */
export function readMtDay(digits: string): Day | null {
  const found = /^(\d{2})(\d{2})(\d{2})$/u.exec(digits);
  if (found === null) return null;
  return dayFromCivil(mtYear(Number(found[1])), Number(found[2]), Number(found[3])) ?? null;
}

function mtYear(year: number): number {
  return year < CENTURY_TURN ? 2000 + year : 1900 + year;
}

/**
 * Returns the booking day "MMDD" of a transaction, in the year that brings it nearest to the value
 * date "YYMMDD", of which only year and month need to be right; or null.
 */
export function readEntryDay(entry: string, valueDate: string): Day | null {
  const near = readMtDay(`${valueDate.slice(0, 4)}01`);
  if (near === null || !/^\d{4}$/u.test(entry)) return null;
  const { year } = civilFromDay(near);
  let best: Day | null = null;
  for (const candidate of [year - 1, year, year + 1]) {
    const day = dayFromCivil(candidate, Number(entry.slice(0, 2)), Number(entry.slice(2)));
    if (day === undefined) continue;
    if (best === null || Math.abs(day - near) < Math.abs(best - near)) best = day;
  }
  return best;
}

/** Returns the amount of "1234,5", "000012," or "12.50", or null. */
export function readMtAmount(text: string): ExactAmount | null {
  const found = /^0*(\d*)(?:[.,](\d*))?$/u.exec(text);
  if (found === null || text === "") return null;
  const [, whole = "", fraction = ""] = found;
  return readExactAmount(`${whole === "" ? "0" : whole}${fraction === "" ? "" : `.${fraction}`}`);
}

/** A balance of a message; debit is negative. */
export interface MtBalance {
  readonly day: Day | null;
  readonly currency: string;
  readonly amount: ExactAmount;
}

/** Returns the balance of "C131231EUR1000,00", or null. */
export function readMtBalance(text: string): MtBalance | null {
  const found = /^\s*([CD])\s?(\d{6})\s?([A-Z]{3})\s?(\d{1,40}(?:[.,]\d{0,40})?)\s*$/u.exec(text);
  if (found === null) return null;
  const [, mark = "", date = "", currency = "", digits = ""] = found;
  const amount = readMtAmount(digits);
  if (amount === null) return null;
  return { day: readMtDay(date), currency, amount: mark === "D" ? negateExact(amount) : amount };
}
