/**
 * The table that another app exports: its columns by their names, in any order and case. What the columns
 * mean is known for each app, so that nothing is guessed here.
 */
import type { CsvRecord } from "../csv/tokenize.ts";
import { displayText } from "../display-text.ts";

/** A table whose first record names the columns. */
export interface AppTable {
  /** The names as `columnName` gives them. */
  readonly names: ReadonlySet<string>;
  readonly records: readonly CsvRecord[];
  /** The cell below the first of some names that the table has, as it is written; "" if it has none. */
  readonly cell: (record: CsvRecord, ...names: readonly string[]) => string;
  /** The same on one line, without characters that nobody sees. */
  readonly text: (record: CsvRecord, ...names: readonly string[]) => string;
}

/** Returns the table of some records; `header` names its columns. */
export function appTable(header: readonly string[], records: readonly CsvRecord[]): AppTable {
  const indexByName = new Map<string, number>();
  for (const [index, cell] of header.entries()) {
    const name = columnName(cell);
    // Of two columns of one name the first is the app's own; the second repeats it in another currency.
    if (name !== "" && !indexByName.has(name)) indexByName.set(name, index);
  }
  const cell: AppTable["cell"] = ({ cells }, ...names) => {
    for (const name of names) {
      const index = indexByName.get(name);
      if (index !== undefined) return cells[index] ?? "";
    }
    return "";
  };
  return {
    names: new Set(indexByName.keys()),
    records,
    cell,
    text: (record, ...names) => displayText(cell(record, ...names)),
  };
}

/** Returns the name of a column in small letters, with single blanks between its words. */
function columnName(cell: string): string {
  return displayText(cell.normalize("NFKC"))
    .toLowerCase()
    .replaceAll(/[\s_]+/gu, " ")
    .trim();
}

/** Returns true if a table has a column of each name; of a list of names it needs one. */
export function hasColumns(
  { names }: AppTable,
  needed: readonly (string | readonly string[])[],
): boolean {
  return needed.every((name) =>
    typeof name === "string" ? names.has(name) : name.some((one) => names.has(one)),
  );
}
