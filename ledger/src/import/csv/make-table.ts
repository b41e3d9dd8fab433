/**
 * The records of a table with what each of their columns is called and holds. A name that stands
 * over two columns is given to the one that it means. Nothing is decided here about what a column
 * is for.
 */

import { PROFILE_RECORDS_MAX, profileColumns } from "./column-profile.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { readColumnName } from "./column-names.ts";
import type { ColumnName } from "./column-names.ts";
import type { Column, Table } from "./table.ts";
import type { CsvRecord } from "./tokenize.ts";

const NO_NAME = readColumnName("");

/** Returns a table of records; `names` is null without a header. */
export function makeTable(names: readonly ColumnName[] | null, data: readonly CsvRecord[]): Table {
  const width = Math.max(names?.length ?? 0, commonWidth(data));
  const profiles = profileColumns(data, width);
  const columns = profiles.map((profile, index): Column => ({
    index,
    profile,
    name: names?.[index] ?? NO_NAME,
  }));
  return {
    hasHeader: names !== null,
    columns: withShiftedNames(columns, profiles),
    sample: data.slice(0, PROFILE_RECORDS_MAX),
    isNewestFirst: null,
  };
}

/**
 * One name over two columns, "Mutatie,,": the first holds the currency and the second, without a
 * name, the amount.
 */
function withShiftedNames(
  columns: readonly Column[],
  profiles: readonly ColumnProfile[],
): Column[] {
  const shifted = [...columns];
  for (const { index, name, profile } of columns) {
    const next = shifted[index + 1];
    const isMoneyName = name.roles.has("amount") || name.roles.has("balance");
    if (!isMoneyName || next === undefined || next.name.plain !== "") continue;
    if (profile.currencies === 0 || profile.currencies < profile.filled) continue;
    if ((profiles[index + 1]?.amounts ?? 0) === 0) continue;
    const role = name.roles.has("balance") ? "balance currency" : "currency";
    shifted[index] = { index, profile, name: { ...readColumnName(role), written: name.written } };
    shifted[index + 1] = { ...next, name: { ...name, written: next.name.written } };
  }
  return shifted;
}

/** Returns the number of cells that most records have. */
export function commonWidth(records: readonly CsvRecord[]): number {
  const recordsByWidth = new Map<number, number>();
  let best = 0;
  for (const { cells } of records) {
    const count = (recordsByWidth.get(cells.length) ?? 0) + 1;
    recordsByWidth.set(cells.length, count);
    if (count > (recordsByWidth.get(best) ?? 0)) best = cells.length;
  }
  return best;
}
