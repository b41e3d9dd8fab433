/**
 * Budget periods: how a pay cycle cuts the calendar.
 *
 * A cycle is a rule for the days on which a period begins; a period ends the day before the next one begins. So
 * the periods of one cycle cover every day from DAY_MIN to DAY_MAX exactly once; only the outermost ones are cut.
 * A day that a month does not have is its last day. Working days are Monday to Friday: public holidays differ by
 * place and year and are not known here.
 */
import type { Fraction } from "../money/number-text.ts";
import { assert, fail, ok, type Result } from "../result.ts";
import {
  civilFromDay,
  DAY_MAX,
  DAY_MIN,
  dayFromCivil,
  daysInMonth,
  dayToText,
  isDay,
  parseDay,
  weekday,
  type Day,
} from "./day.ts";

/** Where a beginning on a weekend goes: it stays, or to the working day before or after. */
type BusinessDayRule = "none" | "previous" | "next";

/** How often a period begins, and on which day. */
export type Cycle =
  | { readonly kind: "calendar-month" }
  /** Every 7, 14 or 28 days, before and after the anchor, which is one of the beginnings. */
  | { readonly kind: "weekly" | "biweekly" | "four-weekly"; readonly anchor: Day }
  /** On two days of every month: the first 1–27, the second after it and at most 31. */
  | { readonly kind: "semi-monthly"; readonly firstDay: number; readonly secondDay: number }
  /** On one day of every month, 1–31. */
  | {
      readonly kind: "monthly";
      readonly dayOfMonth: number;
      readonly businessDay: BusinessDayRule;
    }
  /** On the last Monday-to-Friday day of every month. */
  | { readonly kind: "last-working-day" };

/** A period from its first to its last day, both included. */
export type Period = { readonly first: Day; readonly last: Day };

export type PeriodError = {
  /** Neither a month nor a date, or a month that has no one period in this cycle. */
  readonly code: "not-a-period" | "needs-a-date";
};

export type CycleError = { readonly code: "not-a-cycle" };

/** The period that a day is in. Throws only if it is no day. */
export function periodContaining(cycle: Cycle, day: Day): Period {
  assert(isDay(day), "a period contains a day from year 1 to 9999");
  switch (cycle.kind) {
    case "weekly":
      return ofLength(7, cycle.anchor, day);
    case "biweekly":
      return ofLength(14, cycle.anchor, day);
    case "four-weekly":
      return ofLength(28, cycle.anchor, day);
    case "calendar-month":
    case "semi-monthly":
    case "monthly":
    case "last-working-day":
      return betweenStarts(cycle, day);
  }
}

/** The period after this one; undefined at the end of the calendar. */
export function nextPeriod(cycle: Cycle, period: Period): Period | undefined {
  return period.last < DAY_MAX ? periodContaining(cycle, period.last + 1) : undefined;
}

/** The period before this one; undefined at the beginning of the calendar. */
export function previousPeriod(cycle: Cycle, period: Period): Period | undefined {
  return period.first > DAY_MIN ? periodContaining(cycle, period.first - 1) : undefined;
}

/**
 * The period that a text names: a date, for the period it is in; or a month, YYYY-MM, where the cycle has one
 * period a month, for the one that begins in it (before the business-day rule moves its beginning).
 */
export function parsePeriod(cycle: Cycle, text: string): Result<Period, PeriodError> {
  const day = parseDay(text);
  if (day !== undefined) return ok(periodContaining(cycle, day));
  const firstOfMonth = parseDay(`${text}-01`);
  if (firstOfMonth === undefined) return fail({ code: "not-a-period" });
  if (isByDays(cycle)) return fail({ code: "needs-a-date" });
  const [start, ...others] = startsOfMonth(cycle, monthIndexOf(firstOfMonth));
  if (start === undefined || others.length > 0) return fail({ code: "needs-a-date" });
  return ok(periodContaining(cycle, start));
}

/** The text of a period: YYYY-MM of a calendar month, otherwise its first day as YYYY-MM-DD. */
export function formatPeriod(cycle: Cycle, period: Period): string {
  const text = dayToText(period.first);
  return cycle.kind === "calendar-month" ? text.slice(0, "YYYY-MM".length) : text;
}

/** Periods in a year as people are paid, and not as days divide: 52, 26, 13, 24 or 12. */
export function periodsPerYear(cycle: Cycle): Fraction {
  switch (cycle.kind) {
    case "weekly":
      return { numerator: 52n, denominator: 1n };
    case "biweekly":
      return { numerator: 26n, denominator: 1n };
    case "four-weekly":
      return { numerator: 13n, denominator: 1n };
    case "semi-monthly":
      return { numerator: 24n, denominator: 1n };
    case "calendar-month":
    case "monthly":
    case "last-working-day":
      return { numerator: 12n, denominator: 1n };
  }
}

