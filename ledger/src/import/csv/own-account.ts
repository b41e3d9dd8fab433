/**
 * The account that a whole table belongs to, where no column says it row by row: a number in the
 * lines before the table, or the only value of a column that some rows leave empty.
 */

import { displayText } from "../display-text.ts";
import { isAccountNumber } from "./column-profile.ts";
import { readRowLabel } from "./row-words.ts";
import type { Table } from "./table.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Returns the one account of a column: rows of a payment to a card leave the card's number out. */
export function onlyAccount(table: Table, column: number | null): string | null {
  if (column === null) return null;
  const found = new Set(table.sample.map(({ cells }) => cells[column] ?? ""));
  found.delete("");
  const [only] = found;
  return found.size === 1 && only !== undefined ? displayText(only) : null;
}

const ACCOUNT_LABEL =
  /^(?:account|konto|girokonto|iban|compte|cuenta|conto|rekening|卡号|账号|kontonummer|accountno)/iu;

/** Returns the account that the lines before the table name, or null. */
export function accountOfPreamble(preamble: readonly CsvRecord[]): string | null {
  for (const { cells } of preamble) {
    for (const [index, cell] of cells.entries()) {
      if (isAccountNumber(cell)) return cell.replaceAll(/\s/gu, "");
      const next = cells[index + 1] ?? "";
      const isLabel = ACCOUNT_LABEL.test(cell) && readRowLabel(cell) !== "balance";
      if (isLabel && /^[\d*•Xx][\d*•Xx _-]{3,30}$/u.test(next)) return next;
    }
  }
  return null;
}
