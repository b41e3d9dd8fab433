/**
 * What the cells of each column look like, counted over the first records: how many are dates,
 * amounts, currencies, flags, words. Together with the columns' names this decides what each column
 * is for.
 */

import { readAmountCell, separatorEvidence } from "../amount-cell.ts";
import type { AmountCell } from "../amount-cell.ts";
import { isCurrencyText } from "../currency-symbols.ts";
import { readDateCell } from "../date-cell.ts";
import { readDirection } from "./direction-words.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Counts over the cells of one column; each counts cells, out of `filled` that are not empty. */
export interface ColumnProfile {
  readonly filled: number;
  readonly dates: number;
  readonly amounts: number;
  /** Amounts below zero, written so. */
  readonly negatives: number;
  /** Amounts other than zero. */
  readonly nonZero: number;
  /** Amounts with a separator, so that they are hardly a count or a number of something. */
  readonly withSeparator: number;
  readonly withCurrency: number;
  readonly currencies: number;
  readonly flags: number;
  readonly words: number;
  readonly distinct: number;
}

/** The most records that are looked at to find out what a column holds. */
export const PROFILE_RECORDS_MAX = 400;

/** Returns the profile of each column of some records. */
export function profileColumns(records: readonly CsvRecord[], width: number): ColumnProfile[] {
  const sample = records.slice(0, PROFILE_RECORDS_MAX);
  return Array.from({ length: width }, (_, column) =>
    profileColumn(sample.map(({ cells }) => cells[column] ?? "")),
  );
}

function profileColumn(cells: readonly string[]): ColumnProfile {
  const profile = {
    filled: 0,
    dates: 0,
    amounts: 0,
    negatives: 0,
    nonZero: 0,
    withSeparator: 0,
    withCurrency: 0,
    currencies: 0,
    flags: 0,
    words: 0,
    distinct: 0,
  };
  const seen = new Set<string>();
  for (const cell of cells) {
    if (cell === "") continue;
    profile.filled += 1;
    seen.add(cell);
    if (readDirection(cell) !== null) profile.flags += 1;
    if (isCurrencyText(cell)) profile.currencies += 1;
    if (readDateCell(cell) !== null) {
      profile.dates += 1;
      continue;
    }
    const amount = readMoneyCell(cell);
    if (amount === null) {
      if (/\p{L}{2}/u.test(cell) && !isAccountNumber(cell)) profile.words += 1;
      continue;
    }
    profile.amounts += 1;
    if (amount.isNegative) profile.negatives += 1;
    if (/[1-9]/u.test(amount.digits)) profile.nonZero += 1;
    if (/\D/u.test(amount.digits)) profile.withSeparator += 1;
    if (amount.currency !== "") profile.withCurrency += 1;
  }
  return { ...profile, distinct: seen.size };
}

/**
 * Returns the amount in a cell unless it looks more like a number of something: long, or with
 * leading zeros.
 */
export function readMoneyCell(cell: string): AmountCell | null {
  const amount = readAmountCell(cell);
  if (amount === null || separatorEvidence(amount.digits) === "wrong") return null;
  const isPlain = /^\d+$/u.test(amount.digits);
  if (isPlain && (amount.digits.length > 9 || /^0\d/u.test(amount.digits))) return null;
  return amount;
}

/** Returns true if a cell is an IBAN, or as long and as mixed as one. */
export function isAccountNumber(cell: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{8,30}$/u.test(cell.replaceAll(" ", ""));
}

/** Returns true if most of the filled cells are of one sort. */
export function isMostly(count: number, profile: ColumnProfile): boolean {
  return count > 0 && count * 10 >= profile.filled * 7;
}
