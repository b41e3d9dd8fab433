/**
 * What an import would do, before anything is written: for every file its rows, where they go, and a verdict on each.
 *
 * Nothing of it is decided for the person: only rows with the verdict "new" are certain to be absent.
 */
import { sentence, sentenceText } from "../../sentence.ts";
import { beginningOf } from "../../book/beginning.ts";
import type { Book } from "../../book/book.ts";
import { existingRowsOf } from "../../book/existing-rows.ts";
import { findAccount } from "../../book/find.ts";
import { bookLimits } from "../../book/limits.ts";
import type { RecordOf } from "../../book/record-table.ts";
import type { CurrencyCode } from "../../money/currency.ts";
import { minorOfExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import { importFileToJson, type ImportFileJson } from "../import-json.ts";
import {
  isTaken,
  rejectedFile,
  type ImportedFile,
  type ImportedRow,
  type ImportOptions,
} from "../imported-file.ts";
import { judgeRows, type ExistingRow, type RowVerdict } from "../verdict.ts";
import { readPrototype, type PlannedReviews } from "./prototype-plan.ts";

/** One file, read and judged. */
export interface PlannedFile {
  readonly name: string;
  /** SHA-256 of its bytes, in hex; empty if they could not be read. */
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
  /** SHA-256 of bytes, in hex. */
  readonly hash: (bytes: Uint8Array) => string;
  /** Files of the same import that come before: what they bring counts as there already. */
  readonly earlier: readonly PlannedFile[];
}

/** Reads a file and judges its rows. */
export function planFile(
  name: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: PlanOptions,
): PlannedFile {
  const { hash, reviewCurrency } = options;
  const fingerprint = hash(bytes);
  const known = knownReviews(options);
  const prototype = readPrototype(bytes, { currency: reviewCurrency, known, hash });
  if (prototype !== undefined) {
    return { name, fingerprint, verdicts: [], accounts: [], ...prototype };
  }
  const read = importFile(bytes, options);
  const imported = { ...read, rows: read.rows.map(fitting) };
  const accounts = imported.rows.map((row) => accountOf(row, imported, options));
  const verdicts = judge(imported.rows, accounts, options);
  return { name, fingerprint, imported, verdicts, accounts, reviews: null };
}

/** The plan for a file that could not be opened. */
export function unreadFile(name: string, why: string): PlannedFile {
  const imported = rejectedFile("unread", null, sentence("It cannot be read: {why}.", { why }));
  return { name, fingerprint: "", imported, verdicts: [], accounts: [], reviews: null };
}

/** A row with no text longer than the vault takes: cut before it is judged, it is the same the next time. */
function fitting(row: ImportedRow): ImportedRow {
  const { textCharactersMax, bankIdCharactersMax } = bookLimits;
  const bankId = row.bankId ?? "";
  if (row.text.length <= textCharactersMax && bankId.length <= bankIdCharactersMax) return row;
  return {
    ...row,
    text: beginningOf(row.text, textCharactersMax),
    bankId: row.bankId === null ? null : beginningOf(bankId, bankIdCharactersMax),
  };
}

/** The file as `--json` prints it. */
export function plannedJson(path: string, planned: PlannedFile): ImportFileJson {
  const json = importFileToJson(path, planned.imported, planned.verdicts);
  if (planned.reviews !== null) return { ...json, rows: planned.reviews.rows };
  // What its account cannot take is not known to the file itself.
  const refused = planned.verdicts.flatMap(({ verdict, reason }, index) => {
    const row = planned.imported.rows[index];
    if (verdict !== "skipped" || row === undefined || !isTaken(row)) return [];
    return [{ line: row.line, text: sentenceText(reason) }];
  });
  if (refused.length === 0) return json;
  const outcome = json.outcome === "ok" ? "ok_with_warnings" : json.outcome;
  return { ...json, outcome, warnings: [...json.warnings, ...refused] };
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

/** Judges the rows of each account together, against what that account holds and earlier files bring. */
function judge(
  rows: readonly ImportedRow[],
  accounts: readonly (RecordOf<"account"> | null)[],
  { book, earlier }: PlanOptions,
): readonly RowVerdict[] {
  const verdicts: RowVerdict[] = [];
  verdicts.length = rows.length;
  const groups = Map.groupBy(rows.keys(), (index) =>
    destinationOf(rows[index], accounts[index] ?? null),
  );
  for (const [destination, indexes] of groups) {
    const account = accounts[indexes[0] ?? 0] ?? null;
    const own = indexes.map((index) => rows[index]).filter((row) => row !== undefined);
    const held = book === undefined || account === null ? [] : existingRowsOf(book, account.id);
    const currency = account?.currency ?? null;
    const existing = [...held, ...earlierRows(earlier, destination, currency)];
    const judged = judgeRows(own, { currency, existing });
    for (const [place, index] of indexes.entries()) {
      const verdict = judged[place];
      if (verdict !== undefined) verdicts[index] = verdict;
    }
  }
  return verdicts;
}

/** Names the account that a row goes to, also one that is yet to be made. */
function destinationOf(row: ImportedRow | undefined, account: RecordOf<"account"> | null): string {
  return account?.id ?? `new ${row?.account ?? ""}`;
}

/** What earlier files of the same import bring to an account. */
function earlierRows(
  earlier: readonly PlannedFile[],
  destination: string,
  currency: string | null,
): readonly ExistingRow[] {
  return earlier.flatMap((file) =>
    rowsWith(file, ["new", "maybe", "changed"]).flatMap(({ row, index }) => {
      const isThere = destinationOf(row, file.accounts[index] ?? null) === destination;
      if (!isThere || !isTaken(row)) return [];
      const { day, text, bankId, pending, amount } = row;
      const code = row.currency ?? currency;
      const minor = code === null ? null : minorOfExact(amount, code);
      const amountMinor = minor?.amountMinor ?? amount.units;
      const id = `${file.fingerprint} ${index}`;
      return [{ id, day, amountMinor, text, bankId, pending, imported: true }];
    }),
  );
}

/** Sources of the reviews that the vault has, or gets from earlier files. */
function knownReviews({ book, earlier }: PlanOptions): ReadonlySet<string> {
  const records = book?.tables.review.records ?? [];
  const held = records.map((record) =>
    record === null || record.deleted ? null : (record.snapshot?.source ?? null),
  );
  const planned = earlier.flatMap(
    ({ reviews }) => reviews?.snapshots.map(({ source }) => source) ?? [],
  );
  return new Set([...held, ...planned].filter((source) => source !== null));
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
