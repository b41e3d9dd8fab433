/**
 * The payments of an entry that holds several: if their amounts add up to the entry's exactly they
 * are rows of their own, else the entry stays one row, because what is on the account is what
 * counts.
 */

import { addExact, equalsExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { elementAt } from "../xml/xml-element.ts";
import type { XmlElement } from "../xml/xml-element.ts";
import { readAmount, readDirection } from "./camt-values.ts";
import type { CamtAmount, Direction } from "./camt-values.ts";

/** What one payment of an entry moves. */
export interface PaymentAmount {
  readonly details: XmlElement;
  readonly direction: Direction;
  readonly amount: ExactAmount;
}

/**
 * Returns the payments with amounts that add up to the entry, or null. Each goes in its own
 * direction or, from banks that leave there the direction of a payment that comes back, in the
 * entry's.
 */
export function splitEntry(
  total: CamtAmount,
  direction: Direction,
  payments: readonly XmlElement[],
): PaymentAmount[] | null {
  return (
    addingUp(total, payments, (details) => readDirection(details) ?? direction) ??
    addingUp(total, payments, () => direction)
  );
}

function addingUp(
  total: CamtAmount,
  payments: readonly XmlElement[],
  directionOf: (details: XmlElement) => Direction,
): PaymentAmount[] | null {
  const found: PaymentAmount[] = [];
  let sum = ZERO_AMOUNT;
  for (const details of payments) {
    const direction = directionOf(details);
    const amount = amountOf(details, direction, total.currency);
    if (amount === null) return null;
    found.push({ details, direction, amount });
    sum = addExact(sum, amount);
  }
  return equalsExact(sum, total.amount) ? found : null;
}

/** Where the amount of a payment stands, by version and bank; the first in the entry's currency. */
const AMOUNTS: readonly (readonly string[])[] = [
  ["Amt"],
  ["AmtDtls", "TxAmt", "Amt"],
  ["AmtDtls", "CntrValAmt", "Amt"],
  ["AmtDtls", "InstdAmt", "Amt"],
];

function amountOf(
  details: XmlElement,
  direction: Direction,
  currency: string | null,
): ExactAmount | null {
  for (const path of AMOUNTS) {
    const found = readAmount(elementAt(details, ...path), direction);
    if (found !== null && (found.currency ?? currency) === currency) return found.amount;
  }
  return null;
}
