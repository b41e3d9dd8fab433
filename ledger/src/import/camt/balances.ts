/**
 * The booked balances of CAMT statements. Available balances (OPAV, CLAV …) are left out: credit
 * lines and reservations are in them, so they do not fit the entries. Statements of one account
 * that follow each other are taken as one.
 */

import { chainBalances } from "../balance-chain.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { statementKey } from "../imported-file.ts";
import type { StatedBalances } from "../imported-file.ts";
import { childrenOf, elementAt, textAt } from "../xml/xml-element.ts";
import type { XmlElement } from "../xml/xml-element.ts";
import { readAmount, readDirection } from "./camt-values.ts";

/** Codes of the balances before and after the entries, the best first. */
const OPENING: readonly string[] = ["OPBD", "PRCD"];
const CLOSING: readonly string[] = ["CLBD", "ITBD"];

/** Adds the balances of a statement to those of the statements before it. */
export function addBalances(
  statement: XmlElement,
  account: string | null,
  into: Map<string, StatedBalances>,
): void {
  const openings = balancesOf(statement, OPENING);
  const closings = balancesOf(statement, CLOSING);
  for (const currency of new Set([...openings.keys(), ...closings.keys()])) {
    const key = statementKey(account, currency);
    const opening = openings.get(currency) ?? null;
    const closing = closings.get(currency) ?? null;
    const before = into.get(key);
    const own = { opening, closing };
    into.set(key, before === undefined ? own : chainBalances(before, own));
  }
}

/** By currency, the balance of the best of some codes. */
function balancesOf(statement: XmlElement, codes: readonly string[]): Map<string, ExactAmount> {
  const found = new Map<string, ExactAmount>();
  for (const code of codes) {
    for (const balance of childrenOf(statement, "Bal")) {
      if (textAt(balance, "Tp", "CdOrPrtry", "Cd") !== code) continue;
      const read = readAmount(elementAt(balance, "Amt"), readDirection(balance) ?? "credit");
      const currency = read?.currency ?? textAt(statement, "Acct", "Ccy");
      if (read !== null && !found.has(currency)) found.set(currency, read.amount);
    }
  }
  return found;
}
