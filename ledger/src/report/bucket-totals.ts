/**
 * What a period's transactions came to in each bucket of the rule, and its income: the "actual" of 50/30/20, for any
 * number of periods in one pass. The rules are in flows.ts. The buckets and what is unassigned sum to everything
 * that counted.
 */
import type { Book } from "../book/book.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { sumFlows, type FlowSums } from "./columns.ts";
import {
  flows,
  incomeFlows,
  refundFlows,
  savingFlows,
  spendingFlows,
  windfallFlows,
} from "./flows.ts";
import { bucketKeys, UNASSIGNED, type BucketKeys } from "./line-keys.ts";

/** What came to one bucket: refunds are taken off the amount, and told again for the gross. */
export type BucketTotal = {
  readonly bucket: string;
  readonly amountMinor: bigint;
  readonly refundedMinor: bigint;
};

/** One period's totals, in minor units of the vault's main currency. */
export type PeriodTotals = {
  readonly period: Period;
  /** Income without windfalls. */
  readonly incomeMinor: bigint;
  readonly windfallMinor: bigint;
  /** In the order of the rule; spent or saved is positive. */
  readonly buckets: readonly BucketTotal[];
  readonly unassignedMinor: bigint;
  /** Everything that counted: the buckets and what is unassigned. */
  readonly countedMinor: bigint;
};

const loanFlows = [flows.paidToLoan];
/** Those whose bucket is that of the line whatever the flow. */
const plainSpendingFlows = spendingFlows.filter((flow) => flow !== flows.paidToLoan);

/** The totals of each period, in the order given. Throws if two periods overlap. */
export function bucketTotals(
  book: Book,
  periods: readonly Period[],
  rule: Rule,
): readonly PeriodTotals[] {
  const keys = bucketKeys(book, rule);
  const sums = sumFlows(book, periods, keys);
  return periods.map((period, index) => totalsOf({ period, index, rule, keys, sums }));
}

function totalsOf(of: {
  readonly period: Period;
  readonly index: number;
  readonly rule: Rule;
  readonly keys: BucketKeys;
  readonly sums: FlowSums;
}): PeriodTotals {
  const { period, index, rule, keys, sums } = of;
  const amounts = rule.buckets.map(() => 0n);
  const refunded = rule.buckets.map(() => 0n);
  let unassignedMinor = 0n;
  let countedMinor = 0n;
  const add = (place: number, amount: bigint): void => {
    countedMinor += amount;
    if (place === UNASSIGNED) unassignedMinor += amount;
    else amounts[place] = (amounts[place] ?? 0n) + amount;
  };
  const spent = sums.byKey(index, plainSpendingFlows);
  const paidToLoan = sums.byKey(index, loanFlows);
  const gotBack = sums.byKey(index, refundFlows);
  for (let key = 0; key < keys.count; key++) {
    const place = keys.placeOf(flows.expense, key);
    add(place, -(spent[key] ?? 0n));
    add(keys.placeOf(flows.paidToLoan, key), -(paidToLoan[key] ?? 0n));
    if (place !== UNASSIGNED) refunded[place] = (refunded[place] ?? 0n) + (gotBack[key] ?? 0n);
  }
  add(keys.savingsPlace, totalOf(sums.byKey(index, savingFlows)));
  return {
    period,
    incomeMinor: totalOf(sums.byKey(index, incomeFlows)),
    windfallMinor: totalOf(sums.byKey(index, windfallFlows)),
    buckets: rule.buckets.map((bucket, place) => ({
      bucket: bucket.id,
      amountMinor: amounts[place] ?? 0n,
      refundedMinor: refunded[place] ?? 0n,
    })),
    unassignedMinor,
    countedMinor,
  };
}

function totalOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
