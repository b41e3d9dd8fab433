/** What a review compares: amounts that were typed, or what a period's transactions came to. */
import { settingsOf, type Book } from "../book/book.ts";
import { categoryPath } from "../book/category-tree.ts";
import { recordOf } from "../book/record-table.ts";
import { incomeBase, type IncomeBase, type IncomeMode } from "../budget/income-base.ts";
import { reviewOf, type Review } from "../budget/review.ts";
import type { Rule } from "../budget/rule.ts";
import { previousPeriod, type Cycle, type Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { bucketTotals, type PeriodTotals } from "./bucket-totals.ts";
import { contributions } from "./contributors.ts";

/** A review of a period's transactions: names of contributors are those of categories. */
export interface PeriodReview {
  readonly review: Review<string>;
  /** Where the income comes from. */
  readonly income: IncomeMode;
  /** Transactions without a bucket. */
  readonly unassignedCount: number;
  /** Currencies whose transactions did not count, because they are not the vault's. */
  readonly notConverted: readonly CurrencyCode[];
}

type PeriodIncome = Parameters<typeof incomeBase>[1]["current"];

const contributorsMax = 10;
/** Periods that an average or a floor of the income may look back. */
const incomePeriods = 24;

/** Reviews a period; the income is the plan's, unless another one is given. */
export function reviewPeriod(
  book: Book,
  rule: Rule,
  period: Period,
  incomeMinor: bigint | undefined,
): PeriodReview {
  const earlier = periodsBefore(settingsOf(book).cycle, period, incomePeriods);
  const [totals, ...before] = bucketTotals(book, [period, ...earlier], rule);
  const made = contributions(book, period, rule, contributorsMax);
  const base = incomeMinor === undefined ? plannedBase(book, totals, before) : undefined;
  const review = reviewOf({
    rule,
    incomeMinor: incomeMinor ?? base?.incomeMinor ?? 0n,
    actualByBucket:
      totals?.buckets.map((bucket) => bucket.amountMinor) ?? rule.buckets.map(() => 0n),
    unassignedMinor: totals?.unassignedMinor ?? 0n,
    contributorsByBucket: made.buckets.map(({ categories }) =>
      categories.map(({ name, amountMinor }) => ({ name: categoryName(book, name), amountMinor })),
    ),
  });
  return {
    review,
    income: base?.mode ?? { kind: "planned" },
    unassignedCount: made.unassigned.count,
    notConverted: made.notConverted.map(({ currency }) => currency),
  };
}

/** The income that the plan counts on; undefined if it has nothing to count on. */
function plannedBase(
  book: Book,
  current: PeriodTotals | undefined,
  before: readonly PeriodTotals[],
): IncomeBase | undefined {
  const { incomeMode, plannedIncomeMinor, floorIncomeMinor } = settingsOf(book);
  // Periods before the first one with anything in it say nothing about the income.
  const firstUsed = before.findLastIndex(
    ({ countedMinor, incomeMinor }) => countedMinor !== 0n || incomeMinor !== 0n,
  );
  const base = incomeBase(incomeMode, {
    current: current === undefined ? { regularMinor: 0n, windfallMinor: 0n } : incomeOf(current),
    previous: before.slice(0, firstUsed + 1).map(incomeOf),
    plannedMinor: plannedIncomeMinor,
    floorMinor: floorIncomeMinor,
  });
  return base.ok ? base.value : undefined;
}

function incomeOf(totals: PeriodTotals): PeriodIncome {
  return { regularMinor: totals.incomeMinor, windfallMinor: totals.windfallMinor };
}

/** So many periods before one, the latest first. */
function periodsBefore(cycle: Cycle, period: Period, count: number): readonly Period[] {
  const periods: Period[] = [];
  for (
    let before = previousPeriod(cycle, period);
    before !== undefined && periods.length < count;
  ) {
    periods.push(before);
    before = previousPeriod(cycle, before);
  }
  return periods;
}

/** Reviews amounts that were typed, in the order of the rule's buckets. */
export function reviewAmounts(
  rule: Rule,
  incomeMinor: bigint,
  actualByBucket: readonly bigint[],
): PeriodReview {
  const review = reviewOf<string>({
    rule,
    incomeMinor,
    actualByBucket,
    unassignedMinor: 0n,
    contributorsByBucket: rule.buckets.map(() => []),
  });
  return { review, income: { kind: "planned" }, unassignedCount: 0, notConverted: [] };
}

function categoryName(book: Book, id: Parameters<typeof recordOf>[1]): string {
  const category = recordOf(book.tables.category, id);
  // Without a category a bucket has only what was moved into savings.
  return category === undefined ? "transfers" : categoryPath(book, category);
}
