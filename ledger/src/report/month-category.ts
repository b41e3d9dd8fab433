/**
 * What came to each category in each of any number of periods: expenses and refunds (negative: spent) and income
 * (positive), each by the category of its line, on every account of the main currency that the budget looks at.
 * Transfers have no category here. One pass over the columns, then a few sums.
 */
import type { Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import type { Period } from "../calendar/period.ts";
import { sumFlows } from "./columns.ts";
import { categoryKeys } from "./line-keys.ts";

/** Sums by period and category, in minor units of the vault's main currency. */
export type CategorySums = {
  readonly periods: readonly Period[];
  /** The categories that any period has a sum for; null is none. */
  readonly categories: readonly (Id | null)[];
  /** By period, then by category, in the orders above. */
  readonly sumsMinor: readonly (readonly bigint[])[];
};

const everything = [0];

/** The sums of every period and category. Throws if two periods overlap. */
export function sumByCategory(book: Book, periods: readonly Period[]): CategorySums {
  const keys = categoryKeys(book);
  const sums = sumFlows(book, periods, keys);
  const all = periods.map((_, period) => sums.byKey(period, everything));
  const used: number[] = [];
  for (let key = 0; key < keys.count; key++) {
    if (all.some((row) => row[key] !== 0n)) used.push(key);
  }
  return {
    periods,
    categories: used.map((key) => book.tables.category.ids[key - 1] ?? null),
    sumsMinor: all.map((row) => used.map((key) => row[key] ?? 0n)),
  };
}
