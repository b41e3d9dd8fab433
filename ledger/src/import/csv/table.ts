/**
 * A CSV table ready for its columns to be understood: its records, names (empty ones if it has
 * none) and profiles, and the amounts of a column read as exact numbers once the decimal sign is
 * known.
 */

import { readMoneyCell } from "./column-profile.ts";
import type { ColumnProfile } from "./column-profile.ts";
import type { ColumnName } from "./column-names.ts";
import type { NameRole } from "./column-words.ts";
import { separatorEvidence, toPlainNumber } from "../amount-cell.ts";
import type { DecimalSign } from "../amount-cell.ts";
import type { CsvRecord } from "./tokenize.ts";

/**
 * One column: its place, its name (of no role if the table has no header) and what its cells look
 * like.
 */
export interface Column {
  readonly index: number;
  readonly name: ColumnName;
  readonly profile: ColumnProfile;
}

/** The table; `sample` are the records that the profiles were made from. */
export interface Table {
  readonly hasHeader: boolean;
  readonly columns: readonly Column[];
  readonly sample: readonly CsvRecord[];
  /** Whether the dates fall from row to row; null if they do not say. */
  readonly isNewestFirst: boolean | null;
}

/** Returns true if the column's name speaks for one of the roles. */
export function speaksFor({ name }: Column, ...roles: readonly NameRole[]): boolean {
  return roles.some((role) => name.roles.has(role));
}

/** Fixed-point numbers of this many decimals compare balances and amounts within a sample. */
const SCALE_DIGITS = 10;

/**
 * Returns the amount of a cell times 10^10, or null if it is empty, no amount, or finer than that.
 * It serves only to find out which column is which; the amounts that are imported are read exactly.
 */
export function scaledAmount(cell: string, decimalSign: DecimalSign): bigint | null {
  if (cell === "") return null;
  const amount = readMoneyCell(cell);
  if (amount === null) return null;
  const plain = plainAmount(amount.digits, decimalSign);
  if (plain === null) return null;
  const [whole = "0", fraction = ""] = plain.split(".");
  if (fraction.length > SCALE_DIGITS) return null;
  const value = BigInt(whole + fraction.padEnd(SCALE_DIGITS, "0"));
  return amount.isNegative || amount.mark === "debit" ? -value : value;
}

/**
 * Returns a plain number; an amount that is certain by itself ("1,5") does not need the file's
 * decimal sign.
 */
export function plainAmount(digits: string, decimalSign: DecimalSign): string | null {
  const evidence = separatorEvidence(digits);
  if (evidence === "wrong") return null;
  return toPlainNumber(digits, evidence === "." || evidence === "," ? evidence : decimalSign);
}
