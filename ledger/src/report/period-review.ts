/** What a review compares: amounts that were typed, or what a period's transactions came to. */
import { settingsOf, type Book } from "../book/book.ts";
import { categoryPath } from "../book/category-tree.ts";
import { recordOf } from "../book/record-table.ts";
import type { IncomeMode } from "../budget/income-base.ts";
import { reviewOf, type Review } from "../budget/review.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { message } from "../sentence.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { contributions } from "./contributors.ts";
import { incomeOfPeriod, incomePeriods, periodsBefore } from "./income-of-period.ts";

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

const contributorsMax = 10;

/** Reviews a period; the income is the plan's, unless another one is given. */
export function reviewPeriod(
  book: Book,
  rule: Rule,
  period: Period,
  incomeMinor: bigint | undefined,
): PeriodReview {
  const { cycle, incomeMode } = settingsOf(book);
  const earlier = periodsBefore(cycle, period, incomePeriods);
  const [totals, ...before] = bucketTotals(book, [period, ...earlier], rule);
  const made = contributions(book, period, rule, contributorsMax);
  const base =
    incomeMinor === undefined ? incomeOfPeriod(book, incomeMode, totals, before) : undefined;
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
  return category === undefined ? message("transfers") : categoryPath(book, category);
}
