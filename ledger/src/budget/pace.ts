/**
 * Pace: whether a period that is still running is on its way to its target.
 *
 * Expected to date = what was paid of fixed bills + what of them is due + the share of the variable rest that fits
 * the days gone by (today is one of them). A ceiling is over once the whole target is spent; before that, it is to
 * watch above 100 % of what was expected, and ahead below 85 %. A floor is ahead above 100 % and to watch below
 * 85 %. Both thresholds can be set. It does not forecast: it compares with a straight line.
 */
import type { Day } from "../calendar/day.ts";
import type { Period } from "../calendar/period.ts";
import { roundedQuotient } from "../money/rounding.ts";
import { BASIS_POINTS_WHOLE, type Bucket } from "./rule.ts";

/** "unknown" before the period begins and without a target. */
type PaceWord = "ahead" | "on-track" | "watch" | "over" | "unknown";

/** Fixed bills of the period in minor units: paid, due by today and not paid, due later. */
type FixedBills = {
  readonly paidMinor: bigint;
  readonly dueMinor: bigint;
  readonly laterMinor: bigint;
};

/** Shares of the expected amount, in basis points. */
export type PaceThresholds = { readonly lower: number; readonly upper: number };

/** What a pace is found from. */
export type PaceFacts = {
  readonly kind: Bucket["kind"];
  /** What is recommended for the whole period; null if there is no income to recommend from. */
  readonly targetMinor: bigint | null;
  readonly actualMinor: bigint;
  readonly fixed: FixedBills;
  readonly period: Period;
  readonly today: Day;
  readonly thresholds: PaceThresholds;
};

export type Pace = {
  readonly word: PaceWord;
  /** Null if the pace is unknown. */
  readonly expectedToDateMinor: bigint | null;
  /**
   * Of a ceiling: what can be spent on each day left, today included, with all bills paid; rounded down, 0 if
   * nothing is left. Null for a floor, outside of the period, and if the pace is unknown.
   */
  readonly safePerDayMinor: bigint | null;
};

/** 85 % and 100 % of the expected amount. */
export const defaultPaceThresholds: PaceThresholds = { lower: 8_500, upper: 10_000 };

/** The pace of one bucket on a day. After its end, a period is judged as a whole. */
export function paceOf(facts: PaceFacts): Pace {
  const { kind, targetMinor, period, today } = facts;
  if (targetMinor === null || today < period.first) {
    return { word: "unknown", expectedToDateMinor: null, safePerDayMinor: null };
  }
  const expectedToDateMinor = expectedToDate(facts, targetMinor);
  const isRunning = today <= period.last;
  return {
    word: wordOf(facts, targetMinor, expectedToDateMinor),
    expectedToDateMinor,
    safePerDayMinor: kind === "ceiling" && isRunning ? safePerDay(facts, targetMinor) : null,
  };
}

function expectedToDate({ fixed, period, today }: PaceFacts, targetMinor: bigint): bigint {
  const { paidMinor, dueMinor, laterMinor } = fixed;
  const variableMinor = notNegative(targetMinor - paidMinor - dueMinor - laterMinor);
  const days = BigInt(period.last - period.first + 1);
  const gone = BigInt(Math.min(today, period.last) - period.first + 1);
  return paidMinor + dueMinor + roundedQuotient(variableMinor * gone, days);
}

function wordOf(facts: PaceFacts, targetMinor: bigint, expectedMinor: bigint): PaceWord {
  const { kind, actualMinor, thresholds } = facts;
  const actual = actualMinor * BigInt(BASIS_POINTS_WHOLE);
  const isBelow = actual < expectedMinor * BigInt(thresholds.lower);
  const isAbove = actual > expectedMinor * BigInt(thresholds.upper);
  if (kind === "floor") {
    if (isAbove) return "ahead";
    return isBelow ? "watch" : "on-track";
  }
  if (actualMinor > targetMinor) return "over";
  if (isAbove) return "watch";
  return isBelow ? "ahead" : "on-track";
}

function safePerDay(facts: PaceFacts, targetMinor: bigint): bigint {
  const { actualMinor, fixed, period, today } = facts;
  const leftMinor = notNegative(targetMinor - actualMinor - fixed.dueMinor - fixed.laterMinor);
  return leftMinor / BigInt(period.last - today + 1);
}

function notNegative(amount: bigint): bigint {
  return amount > 0n ? amount : 0n;
}
