/**
 * Which column dates the transactions: the booking date before the value date, "completed" before
 * "started", else the leftmost. Spreadsheets also write days as serial numbers; a column of those
 * needs a name that says date.
 */

import { isMostly } from "./column-profile.ts";
import { speaksFor } from "./table.ts";
import type { Column, Table } from "./table.ts";

/** The columns of dates, the one to use first; `isSerial`: they hold spreadsheet day numbers. */
export interface DateColumns {
  readonly columns: readonly number[];
  readonly isSerial: boolean;
}

/** A day number of a spreadsheet: 20000 to 69999 are the years 1954 to 2091. */
export const SERIAL_DAY: RegExp = /^[2-6]\d{4}(?:\.\d{1,9})?$/u;

/** Returns the date columns in order of preference, or null if there is none. */
export function findDateColumns(table: Table): DateColumns | null {
  const dated = table.columns.filter(
    (column) =>
      isMostly(column.profile.dates, column.profile) ||
      (speaksFor(column, "date", "value-date") && column.profile.dates > 0),
  );
  if (dated.length === 0) return findSerials(table);
  const most = Math.max(...dated.map(({ profile }) => profile.dates));
  const ranked = dated
    .map((column) => ({ column, rank: rankDate(column, most) }))
    .toSorted((a, b) => a.rank - b.rank || a.column.index - b.column.index);
  return { columns: ranked.map(({ column }) => column.index), isSerial: false };
}

function rankDate(column: Column, most: number): number {
  const isSparse = column.profile.dates * 2 < most ? 10 : 0;
  if (speaksFor(column, "late-date")) return isSparse;
  if (speaksFor(column, "other-date")) return isSparse + 5;
  if (speaksFor(column, "value-date")) return isSparse + 4;
  return isSparse + (speaksFor(column, "date") ? 1 : 2);
}

function findSerials(table: Table): DateColumns | null {
  const columns = table.columns.filter(
    (column) =>
      speaksFor(column, "date", "value-date") &&
      column.profile.filled > 0 &&
      table.sample.every(({ cells }) => {
        const cell = cells[column.index] ?? "";
        return cell === "" || SERIAL_DAY.test(cell);
      }),
  );
  if (columns.length === 0) return null;
  return { columns: columns.map(({ index }) => index), isSerial: true };
}
