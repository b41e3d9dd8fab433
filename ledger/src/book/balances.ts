/**
 * What is on each account: its opening amount and every transaction on either side, in the account's own currency.
 * Deleted transactions do not count, pending ones do.
 */
import type { Day } from "../calendar/day.ts";
import type { Book } from "./book.ts";
import type { Id } from "./id.ts";
import { transactionKinds } from "./records.ts";
import { HIDDEN_FLAGS, KIND_BITS } from "./transaction-columns.ts";

/** The balance of every account that the book has a record of, to the end of a day or of all. */
export function accountBalances(
  book: Book,
  options: { readonly through?: Day } = {},
): ReadonlyMap<Id, bigint> {
  const { ids, records } = book.tables.account;
  const sums = sumsByAccount(book, options.through ?? Number.POSITIVE_INFINITY);
  const balances = new Map<Id, bigint>();
  for (const [slot, id] of ids.entries()) {
    const account = records[slot] ?? null;
    if (account !== null) balances.set(id, account.openingMinor + (sums[slot] ?? 0n));
  }
  return balances;
}

/** Amounts that floats are sure to sum exactly: whole numbers whose sum stays below 2^53. */
function sumsByAccount(book: Book, through: Day): readonly bigint[] {
  const { state, day, account, minor, transferAccount, transferMinor, minorBound, count } =
    book.transactions;
  const length = book.tables.account.ids.length;
  const transfer = transactionKinds.indexOf("transfer");
  const isExact = 2 * count * minorBound <= Number.MAX_SAFE_INTEGER;
  const floats = new Float64Array(length + 1);
  const bigs: bigint[] = Array.from({ length: length + 1 }, () => 0n);
  const add = (slot: number, amount: number): void => {
    // Unknown accounts share the place before the first.
    if (isExact) floats[slot + 1] = (floats[slot + 1] ?? 0) + amount;
    else bigs[slot + 1] = (bigs[slot + 1] ?? 0n) + BigInt(amount);
  };
  for (let row = 0; row < count; row++) {
    if (((state[row] ?? 0) & HIDDEN_FLAGS) !== 0 || (day[row] ?? 0) > through) continue;
    add(account[row] ?? -1, minor[row] ?? 0);
    if (((state[row] ?? 0) & KIND_BITS) === transfer)
      add(transferAccount[row] ?? -1, transferMinor[row] ?? 0);
  }
  return (isExact ? Array.from(floats, BigInt) : bigs).slice(1);
}
