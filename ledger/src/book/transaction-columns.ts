/**
 * The transactions of a book as columns: one typed array per field, one row per transaction in the order in
 * which the log first named them. Rows are never removed; deleting sets a flag.
 *
 * Money columns are Float64Array because a typed array of 64-bit integers costs a bigint per read: they hold
 * whole minor units of at most 10^15 − 1, so every value is an exact integer, never a fraction, −0 or NaN.
 * References (account, category, batch, texts) are indexes into the tables of the book, −1 for none.
 * Splits are rare, and so are a sparse map. Rows leave only in the reverse order of coming (truncateRows).
 * Which references are known, and what a row means, is not decided here.
 */
import { assert } from "../result.ts";
import { enterRow, leaveRow, type IdSlots } from "./id-slots.ts";
import { ID_BYTES, idFromBytes, type Id } from "./id.ts";

/** Bits of a row's state that are the number of its kind. */
export const KIND_BITS = 3;

/**
 * The other bits of a row's state. In one byte, because a report reads it for every row. The last three follow
 * from the other columns and from deleted imports.
 */
export const rowFlags = {
  windfall: 4,
  deleted: 8,
  pending: 16,
  split: 32,
  bucket: 64,
  /** The import that the row came with is deleted. */
  undone: 128,
} as const;

/** Flags of rows that no view or report shows. */
export const HIDDEN_FLAGS: number = rowFlags.deleted | rowFlags.undone;

/** Bits that a dump keeps: the others follow from what it has anyway. */
export const STATE_KEPT: number =
  KIND_BITS | rowFlags.pending | rowFlags.windfall | rowFlags.deleted;

/** One part of a split row: like the columns, indexes and whole minor units. */
export type SplitLine = {
  readonly minor: number;
  readonly category: number;
  readonly bucket: number;
  /** Text index of its note. */
  readonly note: number;
};

/** The columns that hold 32-bit integers, in the order of a dump. */
export const integerColumnNames = [
  "day",
  "account",
  "category",
  "text",
  "note",
  "transferAccount",
  "bankId",
  "bankText",
  "batch",
  "bucket",
] as const;

type IntegerColumns = { [Name in (typeof integerColumnNames)[number]]: Int32Array<ArrayBuffer> };

/** The columns; what changes them is in this file alone. */
export type TransactionColumns = IntegerColumns &
  IdSlots & {
    /** 16 bytes a row: the same memory as the words. */
    ids: Uint8Array<ArrayBuffer>;
    minor: Float64Array<ArrayBuffer>;
    transferMinor: Float64Array<ArrayBuffer>;
    /** Kind and flags: KIND_BITS, rowFlags. */
    state: Uint8Array<ArrayBuffer>;
    /** 1: another change set than the one (or the import) that made the row has set a field of it. */
    edited: Uint8Array<ArrayBuffer>;
    readonly splits: Map<number, readonly SplitLine[]>;
    /** No row was ever on a day before the first or after the last of these. */
    dayFirst: number;
    dayLast: number;
    /** No amount of any row was ever further from zero; from it follows whether a sum of floats is exact. */
    minorBound: number;
  };

/** One row's cells, copied out of the columns. */
export type Cells = { [Name in keyof IntegerColumns]: number } & {
  minor: number;
  transferMinor: number;
  state: number;
  edited: number;
  splits: readonly SplitLine[] | null;
};

const ROWS_MIN = 16;

/** Returns columns without a row. */
export function createColumns(): TransactionColumns {
  const ids = new Uint8Array(0);
  return {
    count: 0,
    ids,
    idWords: new Uint32Array(ids.buffer),
    day: new Int32Array(0),
    account: new Int32Array(0),
    category: new Int32Array(0),
    text: new Int32Array(0),
    note: new Int32Array(0),
    transferAccount: new Int32Array(0),
    bankId: new Int32Array(0),
    bankText: new Int32Array(0),
    batch: new Int32Array(0),
    bucket: new Int32Array(0),
    minor: new Float64Array(0),
    transferMinor: new Float64Array(0),
    state: new Uint8Array(0),
    edited: new Uint8Array(0),
    splits: new Map(),
    dayFirst: Number.POSITIVE_INFINITY,
    dayLast: Number.NEGATIVE_INFINITY,
    minorBound: 0,
    slots: new Int32Array(0),
    wanted: new Uint32Array(4),
  };
}

