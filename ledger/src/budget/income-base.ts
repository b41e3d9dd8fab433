/**
 * The income that a period's budget is cut from: what came in, what was planned, an average of periods before, or
 * the least of them.
 *
 * Averages and the least look at full periods before this one and leave windfalls out. Where a figure needs
 * periods that are not there yet, the planned amount stands in for it and the outcome says so: nothing is
 * extrapolated.
 */
import { roundedQuotient } from "../money/rounding.ts";
import { assert, fail, ok, type Result } from "../result.ts";
import { exactObject, isInteger } from "./exact-object.ts";
import { budgetLimits } from "./limits.ts";

/** How the income of a budget is found. */
export type IncomeMode =
  /** Everything that came in, windfalls too. */
  | { readonly kind: "actual" }
  /** An amount that a person stated. */
  | { readonly kind: "planned" }
  /** The mean of that many periods before, 2–24. */
  | { readonly kind: "rolling-average"; readonly periods: number }
  /** The least of the last twelve periods, or an amount that a person stated for it. */
  | { readonly kind: "floor" };

/** One period's income in minor units; regular is without windfalls. */
type PeriodIncome = { readonly regularMinor: bigint; readonly windfallMinor: bigint };

/** What is known of the income. */
export type IncomeFacts = {
  readonly current: PeriodIncome;
  /** Full periods before this one, the latest first. */
  readonly previous: readonly PeriodIncome[];
  readonly plannedMinor: bigint | null;
  /** A stated floor, which goes before the one that was found. */
  readonly floorMinor: bigint | null;
};

export type IncomeBase = {
  readonly incomeMinor: bigint;
  /** The mode that gave the amount: "planned" where the one asked for had nothing to look at. */
  readonly mode: IncomeMode;
  /** Periods before this one that were looked at; fewer than asked for if there are fewer. */
  readonly periodsUsed: number;
};

export type IncomeBaseError = {
  /** There is no planned amount, neither asked for nor to stand in. */
  readonly code: "no-planned-income";
};

/** Periods that the floor looks back. */
const floorPeriods = 12;

/** The income to cut, by mode. */
export function incomeBase(
  mode: IncomeMode,
  facts: IncomeFacts,
): Result<IncomeBase, IncomeBaseError> {
  switch (mode.kind) {
    case "actual": {
      const { regularMinor, windfallMinor } = facts.current;
      return ok({ mode, incomeMinor: regularMinor + windfallMinor, periodsUsed: 0 });
    }
    case "planned":
      return planned(facts);
    case "rolling-average": {
      const amounts = latest(facts, mode.periods);
      if (amounts.length === 0) return planned(facts);
      const sum = amounts.reduce((before, amount) => before + amount, 0n);
      const incomeMinor = roundedQuotient(sum, BigInt(amounts.length));
      return ok({ mode, incomeMinor, periodsUsed: amounts.length });
    }
    case "floor": {
      if (facts.floorMinor !== null) {
        return ok({ mode, incomeMinor: facts.floorMinor, periodsUsed: 0 });
      }
      const amounts = latest(facts, floorPeriods);
      if (amounts.length === 0) return planned(facts);
      const incomeMinor = amounts.reduce((least, amount) => (amount < least ? amount : least));
      return ok({ mode, incomeMinor, periodsUsed: amounts.length });
    }
  }
}

/** The mode that a value from outside is: an object with exactly its fields; undefined if it is none. */
export function readIncomeMode(value: unknown): IncomeMode | undefined {
  const average = exactObject(value, ["kind", "periods"]);
  const kind = (average ?? exactObject(value, ["kind"]))?.kind;
  if (average !== undefined) {
    const { averagePeriodsMin, averagePeriodsMax } = budgetLimits;
    const { periods } = average;
    return kind === "rolling-average" && isInteger(periods, averagePeriodsMin, averagePeriodsMax)
      ? { kind, periods }
      : undefined;
  }
  return kind === "actual" || kind === "planned" || kind === "floor" ? { kind } : undefined;
}

function planned({ plannedMinor }: IncomeFacts): Result<IncomeBase, IncomeBaseError> {
  if (plannedMinor === null) return fail({ code: "no-planned-income" });
  return ok({ mode: { kind: "planned" }, incomeMinor: plannedMinor, periodsUsed: 0 });
}

function latest({ previous }: IncomeFacts, periods: number): readonly bigint[] {
  assert(periods >= budgetLimits.averagePeriodsMin, "an average looks at two periods at least");
  return previous.slice(0, periods).map((period) => period.regularMinor);
}
