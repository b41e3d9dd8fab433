/**
 * The book of a dump (dump.ts). A million transactions are a handful of typed-array copies and one pass per
 * column that checks its range; no object is made per row, texts are decoded when they are asked for, and the
 * look-up tables are built when they are first needed.
 *
 * A dump is read as if a stranger had written it: every count, reference, amount and text length is checked,
 * and what does not fit is refused as a whole. It is then folded again from the log.
 */
import { DAY_MAX, DAY_MIN } from "../calendar/day.ts";
import { AMOUNT_MINOR_MAX } from "../money/allocate.ts";
import { fail, ok, type Result } from "../result.ts";
import { createBook, smallTableNames, type Book, type SmallTable } from "./book.ts";
import { decodeChange } from "./change-set-codec.ts";
import { BOOK_DUMP_VERSION } from "./dump.ts";
import { createIdReader } from "./id-dictionary.ts";
import { ID_BYTES, SETTINGS_ID } from "./id.ts";
import { bookLimits as limits } from "./limits.ts";
import { loadHistory } from "./load-history.ts";
import { unpackAmounts, unpackIntegers } from "./packed-column.ts";
import { isInteger, type IdReader } from "./plain.ts";
import { fieldCount } from "./record-codecs.ts";
import { slotFor, type RecordTable } from "./record-table.ts";
import { createTextTable, type TextTable } from "./text-table.ts";
import {
  createColumns,
  integerColumnNames,
  rowFlags,
  STATE_KEPT,
  type SplitLine,
  type TransactionColumns,
} from "./transaction-columns.ts";

/** Why a dump is not read: the part that is not as it must be. */
export type LoadError = {
  readonly code: "unreadable-book";
  readonly part: "version" | "ids" | "tables" | "texts" | "transactions" | "splits" | "history";
};

const amountBound = Number(AMOUNT_MINOR_MAX);
/** Rows and texts that indexes of 32 bits, and the hash tables over them, can have. */
const ROWS_MAX = 2 ** 28;
/** UTF-8 takes at most three bytes for one UTF-16 unit. */
const TEXT_BYTES_MAX = 3 * Math.max(limits.noteCharactersMax, limits.textCharactersMax);

/** The book of a dump's value, which it copies; fails if the value is not exactly a dump. Never throws. */
export function load(value: unknown): Result<Book, LoadError> {
  if (!Array.isArray(value) || value.length !== 7) return unreadable("version");
  const [version, idBytes, tables, texts, transactions, splits, history] = value as unknown[];
  if (version !== BOOK_DUMP_VERSION) return unreadable("version");
  const ids = createIdReader(idBytes, ROWS_MAX);
  if (ids === undefined) return unreadable("ids");
  const book = createBook();
  if (!loadTables(book, tables, ids.idOf)) return unreadable("tables");
  const textTable = loadTexts(texts);
  if (textTable === undefined) return unreadable("texts");
  const columns = loadTransactions(book, textTable, transactions);
  if (columns === undefined) return unreadable("transactions");
  if (!loadSplits(book, columns, textTable, splits)) return unreadable("splits");
  if (!loadHistory(book.history, history, ids.idOf)) return unreadable("history");
  if (!ids.areAllNamed()) return unreadable("ids");
  deriveFlags(book, columns);
  return ok({ ...book, texts: textTable, transactions: columns });
}

function loadTables(book: Book, value: unknown, ids: IdReader): boolean {
  if (!Array.isArray(value) || value.length !== smallTableNames.length) return false;
  return smallTableNames.every((name, at) => loadTable(book, name, (value as unknown[])[at], ids));
}

function loadTable(book: Book, name: SmallTable, value: unknown, ids: IdReader): boolean {
  if (!Array.isArray(value)) return false;
  const table = book.tables[name] as RecordTable<SmallTable>;
  for (const [slot, item] of (value as unknown[]).entries()) {
    if (!Array.isArray(item)) {
      const id = ids(item);
      if (id === undefined || name === "settings" || slotFor(table, id) !== slot) return false;
      continue;
    }
    const [edited, encoded] = item as unknown[];
    if (item.length !== 2 || typeof edited !== "boolean") return false;
    const change = decodeChange(encoded, ids);
    if (typeof change === "string" || change.table !== name) return false;
    if (Object.keys(change.fields).length !== fieldCount(name)) return false;
    if (slotFor(table, change.id) !== slot) return false;
    (table.records as unknown[])[slot] = { ...change.fields, id: change.id, edited };
  }
  return name !== "settings" || (value.length === 1 && table.ids[0] === SETTINGS_ID);
}

function loadTexts(value: unknown): TextTable | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined;
  const [count, bytes, packedLengths] = value as unknown[];
  if (!(bytes instanceof Uint8Array) || !isInteger(count, 0, bytes.length)) return undefined;
  const lengths = unpackIntegers(packedLengths, count, 1, TEXT_BYTES_MAX)?.column;
  if (lengths === undefined) return undefined;
  const ends = new Uint32Array(count);
  let end = 0;
  for (let index = 0; index < count; index++) {
    end += lengths[index] ?? 0;
    ends[index] = end;
  }
  return end === bytes.length ? createTextTable(new Uint8Array(bytes), ends) : undefined;
}

