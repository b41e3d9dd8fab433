/**
 * Which transactions a list shows, as rows of the columns, newest first: by day, and within a day what the log
 * named later first. One pass with a few reads per row, and a counting sort; no object is made.
 */
import type { Day } from "../calendar/day.ts";
import type { Book } from "./book.ts";
import { liveCategory, parentOf } from "./category-tree.ts";
import type { Id } from "./id.ts";
import { transactionKinds } from "./records.ts";
import { textAt } from "./text-table.ts";
import { HIDDEN_FLAGS, KIND_BITS } from "./transaction-columns.ts";

/** Which transactions to list. */
export type ListFilter = {
  readonly from?: Day;
  readonly to?: Day;
  /** On this account, on either side of a transfer. */
  readonly account?: Id;
  /** In this category or one of its own; transfers are in none. */
  readonly category?: Id;
  /** Whose text or note contains this, in any case. */
  readonly text?: string;
  /** Which of the rows, as a query tells (query/row-test.ts). */
  readonly fits?: (row: number) => boolean;
};

/** Rows of the columns that a filter lets through, newest first; at least the first `limit` of them. */
export function selectRows(book: Book, filter: ListFilter, limit: number): Int32Array<ArrayBuffer> {
  const isWanted = rowTest(book, filter);
  const { day, state, count } = book.transactions;
  const rows = new Int32Array(count);
  let length = 0;
  for (let row = 0; row < count; row++) {
    if (((state[row] ?? 0) & HIDDEN_FLAGS) === 0 && isWanted(row)) {
      rows[length] = row;
      length += 1;
    }
  }
  return newestFirst(day, rows.subarray(0, length), limit);
}

/** Slots of a category and of those in it. */
export function categorySlots(book: Book, id: Id): ReadonlySet<number> {
  const slots = new Set<number>();
  for (const [slot, own] of book.tables.category.ids.entries()) {
    const category = liveCategory(book, own);
    if (own === id || (category !== undefined && parentOf(book, category)?.id === id)) {
      slots.add(slot);
    }
  }
  return slots;
}

/** Whether a row passes a filter; what it costs per row is a few reads. */
function rowTest(book: Book, filter: ListFilter): (row: number) => boolean {
  const columns = book.transactions;
  const { day, account, transferAccount, category, state, splits } = columns;
  const from = filter.from ?? Number.NEGATIVE_INFINITY;
  const to = filter.to ?? Number.POSITIVE_INFINITY;
  const transfer = transactionKinds.indexOf("transfer");
  const accountSlot =
    filter.account === undefined ? -2 : (book.tables.account.slots.get(filter.account) ?? -3);
  const categories =
    filter.category === undefined ? undefined : categorySlots(book, filter.category);
  const hasText = textTest(book, filter.text ?? "");
  const { fits } = filter;
  return (row) => {
    const on = day[row] ?? 0;
    if (on < from || on > to) return false;
    if (
      accountSlot !== -2 &&
      account[row] !== accountSlot &&
      (((state[row] ?? 0) & KIND_BITS) !== transfer || transferAccount[row] !== accountSlot)
    ) {
      return false;
    }
    if (categories !== undefined) {
      if (((state[row] ?? 0) & KIND_BITS) === transfer) return false;
      const parts = splits.get(row);
      const isInside =
        parts === undefined
          ? categories.has(category[row] ?? -1)
          : parts.some((part) => categories.has(part.category));
      if (!isInside) return false;
    }
    if (hasText !== undefined && !hasText(row)) return false;
    return fits === undefined || fits(row);
  };
}

/** Whether a row's texts contain the wanted one. Each text of the book is looked at once, however many rows. */
function textTest(book: Book, wanted: string): ((row: number) => boolean) | undefined {
  const folded = wanted.normalize("NFC").toLowerCase();
  if (folded === "") return undefined;
  const { text, note, splits } = book.transactions;
  const unknown = 0;
  const yes = 1;
  const no = 2;
  const verdicts = new Uint8Array(book.texts.count);
  const contains = (index: number): boolean => {
    if (index < 0) return false;
    if (verdicts[index] === unknown) {
      const own = textAt(book.texts, index).normalize("NFC").toLowerCase();
      verdicts[index] = own.includes(folded) ? yes : no;
    }
    return verdicts[index] === yes;
  };
  return (row) =>
    contains(text[row] ?? -1) ||
    contains(note[row] ?? -1) ||
    (splits.get(row)?.some((part) => contains(part.note)) ?? false);
}

/** Days between the first and the last of a list up to which sorting by counting is worth its table. */
const COUNTED_DAYS_MAX = 100_000;

/** Ascending rows ordered by day, newest first, and within a day the last row first. */
function newestFirst(
  day: Int32Array,
  rows: Int32Array<ArrayBuffer>,
  limit: number,
): Int32Array<ArrayBuffer> {
  if (rows.length === 0) return rows;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < rows.length; at++) {
    const on = day[rows[at] ?? 0] ?? 0;
    if (on < first) first = on;
    if (on > last) last = on;
  }
  if (last - first > COUNTED_DAYS_MAX) {
    return rows.toSorted((left, right) => (day[right] ?? 0) - (day[left] ?? 0) || right - left);
  }
  // place[i]: where the next row of the day `last − i` goes; rows are taken from the back.
  const place = new Int32Array(last - first + 2);
  for (let at = 0; at < rows.length; at++) {
    const slot = last - (day[rows[at] ?? 0] ?? 0) + 1;
    place[slot] = (place[slot] ?? 0) + 1;
  }
  let taken = 0;
  let days = 0;
  while (days < place.length - 1 && taken < limit) {
    days += 1;
    taken += place[days] ?? 0;
    place[days] = taken;
  }
  const ordered = new Int32Array(taken);
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] ?? 0;
    const slot = last - (day[row] ?? 0);
    if (slot >= days) continue;
    const to = place[slot] ?? 0;
    ordered[to] = row;
    place[slot] = to + 1;
  }
  return ordered;
}
