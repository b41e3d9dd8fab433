/** The income that a period's budget counts on, from what came in and what the plan says (budget/income-base.ts). */
import { settingsOf, type Book } from "../book/book.ts";
import { incomeBase, type IncomeBase, type IncomeMode } from "../budget/income-base.ts";
import { previousPeriod, type Cycle, type Period } from "../calendar/period.ts";
import type { PeriodTotals } from "./bucket-totals.ts";

type PeriodIncome = Parameters<typeof incomeBase>[1]["current"];

/** Periods that an average or a floor of the income may look back. */
export const incomePeriods = 24;

/** The income of a period by a mode; undefined if there is nothing to count on. `before`: the latest first. */
export function incomeOfPeriod(
  book: Book,
  mode: IncomeMode,
  current: PeriodTotals | undefined,
  before: readonly PeriodTotals[],
): IncomeBase | undefined {
  const { plannedIncomeMinor, floorIncomeMinor } = settingsOf(book);
  // Periods before the first one with anything in it say nothing about the income.
  const firstUsed = before.findLastIndex(isUsed);
  const base = incomeBase(mode, {
    current: current === undefined ? { regularMinor: 0n, windfallMinor: 0n } : incomeOf(current),
    previous: before.slice(0, firstUsed + 1).map(incomeOf),
    plannedMinor: plannedIncomeMinor,
    floorMinor: floorIncomeMinor,
  });
  return base.ok ? base.value : undefined;
}

/** Whether anything came in or went out, windfalls aside. */
export function isUsed({ countedMinor, incomeMinor }: PeriodTotals): boolean {
  return countedMinor !== 0n || incomeMinor !== 0n;
}

/**
 * So many periods before one, the latest first. A period of another cycle may begin in the middle of one of these:
 * that one is left out, so that no day counts twice.
 */
export function periodsBefore(cycle: Cycle, period: Period, count: number): readonly Period[] {
  const periods: Period[] = [];
  let before = previousPeriod(cycle, period);
  while (before !== undefined && periods.length < count) {
    if (before.last < period.first) periods.push(before);
    before = previousPeriod(cycle, before);
  }
  return periods;
}

function incomeOf(totals: PeriodTotals): PeriodIncome {
  return { regularMinor: totals.incomeMinor, windfallMinor: totals.windfallMinor };
}
