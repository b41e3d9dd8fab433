/**
 * What waits for a person: spending that is in no category, so that it counts nowhere, and reservations that were
 * never booked. Parts of a split and categories without a bucket are not looked for here: they need more than one
 * word to mend. Doubles are told when a file is imported (import/verdict.ts), where both sides are at hand.
 */
import { settingsOf, type Book } from "../book/book.ts";
import { liveCategories, liveCategory } from "../book/category-tree.ts";
import type { Id } from "../book/id.ts";
import { rowOfId } from "../book/id-slots.ts";
import { idInSlot, type RecordOf } from "../book/record-table.ts";
import { transactionKinds } from "../book/records.ts";
import { selectRows } from "../book/select-rows.ts";
import { createSuggester, normalText, type Suggestion } from "../book/suggest.ts";
import { HIDDEN_FLAGS, KIND_BITS, idOfRow, rowFlags } from "../book/transaction-columns.ts";
import { textOrEmpty } from "../book/transaction-fields.ts";
import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";

/** Days after which a reservation is usually booked, or was given up. */
const pendingDays = 7;
/** Days of which the usual categories are taken. */
const usualDays = 180;

/** Rows of the columns, newest first. */
export type WaitingRows = {
  readonly unsorted: Int32Array<ArrayBuffer>;
  readonly pending: Int32Array<ArrayBuffer>;
};

/** A transaction without a category. */
export type Unsorted = {
  readonly row: number;
  readonly id: Id;
  readonly suggestion: Suggestion | undefined;
  /** Others that wait and have the same text, but for case, digits and marks. */
  readonly alike: readonly Id[];
};

/** What waits on a day. */
export function waitingRows(book: Book, today: Day): WaitingRows {
  const { day, state } = book.transactions;
  const all = selectRows(book, {}, Number.POSITIVE_INFINITY);
  const isUnsorted = unsortedTest(book);
  return {
    unsorted: all.filter(isUnsorted),
    pending: all.filter(
      (row) =>
        ((state[row] ?? 0) & rowFlags.pending) !== 0 && (day[row] ?? 0) < today - pendingDays,
    ),
  };
}

/** What the rows come to in the book's currency; spent is positive, a refund takes off. */
export function spentInRows(book: Book, rows: Int32Array<ArrayBuffer>): bigint {
  const { account, minor } = book.transactions;
  const isMain = mainAccounts(book);
  let sum = 0n;
  for (const row of rows) {
    if (isMain[account[row] ?? -1] !== false) sum -= BigInt(minor[row] ?? 0);
  }
  return sum;
}

/** How many of the rows are in a period and in the book's currency: what a review calls unassigned. */
export function countUnassigned(
  book: Book,
  rows: Int32Array<ArrayBuffer>,
  { first, last }: Period,
): number {
  const { account, day } = book.transactions;
  const isMain = mainAccounts(book);
  const isCounted = (row: number): boolean => {
    const on = day[row] ?? 0;
    return first <= on && on <= last && isMain[account[row] ?? -1] !== false;
  };
  return rows.filter(isCounted).length;
}

/** Rows without those of some transactions. */
export function rowsWithout(
  book: Book,
  rows: Int32Array<ArrayBuffer>,
  ids: readonly Id[],
): Int32Array<ArrayBuffer> {
  const left = new Set(ids.map((id) => rowOfId(book.transactions, id)));
  return left.size === 0 ? rows : rows.filter((row) => !left.has(row));
}

/** What is known of some rows without a category; `unsorted` are all of them. */
export function unsortedOf(
  book: Book,
  unsorted: Int32Array<ArrayBuffer>,
  rows: Int32Array<ArrayBuffer>,
): readonly Unsorted[] {
  const suggest = createSuggester(book);
  const normals = new Map<number, string>();
  const normalOf = (row: number): string => {
    const index = book.transactions.text[row] ?? -1;
    const normal = normals.get(index) ?? normalText(textOrEmpty(book, index));
    normals.set(index, normal);
    return normal;
  };
  const byText = Map.groupBy(unsorted, normalOf);
  return Array.from(rows, (row) => ({
    row,
    id: idOfRow(book.transactions, row),
    suggestion: suggest(textOrEmpty(book, book.transactions.text[row] ?? -1), "expense"),
    alike: (byText.get(normalOf(row)) ?? [])
      .filter((other) => other !== row)
      .map((other) => idOfRow(book.transactions, other)),
  }));
}

/** What is known of one transaction; undefined if it does not wait for a category. */
export function unsortedById(book: Book, today: Day, id: Id): Unsorted | undefined {
  const { unsorted } = waitingRows(book, today);
  const row = rowOfId(book.transactions, id);
  return unsorted.includes(row) ? unsortedOf(book, unsorted, Int32Array.of(row))[0] : undefined;
}

/**
 * The categories for spending that were chosen most in the last months, at most `count`, in the order in which
 * categories are shown; others fill the rest.
 */
export function usualCategories(
  book: Book,
  today: Day,
  count: number,
): readonly RecordOf<"category">[] {
  const { day, state, category, count: rows } = book.transactions;
  const counts = new Map<Id, number>();
  for (let row = 0; row < rows; row++) {
    const on = day[row] ?? 0;
    const isHidden = ((state[row] ?? 0) & HIDDEN_FLAGS) !== 0;
    const id = idInSlot(book.tables.category, category[row] ?? -1);
    if (isHidden || id === null || on > today || on <= today - usualDays) continue;
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  const usable = liveCategories(book).filter(
    ({ kind, archived }) => kind === "expense" && !archived,
  );
  const byUse = usable.toSorted(
    (left, right) => (counts.get(right.id) ?? 0) - (counts.get(left.id) ?? 0),
  );
  const chosen = new Set(byUse.slice(0, count));
  return usable.filter((each) => chosen.has(each));
}

/** By account slot whether it is in the book's currency; one that is not known counts as if it was. */
function mainAccounts(book: Book): readonly boolean[] {
  const { currency } = settingsOf(book);
  return book.tables.account.records.map(
    (record) => record === null || record.currency === currency,
  );
}

/** Whether a row is spending in no category and no bucket, on an account that the budget looks at. */
function unsortedTest(book: Book): (row: number) => boolean {
  const { state, category, account, bucket } = book.transactions;
  const isSpending = transactionKinds.map((kind) => kind === "expense" || kind === "refund");
  const isOutside = book.tables.account.records.map(
    (record) => record?.role === "loan" || record?.role === "tracking",
  );
  const isLive = book.tables.category.ids.map((id) => liveCategory(book, id) !== undefined);
  return (row) => {
    const flags = state[row] ?? 0;
    if (isSpending[flags & KIND_BITS] !== true || (flags & rowFlags.split) !== 0) return false;
    if ((bucket[row] ?? -1) >= 0 || isOutside[account[row] ?? -1] === true) return false;
    return isLive[category[row] ?? -1] !== true;
  };
}
