/**
 * Single values of CAMT (ISO 20022): amounts with a point and without a sign, because the direction
 * stands beside them, days as they are written, and codes.
 */

import { dayFromCivil } from "../../calendar/day.ts";
import type { Day } from "../../calendar/day.ts";
import { currencyOfSymbol } from "../currency-symbols.ts";
import { displayText } from "../display-text.ts";
import { negateExact, readExactAmount } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { textAt } from "../xml/xml-element.ts";
import type { XmlElement } from "../xml/xml-element.ts";

/** An amount with its direction; `currency` is what its `Ccy` says, or null. */
export interface CamtAmount {
  readonly amount: ExactAmount;
  readonly currency: string | null;
}

/** The two directions of CdtDbtInd: into the account and out of it. */
export type Direction = "credit" | "debit";

/** Returns the amount of an `Amt` element that goes in a direction, or null if it is none. */
export function readAmount(
  element: XmlElement | undefined,
  direction: Direction,
): CamtAmount | null {
  const found = /^\+?(\d{1,30})?(?:[.,](\d{1,30})?)?$/u.exec(element?.text ?? "");
  if (found === null || (found[1] ?? found[2]) === undefined) return null;
  const [, whole = "0", fraction] = found;
  const bare = whole.replace(/^0+(?=\d)/u, "");
  const amount = readExactAmount(fraction === undefined ? bare : `${bare}.${fraction}`);
  if (amount === null) return null;
  const currency = currencyOfSymbol(element?.attributes.get("Ccy") ?? "");
  return { amount: direction === "debit" ? negateExact(amount) : amount, currency };
}

/** Returns the direction that an element states by `CdtDbtInd`, or null. */
export function readDirection(element: XmlElement): Direction | null {
  const indicator = textAt(element, "CdtDbtInd").toUpperCase();
  if (indicator === "CRDT") return "credit";
  return indicator === "DBIT" ? "debit" : null;
}

/** Returns the day of a `Dt` or `DtTm` below an element, as it is written, or null. */
export function readDay(element: XmlElement | undefined): Day | null {
  const text = textAt(element, "Dt") || textAt(element, "DtTm");
  return readIsoDay(text === "" ? (element?.text ?? "") : text);
}

/** Returns the day that "2026-01-03" and "2026-01-03T23:30:00-08:00" begin with, or null. */
export function readIsoDay(text: string): Day | null {
  const found = /^(\d{4})-(\d{2})-(\d{2})(?!\d)/u.exec(text);
  if (found === null) return null;
  return dayFromCivil(Number(found[1]), Number(found[2]), Number(found[3])) ?? null;
}

/** Whether an entry is on the account: `unknown` is a code that the standard does not have. */
export type EntryStatus = "booked" | "pending" | "information" | "unknown";

/** Returns the status of an entry: `<Sts>BOOK</Sts>`, since version 8 `<Sts><Cd>BOOK</Cd></Sts>`. */
export function readStatus(entry: XmlElement): EntryStatus {
  const code = statusCode(entry).toUpperCase();
  if (code === "" || code === "BOOK") return "booked";
  if (code === "PDNG" || code === "FUTR") return "pending";
  return code === "INFO" ? "information" : "unknown";
}

/** Returns the code of an entry's status as it is written. */
export function statusCode(entry: XmlElement): string {
  return textAt(entry, "Sts", "Cd") || textAt(entry, "Sts", "Prtry") || textAt(entry, "Sts");
}

const NO_REFERENCE =
  /^(?:not[ _-]?provided|not[ _-]?available|nonref|no ?ref(?:erence)?|n\/?a|unknown|none|null|[-0]*)$/iu;

/** Returns a reference, or null if what stands there says that there is none. */
export function readReference(text: string): string | null {
  const reference = displayText(text);
  return NO_REFERENCE.test(reference) ? null : reference;
}
