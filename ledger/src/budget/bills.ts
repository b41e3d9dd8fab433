/**
 * Bills among payments: payees that are paid once in a period, period after period. What is paid more often is a
 * habit, and what was paid twice in a row is not a bill yet. It looks at payees, periods and amounts only; texts and
 * contracts are not known here.
 */
import { roundedQuotient } from "../money/rounding.ts";
import type { Payment } from "./payee-figures.ts";
import { BASIS_POINTS_WHOLE } from "./rule.ts";

/** A payee that is paid once a period. */
export type Bill = {
  readonly payee: string;
  readonly latestMinor: bigint;
  /** The amounts before the latest one, the newest first. */
  readonly earlierMinor: readonly bigint[];
};

/** Full periods in which a bill was paid, at least. */
const paidPeriodsMin = 3;

/** By how much a price may differ and still be the same one, and by how much more it has risen for sure. */
const samePriceBasisPoints = 100;
const riseBasisPoints = 200;

/**
 * The bills among the payments of one bucket, largest first. `periods`: the one that runs, then full ones, the
 * latest first.
 */
export function billsOf(periods: readonly (readonly Payment<string>[])[]): readonly Bill[] {
  const byPayee = new Map<string, { amounts: bigint[]; full: number; isHabit: boolean }>();
  for (const [place, payments] of periods.entries()) {
    for (const [payee, paid] of Map.groupBy(payments, (payment) => payment.payee)) {
      const seen = byPayee.get(payee) ?? { amounts: [], full: 0, isHabit: false };
      byPayee.set(payee, seen);
      seen.isHabit ||= paid.length > 1;
      if (place > 0) seen.full += 1;
      seen.amounts.push(paid.reduce((sum, { amountMinor }) => sum + amountMinor, 0n));
    }
  }
  const bills: Bill[] = [];
  for (const [payee, { amounts, full, isHabit }] of byPayee) {
    const [latestMinor, ...earlierMinor] = amounts;
    if (isHabit || full < paidPeriodsMin || latestMinor === undefined) continue;
    if (amounts.every((amount) => amount > 0n)) bills.push({ payee, latestMinor, earlierMinor });
  }
  return bills.toSorted((left, right) => compare(right.latestMinor, left.latestMinor));
}

/** By how much the price of a bill went up with its latest payment: 0 unless it was steady before. */
export function riseOf({ latestMinor, earlierMinor }: Bill): bigint {
  const [before, earlier] = earlierMinor;
  if (before === undefined || earlier === undefined) return 0n;
  const change = before > earlier ? before - earlier : earlier - before;
  if (change > partOf(before, samePriceBasisPoints)) return 0n;
  const rise = latestMinor - before;
  return rise > partOf(before, riseBasisPoints) ? rise : 0n;
}

function partOf(amount: bigint, basisPoints: number): bigint {
  return roundedQuotient(amount * BigInt(basisPoints), BigInt(BASIS_POINTS_WHOLE));
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
