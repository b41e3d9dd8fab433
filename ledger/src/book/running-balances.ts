/**
 * What was on an account after each of its transactions, in the order of lists: by day, and within a day by when the
 * log first named them. Pending transactions count, as in the account's balance.
 */
import type { Book } from "./book.ts";
import type { Id } from "./id.ts";
import { recordOf } from "./record-table.ts";
import { transactionKinds } from "./records.ts";
import { selectRows } from "./select-rows.ts";
import { KIND_BITS } from "./transaction-columns.ts";

const transfer = transactionKinds.indexOf("transfer");

/** The balance after each row that the account is in, by row. */
export function runningBalances(book: Book, account: Id): ReadonlyMap<number, bigint> {
  const balances = new Map<number, bigint>();
  let balance = recordOf(book.tables.account, account)?.openingMinor ?? 0n;
  const rows = selectRows(book, { account }, Number.POSITIVE_INFINITY);
  for (let at = rows.length - 1; at >= 0; at--) {
    const row = rows[at] ?? 0;
    balance += amountOnAccount(book, row, account);
    balances.set(row, balance);
  }
  return balances;
}

/** What a row did to an account; of a transfer, its side there. */
export function amountOnAccount(book: Book, row: number, account: Id): bigint {
  const { minor, state, transferAccount, transferMinor } = book.transactions;
  const slot = book.tables.account.slots.get(account) ?? -2;
  const own = book.transactions.account[row] === slot ? BigInt(minor[row] ?? 0) : 0n;
  const isOther = ((state[row] ?? 0) & KIND_BITS) === transfer && transferAccount[row] === slot;
  return isOther ? own + BigInt(transferMinor[row] ?? 0) : own;
}
