/**
 * How files were read the last time: what a person said of a table's columns and of what it leaves
 * open, kept under the fingerprint of its header, and the account that a table or an account number
 * of a bank went to. It is used again and said so; what a person says now stands before it.
 */
import type { Book } from "../../book/book.ts";
import type { Change } from "../../book/change.ts";
import type { Id } from "../../book/id.ts";
import { bookLimits } from "../../book/limits.ts";
import { recordOf, type RecordOf } from "../../book/record-table.ts";
import type { MappingFields } from "../../book/records.ts";
import { isSameValue } from "../../book/same-value.ts";
import { parseCurrency } from "../../money/currency.ts";
import { mapText, parseMapText } from "../csv/map-text.ts";
import { isTaken, type ImportedFile, type ImportOptions } from "../imported-file.ts";

/** What was kept, and the account that it names, if that is still open. */
export interface LastTime {
  readonly record: RecordOf<"mapping">;
  readonly account: RecordOf<"account"> | undefined;
}

/** Account numbers of one file that are kept. */
const NUMBERS_MAX = 50;
const NUMBER_PREFIX = "account ";

/** Returns what was kept of files with this fingerprint. */
export function lastTimeOf(book: Book, fingerprint: string): LastTime | null {
  const record = book.tables.mapping.records.find(
    (one) => one !== null && !one.deleted && one.fingerprint === fingerprint,
  );
  if (record === undefined || record === null) return null;
  const account = recordOf(book.tables.account, record.account);
  const isOpen = account !== undefined && !account.deleted && !account.closed;
  return { record, account: isOpen ? account : undefined };
}

/** Returns the account that rows of a bank's account number went to. */
export function accountOfNumber(book: Book, number: string): RecordOf<"account"> | undefined {
  return lastTimeOf(book, numberKey(number))?.account;
}

/** Returns what was kept of the one account number of a file, if its rows go to that account. */
export function lastTimeOfNumber(
  book: Book,
  { statements }: ImportedFile,
  account: RecordOf<"account"> | undefined,
): LastTime | null {
  const [statement, ...more] = statements;
  if (account === undefined || more.length > 0) return null;
  const number = statement?.account ?? null;
  const kept = number === null ? null : lastTimeOf(book, numberKey(number));
  return kept?.account?.id === account.id ? kept : null;
}

/** Returns the account number that a kept record is about, or null if it is about a table. */
export function numberOfKept({ fingerprint }: RecordOf<"mapping">): string | null {
  return fingerprint.startsWith(NUMBER_PREFIX) ? fingerprint.slice(NUMBER_PREFIX.length) : null;
}

/** Returns how to read a table like the last time, or null if nothing but the account was kept. */
export function optionsOfLastTime({ record }: LastTime, now: ImportOptions): ImportOptions | null {
  const parsed = parseMapText(record.columns);
  const mapping = parsed.ok && record.columns !== "" ? parsed.value : null;
  const { dateOrder, decimal, sign, currency } = record;
  if (mapping === null && dateOrder === null && decimal === null && sign === null) {
    if (currency === null) return null;
  }
  return {
    ...(mapping !== null && { mapping }),
    ...(dateOrder !== null && { dateOrder }),
    ...(decimal !== null && { decimal }),
    ...(sign !== null && { sign }),
    ...(currency !== null && { currency }),
    ...now,
  };
}

/** Returns true if a file was read no worse under what was kept: it still fits. */
export function stillFits(kept: ImportedFile, plain: ImportedFile): boolean {
  return kept.outcome !== "reject" && problemsOf(kept) <= problemsOf(plain);
}

function problemsOf({ warnings }: ImportedFile): number {
  return warnings.filter(({ isRecord }) => isRecord).length;
}

/** What a file adds to what is kept; `id` is that of a record to change, or null for a new one. */
export interface Keeping {
  readonly id: Id | null;
  readonly fields: Partial<MappingFields>;
}

/** A file that was read, with what was said to read it and where a person wants it. */
export interface ReadTable {
  readonly imported: ImportedFile;
  /** The fingerprint that a file like it has before anything is said; null if it is no table. */
  readonly fingerprint: string | null;
  readonly said: ImportOptions;
  /** The account that a person named. */
  readonly target: RecordOf<"account"> | undefined;
  /** The one account that its rows go to. */
  readonly account: RecordOf<"account"> | undefined;
}

/** Returns what is to be kept once the file is imported: nothing if a person has said nothing. */
export function keepingsOf(book: Book, file: ReadTable): readonly Keeping[] {
  return [...tableKeeping(book, file), ...numberKeepings(book, file)];
}

function tableKeeping(
  book: Book,
  { imported, fingerprint, said, target, account }: ReadTable,
): readonly Keeping[] {
  const { mapping, dateOrder, decimal, sign, currency } = said;
  const columns = mapping === undefined ? "" : mapText(mapping);
  const hasSaid =
    columns !== "" ||
    dateOrder !== undefined ||
    decimal !== undefined ||
    sign !== undefined ||
    currency !== undefined ||
    target !== undefined;
  const isRead = imported.outcome !== "reject" && fingerprint !== null;
  if (!isRead || !hasSaid || columns.length > bookLimits.columnsCharactersMax) return [];
  const code = currency === undefined ? undefined : parseCurrency(currency);
  return changed(book, fingerprint, {
    ...(columns !== "" && { columns }),
    ...(dateOrder !== undefined && { dateOrder }),
    ...(decimal !== undefined && { decimal }),
    ...(sign !== undefined && { sign }),
    ...(code !== undefined && { currency: code }),
    ...(account !== undefined && { account: account.id }),
  });
}

function numberKeepings(book: Book, { imported, target }: ReadTable): readonly Keeping[] {
  // Journals and other apps name their accounts themselves.
  if (target === undefined || imported.accounts.length > 0) return [];
  const numbers = new Set<string>();
  for (const row of imported.rows) {
    if (isTaken(row) && row.account !== null) numbers.add(row.account);
    if (numbers.size > NUMBERS_MAX) return [];
  }
  return [...numbers]
    .filter((number) => numberKey(number).length <= bookLimits.fingerprintCharactersMax)
    .flatMap((number) => changed(book, numberKey(number), { account: target.id }));
}

function numberKey(number: string): string {
  return `${NUMBER_PREFIX}${number.normalize("NFC").trim().toLowerCase()}`;
}

function changed(
  book: Book,
  fingerprint: string,
  fields: Partial<MappingFields>,
): readonly Keeping[] {
  const record = lastTimeOf(book, fingerprint)?.record;
  if (record === undefined) return [{ id: null, fields: { fingerprint, ...fields } }];
  const before: Partial<Record<string, unknown>> = record;
  const isSame = Object.entries(fields).every(([name, value]) => isSameValue(before[name], value));
  return isSame ? [] : [{ id: record.id, fields }];
}

/** Returns the changes that keep something. */
export function keepingChanges(keepings: readonly Keeping[], newId: () => Id): readonly Change[] {
  const ids = new Map<string, Id>();
  return keepings.map(({ id, fields }) => {
    const key = fields.fingerprint ?? "";
    const own = id ?? ids.get(key) ?? newId();
    if (id === null) ids.set(key, own);
    return { table: "mapping", id: own, fields };
  });
}