function loadTransactions(
  book: Book,
  texts: TextTable,
  value: unknown,
): TransactionColumns | undefined {
  if (!Array.isArray(value) || value.length !== 6 + integerColumnNames.length) return undefined;
  const [count, ids, states, edits, amounts, transferAmounts, ...integers] = value as unknown[];
  if (!isInteger(count, 0, ROWS_MAX)) return undefined;
  if (!(ids instanceof Uint8Array) || ids.length !== count * ID_BYTES) return undefined;
  const state = unpackIntegers(states, count, 0, STATE_KEPT)?.column;
  const edited = unpackIntegers(edits, count, 0, 1)?.column;
  const minor = unpackAmounts(amounts, count, amountBound);
  const transferMinor = unpackAmounts(transferAmounts, count, amountBound);
  if (state === undefined || edited === undefined) return undefined;
  if (minor === undefined || transferMinor === undefined) return undefined;
  const columns = createColumns();
  for (const [at, name] of integerColumnNames.entries()) {
    const [min, max] = rangeOf(book, texts, name);
    const read = unpackIntegers(integers[at], count, min, max);
    if (read === undefined) return undefined;
    columns[name] = read.column;
    if (name === "day" && count > 0) {
      columns.dayFirst = read.least;
      columns.dayLast = read.greatest;
    }
  }
  columns.count = count;
  columns.ids = new Uint8Array(ids);
  columns.idWords = new Uint32Array(columns.ids.buffer);
  columns.state = new Uint8Array(state);
  columns.edited = new Uint8Array(edited);
  columns.minor = minor.column;
  columns.transferMinor = transferMinor.column;
  columns.minorBound = Math.max(minor.furthest, transferMinor.furthest);
  return columns;
}

function rangeOf(
  book: Book,
  texts: TextTable,
  name: (typeof integerColumnNames)[number],
): readonly [number, number] {
  switch (name) {
    case "day":
      return [DAY_MIN, DAY_MAX];
    case "account":
    case "transferAccount":
      return [-1, book.tables.account.ids.length - 1];
    case "category":
      return [-1, book.tables.category.ids.length - 1];
    case "batch":
      return [-1, book.tables.batch.ids.length - 1];
    case "text":
    case "note":
    case "bankId":
    case "bankText":
    case "bucket":
      return [-1, texts.count - 1];
  }
}

function loadSplits(
  book: Book,
  columns: TransactionColumns,
  texts: TextTable,
  value: unknown,
): boolean {
  if (!Array.isArray(value) || value.length !== 8) return false;
  const [rowCount, lineCount, packedRows, packedParts, amounts, ...references] = value as unknown[];
  if (!isInteger(rowCount, 0, columns.count)) return false;
  if (!isInteger(lineCount, 0, rowCount * limits.splitsMax)) return false;
  const rows = unpackIntegers(packedRows, rowCount, 0, columns.count - 1)?.column;
  const parts = unpackIntegers(packedParts, rowCount, limits.splitsMin, limits.splitsMax)?.column;
  const minor = unpackAmounts(amounts, lineCount, amountBound);
  const categoryMax = book.tables.category.ids.length - 1;
  const category = unpackIntegers(references[0], lineCount, -1, categoryMax)?.column;
  const bucket = unpackIntegers(references[1], lineCount, -1, texts.count - 1)?.column;
  const note = unpackIntegers(references[2], lineCount, -1, texts.count - 1)?.column;
  if (rows === undefined || parts === undefined || minor === undefined) return false;
  if (category === undefined || bucket === undefined || note === undefined) return false;
  let line = 0;
  for (let at = 0; at < rowCount; at++) {
    const row = rows[at] ?? 0;
    if (at > 0 && row <= (rows[at - 1] ?? 0)) return false;
    const lines: SplitLine[] = [];
    for (let end = line + (parts[at] ?? 0); line < end; line++) {
      lines.push({
        minor: minor.column[line] ?? 0,
        category: category[line] ?? -1,
        bucket: bucket[line] ?? -1,
        note: note[line] ?? -1,
      });
    }
    columns.splits.set(row, lines);
  }
  columns.minorBound = Math.max(columns.minorBound, minor.furthest);
  return line === lineCount;
}

/** Sets the flags that follow from the other columns and from deleted imports. */
function deriveFlags(book: Book, columns: TransactionColumns): void {
  const { state, bucket, batch, count } = columns;
  for (let row = 0; row < count; row++) {
    if ((bucket[row] ?? -1) >= 0) state[row] = (state[row] ?? 0) | rowFlags.bucket;
  }
  for (const row of columns.splits.keys()) state[row] = (state[row] ?? 0) | rowFlags.split;
  const isUndone = book.tables.batch.records.map((record) => record?.deleted === true);
  if (!isUndone.includes(true)) return;
  for (let row = 0; row < count; row++) {
    if (isUndone[batch[row] ?? -1] === true) state[row] = (state[row] ?? 0) | rowFlags.undone;
  }
}

function unreadable(part: LoadError["part"]): Result<never, LoadError> {
  return fail({ code: "unreadable-book", part });
}
