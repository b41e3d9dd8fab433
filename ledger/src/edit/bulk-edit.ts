/**
 * One edit of many transactions: what it changes, what it leaves as it is and why. An edit never carries an amount
 * over into another currency and never takes a transaction out of its parts: such transactions stay, and are
 * counted. What would change nothing is not written.
 */
import type { Book } from "../book/book.ts";
import type { ChangeOf } from "../book/change.ts";
import type { Id } from "../book/id.ts";
import { bookLimits } from "../book/limits.ts";
import { transactionInRow, type TransactionRecord } from "../book/listing.ts";
import { recordOf, type RecordOf } from "../book/record-table.ts";
import type { TransactionFields } from "../book/records.ts";
import type { Day } from "../calendar/day.ts";
import { editedAmounts } from "./edited-amounts.ts";

/** Transactions that one edit may change: so many that the history still knows it after it was taken back. */
export const BULK_MAX: number = bookLimits.historyChangesMax / 2;

export type BulkEdit =
  | { readonly kind: "category"; readonly category: Id | null }
  | { readonly kind: "account"; readonly account: RecordOf<"account"> }
  | { readonly kind: "day"; readonly day: Day }
  | { readonly kind: "pending"; readonly pending: boolean }
  | { readonly kind: "delete" };

/** Why a transaction stays as it is. */
export const staysBecause = [
  "is-so",
  "transfer",
  "in-parts",
  "other-currency",
  "same-account",
  "other-direction",
] as const;
export type StaysBecause = (typeof staysBecause)[number];

export type BulkChanges = {
  readonly changes: readonly ChangeOf<"transaction">[];
  readonly stays: ReadonlyMap<StaysBecause, number>;
};

/** What an edit does to the transactions in some rows. */
export function bulkChanges(book: Book, rows: Iterable<number>, edit: BulkEdit): BulkChanges {
  const changes: ChangeOf<"transaction">[] = [];
  const stays = new Map<StaysBecause, number>();
  for (const row of rows) {
    const transaction = transactionInRow(book, row);
    if (transaction.hidden) continue;
    const fields = fieldsFor(book, transaction, edit);
    if (typeof fields === "string") stays.set(fields, (stays.get(fields) ?? 0) + 1);
    else changes.push({ table: "transaction", id: transaction.id, fields });
  }
  return { changes, stays };
}

function fieldsFor(
  book: Book,
  transaction: TransactionRecord,
  edit: BulkEdit,
): Partial<TransactionFields> | StaysBecause {
  switch (edit.kind) {
    case "category":
      return categoryFields(book, transaction, edit.category);
    case "account":
      return accountFields(book, transaction, edit.account);
    case "day":
      return transaction.day === edit.day ? "is-so" : { day: edit.day };
    case "pending":
      return transaction.pending === edit.pending ? "is-so" : { pending: edit.pending };
    case "delete":
      return { deleted: true };
  }
}

function categoryFields(
  book: Book,
  transaction: TransactionRecord,
  category: Id | null,
): Partial<TransactionFields> | StaysBecause {
  if (transaction.kind === "transfer") return "transfer";
  if (transaction.splits !== null) return "in-parts";
  const kind = recordOf(book.tables.category, category)?.kind;
  const direction = transaction.kind === "income" ? "income" : "expense";
  if (kind !== undefined && kind !== direction) return "other-direction";
  return transaction.category === category ? "is-so" : { category };
}

function accountFields(
  book: Book,
  transaction: TransactionRecord,
  account: RecordOf<"account">,
): Partial<TransactionFields> | StaysBecause {
  if (transaction.account === account.id) return "is-so";
  // The locale reads amounts, and none is typed here.
  const fields = editedAmounts(book, transaction, { account }, "en-US");
  if (fields.ok) return fields.value;
  return fields.error.code === "same-account" ? "same-account" : "other-currency";
}
