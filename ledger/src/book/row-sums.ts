/**
 * What the transactions of some rows come to together, by currency. A transfer is money that stays in the household,
 * so it counts as nothing, unless one account is looked at: then every row is what it did there.
 */
import type { CurrencyCode } from "../money/currency.ts";
import { settingsOf, type Book } from "./book.ts";
import type { Id } from "./id.ts";
import { recordOf } from "./record-table.ts";
import { transactionKinds } from "./records.ts";
import { amountOnAccount } from "./running-balances.ts";
import { KIND_BITS } from "./transaction-columns.ts";

const transfer = transactionKinds.indexOf("transfer");

/** The sums of rows, those of most use first: that of the main currency, then the others; none of nothing. */
export function sumsOfRows(
  book: Book,
  rows: Int32Array,
  account: Id | undefined,
): ReadonlyMap<CurrencyCode, bigint> {
  if (account !== undefined) {
    let sum = 0n;
    for (const row of rows) sum += amountOnAccount(book, row, account);
    const currency = recordOf(book.tables.account, account)?.currency;
    return new Map([[currency ?? settingsOf(book).currency, sum]]);
  }
  const main = settingsOf(book).currency;
  const sums = new Map<CurrencyCode, bigint>();
  for (const [slot, sum] of sumsBySlot(book, rows)) {
    const currency = book.tables.account.records[slot]?.currency ?? main;
    sums.set(currency, (sums.get(currency) ?? 0n) + sum);
  }
  return new Map([...sums].toSorted(([left], [right]) => rank(left, main) - rank(right, main)));
}

function rank(currency: CurrencyCode, main: CurrencyCode): number {
  return currency === main ? 0 : 1;
}

/** By account slot, −1 for unknown ones. Floats add whole numbers exactly as long as no sum can leave 2^53. */
function sumsBySlot(book: Book, rows: Int32Array): ReadonlyMap<number, bigint> {
  const { account, minor, minorBound, state } = book.transactions;
  const isExact = rows.length * minorBound <= Number.MAX_SAFE_INTEGER;
  const floats = new Map<number, number>();
  const bigs = new Map<number, bigint>();
  for (const row of rows) {
    if (((state[row] ?? 0) & KIND_BITS) === transfer) continue;
    const slot = account[row] ?? -1;
    const amount = minor[row] ?? 0;
    if (isExact) floats.set(slot, (floats.get(slot) ?? 0) + amount);
    else bigs.set(slot, (bigs.get(slot) ?? 0n) + BigInt(amount));
  }
  return isExact ? new Map([...floats].map(([slot, sum]) => [slot, BigInt(sum)])) : bigs;
}
