/** What reports show of many periods: months and shares, net worth, and the calendar of spending. */
import {
  contributions,
  dayToText,
  formatPeriod,
  levelsOf,
  netWorth,
  nextPeriod,
  periodContaining,
  periodSeries,
  previousPeriod,
  settingsOf,
  spendingByDay,
  totalOf,
  weekday,
  worthPeriods,
  type Book,
  type CurrencyCode,
  type Period,
} from "@coffer/ledger";
import type { Ask } from "../messages.ts";
import type { DaysModel, NetWorthModel, SeriesModel } from "../report-models.ts";
import { today } from "../today.ts";
import { placeOf } from "./report-found.ts";
import { chosenPeriod, headOf, named } from "./report-periods.ts";

/** Periods of one answer. */
const periodsMax = 60;
const monthsShown = 12;
const calendarMonth = { kind: "calendar-month" } as const;

export function seriesModel(book: Book, ask: Ask<"series">): SeriesModel {
  const { rule } = settingsOf(book);
  const last = chosenPeriod(book, ask.last);
  const series = periodSeries(book, rule, last, countOf(ask.count));
  return {
    ...headOf(book, last),
    notConverted: notConvertedIn(
      book,
      series.map(({ period }) => period),
    ),
    buckets: rule.buckets,
    items: series.map(({ period, review }) => ({
      period: named(book, period),
      income: review.incomeMinor,
      buckets: review.buckets.map((bucket) => ({
        actual: bucket.actualMinor,
        recommended: bucket.recommendedMinor,
        status: bucket.status,
        by: bucket.byMinor,
        basisPoints: bucket.incomeBasisPoints,
      })),
      unassigned: review.unassignedMinor,
    })),
  };
}

export function netWorthModel(book: Book, ask: Ask<"netWorth">): NetWorthModel {
  const last = chosenPeriod(book, ask.last);
  const worth = netWorth(book, worthPeriods(book, last, countOf(ask.count)));
  return {
    ...headOf(book, last),
    notConverted: worth.notConverted,
    roles: worth.roles,
    change: worth.changeMinor,
    points: worth.points.map(({ period, byRoleMinor, totalMinor }) => ({
      period: named(book, period),
      byRole: byRoleMinor,
      total: totalMinor,
    })),
  };
}

/** Twelve calendar months, whatever the budget's own periods are. */
export function daysModel(book: Book, ask: Ask<"spendingDays">): DaysModel {
  const { rule } = settingsOf(book);
  const lastMonth = periodContaining(calendarMonth, chosenPeriod(book, ask.last).first);
  const months = [lastMonth];
  while (months.length < monthsShown) {
    const before = previousPeriod(calendarMonth, months[0] ?? lastMonth);
    if (before === undefined || before.last < book.transactions.dayFirst) break;
    months.unshift(before);
  }
  const whole = {
    first: months[0]?.first ?? lastMonth.first,
    last: Math.min(lastMonth.last, Math.max(today(), lastMonth.first)),
  };
  const days = spendingByDay(book, rule, whole, placeOf(book, ask.bucket));
  const levels = levelsOf(days);
  const dayModels = days.map(({ day, amountMinor, count }, at) => ({
    day,
    amount: amountMinor,
    count,
    level: levels[at] ?? 0,
  }));
  const [firstMonth = lastMonth] = months;
  const earlier = previousPeriod(calendarMonth, firstMonth);
  return {
    ...headOf(book, chosenPeriod(book, ask.last)),
    notConverted: notConvertedIn(book, [whole]),
    earlier:
      earlier === undefined || earlier.last < book.transactions.dayFirst
        ? null
        : dayToText(earlier.first),
    later: laterMonth(lastMonth),
    buckets: rule.buckets,
    months: months.map((month) => ({
      name: formatPeriod(calendarMonth, month),
      weekday: weekday(month.first),
      days: dayModels.filter(({ day }) => month.first <= day && day <= month.last),
    })),
    total: totalOf(days),
  };
}

/** Twelve months on, or this month if that is less; as a day, which any cycle has a period for. */
function laterMonth(lastMonth: Period): string | null {
  const thisMonth = periodContaining(calendarMonth, today());
  let later = lastMonth;
  for (let count = 0; count < monthsShown && later.first < thisMonth.first; count++) {
    later = nextPeriod(calendarMonth, later) ?? thisMonth;
  }
  return later.first === lastMonth.first ? null : dayToText(later.first);
}

function countOf(count: number): number {
  return Math.max(1, Math.min(periodsMax, Math.trunc(count)));
}

function notConvertedIn(book: Book, periods: readonly Period[]): readonly CurrencyCode[] {
  const [first] = periods;
  const last = periods.at(-1);
  if (first === undefined || last === undefined) return [];
  const whole = { first: first.first, last: last.last };
  const made = contributions(book, whole, settingsOf(book).rule, 0);
  return made.notConverted.map(({ currency }) => currency);
}
