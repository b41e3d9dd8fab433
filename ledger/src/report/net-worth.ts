/**
 * What all accounts of the vault's currency came to at the end of each period, by their role: every balance of
 * book/balances.ts at many days, in one pass. Accounts in other currencies are told, and not converted. Closed
 * accounts count, deleted ones do not; an opening amount counts from the beginning.
 */
import { settingsOf, type Book } from "../book/book.ts";
import { accountRoles, transactionKinds, type AccountRole } from "../book/records.ts";
import { HIDDEN_FLAGS, KIND_BITS } from "../book/transaction-columns.ts";
import type { Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { assert } from "../result.ts";
import { periodsBefore } from "./income-of-period.ts";

/** Balances at the end of a period; the roles are in the order of the report's. */
export type WorthPoint = {
  readonly period: Period;
  readonly byRoleMinor: readonly bigint[];
  readonly totalMinor: bigint;
};

export type NetWorth = {
  /** The roles whose accounts in the vault's currency ever had anything on them; all, if none had. */
  readonly roles: readonly AccountRole[];
  /** In the order of the periods. */
  readonly points: readonly WorthPoint[];
  /** From the first point to the last. */
  readonly changeMinor: bigint;
  /** Currencies of accounts that did not count. */
  readonly notConverted: readonly CurrencyCode[];
};

/** At most `count` periods up to `last`, the earliest first, none of them before the first transaction. */
export function worthPeriods(book: Book, last: Period, count: number): readonly Period[] {
  const { cycle } = settingsOf(book);
  const earlier = periodsBefore(cycle, last, count - 1);
  const { dayFirst } = book.transactions;
  return [last, ...earlier.filter((period) => period.last >= dayFirst)].toReversed();
}

/** The net worth at the end of each of neighbouring periods, the earliest first. */
export function netWorth(book: Book, periods: readonly Period[]): NetWorth {
  const { currency } = settingsOf(book);
  const { records } = book.tables.account;
  const shown = records.map((record) =>
    record !== null && !record.deleted && record.currency === currency ? record : null,
  );
  const roles = accountRoles.filter((role) => shown.some((account) => account?.role === role));
  const placeOf = shown.map((account) => (account === null ? -1 : roles.indexOf(account.role)));
  const sums = roles.map(() => 0n);
  for (const [slot, account] of shown.entries()) {
    const place = placeOf[slot] ?? -1;
    if (account !== null) sums[place] = (sums[place] ?? 0n) + account.openingMinor;
  }
  const changes = changesByEnd(book, periods, placeOf, roles.length);
  const points = periods.map((period, index) => {
    for (const [place, sum] of sums.entries()) {
      sums[place] = sum + (changes[index * roles.length + place] ?? 0n);
    }
    return {
      period,
      byRoleMinor: [...sums],
      totalMinor: sums.reduce((total, amount) => total + amount, 0n),
    };
  });
  return {
    ...withoutEmpty(roles, points),
    changeMinor: (points.at(-1)?.totalMinor ?? 0n) - (points[0]?.totalMinor ?? 0n),
    notConverted: otherCurrencies(book),
  };
}

/** Leaves out the roles with nothing in any period: a starter's empty cash account says nothing. */
function withoutEmpty(
  roles: readonly AccountRole[],
  points: readonly WorthPoint[],
): Pick<NetWorth, "roles" | "points"> {
  const isUsed = roles.map((_, place) =>
    points.some(({ byRoleMinor }) => byRoleMinor[place] !== 0n),
  );
  if (!isUsed.includes(true)) return { roles, points };
  return {
    roles: roles.filter((_, place) => isUsed[place] === true),
    points: points.map((point) => ({
      ...point,
      byRoleMinor: point.byRoleMinor.filter((_, place) => isUsed[place] === true),
    })),
  };
}

function otherCurrencies(book: Book): readonly CurrencyCode[] {
  const currencies = new Set<CurrencyCode>();
  for (const record of book.tables.account.records) {
    if (record !== null && !record.deleted) currencies.add(record.currency);
  }
  currencies.delete(settingsOf(book).currency);
  return [...currencies];
}

/** What changed each role's balance, by the first period that a day is not after the end of. */
function changesByEnd(
  book: Book,
  periods: readonly Period[],
  placeOf: readonly number[],
  roles: number,
): readonly bigint[] {
  const columns = book.transactions;
  const { state, day, account, minor, transferAccount, transferMinor, count } = columns;
  const transfer = transactionKinds.indexOf("transfer");
  const ends = periods.map(({ last }) => last);
  assert(
    ends.every((end, index) => index === 0 || end > (ends[index - 1] ?? end)),
    "periods of a report are in order",
  );
  const changes: bigint[] = Array.from({ length: periods.length * roles }, () => 0n);
  // Floats hold whole numbers exactly up to 2^53: what has gathered so far is moved on before it could leave them.
  const floats = new Float64Array(changes.length);
  const roomFor = Math.floor(Number.MAX_SAFE_INTEGER / Math.max(1, columns.minorBound)) - 1;
  let gathered = 0;
  const flush = (): void => {
    for (const [cell, amount] of floats.entries()) {
      changes[cell] = (changes[cell] ?? 0n) + BigInt(amount);
    }
    floats.fill(0);
    gathered = 0;
  };
  const indexOf = endLookup(columns.dayFirst, columns.dayLast, ends);
  const add = (index: number, slot: number, amount: number): void => {
    const place = placeOf[slot] ?? -1;
    if (place < 0) return;
    if (gathered >= roomFor) flush();
    gathered += 1;
    const cell = index * roles + place;
    floats[cell] = (floats[cell] ?? 0) + amount;
  };
  for (let row = 0; row < count; row++) {
    const own = state[row] ?? 0;
    if ((own & HIDDEN_FLAGS) !== 0) continue;
    const index = indexOf(day[row] ?? 0);
    if (index < 0) continue;
    add(index, account[row] ?? -1, minor[row] ?? 0);
    if ((own & KIND_BITS) === transfer) {
      add(index, transferAccount[row] ?? -1, transferMinor[row] ?? 0);
    }
  }
  flush();
  return changes;
}

/** From a day to the place of the first end that is not before it, or −1: by search, since ends are few. */
function endLookup(
  dayFirst: number,
  dayLast: number,
  ends: readonly number[],
): (day: number) => number {
  const lastEnd = ends.at(-1) ?? Number.NEGATIVE_INFINITY;
  const firstEnd = ends[0] ?? Number.POSITIVE_INFINITY;
  const from = Math.max(dayFirst, firstEnd);
  const table = new Int32Array(Math.max(0, Math.min(dayLast, lastEnd) - from + 1)).fill(-1);
  let place = 0;
  for (let at = 0; at < table.length; at++) {
    while ((ends[place] ?? Number.POSITIVE_INFINITY) < from + at) place += 1;
    table[at] = place;
  }
  return (day) => {
    if (day <= firstEnd) return ends.length === 0 ? -1 : 0;
    return day > lastEnd ? -1 : (table[day - from] ?? -1);
  };
}
