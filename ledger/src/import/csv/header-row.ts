/**
 * Where the table of a CSV file begins: the record with the names of the columns, or, without one,
 * the first record that holds a date and an amount. Whatever stands before it (account, period,
 * balances, advice) is preamble.
 */

import { readDateCell } from "../date-cell.ts";
import { readColumnName } from "./column-names.ts";
import type { ColumnName } from "./column-names.ts";
import { readMoneyCell } from "./column-profile.ts";
import type { NameRole } from "./column-words.ts";
import type { CsvRecord } from "./tokenize.ts";

/**
 * The beginning of a table: `names` is null if it has no header; `start` is the index of its first
 * data record.
 */
export interface TableStart {
  readonly names: readonly ColumnName[] | null;
  readonly headerIndex: number | null;
  readonly start: number;
}

/** The furthest record in which a header is looked for. */
const PREAMBLE_RECORDS_MAX = 100;

const TELLING: readonly NameRole[] = [
  "date",
  "value-date",
  "late-date",
  "amount",
  "debit",
  "credit",
  "balance",
];

/**
 * Returns the beginning of the table, or null if there is neither a header nor a record of data.
 */
export function findTable(records: readonly CsvRecord[]): TableStart | null {
  const near = records.slice(0, PREAMBLE_RECORDS_MAX);
  let best: TableStart | null = null;
  let bestScore = 0;
  for (const [index, record] of near.entries()) {
    const names = readHeader(record);
    if (names === null) continue;
    const start = { names, headerIndex: index, start: index + 1 };
    const next = near[index + 1];
    // The first that could not be clearer: another table may follow with more names.
    if (isFullHeader(names) && next !== undefined && isDataRecord(next)) return start;
    const score = scoreHeader(names);
    if (score > bestScore) [best, bestScore] = [start, score];
  }
  if (best !== null) return best;
  const first = firstOfMost(records);
  if (first < 0) return null;
  return unknownHeader(records, first) ?? { names: null, headerIndex: null, start: first };
}

/**
 * Returns the first record that is like most of the data; a line about the account may hold a date
 * and an amount too.
 */
function firstOfMost(records: readonly CsvRecord[]): number {
  const firstByShape = new Map<string, { index: number; count: number }>();
  let best: { index: number; count: number } | null = null;
  for (const [index, record] of records.slice(0, PREAMBLE_RECORDS_MAX * 4).entries()) {
    if (!isDataRecord(record)) continue;
    const shape = `${record.cells.length}/${record.cells.findIndex((cell) => readDateCell(cell) !== null)}`;
    const seen = firstByShape.get(shape) ?? { index, count: 0 };
    seen.count += 1;
    firstByShape.set(shape, seen);
    if (best === null || seen.count > best.count) best = seen;
  }
  return best?.index ?? -1;
}

/**
 * A record directly before the data that is all words and as wide: names in a language we do not
 * know.
 */
function unknownHeader(records: readonly CsvRecord[], first: number): TableStart | null {
  const before = records[first - 1];
  const width = records[first]?.cells.length ?? 0;
  if (before === undefined || before.cells.length < width || width < 3) return null;
  const filled = before.cells.filter((cell) => cell !== "");
  const isWords = filled.every((cell) => /\p{L}/u.test(cell) && !/^\d/u.test(cell));
  if (!isWords || filled.length * 2 < width || new Set(filled).size < filled.length) return null;
  return { names: before.cells.map(readColumnName), headerIndex: first - 1, start: first };
}

/** So many names that are exactly known ones, a date among them, are no sentence. */
const FULL_NAMES_MIN = 3;

/** Returns true if names can be nothing but a header. */
export function isFullHeader(names: readonly ColumnName[]): boolean {
  const whole = names.filter(({ wholeRoles }) => wholeRoles.size > 0).length;
  const isDated = names.some(({ roles }) => roles.has("date") || roles.has("value-date"));
  return whole >= FULL_NAMES_MIN && isDated;
}

/**
 * Returns the names if a record may be a header: words only, at least two of them known; else null.
 */
export function readHeader({ cells }: CsvRecord): ColumnName[] | null {
  const filled = cells.filter((cell) => cell !== "");
  if (filled.length < 2) return null;
  if (filled.some((cell) => readDateCell(cell) !== null || readMoneyCell(cell) !== null))
    return null;
  const names = cells.map(readColumnName);
  const known = names.filter(({ roles }) => roles.size > 0).length;
  const isTelling = names.some(({ roles }) => TELLING.some((role) => roles.has(role)));
  return known >= 2 && isTelling && known * 3 >= filled.length ? names : null;
}

/**
 * A name that is exactly a known one counts more than one that only contains it, as sentences do.
 */
function scoreHeader(names: readonly ColumnName[]): number {
  let score = 0;
  for (const { roles, wholeRoles } of names)
    score += roles.size > 0 ? 1 + (wholeRoles.size > 0 ? 2 : 0) : 0;
  const has = (...wanted: NameRole[]): boolean =>
    names.some(({ roles }) => wanted.some((role) => roles.has(role)));
  if (has("date", "value-date", "late-date")) score += 3;
  if (has("amount", "debit", "credit")) score += 3;
  return score;
}

/** Returns true if a record has a date and an amount in different cells. */
export function isDataRecord({ cells }: CsvRecord): boolean {
  const date = cells.findIndex((cell) => readDateCell(cell) !== null);
  if (date < 0) return false;
  return cells.some((cell) => readDateCell(cell) === null && readMoneyCell(cell) !== null);
}
