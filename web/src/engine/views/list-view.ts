/** A list of transactions, newest first, of which a screen shows a window: one item a transaction. */
import {
  listedRowsOf,
  parseId,
  selectRows,
  transactionInRow,
  type Book,
  type ListFilter,
  type ListedRow,
} from "@coffer/ledger";
import type { ListFilterModel, ListWindow, TransactionModel } from "../view-models.ts";
import { runningPeriod } from "./period-view.ts";

/** Items of one answer. */
const windowMax = 500;

/** Keeps the order of the list that was asked for last, as rows of the book's columns. */
export class ListView {
  #key = "";
  #rows: Int32Array = new Int32Array(0);

  /** A window of a list; `revision` tells whether the book is still the one of the last call. */
  window(
    book: Book,
    revision: number,
    { filter, from, count }: { filter: ListFilterModel; from: number; count: number },
  ): ListWindow {
    const key = `${revision} ${JSON.stringify(filter)}`;
    if (key !== this.#key) {
      this.#rows = rowsOf(book, filter);
      this.#key = key;
    }
    const rows = this.#rows.subarray(from, from + Math.min(count, windowMax));
    return {
      total: this.#rows.length,
      from,
      items: Array.from(rows, (row) => transactionModel(book, row)),
    };
  }
}

/** The newest transactions. */
export function recentTransactions(book: Book, count: number): readonly TransactionModel[] {
  const rows = selectRows(book, {}, count).subarray(0, count);
  return Array.from(rows, (row) => transactionModel(book, row));
}

function rowsOf(book: Book, filter: ListFilterModel): Int32Array {
  const account = filter.accountId === null ? undefined : parseId(filter.accountId);
  const category = filter.categoryId === null ? undefined : parseId(filter.categoryId);
  const period = filter.isUnassigned ? runningPeriod(book) : undefined;
  const wanted: ListFilter = {
    ...(filter.text.trim() !== "" && { text: filter.text.trim() }),
    ...(account !== undefined && { account }),
    ...(category !== undefined && { category }),
    ...(period !== undefined && { from: period.first, to: period.last }),
  };
  const rows = selectRows(book, wanted, Number.POSITIVE_INFINITY);
  return filter.isUnassigned ? rows.filter((row) => isUnassigned(book, row)) : rows;
}

function isUnassigned(book: Book, row: number): boolean {
  return listedRowsOf(book, row).some(
    ({ kind, bucket }) => (kind === "expense" || kind === "refund") && bucket === null,
  );
}

/** One transaction, as lists show it. */
export function transactionModel(book: Book, row: number): TransactionModel {
  const lines = listedRowsOf(book, row);
  const [first] = lines as readonly [ListedRow, ...ListedRow[]];
  const { id, minor, note } = transactionInRow(book, row);
  const { day, kind, currency, text, account, accountId, category, categoryId, bucket } = first;
  const isTransfer = kind === "transfer";
  const isSplit = !isTransfer && lines.length > 1;
  const [from, to] = minor <= 0n ? [first, lines[1]] : [lines[1], first];
  return {
    id,
    day,
    kind,
    // A transfer is shown from the side that it left.
    amount: { minor: isTransfer ? (from ?? first).amountMinor : minor, currency },
    text,
    note,
    account: isTransfer ? (from?.account ?? null) : account,
    accountId,
    toAccount: isTransfer ? (to?.account ?? null) : null,
    category: isSplit ? null : category,
    categoryId: isSplit ? null : categoryId,
    bucket: isSplit ? null : bucket,
    parts: isTransfer ? 1 : lines.length,
    pending: first.pending,
  };
}
