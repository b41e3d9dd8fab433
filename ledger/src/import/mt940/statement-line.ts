/**
 * `:61:`, one transaction: value date, booking date, mark, third letter of the currency, amount,
 * type, the customer's and the bank's reference, and on a second line more of it.
 */

import type { Day } from "../../calendar/day.ts";
import { displayText } from "../display-text.ts";
import { negateExact } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { readEntryDay, readMtAmount, readMtDay } from "./mt-values.ts";

/** A statement line; money into the account is positive. */
export interface StatementLine {
  /** As written: there need not be such a day (30 February). */
  readonly valueDate: string;
  readonly valueDay: Day | null;
  readonly entryDay: Day | null;
  readonly amount: ExactAmount;
  /** The bank only expects it (MT942, `EC` and `ED`). */
  readonly isExpected: boolean;
  /** "NTRF", or "". */
  readonly type: string;
  readonly customerReference: string;
  readonly bankReference: string;
  readonly supplement: string;
}

const LINE =
  /^\s*(\d{6})(\d{4})?\s?(R[CD]|E[CD]|[CD])([A-Z])?\s?(\d{1,40}(?:[.,]\d{0,40})?)\s?(?:([A-Z][A-Z0-9 ]{3})(.*))?$/u;

/** Returns what a field says, or null if it is no statement line. */
export function readStatementLine([first = "", ...more]: readonly string[]): StatementLine | null {
  const found = LINE.exec(first.trimEnd());
  if (found === null) return null;
  const [, valueDate = "", entry = "", mark = "", , digits = "", type = "", rest = ""] = found;
  const size = readMtAmount(digits);
  if (size === null) return null;
  const [customer = "", ...bank] = rest.split("//");
  return {
    valueDate,
    valueDay: readMtDay(valueDate),
    entryDay: entry === "" ? null : readEntryDay(entry, valueDate),
    amount: mark === "D" || mark === "RC" || mark === "ED" ? negateExact(size) : size,
    isExpected: mark.startsWith("E"),
    type: type.trim(),
    customerReference: givenReference(customer),
    bankReference: givenReference(bank.join("//")),
    supplement: displayText(more.join(" ")),
  };
}

/** Banks that have no reference say so. */
function givenReference(text: string): string {
  const reference = displayText(text);
  return /^(?:NONREF|NOREF|NOTPROVIDED|EREF|PREF|MARF)?$/iu.test(reference) ? "" : reference;
}
