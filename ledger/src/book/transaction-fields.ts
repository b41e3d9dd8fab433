/**
 * Between a transaction as people mean it (ids, texts, bigints) and its cells in the columns (slots, text indexes,
 * whole numbers). Setting a field may give a slot to an id or an index to a text that was never mentioned before,
 * in an order that depends on the change alone.
 */
import type { Book } from "./book.ts";
import { idInSlot, slotFor } from "./record-table.ts";
import { transactionKinds, type Split, type TransactionFields } from "./records.ts";
import { internText, textAt } from "./text-table.ts";
import { KIND_BITS, rowFlags, type Cells, type SplitLine } from "./transaction-columns.ts";

/** Sets the cells of the given fields. */
export function setCells(book: Book, cells: Cells, fields: Partial<TransactionFields>): void {
  const { account, category, batch } = book.tables;
  if (fields.day !== undefined) cells.day = fields.day;
  if (fields.account !== undefined) cells.account = slotFor(account, fields.account);
  if (fields.kind !== undefined) {
    cells.state = (cells.state & ~KIND_BITS) | transactionKinds.indexOf(fields.kind);
  }
  if (fields.minor !== undefined) cells.minor = Number(fields.minor);
  if (fields.text !== undefined) cells.text = textIndex(book, fields.text);
  if (fields.note !== undefined) cells.note = textIndex(book, fields.note);
  if (fields.category !== undefined) cells.category = slotFor(category, fields.category);
  if (fields.bucket !== undefined) cells.bucket = textIndex(book, fields.bucket);
  if (fields.splits !== undefined) cells.splits = splitLines(book, fields.splits);
  if (fields.transferAccount !== undefined) {
    cells.transferAccount = slotFor(account, fields.transferAccount);
  }
  if (fields.transferMinor !== undefined) cells.transferMinor = Number(fields.transferMinor);
  if (fields.bankId !== undefined) cells.bankId = textIndex(book, fields.bankId);
  if (fields.bankText !== undefined) cells.bankText = textIndex(book, fields.bankText);
  if (fields.batch !== undefined) cells.batch = slotFor(batch, fields.batch);
  cells.state = stateWith(cells.state, rowFlags.pending, fields.pending);
  cells.state = stateWith(cells.state, rowFlags.windfall, fields.windfall);
  cells.state = stateWith(cells.state, rowFlags.deleted, fields.deleted);
}

/** All fields of cells. */
export function fieldsOfCells(book: Book, cells: Cells): TransactionFields {
  const { account, category, batch } = book.tables;
  return {
    day: cells.day,
    account: idInSlot(account, cells.account),
    kind: transactionKinds[cells.state & KIND_BITS] ?? "expense",
    minor: BigInt(cells.minor),
    text: textOrEmpty(book, cells.text),
    note: textOrEmpty(book, cells.note),
    category: idInSlot(category, cells.category),
    bucket: textOrNull(book, cells.bucket),
    splits: cells.splits?.map((line) => splitOf(book, line)) ?? null,
    transferAccount: idInSlot(account, cells.transferAccount),
    transferMinor: BigInt(cells.transferMinor),
    pending: (cells.state & rowFlags.pending) !== 0,
    windfall: (cells.state & rowFlags.windfall) !== 0,
    bankId: textOrNull(book, cells.bankId),
    bankText: textOrNull(book, cells.bankText),
    batch: idInSlot(batch, cells.batch),
    deleted: (cells.state & rowFlags.deleted) !== 0,
  };
}

/** The text of an index; "" for −1. */
export function textOrEmpty(book: Book, index: number): string {
  return index < 0 ? "" : textAt(book.texts, index);
}

/** The text of an index; null for −1. */
export function textOrNull(book: Book, index: number): string | null {
  return index < 0 ? null : textAt(book.texts, index);
}

function textIndex(book: Book, text: string | null): number {
  return text === null || text === "" ? -1 : internText(book.texts, text);
}

function stateWith(state: number, flag: number, value: boolean | undefined): number {
  if (value === undefined) return state;
  return value ? state | flag : state & ~flag;
}

function splitLines(book: Book, splits: readonly Split[] | null): readonly SplitLine[] | null {
  if (splits === null) return null;
  return splits.map((split) => ({
    minor: Number(split.minor),
    category: slotFor(book.tables.category, split.category),
    bucket: textIndex(book, split.bucket),
    note: textIndex(book, split.note),
  }));
}

function splitOf(book: Book, line: SplitLine): Split {
  return {
    minor: BigInt(line.minor),
    category: idInSlot(book.tables.category, line.category),
    bucket: textOrNull(book, line.bucket),
    note: textOrEmpty(book, line.note),
  };
}
