/**
 * What a period's totals are made of, part by part, beside what the same parts came to in an earlier period: the
 * buckets, the categories of a bucket, the payees of a bucket or of a category, and the transactions of any of these.
 * The parts of a whole sum to it (bucket-totals.ts), in both periods.
 *
 * A payee is a text without case, digits and marks (normalText). It is named by one of its transactions: an address
 * may hold that id, and never the text.
 */
import type { Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import { rowOfId } from "../book/id-slots.ts";
import { idInSlot } from "../book/record-table.ts";
import { normalText } from "../book/suggest.ts";
import { idOfRow } from "../book/transaction-columns.ts";
import { textOrEmpty } from "../book/transaction-fields.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { eachCounted } from "./counted.ts";

/** One part of a whole, in both periods. */
export type Part = {
  readonly amountMinor: bigint;
  readonly beforeMinor: bigint;
  /** Transactions of the later period. */
  readonly count: number;
};

/** By the bucket of its place in the rule; UNASSIGNED is none. */
export type BucketPart = Part & { readonly place: number };

export type CategoryPart = Part & { readonly category: Id | null };

/** The text and the id are those of the payee's newest transaction in the log. */
export type PayeePart = Part & { readonly text: string; readonly transaction: Id };

/** Two periods of a book; without an earlier one, everything before is nothing. */
export type ComparedPeriods = {
  readonly book: Book;
  readonly rule: Rule;
  readonly period: Period;
  readonly before: Period | null;
};

/** Which amounts of a period are looked at; what is left out lets all through. */
export type Within = {
  /** Place in the rule, or UNASSIGNED. */
  readonly place?: number | undefined;
  /** Exactly this category; null is none. */
  readonly category?: Id | null | undefined;
  /** The payee of this transaction. */
  readonly payeeOf?: Id | undefined;
  /** Only what was spent, and not what was saved. */
  readonly isSpent?: boolean | undefined;
};

/** The buckets that anything came to, in the order of the rule, then what is in none. */
export function bucketParts(compared: ComparedPeriods): readonly BucketPart[] {
  const tallies = compare(compared, {}, (_, place) => place);
  return [...tallies]
    .map(([place, tally]) => ({ place, ...partOf(tally) }))
    .toSorted((left, right) => orderOf(left.place) - orderOf(right.place));
}

/** The categories of what is looked at, largest first. */
export function categoryParts(compared: ComparedPeriods, within: Within): readonly CategoryPart[] {
  const tallies = compare(compared, within, (_, __, category) => category);
  return [...tallies]
    .map(([slot, tally]) => ({
      category: idInSlot(compared.book.tables.category, slot),
      ...partOf(tally),
    }))
    .toSorted(largestFirst);
}

/** The payees of what is looked at, largest first. */
export function payeeParts(compared: ComparedPeriods, within: Within): readonly PayeePart[] {
  const { book } = compared;
  const payeeOf = payeeOfRow(book);
  const tallies = compare(compared, within, payeeOf);
  return [...tallies.values()]
    .map((tally) => ({
      text: textOrEmpty(book, book.transactions.text[tally.lastRow] ?? -1),
      transaction: idOfRow(book.transactions, tally.lastRow),
      ...partOf(tally),
    }))
    .toSorted(largestFirst);
}

/** What parts, transactions or days come to together. */
export function totalOf(parts: readonly { readonly amountMinor: bigint }[]): bigint {
  return parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** A row of the columns, and how much of it counts in what is looked at. */
export type CountedRow = { readonly row: number; readonly amountMinor: bigint };

/** The transactions of what is looked at, newest first. Their amounts sum to the part's. */
export function countedRows(
  book: Book,
  rule: Rule,
  period: Period,
  within: Within,
): readonly CountedRow[] {
  const amounts = new Map<number, bigint>();
  eachWithin({ book, rule, period, before: null }, period, within, (row, amount) => {
    amounts.set(row, (amounts.get(row) ?? 0n) + BigInt(amount));
  });
  const { day } = book.transactions;
  return [...amounts]
    .map(([row, amountMinor]) => ({ row, amountMinor }))
    .toSorted(
      (left, right) => (day[right.row] ?? 0) - (day[left.row] ?? 0) || right.row - left.row,
    );
}

type Tally = { now: bigint; before: bigint; count: number; lastCounted: number; lastRow: number };

function compare<Key>(
  compared: ComparedPeriods,
  within: Within,
  keyOf: (row: number, place: number, category: number) => Key,
): Map<Key, Tally> {
  const tallies = new Map<Key, Tally>();
  const tallyOf = (key: Key): Tally => {
    const known = tallies.get(key);
    if (known !== undefined) return known;
    const tally = { now: 0n, before: 0n, count: 0, lastCounted: -1, lastRow: -1 };
    tallies.set(key, tally);
    return tally;
  };
  if (compared.before !== null) {
    eachWithin(compared, compared.before, within, (row, amount, place, category) => {
      const tally = tallyOf(keyOf(row, place, category));
      tally.before += BigInt(amount);
      tally.lastRow = row;
    });
  }
  eachWithin(compared, compared.period, within, (row, amount, place, category) => {
    const tally = tallyOf(keyOf(row, place, category));
    tally.now += BigInt(amount);
    // Rows come in order, so a transaction with many lines is counted once.
    if (tally.lastCounted !== row) tally.count += 1;
    tally.lastCounted = row;
    tally.lastRow = row;
  });
  return tallies;
}

function eachWithin(
  { book, rule }: ComparedPeriods,
  period: Period,
  within: Within,
  count: (row: number, amount: number, place: number, category: number) => void,
): void {
  const { place: wantedPlace, category: wanted, payeeOf, isSpent = false } = within;
  const slot = wanted === undefined ? undefined : slotOfCategory(book, wanted);
  const payee = payeeOfRow(book);
  const payeeWanted =
    payeeOf === undefined ? undefined : payee(rowOfId(book.transactions, payeeOf));
  eachCounted(book, rule, period, (row, place, category, amount, isSaving) => {
    if (wantedPlace !== undefined && place !== wantedPlace) return;
    if (slot !== undefined && category !== slot) return;
    if (isSpent && isSaving) return;
    if (payeeWanted !== undefined && payee(row) !== payeeWanted) return;
    count(row, amount, place, category);
  });
}

/** The slot of a category; one that the book has never heard of has a slot that no line has. */
function slotOfCategory(book: Book, category: Id | null): number {
  return category === null ? -1 : (book.tables.category.slots.get(category) ?? -2);
}

/** The payee of a row. Each text is looked at once, however many rows have it. */
function payeeOfRow(book: Book): (row: number) => string {
  const known = new Map<number, string>();
  return (row) => {
    const index = book.transactions.text[row] ?? -1;
    const payee = known.get(index) ?? normalText(textOrEmpty(book, index));
    known.set(index, payee);
    return payee;
  };
}

function partOf({ now, before, count }: Tally): Part {
  return { amountMinor: now, beforeMinor: before, count };
}

function orderOf(place: number): number {
  return place < 0 ? Number.MAX_SAFE_INTEGER : place;
}

function largestFirst(left: Part, right: Part): number {
  if (left.amountMinor === right.amountMinor) return 0;
  return left.amountMinor < right.amountMinor ? 1 : -1;
}
