/** A period against the rule: the review of the ledger with its pace, and what a budget screen shows of it. */
import {
  contributions,
  dayToText,
  defaultPaceThresholds,
  formatPeriod,
  nextPeriod,
  paceOf,
  parsePeriod,
  periodContaining,
  previousPeriod,
  recordOf,
  reviewPeriod,
  settingsOf,
  type Book,
  type Cycle,
  type Day,
  type Id,
  type Period,
} from "@coffer/ledger";
import { shownPath } from "../shown-path.ts";
import { today } from "../today.ts";
import type { BucketModel, BudgetModel, CategorySum, ReviewModel } from "../view-models.ts";

const categoriesMax = 200;

/** The review of a period of the book's own plan. */
export function reviewModel(book: Book, period: Period, on: Day): ReviewModel {
  const { rule, cycle, currency } = settingsOf(book);
  const reviewed = reviewPeriod(book, rule, period, undefined);
  const { review, unassignedCount, notConverted, income } = reviewed;
  const isRunning = period.first <= on && on <= period.last;
  const fixed = { paidMinor: 0n, dueMinor: 0n, laterMinor: 0n };
  const buckets = rule.buckets.map((bucket, place): BucketModel => {
    const of = review.buckets[place];
    const recommended = of?.recommendedMinor ?? 0n;
    const actual = of?.actualMinor ?? 0n;
    const pace = paceOf({
      kind: bucket.kind,
      targetMinor: review.incomeMinor > 0n ? recommended : null,
      actualMinor: actual,
      fixed,
      period,
      today: on,
      thresholds: defaultPaceThresholds,
    });
    return {
      ...bucket,
      recommended,
      actual,
      status: of?.status ?? "within",
      by: of?.byMinor ?? 0n,
      pace: isRunning && pace.word !== "unknown" ? pace.word : null,
      expected: isRunning ? pace.expectedToDateMinor : null,
      safePerDay: isRunning ? pace.safePerDayMinor : null,
    };
  });
  return {
    currency,
    period: {
      ...period,
      name: formatPeriod(cycle, period),
      isRunning,
      daysLeft: isRunning ? period.last - on + 1 : 0,
    },
    rule,
    income: review.incomeMinor,
    incomeMode: income,
    buckets,
    unassigned: { amount: review.unassignedMinor, count: unassignedCount },
    unallocated: review.unallocatedMinor,
    notConverted,
  };
}

/** The period that runs today. */
export function runningPeriod(book: Book): Period {
  return periodContaining(settingsOf(book).cycle, today());
}

/** A period with its categories, and the plan that it is held against. */
export function budgetModel(book: Book, name: string | null): BudgetModel {
  const { rule, cycle, incomeMode, plannedIncomeMinor, currency } = settingsOf(book);
  const named = name === null ? undefined : parsePeriod(cycle, name);
  const period = named?.ok === true ? named.value : runningPeriod(book);
  const made = contributions(book, period, rule, categoriesMax);
  return {
    review: reviewModel(book, period, today()),
    previous: nameOf(cycle, previousPeriod(cycle, period)),
    next: nameOf(cycle, nextPeriod(cycle, period)),
    categories: made.buckets.map(({ categories }) =>
      categories.map((sum): CategorySum => ({
        id: sum.name,
        name: categoryName(book, sum.name),
        amount: sum.amountMinor,
        count: sum.count,
      })),
    ),
    plan: { rule, cycle, incomeMode, planned: plannedIncomeMinor, currency },
  };
}

function categoryName(book: Book, id: Id | null): string {
  const category = recordOf(book.tables.category, id);
  // Without a category a bucket has only what was moved into savings.
  return category === undefined ? "Transfers" : shownPath(book, category);
}

/** The name of a period by which it is found again, whatever the cycle. */
function nameOf(cycle: Cycle, period: Period | undefined): string | null {
  if (period === undefined) return null;
  return cycle.kind === "calendar-month" ? formatPeriod(cycle, period) : dayToText(period.first);
}
