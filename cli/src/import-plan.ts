/**
 * What an import would do, before anything is written: for every file its rows, where they go, and a verdict on each.
 *
 * Nothing of it is decided for the person: only rows with the verdict "new" are certain to be absent.
 */
import { createHash } from "node:crypto";
import { basename } from "node:path";
import {
  existingRowsOf,
  findAccount,
  importFile,
  importFileToJson,
  isTaken,
  judgeRows,
  settingsOf,
  type Book,
  type CurrencyCode,
  type ImportedFile,
  type ImportedRow,
  type ImportFileJson,
  type ImportOptions,
  type RecordOf,
  type RowVerdict,
} from "@coffer/ledger";
import { readPrototype, type PlannedReviews } from "./prototype-plan.ts";

/** One file, read and judged. */
export interface PlannedFile {
  readonly name: string;
  /** SHA-256 of its bytes, in hex. */
  readonly fingerprint: string;
  readonly imported: ImportedFile;
  /** One for each row. */
  readonly verdicts: readonly RowVerdict[];
  /** For each row the account it goes to; null where it makes a new one, or without a vault. */
  readonly accounts: readonly (RecordOf<"account"> | null)[];
  /** Reviews of the first prototype, in place of rows. */
  readonly reviews: PlannedReviews | null;
}

export interface PlanOptions extends ImportOptions {
  /** The vault that it goes to; undefined for a dry run without one. */
  readonly book: Book | undefined;
  /** Account that all rows go to, if the person named one. */
  readonly target: RecordOf<"account"> | undefined;
  /** Account of rows whose file names none that the vault has. */
  readonly usual: RecordOf<"account"> | undefined;
  readonly reviewCurrency: CurrencyCode;
}

/** Reads a file and judges its rows. */
export function planFile(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: PlanOptions,
): PlannedFile {
  const name = basename(path);
  const fingerprint = createHash("sha256").update(bytes).digest("hex");
  const prototype = readPrototype(bytes, options.reviewCurrency, options.book);
  if (prototype !== undefined) {
    return { name, fingerprint, verdicts: [], accounts: [], ...prototype };
  }
  const imported = importFile(bytes, options);
  const accounts = imported.rows.map((row) => accountOf(row, imported, options));
  const verdicts = judge(imported.rows, accounts, options.book);
  return { name, fingerprint, imported, verdicts, accounts, reviews: null };
}

/** The file as `--json` prints it. */
export function plannedJson(path: string, planned: PlannedFile): ImportFileJson {
  const json = importFileToJson(path, planned.imported, planned.verdicts);
  return planned.reviews === null ? json : { ...json, rows: planned.reviews.rows };
}

/**
 * Where a row goes: to the account that was named; else to the vault's account of the file's own name or number;
 * else, if the file speaks of one account only, to the usual one, and otherwise to a new one of that name.
 */
function accountOf(
  row: ImportedRow,
  imported: ImportedFile,
  { book, target, usual }: PlanOptions,
): RecordOf<"account"> | null {
  if (book === undefined) return null;
  if (target !== undefined) return target;
  if (row.account !== null) {
    const found = findAccount(book, row.account);
    if (found.ok && found.value.name.toLowerCase() === row.account.toLowerCase())
      return found.value;
    const names = new Set(imported.statements.map((statement) => statement.account));
    if (names.size > 1) return null;
  }
  return usual ?? null;
}

/** Judges the rows of each account together, against what that account holds. */
function judge(
  rows: readonly ImportedRow[],
  accounts: readonly (RecordOf<"account"> | null)[],
  book: Book | undefined,
): readonly RowVerdict[] {
  const verdicts: RowVerdict[] = [];
  verdicts.length = rows.length;
  const groups = Map.groupBy(rows.keys(), (index) => {
    const account = accounts[index] ?? null;
    return account?.id ?? `new ${rows[index]?.account ?? ""}`;
  });
  for (const indexes of groups.values()) {
    const account = accounts[indexes[0] ?? 0] ?? null;
    const own = indexes.map((index) => rows[index]).filter((row) => row !== undefined);
    const existing = book === undefined || account === null ? [] : existingRowsOf(book, account.id);
    const currency = account?.currency ?? (book === undefined ? null : settingsOf(book).currency);
    const isKnown = account !== null;
    const judged = judgeRows(own, { currency: isKnown ? currency : null, existing });
    for (const [place, index] of indexes.entries()) {
      const verdict = judged[place];
      if (verdict !== undefined) verdicts[index] = verdict;
    }
  }
  return verdicts;
}

/** Rows of a file with one of some verdicts. */
export function rowsWith(
  planned: PlannedFile,
  wanted: readonly RowVerdict["verdict"][],
): readonly { readonly row: ImportedRow; readonly index: number; readonly verdict: RowVerdict }[] {
  return planned.imported.rows.flatMap((row, index) => {
    const verdict = planned.verdicts[index];
    return verdict !== undefined && wanted.includes(verdict.verdict) && isTaken(row)
      ? [{ row, index, verdict }]
      : [];
  });
}
