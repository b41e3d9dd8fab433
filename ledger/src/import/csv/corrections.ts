/**
 * What a person says of a table's columns, checked against the table: a column that does not exist,
 * or that holds nothing of what it is said to hold, is refused with its name and the line that
 * shows it, and with all the columns that there are.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import { displayText } from "../display-text.ts";
import { plainText } from "./column-names.ts";
import type { ColumnProfile } from "./column-profile.ts";
import { SERIAL_DAY } from "./date-column.ts";
import { mappingRoles } from "./mapping.ts";
import type { ColumnRef, MappedColumn, MappingRole } from "./mapping.ts";
import type { Column, Table } from "./table.ts";

/** Indexes of columns, from 0, by role; a role that is absent is guessed. */
export type CorrectedRoles = Readonly<Partial<Record<MappingRole, readonly number[]>>>;

/** Why a correction cannot be. */
export interface BadMapping {
  readonly code: "bad-mapping";
  readonly reason: Sentence;
}

/** What a person says of roles, by number or name. */
export type RoleCorrections = Readonly<Partial<Record<MappingRole, readonly ColumnRef[]>>>;

/** Returns the columns that a person's corrections mean. */
export function correctedRoles(
  table: Table,
  corrections: RoleCorrections,
): Result<CorrectedRoles, BadMapping> {
  const roles: Partial<Record<MappingRole, readonly number[]>> = {};
  for (const role of mappingRoles) {
    const refs = corrections[role];
    if (refs === undefined) continue;
    const indexes: number[] = [];
    for (const ref of refs) {
      const found = findColumn(table, ref);
      if (!found.ok) return found;
      const problem = problemOf(table, found.value, role);
      if (problem !== null) return bad(table, problem);
      indexes.push(found.value.index);
    }
    roles[role] = indexes;
  }
  const isDouble = has(roles.amount) && (has(roles.debit) || has(roles.credit));
  if (isDouble) {
    return bad(
      table,
      sentence("Name either one column of amounts, or those of money out and money in."),
    );
  }
  const sides = [...(roles.debit ?? []), ...(roles.credit ?? [])];
  if (sides.length > 0 && sides.every((index) => table.columns[index]?.profile.amounts === 0)) {
    return bad(table, sentence("Neither money out nor money in holds an amount."));
  }
  return ok(roles);
}

function has(columns: readonly number[] | undefined): boolean {
  return columns !== undefined && columns.length > 0;
}

function findColumn(table: Table, ref: ColumnRef): Result<Column, BadMapping> {
  if (typeof ref === "number") {
    const column = table.columns[ref - 1];
    if (column !== undefined) return ok(column);
    return bad(table, sentence("There is no column {number}.", { number: ref }));
  }
  const plain = plainText(ref.slice(0, NAME_LENGTH_MAX));
  const named = table.columns.filter(({ name: { written } }) =>
    plain === "" ? written === ref : plainText(written.slice(0, NAME_LENGTH_MAX)) === plain,
  );
  const [column] = named;
  const name = displayText(ref).slice(0, NAME_SHOWN_MAX);
  if (column === undefined) return bad(table, sentence('There is no column "{name}".', { name }));
  if (named.length === 1) return ok(column);
  return bad(
    table,
    sentence('{count} columns are called "{name}": say which by its number.', {
      count: named.length,
      name,
    }),
  );
}

/** Roles whose columns must hold something of a kind, and the sentence if one does not. */
const CHECKS: Readonly<
  Partial<
    Record<
      MappingRole,
      {
        readonly count: (profile: ColumnProfile) => number;
        readonly problem: (facts: Sentence["values"]) => Sentence;
      }
    >
  >
> = {
  amount: {
    count: ({ amounts }) => amounts,
    problem: (facts) => sentence('{column} holds no amounts: line {line} has "{cell}".', facts),
  },
  balance: {
    count: ({ amounts }) => amounts,
    problem: (facts) => sentence('{column} holds no amounts: line {line} has "{cell}".', facts),
  },
  direction: {
    count: ({ flags }) => flags,
    problem: (facts) =>
      sentence(
        '{column} does not say whether money came in or went out: line {line} has "{cell}".',
        facts,
      ),
  },
  currency: {
    count: ({ currencies }) => currencies,
    problem: (facts) => sentence('{column} holds no currencies: line {line} has "{cell}".', facts),
  },
};

function problemOf(table: Table, column: Column, role: MappingRole): Sentence | null {
  const { index, profile } = column;
  const shown = table.sample.find(({ cells }) => (cells[index] ?? "") !== "");
  const facts = {
    column: columnWords(column),
    line: shown?.line ?? 1,
    cell: displayText(shown?.cells[index] ?? "").slice(0, CELL_SHOWN_MAX),
  };
  if (role === "date" || role === "value-date") {
    if (profile.dates > 0 || holdsSerialDays(table, index)) return null;
    return shown === undefined
      ? sentence("{column} is empty.", facts)
      : sentence('{column} holds no dates: line {line} has "{cell}".', facts);
  }
  const isSide = role === "debit" || role === "credit";
  const check = CHECKS[isSide ? "amount" : role];
  if (check === undefined || check.count(profile) > 0) return null;
  if (shown !== undefined) return check.problem(facts);
  // A month without money in has an empty column for it.
  return isSide || role === "direction" ? null : sentence("{column} is empty.", facts);
}

/** Returns true if all cells of a column are day numbers of a spreadsheet. */
export function holdsSerialDays(table: Table, index: number): boolean {
  let count = 0;
  for (const { cells } of table.sample) {
    const cell = cells[index] ?? "";
    if (cell === "") continue;
    if (!SERIAL_DAY.test(cell)) return false;
    count += 1;
  }
  return count > 0;
}

/** As long as a name is when it is looked at. */
const NAME_LENGTH_MAX = 120;
const NAME_SHOWN_MAX = 40;
const CELL_SHOWN_MAX = 40;
const EXAMPLES_MAX = 3;
const COLUMNS_SHOWN_MAX = 40;

/** Returns a column as the beginning of a sentence: its number, and its name if it has one. */
export function columnWords({ index, name }: Pick<Column, "index" | "name">): Sentence {
  const number = index + 1;
  const written = displayText(name.written).slice(0, NAME_SHOWN_MAX);
  return written === ""
    ? sentence("Column {number}", { number })
    : sentence('Column {number} "{name}"', { number, name: written });
}

/** Returns the columns of a table with examples of their cells. */
export function columnsOf(table: Table): MappedColumn[] {
  return table.columns.map(({ index, name }) => {
    const examples = new Set<string>();
    for (const { cells } of table.sample) {
      const cell = displayText(cells[index] ?? "").slice(0, CELL_SHOWN_MAX);
      if (cell !== "") examples.add(cell);
      if (examples.size === EXAMPLES_MAX) break;
    }
    const written = displayText(name.written).slice(0, NAME_LENGTH_MAX);
    return {
      number: index + 1,
      name: table.hasHeader ? written : null,
      examples: [...examples],
    };
  });
}

function bad(table: Table, problem: Sentence): { readonly ok: false; readonly error: BadMapping } {
  const columns = columnsOf(table)
    .slice(0, COLUMNS_SHOWN_MAX)
    .map(({ number, name, examples: [example] }) => {
      const called = name === null || name === "" ? "" : ` ${name}`;
      return `${number}${called.slice(0, NAME_SHOWN_MAX)}${example === undefined ? "" : ` (${example})`}`;
    })
    .join(" · ");
  return fail({
    code: "bad-mapping",
    reason: sentence("{problem} The columns are: {columns}", { problem, columns }),
  });
}
