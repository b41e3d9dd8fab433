/**
 * A period by bucket and category: what came to each category, what is planned for it, and what is usual. Categories
 * stand in their own order, those that are in use but have nothing in this period too, so that something can be
 * planned for them; then what else came to the bucket: transfers, archived categories, lines with a bucket of
 * their own. The amounts of a bucket's lines sum to the bucket's (bucket-totals.ts).
 */
import { settingsOf, type Book } from "../book/book.ts";
import { bucketOfCategory, liveCategories } from "../book/category-tree.ts";
import type { Id } from "../book/id.ts";
import type { Rule } from "../budget/rule.ts";
import { expectedOf, medianOf, usualPeriods } from "../budget/usual.ts";
import type { Day } from "../calendar/day.ts";
import { previousPeriod, type Cycle, type Period } from "../calendar/period.ts";
import { contributions, type Contributor } from "./contributors.ts";

/** What came to something in a period before. */
export type UsualSample = { readonly period: Period; readonly amountMinor: bigint };

/** One category in one bucket, in minor units; spent or saved is positive. */
export type BudgetLine = {
  /** Null: what has no category, such as transfers to savings. */
  readonly category: Id | null;
  readonly actualMinor: bigint;
  /** Transactions of this period. */
  readonly count: number;
  /** What a person planned; null if nothing, or if the category's plan is another bucket's. */
  readonly plannedMinor: bigint | null;
  /** Whether something can be planned for it here. */
  readonly isPlannable: boolean;
  /** The median of the full periods before; null without any. */
  readonly usualMinor: bigint | null;
  /** What that median was found from, the latest first. */
  readonly sample: readonly UsualSample[];
  /** Planned − actual; null without a plan. */
  readonly leftMinor: bigint | null;
  /** What the whole period will come to (budget/usual.ts). */
  readonly expectedMinor: bigint;
};

/** The lines of a period. */
export type BudgetLines = {
  /** In the order of the rule. */
  readonly buckets: readonly (readonly BudgetLine[])[];
  /** What is planned for the categories of each bucket together; null if nothing is. */
  readonly plannedByBucket: readonly (bigint | null)[];
  readonly unassigned: readonly BudgetLine[];
};

type Place = { readonly contributors: readonly Contributor<Id | null>[] };
type Sampled = { readonly period: Period; readonly places: readonly Place[] };

/** The lines of a period, as they stand on a day. */
export function budgetLines(book: Book, rule: Rule, period: Period, today: Day): BudgetLines {
  const sampled = fullPeriodsBefore(book, period, today).map((each) => ({
    period: each,
    places: placesOf(book, each, rule),
  }));
  const isOver = period.last < today;
  const plannable = plannableBy(book, rule);
  const lists = placesOf(book, period, rule).map(({ contributors }, place) => {
    const made = new Map(contributors.map((each) => [each.name, each]));
    const planned = plannable[place] ?? [];
    const own = new Set<Id | null>(planned.map(({ id }) => id));
    const others = contributors.filter(({ name }) => !own.has(name));
    const line = (category: Id | null, plannedMinor: bigint | null): BudgetLine => {
      const { amountMinor = 0n, count = 0 } = made.get(category) ?? {};
      const usual = usualOf(sampled, place, category);
      return {
        category,
        actualMinor: amountMinor,
        count,
        plannedMinor,
        isPlannable: own.has(category),
        ...usual,
        leftMinor: plannedMinor === null ? null : plannedMinor - amountMinor,
        expectedMinor: expectedOf({
          actualMinor: amountMinor,
          plannedMinor,
          usualMinor: usual.usualMinor,
          isOver,
        }),
      };
    };
    return [
      ...planned.map(({ id, plannedMinor }) => line(id, plannedMinor)),
      ...others.map(({ name }) => line(name, null)),
    ];
  });
  const buckets = lists.slice(0, -1);
  return { buckets, plannedByBucket: buckets.map(plannedTogether), unassigned: lists.at(-1) ?? [] };
}

function plannedTogether(lines: readonly BudgetLine[]): bigint | null {
  const planned = lines.flatMap(({ plannedMinor }) =>
    plannedMinor === null ? [] : [plannedMinor],
  );
  return planned.length === 0 ? null : planned.reduce((sum, minor) => sum + minor, 0n);
}

/** What came to each bucket, and last to none. */
function placesOf(book: Book, period: Period, rule: Rule): readonly Place[] {
  const made = contributions(book, period, rule, book.tables.category.ids.length + 1);
  return [...made.buckets, made.unassigned].map(({ categories }) => ({ contributors: categories }));
}

/** Categories that something can be planned for, by the place of their bucket, and last those without one. */
function plannableBy(book: Book, rule: Rule) {
  const inUse = liveCategories(book).filter(
    ({ kind, archived }) => kind === "expense" && !archived,
  );
  const placeOf = new Map(rule.buckets.map(({ id }, place) => [id, place]));
  const byPlace = Map.groupBy(
    inUse,
    (category) => placeOf.get(bucketOfCategory(book, category) ?? "") ?? rule.buckets.length,
  );
  return [...rule.buckets, null].map((_, place) => byPlace.get(place) ?? []);
}

function usualOf(
  sampled: readonly Sampled[],
  place: number,
  category: Id | null,
): Pick<BudgetLine, "usualMinor" | "sample"> {
  const sample = sampled.map(({ period, places }) => {
    const made = places[place]?.contributors.find(({ name }) => name === category);
    return { period, amountMinor: made?.amountMinor ?? 0n };
  });
  return { usualMinor: medianOf(sample.map(({ amountMinor }) => amountMinor)) ?? null, sample };
}

/** The last periods before one that are over and not before the book's first transaction, the latest first. */
function fullPeriodsBefore(book: Book, period: Period, today: Day): readonly Period[] {
  const { cycle } = settingsOf(book);
  const { dayFirst, count } = book.transactions;
  const periods: Period[] = [];
  if (count === 0) return periods;
  let before = latestOverBefore(cycle, period, today);
  while (before !== undefined && periods.length < usualPeriods && before.last >= dayFirst) {
    periods.push(before);
    before = previousPeriod(cycle, before);
  }
  return periods;
}

function latestOverBefore(cycle: Cycle, period: Period, today: Day): Period | undefined {
  let before = previousPeriod(cycle, period);
  while (before !== undefined && before.last >= today) before = previousPeriod(cycle, before);
  return before;
}
