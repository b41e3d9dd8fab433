/**
 * Files with several tables below each other, each with its own column names: one per account, or
 * the booked and the pending. Names that only come again (a page break) do not begin a new table.
 */

import { findTable, isDataRecord, isFullHeader, readHeader } from "./header-row.ts";
import type { ColumnName } from "./column-names.ts";
import { readRowLabel } from "./row-words.ts";
import type { CsvRecord } from "./tokenize.ts";

/** One table: what stands before it, its names (null without a header) and its records. */
export interface Section {
  readonly preamble: readonly CsvRecord[];
  readonly names: readonly ColumnName[] | null;
  /** The line of the names, or null. */
  readonly headerLine: number | null;
  readonly data: readonly CsvRecord[];
}

/** The most tables of one file. */
const SECTIONS_MAX = 50;
/**
 * Records without a digit that are looked at for names; there are few in a table of transactions.
 */
const LOOKS_MAX = 1000;

/** Returns the tables of a file, none if there is neither a header nor data. */
export function findSections(records: readonly CsvRecord[]): Section[] {
  const start = findTable(records);
  if (start === null) return [];
  const sections: Section[] = [];
  let preamble = records.slice(0, start.headerIndex ?? start.start);
  let names = start.names;
  let headerLine = start.headerIndex === null ? null : (records[start.headerIndex]?.line ?? null);
  let data: CsvRecord[] = [];
  let looks = LOOKS_MAX;
  for (const record of records.slice(start.start)) {
    const mayBe = names !== null && looks > 0 && !record.cells.some((cell) => /\d/u.test(cell));
    if (mayBe) looks -= 1;
    const next = mayBe ? readLaterHeader(record) : null;
    if (next === null || sections.length >= SECTIONS_MAX) {
      data.push(record);
      continue;
    }
    if (sameNames(next, names)) continue;
    const lastData = data.findLastIndex(belongsToData);
    sections.push({ preamble, names, headerLine, data: data.slice(0, lastData + 1) });
    preamble = data.slice(lastData + 1);
    names = next;
    headerLine = record.line;
    data = [];
  }
  sections.push({ preamble, names, headerLine, data });
  return sections;
}

function readLaterHeader(record: CsvRecord): ColumnName[] | null {
  const names = readHeader(record);
  return names !== null && isFullHeader(names) ? names : null;
}

function sameNames(a: readonly ColumnName[], b: readonly ColumnName[] | null): boolean {
  return (
    b !== null && a.length === b.length && a.every(({ plain }, index) => plain === b[index]?.plain)
  );
}

function belongsToData(record: CsvRecord): boolean {
  return isDataRecord(record) || record.cells.some((cell) => readRowLabel(cell) === "balance");
}
