/**
 * Where a period's money came from and where it went: sources into one pot, and out of it to the buckets and on to
 * their categories. What comes in and what goes out is always the same: income that went nowhere is a use of its
 * own (unallocated), and what was spent beyond the income a source of its own (from before).
 *
 * A category that came to less than nothing is a source: a refund that was larger than what was spent, or savings
 * that were taken back. Income of less than nothing is a use.
 */
import type { Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { contributions } from "./contributors.ts";
import { totalOf } from "./parts.ts";

/** Into the pot; amounts are above zero. */
export type CashSource = {
  readonly kind: "income" | "back" | "before";
  readonly category: Id | null;
  readonly amountMinor: bigint;
};

/** Out of the pot, to a bucket of the rule (or none) and on to its categories; amounts are above zero. */
export type CashUse = {
  readonly kind: "bucket" | "unassigned" | "income-back" | "unallocated";
  /** Of a bucket: its place in the rule. */
  readonly place: number | null;
  readonly amountMinor: bigint;
  /** The largest ones, and what all others come to: the amount, unless it goes no further than here. */
  readonly categories: readonly { readonly category: Id | null; readonly amountMinor: bigint }[];
  readonly othersMinor: bigint;
};

export type CashFlow = {
  readonly sources: readonly CashSource[];
  readonly uses: readonly CashUse[];
  /** All sources, and all uses. */
  readonly totalMinor: bigint;
};

const nowhere = { categories: [], othersMinor: 0n } as const;

type Sum = { readonly name: Id | null; readonly amountMinor: bigint };

/** The cash flow of a period, with at most `limit` categories of each use. */
export function cashFlow(book: Book, rule: Rule, period: Period, limit: number): CashFlow {
  const made = contributions(book, period, rule, Number.POSITIVE_INFINITY);
  const sources: CashSource[] = made.income.categories
    .filter(isIn)
    .map(({ name, amountMinor }) => ({ kind: "income", category: name, amountMinor }));
  const uses: CashUse[] = [];
  const use = (kind: CashUse["kind"], place: number | null, sums: readonly Sum[]): void => {
    for (const { name, amountMinor } of sums.filter(isOut)) {
      sources.push({ kind: "back", category: name, amountMinor: -amountMinor });
    }
    const categories = sums
      .filter(isIn)
      .map(({ name, amountMinor }) => ({ category: name, amountMinor }));
    if (categories.length === 0) return;
    uses.push({
      kind,
      place,
      amountMinor: totalOf(categories),
      categories: categories.slice(0, limit),
      othersMinor: totalOf(categories.slice(limit)),
    });
  };
  for (const [place, { categories }] of made.buckets.entries()) use("bucket", place, categories);
  use("unassigned", null, made.unassigned.categories);
  const returned = -totalOf(made.income.categories.filter(isOut));
  if (returned > 0n) {
    uses.push({ kind: "income-back", place: null, amountMinor: returned, ...nowhere });
  }
  const left = totalOf(sources) - totalOf(uses);
  if (left > 0n) uses.push({ kind: "unallocated", place: null, amountMinor: left, ...nowhere });
  if (left < 0n) sources.push({ kind: "before", category: null, amountMinor: -left });
  return { sources, uses, totalMinor: totalOf(sources) };
}

function isIn({ amountMinor }: { readonly amountMinor: bigint }): boolean {
  return amountMinor > 0n;
}

function isOut({ amountMinor }: { readonly amountMinor: bigint }): boolean {
  return amountMinor < 0n;
}