/** The cycle that a value from outside is: an object with exactly its fields. */
export function validateCycle(value: unknown): Result<Cycle, CycleError> {
  const cycle = cycleFrom(value);
  return cycle === undefined ? fail({ code: "not-a-cycle" }) : ok(cycle);
}

function cycleFrom(value: unknown): Cycle | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const { kind, anchor, firstDay, secondDay, dayOfMonth, businessDay } = value as CycleParts;
  const size = Object.keys(value).length;
  switch (kind) {
    case "calendar-month":
    case "last-working-day":
      return size === 1 ? { kind } : undefined;
    case "weekly":
    case "biweekly":
    case "four-weekly":
      return size === 2 && typeof anchor === "number" && isDay(anchor)
        ? { kind, anchor }
        : undefined;
    case "semi-monthly":
      return size === 3 && isWithin(firstDay, 1, 27) && isWithin(secondDay, firstDay + 1, 31)
        ? { kind, firstDay, secondDay }
        : undefined;
    case "monthly":
      return size === 3 && isWithin(dayOfMonth, 1, 31) && isBusinessDayRule(businessDay)
        ? { kind, dayOfMonth, businessDay }
        : undefined;
    default:
      return undefined;
  }
}

type CycleParts = {
  readonly [
    Name in "kind" | "anchor" | "firstDay" | "secondDay" | "dayOfMonth" | "businessDay"
  ]?: unknown;
};

type CycleByDays = Extract<Cycle, { readonly anchor: Day }>;
type CycleByMonths = Exclude<Cycle, CycleByDays>;

function isByDays(cycle: Cycle): cycle is CycleByDays {
  return cycle.kind === "weekly" || cycle.kind === "biweekly" || cycle.kind === "four-weekly";
}

function isWithin(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}

function isBusinessDayRule(value: unknown): value is BusinessDayRule {
  return value === "none" || value === "previous" || value === "next";
}

function ofLength(days: number, anchor: Day, day: Day): Period {
  const first = anchor + Math.floor((day - anchor) / days) * days;
  return { first: Math.max(first, DAY_MIN), last: Math.min(first + days - 1, DAY_MAX) };
}

/** A beginning moves at most two days, so those of two months before and after are enough to look at. */
function betweenStarts(cycle: CycleByMonths, day: Day): Period {
  const month = monthIndexOf(day);
  let first = DAY_MIN;
  let last = DAY_MAX;
  for (let index = month - 2; index <= month + 2; index++) {
    for (const start of startsOfMonth(cycle, index)) {
      if (start <= day) first = Math.max(first, start);
      else last = Math.min(last, start - 1);
    }
  }
  return { first, last };
}

/** Months since year 0. */
function monthIndexOf(day: Day): number {
  const { year, month } = civilFromDay(day);
  return year * 12 + month - 1;
}

/** The beginnings that belong to a month; none outside the calendar. */
function startsOfMonth(cycle: CycleByMonths, monthIndex: number): readonly Day[] {
  switch (cycle.kind) {
    case "calendar-month":
      return dayIn(monthIndex, 1, "none");
    case "semi-monthly":
      return [
        ...dayIn(monthIndex, cycle.firstDay, "none"),
        ...dayIn(monthIndex, cycle.secondDay, "none"),
      ];
    case "monthly":
      return dayIn(monthIndex, cycle.dayOfMonth, cycle.businessDay);
    case "last-working-day":
      return dayIn(monthIndex, 31, "previous");
  }
}

function dayIn(monthIndex: number, dayOfMonth: number, rule: BusinessDayRule): readonly Day[] {
  const year = Math.floor(monthIndex / 12);
  const month = monthIndex - year * 12 + 1;
  const day = dayFromCivil(year, month, Math.min(dayOfMonth, daysInMonth(year, month)));
  return day === undefined ? [] : [moved(day, rule)];
}

/** 0001-01-01 is a Monday and 9999-12-31 a Friday, so no beginning leaves the calendar. */
function moved(day: Day, rule: BusinessDayRule): Day {
  const daysIntoWeekend = weekday(day) - 5;
  if (rule === "none" || daysIntoWeekend <= 0) return day;
  return rule === "previous" ? day - daysIntoWeekend : day + 3 - daysIntoWeekend;
}