/** The cells of a row that nothing has been said about. */
export function emptyCells(): Cells {
  return {
    day: 0,
    account: -1,
    category: -1,
    text: -1,
    note: -1,
    transferAccount: -1,
    bankId: -1,
    bankText: -1,
    batch: -1,
    bucket: -1,
    minor: 0,
    transferMinor: 0,
    state: 0,
    edited: 0,
    splits: null,
  };
}

/** The cells of a row. */
export function readCells(columns: TransactionColumns, row: number): Cells {
  return {
    day: columns.day[row] ?? 0,
    account: columns.account[row] ?? -1,
    category: columns.category[row] ?? -1,
    text: columns.text[row] ?? -1,
    note: columns.note[row] ?? -1,
    transferAccount: columns.transferAccount[row] ?? -1,
    bankId: columns.bankId[row] ?? -1,
    bankText: columns.bankText[row] ?? -1,
    batch: columns.batch[row] ?? -1,
    bucket: columns.bucket[row] ?? -1,
    minor: columns.minor[row] ?? 0,
    transferMinor: columns.transferMinor[row] ?? 0,
    state: columns.state[row] ?? 0,
    edited: columns.edited[row] ?? 0,
    splits: columns.splits.get(row) ?? null,
  };
}

/** Sets the cells of a row; the flags `split` and `bucket` follow from the other cells. */
export function writeCells(columns: TransactionColumns, row: number, cells: Cells): void {
  assert(row >= 0 && row < columns.count, "a written row exists");
  columns.day[row] = cells.day;
  columns.account[row] = cells.account;
  columns.category[row] = cells.category;
  columns.text[row] = cells.text;
  columns.note[row] = cells.note;
  columns.transferAccount[row] = cells.transferAccount;
  columns.bankId[row] = cells.bankId;
  columns.bankText[row] = cells.bankText;
  columns.batch[row] = cells.batch;
  columns.bucket[row] = cells.bucket;
  columns.minor[row] = cells.minor;
  columns.transferMinor[row] = cells.transferMinor;
  columns.edited[row] = cells.edited;
  columns.state[row] =
    (cells.state & ~(rowFlags.split | rowFlags.bucket)) |
    (cells.splits === null ? 0 : rowFlags.split) |
    (cells.bucket < 0 ? 0 : rowFlags.bucket);
  if (cells.splits !== null) columns.splits.set(row, cells.splits);
  else if (columns.splits.size > 0) columns.splits.delete(row);
  widenBounds(columns, cells);
}

function widenBounds(columns: TransactionColumns, cells: Cells): void {
  if (cells.day < columns.dayFirst) columns.dayFirst = cells.day;
  if (cells.day > columns.dayLast) columns.dayLast = cells.day;
  const bound = Math.max(Math.abs(cells.minor), Math.abs(cells.transferMinor));
  if (bound > columns.minorBound) columns.minorBound = bound;
  if (cells.splits === null) return;
  for (const line of cells.splits) {
    if (Math.abs(line.minor) > columns.minorBound) columns.minorBound = Math.abs(line.minor);
  }
}

/** The id of a row. */
export function idOfRow(columns: TransactionColumns, row: number): Id {
  return idFromBytes(columns.ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES));
}

/** Adds a row for an id that has none, with empty cells, and returns it. */
export function appendRow(columns: TransactionColumns, id: Id): number {
  const row = columns.count;
  if (row === columns.state.length) growRows(columns);
  enterRow(columns, id);
  columns.count = row + 1;
  return row;
}

/** Forgets every row from `count` on. */
export function truncateRows(columns: TransactionColumns, count: number): void {
  for (let row = columns.count - 1; row >= count; row--) {
    columns.splits.delete(row);
    leaveRow(columns);
    columns.count = row;
  }
}

function growRows(columns: TransactionColumns): void {
  const capacity = Math.max(ROWS_MIN, Math.ceil(columns.state.length * 1.5));
  for (const name of integerColumnNames) {
    const grown = new Int32Array(capacity);
    grown.set(columns[name]);
    columns[name] = grown;
  }
  for (const name of ["minor", "transferMinor"] as const) {
    const grown = new Float64Array(capacity);
    grown.set(columns[name]);
    columns[name] = grown;
  }
  for (const name of ["state", "edited"] as const) {
    const grown = new Uint8Array(capacity);
    grown.set(columns[name]);
    columns[name] = grown;
  }
  const ids = new Uint8Array(capacity * ID_BYTES);
  ids.set(columns.ids);
  columns.ids = ids;
  columns.idWords = new Uint32Array(ids.buffer);
}
