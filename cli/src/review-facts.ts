/** What a review compares: amounts that were typed, or what a period's transactions came to. */
import {
  bucketTotals,
  categoryPath,
  contributions,
  recordOf,
  reviewOf,
  type Book,
  type CurrencyCode,
  type Period,
  type Review,
  type Rule,
} from "@coffer/ledger";

/** A review of a period's transactions: names of contributors are those of categories. */
export interface PeriodReview {
  readonly review: Review<string>;
  /** Transactions without a bucket. */
  readonly unassignedCount: number;
  /** Currencies whose transactions did not count, because they are not the vault's. */
  readonly notConverted: readonly CurrencyCode[];
}

const contributorsMax = 10;

/** Reviews a period; the income is what came in, unless another one is given. */
export function reviewPeriod(
  book: Book,
  rule: Rule,
  period: Period,
  incomeMinor: bigint | undefined,
): PeriodReview {
  const [totals] = bucketTotals(book, [period], rule);
  const made = contributions(book, period, rule, contributorsMax);
  const income = (totals?.incomeMinor ?? 0n) + (totals?.windfallMinor ?? 0n);
  const review = reviewOf({
    rule,
    incomeMinor: incomeMinor ?? income,
    actualByBucket:
      totals?.buckets.map((bucket) => bucket.amountMinor) ?? rule.buckets.map(() => 0n),
    unassignedMinor: totals?.unassignedMinor ?? 0n,
    contributorsByBucket: made.buckets.map(({ categories }) =>
      categories.map(({ name, amountMinor }) => ({ name: categoryName(book, name), amountMinor })),
    ),
  });
  return {
    review,
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
  return { review, unassignedCount: 0, notConverted: [] };
}

function categoryName(book: Book, id: Parameters<typeof recordOf>[1]): string {
  const category = recordOf(book.tables.category, id);
  return category === undefined ? "no category" : categoryPath(book, category);
}
