/**
 * The last steps that all formats share: keep one account if asked to, cut texts to their limit,
 * group rows into statements, check balances against sums, warn of amounts finer than their
 * currency and of days that cannot be right, and name the outcome.
 */

import { sentence, type Sentence } from "../sentence.ts";
import { dayFromCivil } from "../calendar/day.ts";
import { addExact, equalsExact, formatExact, minorOfExact, negateExact } from "./exact-amount.ts";
import { isTaken, outcomeOf, statementsOf } from "./imported-file.ts";
import type {
  FileFormat,
  ImportedAccount,
  ImportedCategory,
  ImportedFile,
  ImportedRow,
  ImportedStatement,
  ImportOptions,
  ImportQuestion,
  ImportWarning,
  StatedBalances,
} from "./imported-file.ts";
import { TEXT_LENGTH_MAX } from "./limits.ts";

/** What a reader found; `warnings` is added to. */
export interface FoundRows {
  readonly format: FileFormat;
  readonly encoding: string;
  readonly rows: readonly ImportedRow[];
  readonly warnings: ImportWarning[];
  readonly questions: readonly ImportQuestion[];
  readonly balances: ReadonlyMap<string, StatedBalances>;
  /** Why a file without transactions has none. */
  readonly emptyReason: Sentence;
  readonly options: ImportOptions;
  readonly accounts?: readonly ImportedAccount[];
  readonly categories?: readonly ImportedCategory[];
}

/** Returns the file with its statements and its outcome. */
export function finishFile(found: FoundRows): ImportedFile {
  const { warnings, options } = found;
  const rows = found.rows.map((row) =>
    shortened(keptRow(row, options.account, warnings), warnings),
  );
  const statements = statementsOf(rows, found.balances);
  for (const statement of statements) warnOfDifference(statement, warnings);
  warnOfRounding(rows, options.currency ?? null, warnings);
  warnOfStrangeDays(rows, warnings);
  const outcome = outcomeOf(rows, warnings);
  return {
    format: found.format,
    encoding: found.encoding,
    outcome,
    reason: outcome === "no_transactions" ? found.emptyReason : null,
    statements,
    rows,
    warnings,
    questions: found.questions,
    accounts: found.accounts ?? [],
    categories: found.categories ?? [],
  };
}

function keptRow(
  row: ImportedRow,
  account: string | undefined,
  warnings: ImportWarning[],
): ImportedRow {
  if (account === undefined || row.skipped !== null || row.account === account) return row;
  const skipped =
    row.account === null
      ? sentence("The row belongs to another account of the file.")
      : sentence("The row belongs to another account of the file, {account}.", {
          account: row.account,
        });
  warnings.push({ line: row.line, text: skipped, isRecord: false });
  return { ...row, skipped };
}

function shortened(row: ImportedRow, warnings: ImportWarning[]): ImportedRow {
  if (row.text.length <= TEXT_LENGTH_MAX) return row;
  warnings.push({
    line: row.line,
    text: sentence("The text has {count} characters; the first {kept} were kept.", {
      count: row.text.length,
      kept: TEXT_LENGTH_MAX,
    }),
    isRecord: false,
  });
  return { ...row, text: row.text.slice(0, TEXT_LENGTH_MAX).toWellFormed() };
}

function warnOfDifference(statement: ImportedStatement, warnings: ImportWarning[]): void {
  const { opening, sum, closing } = statement;
  if (opening === null || closing === null) return;
  const expected = addExact(opening, sum);
  if (equalsExact(expected, closing)) return;
  const facts = {
    opening: formatExact(opening, 2),
    sum: formatExact(sum, 2),
    closing: formatExact(closing, 2),
    difference: formatExact(addExact(closing, negateExact(expected)), 2),
  };
  warnings.push({
    line: null,
    text:
      statement.account === null
        ? sentence(
            "The file's own balances do not fit its transactions: {opening} and {sum} are not {closing} (difference {difference}).",
            facts,
          )
        : sentence(
            "The file's own balances do not fit its transactions in {account}: {opening} and {sum} are not {closing} (difference {difference}).",
            { ...facts, account: statement.account },
          ),
    isRecord: false,
  });
}

function warnOfRounding(
  rows: readonly ImportedRow[],
  currency: string | null,
  warnings: ImportWarning[],
): void {
  const unknown = new Set<string>();
  for (const row of rows) {
    const code = row.currency ?? currency;
    if (!isTaken(row) || code === null) continue;
    const minor = minorOfExact(row.amount, code);
    if (minor === null) unknown.add(code);
    else if (!minor.isExact) {
      warnings.push({
        line: row.line,
        text: sentence("{amount} is finer than {code} can be; it will be rounded.", {
          amount: formatExact(row.amount, 0),
          code,
        }),
        isRecord: false,
      });
    }
  }
  for (const code of unknown) {
    warnings.push({
      line: null,
      text: sentence(
        "{code} is not a currency that Coffer knows; its rows cannot be booked as they are.",
        { code },
      ),
      isRecord: false,
    });
  }
}

const EARLIEST_YEAR = 1970;
const LATEST_YEAR = 2100;

function warnOfStrangeDays(rows: readonly ImportedRow[], warnings: ImportWarning[]): void {
  const earliest = dayFromCivil(EARLIEST_YEAR, 1, 1);
  const latest = dayFromCivil(LATEST_YEAR, 1, 1);
  if (earliest === undefined || latest === undefined) return;
  const strange = rows.filter((row) => isTaken(row) && (row.day < earliest || row.day >= latest));
  const [first] = strange;
  if (first === undefined) return;
  // As texts: a year has no mark between its thousands.
  const years = { first: String(EARLIEST_YEAR), last: String(LATEST_YEAR - 1) };
  warnings.push({
    line: first.line,
    text:
      strange.length === 1
        ? sentence("One row has a date before {first} or after {last}.", years)
        : sentence("{count} rows have a date before {first} or after {last}.", {
            ...years,
            count: strange.length,
          }),
    isRecord: false,
  });
}
