/**
 * Transactions as lists show them: newest first, by day and then by when the log first named them. A list has one
 * row per part of a split transaction and two for a transfer, one on each account; rows of the same transaction
 * share its id. Deleted transactions, and those of a deleted import, are not there.
 */
import type { Day } from "../calendar/day.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { settingsOf, type Book } from "./book.ts";
import { bucketOfCategory, liveCategory } from "./category-tree.ts";
import type { Id } from "./id.ts";
import { rowOfId } from "./id-slots.ts";
import { linesOfRow, type Line } from "./lines.ts";
import { idInSlot, recordOf } from "./record-table.ts";
import { transactionKinds, type TransactionFields, type TransactionKind } from "./records.ts";
import { HIDDEN_FLAGS, idOfRow, KIND_BITS, readCells, rowFlags } from "./transaction-columns.ts";
import { categorySlots, selectRows, type ListFilter } from "./select-rows.ts";
import { fieldsOfCells, textOrEmpty, textOrNull } from "./transaction-fields.ts";

/** One row of a list. Names are null where nothing is known of what was named. */
export type ListedRow = {
  readonly id: Id;
  /** Row of the transaction in the columns. */
  readonly row: number;
  /** Which line of the transaction this is; of a transfer 0 is its own account's, 1 the other's. */
  readonly part: number;
  readonly day: Day;
  readonly kind: TransactionKind;
  /** Into the account is positive. */
  readonly amountMinor: bigint;
  readonly currency: CurrencyCode;
  readonly text: string;
  readonly note: string;
  readonly account: string | null;
  readonly accountId: Id | null;
  readonly category: string | null;
  readonly categoryId: Id | null;
  readonly bucket: string | null;
  readonly pending: boolean;
};

/** All fields of one transaction; hidden if it is deleted, or the import that it came with. */
export type TransactionRecord = TransactionFields & { readonly id: Id; readonly hidden: boolean };

/** The transaction of an id, or undefined. */
export function transactionById(book: Book, id: Id): TransactionRecord | undefined {
  const row = rowOfId(book.transactions, id);
  return row < 0 ? undefined : transactionInRow(book, row);
}

/** The row of a transaction that lists show; undefined if it is not there, or hidden. */
export function rowOfTransaction(book: Book, id: Id): number | undefined {
  const row = rowOfId(book.transactions, id);
  return row < 0 || ((book.transactions.state[row] ?? 0) & HIDDEN_FLAGS) !== 0 ? undefined : row;
}

/** The transaction in a row of the columns. */
export function transactionInRow(book: Book, row: number): TransactionRecord {
  return {
    ...fieldsOfCells(book, readCells(book.transactions, row)),
    id: idOfRow(book.transactions, row),
    hidden: ((book.transactions.state[row] ?? 0) & HIDDEN_FLAGS) !== 0,
  };
}

/** At most `limit` rows of a list, newest first; the last transaction may so lose some of its lines. */
export function listTransactions(
  book: Book,
  filter: ListFilter,
  limit: number,
): readonly ListedRow[] {
  const listed: ListedRow[] = [];
  const category = filter.category === undefined ? undefined : categorySlots(book, filter.category);
  for (const row of selectRows(book, filter, limit)) {
    for (const line of listedRowsOf(book, row)) {
      if (listed.length === limit) return listed;
      if (filter.account !== undefined && line.accountId !== filter.account) continue;
      if (category !== undefined && !isIn(book, category, line.categoryId)) continue;
      listed.push(line);
    }
  }
  return listed;
}

/** The list's rows of one transaction. */
export function listedRowsOf(book: Book, row: number): readonly ListedRow[] {
  const { account, state, minor, transferAccount, transferMinor } = book.transactions;
  const own = account[row] ?? -1;
  if (transactionKinds[(state[row] ?? 0) & KIND_BITS] === "transfer") {
    const nothing = { category: -1, bucket: -1, note: -1 };
    const other = transferAccount[row] ?? -1;
    return [
      listedRow(
        book,
        { row, part: 0, account: own },
        { minor: BigInt(minor[row] ?? 0), ...nothing },
      ),
      listedRow(
        book,
        { row, part: 1, account: other },
        { minor: BigInt(transferMinor[row] ?? 0), ...nothing },
      ),
    ];
  }
  return linesOfRow(book.transactions, row).map((line, part) =>
    listedRow(book, { row, part, account: own }, line),
  );
}

function listedRow(
  book: Book,
  at: { readonly row: number; readonly part: number; readonly account: number },
  line: Line,
): ListedRow {
  const { row, part } = at;
  const { day, state, text, note } = book.transactions;
  const accountId = idInSlot(book.tables.account, at.account);
  const account = recordOf(book.tables.account, accountId);
  const category = liveCategory(book, idInSlot(book.tables.category, line.category));
  const bucket = textOrNull(book, line.bucket);
  return {
    id: idOfRow(book.transactions, row),
    row,
    part,
    day: day[row] ?? 0,
    kind: transactionKinds[(state[row] ?? 0) & KIND_BITS] ?? "expense",
    amountMinor: line.minor,
    currency: account?.currency ?? settingsOf(book).currency,
    text: textOrEmpty(book, text[row] ?? -1),
    note: textOrEmpty(book, line.note < 0 ? (note[row] ?? -1) : line.note),
    account: account?.name ?? null,
    accountId,
    category: category?.name ?? null,
    categoryId: category?.id ?? null,
    bucket: bucket ?? (category === undefined ? null : bucketOfCategory(book, category)),
    pending: ((state[row] ?? 0) & rowFlags.pending) !== 0,
  };
}

function isIn(book: Book, slots: ReadonlySet<number>, id: Id | null): boolean {
  const slot = id === null ? undefined : book.tables.category.slots.get(id);
  return slot !== undefined && slots.has(slot);
}
