/**
 * From a day to the period it is in, by a table with one place per day: no sorting, no search. Periods are given in
 * any order, may leave gaps, and must not overlap.
 */
import type { Period } from "../calendar/period.ts";
import { assert } from "../result.ts";

/** For the day `first + i` the index of its period, or −1. */
export type PeriodLookup = { readonly first: number; readonly indexOf: Int32Array };

/** The lookup of periods. Throws if two of them share a day. */
export function periodLookup(periods: readonly Period[]): PeriodLookup {
  if (periods.length === 0) return { first: 0, indexOf: new Int32Array(0) };
  const first = periods.reduce((least, period) => Math.min(least, period.first), Infinity);
  const last = periods.reduce((most, period) => Math.max(most, period.last), -Infinity);
  const indexOf = new Int32Array(last - first + 1).fill(-1);
  for (const [index, period] of periods.entries()) {
    for (let day = period.first; day <= period.last; day++) {
      assert(indexOf[day - first] === -1, "periods of a report do not overlap");
      indexOf[day - first] = index;
    }
  }
  return { first, indexOf };
}
