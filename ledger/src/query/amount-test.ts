/** Amounts of a query against those of rows, in accounts of currencies that may have other decimals. */
import { settingsOf, type Book } from "../book/book.ts";
import { transactionKinds } from "../book/records.ts";
import { KIND_BITS } from "../book/transaction-columns.ts";
import { minorDigits } from "../money/currency.ts";
import type { AmountBound, QueryTest } from "./query.ts";

type Range = { readonly least: number; readonly most: number };

const transfer = transactionKinds.indexOf("transfer");

/** Whether a row's amount, or for a transfer that of either side, is within the range, whichever way it went. */
export function amountTest(
  book: Book,
  { from, to }: Extract<QueryTest, { readonly kind: "amt" }>,
): (row: number) => boolean {
  const { account, minor, state, transferAccount, transferMinor } = book.transactions;
  const { records } = book.tables.account;
  const main = settingsOf(book).currency;
  // By account slot + 1; an unknown account is taken to be in the main currency.
  const ranges = [undefined, ...records].map((record): Range => {
    const scale = { from: minorDigits(main), to: minorDigits(record?.currency ?? main) };
    return {
      least: from === null ? 0 : leastOf(from, scale),
      most: to === null ? Number.MAX_SAFE_INTEGER : mostOf(to, scale),
    };
  });
  const isWithin = (slot: number, amount: number): boolean => {
    const range = ranges[slot + 1];
    const size = Math.abs(amount);
    return range !== undefined && size >= range.least && size <= range.most;
  };
  return (row) =>
    isWithin(account[row] ?? -1, minor[row] ?? 0) ||
    (((state[row] ?? 0) & KIND_BITS) === transfer &&
      isWithin(transferAccount[row] ?? -1, transferMinor[row] ?? 0));
}

type Scale = { readonly from: number; readonly to: number };

/** The least whole number of minor units that a lower bound lets through. */
function leastOf({ minor, isIncluded }: AmountBound, scale: Scale): number {
  const { quotient, rest } = scaled(minor, scale);
  const isReached = rest === 0n && isIncluded;
  return exactNumber(isReached ? quotient : quotient + 1n);
}

/** The largest one that an upper bound lets through. */
function mostOf({ minor, isIncluded }: AmountBound, scale: Scale): number {
  const { quotient, rest } = scaled(minor, scale);
  return exactNumber(rest === 0n && !isIncluded ? quotient - 1n : quotient);
}

function scaled(minor: bigint, { from, to }: Scale): { quotient: bigint; rest: bigint } {
  const numerator = minor * 10n ** BigInt(to);
  const denominator = 10n ** BigInt(from);
  return { quotient: numerator / denominator, rest: numerator % denominator };
}

/** Amounts stay far below; beyond, all bounds are the same. */
function exactNumber(value: bigint): number {
  const max = BigInt(Number.MAX_SAFE_INTEGER);
  return Number(value > max ? max : value);
}
