/**
 * What an edit does to the amounts of a transaction.
 *
 * An amount keeps its direction: 5 for an expense is 5 spent. It is in the currency of the account that the
 * transaction is on after the edit, and is never carried over from one currency into another.
 */
import {
  spendingKindOf,
  type Book,
  type CurrencyCode,
  type Id,
  type RecordOf,
  type TransactionFields,
} from "@coffer/ledger";
import { amountFrom } from "./amounts.ts";
import { usualAccount } from "./names.ts";
import { misuse, refuse, type Terminal } from "./terminal/terminal.ts";

/** What an edit asks of the amounts. */
export interface AmountEdit {
  readonly amount?: string;
  readonly received?: string;
  /** The account to move to. */
  readonly account: RecordOf<"account"> | undefined;
}

/** The fields of amounts that an edit sets; ends the command where they would not fit together. */
export function editedAmounts(
  book: Book,
  transaction: TransactionFields,
  edit: AmountEdit,
  terminal: Terminal,
): Partial<TransactionFields> {
  const before = currencyOf(book, transaction.account);
  const currency = edit.account?.currency ?? before;
  if (edit.amount === undefined && currency !== before) {
    misuse(`${edit.account?.name} is in ${currency}. What is the amount there? --amount AMOUNT`);
  }
  if (edit.amount !== undefined && transaction.splits !== null) {
    refuse("It is in parts that add up to its amount, which stays as it is.");
  }
  const typed = edit.amount === undefined ? undefined : something(edit.amount, currency, terminal);
  if (transaction.kind === "transfer") {
    return transferAmounts(book, transaction, { ...edit, typed, currency }, terminal);
  }
  if (edit.received !== undefined) misuse("--received is for a transfer.");
  if (typed === undefined) return {};
  return transaction.kind === "income"
    ? { minor: typed }
    : { minor: -typed, kind: spendingKindOf(typed) };
}

/** Both sides of a transfer: opposite, and equal where they are in one currency. */
function transferAmounts(
  book: Book,
  transaction: TransactionFields,
  edit: Omit<AmountEdit, "amount"> & {
    readonly typed: bigint | undefined;
    readonly currency: CurrencyCode;
  },
  terminal: Terminal,
): Partial<TransactionFields> {
  const { typed, currency, account } = edit;
  if (account?.id === transaction.transferAccount) misuse("From and to are the same account.");
  const other = currencyOf(book, transaction.transferAccount);
  if (edit.received !== undefined && other === currency) {
    misuse("--received is for a transfer between accounts of two currencies.");
  }
  if (typed !== undefined && edit.received === undefined && other !== currency) {
    misuse(`What arrived in ${other}? --received AMOUNT`);
  }
  const wasOneCurrency = currencyOf(book, transaction.account) === other;
  if (typed === undefined && edit.received === undefined && other === currency && !wasOneCurrency) {
    misuse("What moved? --amount AMOUNT");
  }
  const received = edit.received === undefined ? typed : something(edit.received, other, terminal);
  if ((typed ?? 1n) < 0n || (received ?? 1n) < 0n) {
    misuse("A transfer moves more than nothing.");
  }
  // Recorded from the side that it left, as `transfer` does, or from the one that it reached.
  const direction = transaction.minor < 0n ? -1n : 1n;
  return {
    ...(typed !== undefined && { minor: direction * typed }),
    ...(received !== undefined && { transferMinor: -direction * received }),
  };
}

function something(text: string, currency: CurrencyCode, terminal: Terminal): bigint {
  const typed = amountFrom(text, currency, terminal);
  return typed === 0n ? misuse("An amount of nothing is not kept: coffer delete.") : typed;
}

function currencyOf(book: Book, id: Id | null): CurrencyCode {
  const account = book.tables.account.records.find((record) => record?.id === id);
  return account?.currency ?? usualAccount(book).currency;
}
