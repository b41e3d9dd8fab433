/**
 * What is odd in a book: states that concurrent edits, lost imports or another program can leave, each of which
 * has a defined meaning and none of which stops anything. `coffer check` prints them.
 */
import { AMOUNT_MINOR_MAX } from "../money/allocate.ts";
import type { Book } from "./book.ts";
import type { Id } from "./id.ts";
import { sumOfSplits } from "./lines.ts";
import { recordOf } from "./record-table.ts";
import { transactionKinds, type Table } from "./records.ts";
import { HIDDEN_FLAGS, KIND_BITS, idOfRow } from "./transaction-columns.ts";

/** One odd thing, and the record it is about. */
export type BookProblem = {
  readonly code:
    | "split-sum-differs"
    | "unknown-account"
    | "deleted-account"
    | "unknown-category"
    | "deleted-category"
    | "unknown-batch"
    | "transfer-without-other-account"
    | "transfer-to-itself"
    | "transfer-sides-differ"
    | "other-account-without-transfer"
    | "amount-out-of-range"
    | "category-too-deep"
    | "category-in-itself"
    | "review-without-snapshot";
  readonly table: Table;
  readonly id: Id;
};

/** Problems listed at most: enough to see what happened. */
const PROBLEMS_MAX = 1_000;

/** The first problems of a book, categories, reviews and rules before transactions; none if all is well. */
export function checkBook(book: Book): readonly BookProblem[] {
  const problems: BookProblem[] = [];
  checkCategories(book, problems);
  checkReviews(book, problems);
  checkRules(book, problems);
  const { state, count } = book.transactions;
  for (let row = 0; row < count && problems.length < PROBLEMS_MAX; row++) {
    if (((state[row] ?? 0) & HIDDEN_FLAGS) !== 0) continue;
    for (const code of rowProblems(book, row)) {
      problems.push({ code, table: "transaction", id: idOfRow(book.transactions, row) });
    }
  }
  return problems.slice(0, PROBLEMS_MAX);
}

function checkCategories(book: Book, problems: BookProblem[]): void {
  const { records, ids, slots } = book.tables.category;
  const recordOfId = (id: Id | null) =>
    id === null ? null : (records[slots.get(id) ?? -1] ?? null);
  for (const [slot, record] of records.entries()) {
    const id = ids[slot];
    if (record === null || record.deleted || record.parent === null || id === undefined) continue;
    const parent = recordOfId(record.parent);
    const add = (code: BookProblem["code"]) => problems.push({ code, table: "category", id });
    if (record.parent === id) add("category-in-itself");
    else if (parent === null) add("unknown-category");
    else if (parent.deleted) add("deleted-category");
    else if (parent.parent !== null) add("category-too-deep");
  }
}

function checkReviews(book: Book, problems: BookProblem[]): void {
  for (const record of book.tables.review.records) {
    if (record !== null && !record.deleted && record.snapshot === null) {
      problems.push({ code: "review-without-snapshot", table: "review", id: record.id });
    }
  }
}

function checkRules(book: Book, problems: BookProblem[]): void {
  for (const record of book.tables.rule.records) {
    if (record === null || record.deleted || record.category === null) continue;
    const category = recordOf(book.tables.category, record.category);
    if (category !== undefined && !category.deleted) continue;
    const code = category === undefined ? "unknown-category" : "deleted-category";
    problems.push({ code, table: "rule", id: record.id });
  }
}

function rowProblems(book: Book, row: number): readonly BookProblem["code"][] {
  const { minor, transferMinor, account, category, batch, splits } = book.transactions;
  const parts = splits.get(row);
  const amounts = [minor[row] ?? 0, transferMinor[row] ?? 0];
  // Nothing else can be said about a number that is no amount.
  if (!amounts.every(isAmount)) return ["amount-out-of-range"];
  const problems = new Set<BookProblem["code"]>();
  if (parts !== undefined && sumOfSplits(parts) !== BigInt(minor[row] ?? 0)) {
    problems.add("split-sum-differs");
  }
  addAccountProblem(book, account[row] ?? -1, problems);
  for (const slot of parts?.map((part) => part.category) ?? [category[row] ?? -1]) {
    const record = book.tables.category.records[slot] ?? null;
    if (slot < 0) continue;
    if (record === null) problems.add("unknown-category");
    else if (record.deleted) problems.add("deleted-category");
  }
  const batchSlot = batch[row] ?? -1;
  if (batchSlot >= 0 && (book.tables.batch.records[batchSlot] ?? null) === null) {
    problems.add("unknown-batch");
  }
  addTransferProblems(book, row, problems);
  return [...problems];
}

function addAccountProblem(book: Book, slot: number, problems: Set<BookProblem["code"]>): void {
  const record = book.tables.account.records[slot] ?? null;
  if (record === null) problems.add("unknown-account");
  else if (record.deleted) problems.add("deleted-account");
}

function addTransferProblems(book: Book, row: number, problems: Set<BookProblem["code"]>): void {
  const { state, account, minor, transferAccount, transferMinor } = book.transactions;
  const other = transferAccount[row] ?? -1;
  if (transactionKinds[(state[row] ?? 0) & KIND_BITS] !== "transfer") {
    if (other >= 0) problems.add("other-account-without-transfer");
    return;
  }
  if (other < 0) {
    problems.add("transfer-without-other-account");
    return;
  }
  addAccountProblem(book, other, problems);
  if (other === account[row]) problems.add("transfer-to-itself");
  const { records } = book.tables.account;
  const isOneCurrency = records[account[row] ?? -1]?.currency === records[other]?.currency;
  const ownMinor = minor[row] ?? 0;
  const otherMinor = transferMinor[row] ?? 0;
  const isOpposite = Math.sign(ownMinor) === -Math.sign(otherMinor);
  if (!isOpposite || (isOneCurrency && ownMinor !== -otherMinor)) {
    problems.add("transfer-sides-differ");
  }
}

function isAmount(minor: number): boolean {
  return Number.isSafeInteger(minor) && Math.abs(minor) <= Number(AMOUNT_MINOR_MAX);
}
