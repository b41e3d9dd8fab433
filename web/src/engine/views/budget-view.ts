/** Budget: a period by bucket and category, the plan it is held against, the periods before, and the closed ones. */
import {
  bucketOfCategory,
  budgetLines,
  closedReviews,
  closingChecks,
  dayToText,
  formatPeriod,
  incomeChoices,
  isOfPeriod,
  keptReviews,
  liveCategories,
  nextPeriod,
  parentOf,
  parsePeriod,
  periodHistory,
  presets,
  previousPeriod,
  recordOf,
  restatedReview,
  settingsOf,
  type Book,
  type BudgetLine,
  type ClosedReview,
  type Cycle,
  type Id,
  type IncomeMode,
  type KeptReview,
  type Period,
  type Rule,
} from "@coffer/ledger";
import { today } from "../today.ts";
import type {
  BudgetModel,
  ChecksModel,
  ClosedModel,
  LineModel,
  NamedPeriod,
  PastPeriodModel,
} from "./budget-models.ts";
import { reviewModel, runningPeriod } from "./period-view.ts";

const historyPeriods = 12;

/** The period of a name, or the one that runs. */
export function periodNamed(book: Book, name: string | null): Period {
  const parsed = name === null ? undefined : parsePeriod(settingsOf(book).cycle, name);
  return parsed?.ok === true ? parsed.value : runningPeriod(book);
}

/** A period of a book by its own rule, or by that of a preset that somebody thinks about. */
export function budgetModel(book: Book, name: string | null, preset: string | null): BudgetModel {
  const { cycle, incomeMode, plannedIncomeMinor, currency, rule: saved } = settingsOf(book);
  const rule = presets.find(({ id }) => id === preset)?.rule ?? saved;
  const period = periodNamed(book, name);
  const { buckets, plannedByBucket, unassigned } = budgetLines(book, rule, period, today());
  const line = (of: BudgetLine): LineModel => lineModel(book, cycle, of);
  const closed = keptReviews(book);
  const ofPeriod = closed.find((review) => isOfPeriod(review, period));
  return {
    review: reviewModel(book, period, today(), rule),
    isOver: period.last < today(),
    previous: nameOf(cycle, previousPeriod(cycle, period)),
    next: nameOf(cycle, nextPeriod(cycle, period)),
    lines: buckets.map((lines) => lines.map(line)),
    planned: plannedByBucket,
    unassigned: unassigned.map(line),
    homeless: homeless(book, rule),
    plan: { rule: saved, cycle, incomeMode, planned: plannedIncomeMinor, currency },
    incomes: incomeChoices(book, period, modes(incomeMode)).map(({ mode, base }) => ({
      mode,
      income: base?.incomeMinor ?? null,
      isOwn: base?.mode.kind === mode.kind,
    })),
    history: historyModel(book, rule, period, closed),
    closed: ofPeriod === undefined ? null : closedModel(cycle, restatedReview(book, ofPeriod)),
  };
}

/** Every closed review, the latest period first. */
export function closedModels(book: Book): readonly ClosedModel[] {
  const { cycle } = settingsOf(book);
  return closedReviews(book).map((review) => closedModel(cycle, review));
}

export function checksModel(book: Book, name: string | null): ChecksModel {
  const { rule, currency, cycle } = settingsOf(book);
  const period = periodNamed(book, name);
  const checks = closingChecks(book, rule, period, today());
  const { daysToCome, unassignedCount, unassignedMinor, pendingCount, notConverted } = checks;
  return {
    period: named(cycle, period),
    currency,
    daysToCome,
    unassignedCount,
    unassigned: unassignedMinor,
    pendingCount,
    notConverted,
  };
}

function lineModel(book: Book, cycle: Cycle, line: BudgetLine): LineModel {
  const { category, actualMinor, plannedMinor, isPlannable, usualMinor, expectedMinor } = line;
  return {
    id: category,
    ...namesOf(book, category),
    actual: actualMinor,
    planned: plannedMinor,
    isPlannable,
    usual: usualMinor,
    sample: line.sample.map(({ period, amountMinor }) => ({
      period: named(cycle, period),
      amount: amountMinor,
    })),
    left: line.leftMinor,
    expected: expectedMinor,
  };
}

function namesOf(book: Book, id: Id | null): Pick<LineModel, "name" | "group"> {
  const category = recordOf(book.tables.category, id);
  // The page has words for what has no category.
  if (category === undefined) return { name: "", group: null };
  return { name: category.name, group: parentOf(book, category)?.name ?? null };
}

/** The ways to find the income that are offered; the plan's own in its place among them. */
function modes(own: IncomeMode): readonly IncomeMode[] {
  const offered: readonly IncomeMode[] = [
    { kind: "actual" },
    { kind: "planned" },
    { kind: "rolling-average", periods: 3 },
    { kind: "floor" },
  ];
  return offered.map((mode) => (mode.kind === own.kind ? own : mode));
}

function homeless(book: Book, rule: Rule): number {
  const ids = new Set(rule.buckets.map(({ id }) => id));
  return liveCategories(book).filter((category) => {
    const bucket = bucketOfCategory(book, category);
    const isUsed = category.kind === "expense" && !category.archived;
    return isUsed && bucket !== null && !ids.has(bucket);
  }).length;
}

function historyModel(
  book: Book,
  rule: Rule,
  last: Period,
  closed: readonly KeptReview[],
): readonly PastPeriodModel[] {
  const { cycle } = settingsOf(book);
  return periodHistory(book, rule, last, historyPeriods).map(({ period, review }) => ({
    period: named(cycle, period),
    buckets: review?.buckets.map(({ status }) => status) ?? null,
    isClosed: closed.some((each) => isOfPeriod(each, period)),
  }));
}

function closedModel(cycle: Cycle, { id, snapshot, restatement }: ClosedReview): ClosedModel {
  const { period } = snapshot;
  return { id, period: period === null ? null : named(cycle, period), snapshot, restatement };
}

function named(cycle: Cycle, period: Period): NamedPeriod {
  return { ...period, name: formatPeriod(cycle, period) };
}

/** The name of a period by which it is found again, whatever the cycle. */
function nameOf(cycle: Cycle, period: Period | undefined): string | null {
  if (period === undefined) return null;
  return cycle.kind === "calendar-month" ? formatPeriod(cycle, period) : dayToText(period.first);
}
