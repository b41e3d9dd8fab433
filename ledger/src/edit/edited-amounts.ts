/**
 * What an edit does to the amounts of a transaction, from what a person typed.
 *
 * An amount keeps its direction: 5 for an expense is 5 spent, and −5 is 5 given back. It is in the currency of the
 * account that the transaction is on after the edit, and is never carried over from one currency into another. A
 * transfer has two sides, opposite, and equal where they are in one currency; `amount` and `account` are its own
 * side, `received` and `transferAccount` the other one.
 */
import { settingsOf, type Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import { recordOf, type RecordOf } from "../book/record-table.ts";
import type { TransactionFields } from "../book/records.ts";
import { spendingKindOf } from "../book/typed-kind.ts";
import { parseAmount, type AmountError } from "../money/amount-text.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { fail, ok, type Result } from "../result.ts";

/** What an edit asks of the amounts; what is left out stays. */
export type AmountEdit = {
  /** As typed. */
  readonly amount?: string | undefined;
  readonly received?: string | undefined;
  /** The account to move to. */
  readonly account?: RecordOf<"account"> | undefined;
  readonly transferAccount?: RecordOf<"account"> | undefined;
};

export type AmountEditError =
  | {
      readonly code: "amount";
      readonly amount: AmountError;
      readonly text: string;
      readonly currency: CurrencyCode;
    }
  /** An amount of nothing is not kept. */
  | { readonly code: "amount-of-nothing" }
  /** The account is in another currency than before. */
  | { readonly code: "amount-needed"; readonly currency: CurrencyCode }
  /** The other account of a transfer is in another currency. */
  | { readonly code: "received-needed"; readonly currency: CurrencyCode }
  | { readonly code: "received-of-one-currency" }
  | { readonly code: "received-without-transfer" }
  /** Both sides were in two currencies and are in one now. */
  | { readonly code: "moved-needed"; readonly currency: CurrencyCode }
  | { readonly code: "moves-less-than-nothing" }
  | { readonly code: "same-account" }
  /** The amount is the sum of its parts. */
  | { readonly code: "in-parts" };

type Edited = Result<Partial<TransactionFields>, AmountEditError>;

/** The fields of amounts and accounts that an edit sets. */
export function editedAmounts(
  book: Book,
  transaction: TransactionFields,
  edit: AmountEdit,
  locale: string,
): Edited {
  const before = currencyOf(book, transaction.account);
  const currency = edit.account?.currency ?? before;
  if (edit.amount === undefined && currency !== before) {
    return fail({ code: "amount-needed", currency });
  }
  if (edit.amount !== undefined && transaction.splits !== null) return fail({ code: "in-parts" });
  const typed = typedAmount(edit.amount, currency, locale);
  if (!typed.ok) return typed;
  const moved = edit.account === undefined ? {} : { account: edit.account.id };
  if (transaction.kind === "transfer") {
    const sides = transferSides(book, transaction, edit, { typed: typed.value, currency, locale });
    return sides.ok ? ok({ ...moved, ...sides.value }) : sides;
  }
  if (edit.received !== undefined) return fail({ code: "received-without-transfer" });
  if (typed.value === undefined) return ok(moved);
  return transaction.kind === "income"
    ? ok({ ...moved, minor: typed.value })
    : ok({ ...moved, minor: -typed.value, kind: spendingKindOf(typed.value) });
}

/** Both sides of a transfer. */
function transferSides(
  book: Book,
  transaction: TransactionFields,
  edit: AmountEdit,
  own: {
    readonly typed: bigint | undefined;
    readonly currency: CurrencyCode;
    readonly locale: string;
  },
): Edited {
  const { typed, currency, locale } = own;
  const otherId = edit.transferAccount?.id ?? transaction.transferAccount;
  if ((edit.account?.id ?? transaction.account) === otherId) return fail({ code: "same-account" });
  const otherBefore = currencyOf(book, transaction.transferAccount);
  const other = edit.transferAccount?.currency ?? otherBefore;
  const wasOneCurrency = currencyOf(book, transaction.account) === otherBefore;
  if (edit.received !== undefined && other === currency) {
    return fail({ code: "received-of-one-currency" });
  }
  if (edit.received === undefined && other !== currency) {
    if (typed !== undefined || other !== otherBefore) {
      return fail({ code: "received-needed", currency: other });
    }
  }
  if (typed === undefined && other === currency && !wasOneCurrency) {
    return fail({ code: "moved-needed", currency });
  }
  const arrived = typedAmount(edit.received, other, locale);
  if (!arrived.ok) return arrived;
  const received = other === currency ? typed : arrived.value;
  if ((typed ?? 1n) < 0n || (received ?? 1n) < 0n) return fail({ code: "moves-less-than-nothing" });
  // Recorded from the side that it left, or from the one that it reached.
  const direction = isFromOwnSide(transaction) ? -1n : 1n;
  return ok({
    ...(edit.transferAccount !== undefined && { transferAccount: edit.transferAccount.id }),
    ...(typed !== undefined && { minor: direction * typed }),
    ...(received !== undefined && { transferMinor: -direction * received }),
  });
}

/** Whether a transfer left the account that it is recorded on. */
export function isFromOwnSide({ minor, transferMinor }: TransactionFields): boolean {
  return minor < 0n || (minor === 0n && transferMinor >= 0n);
}

/** The amounts of a new transfer between two accounts. */
export function transferAmounts(
  transfer: {
    readonly from: RecordOf<"account">;
    readonly to: RecordOf<"account">;
    /** As typed; what arrived only between two currencies. */
    readonly amount: string;
    readonly received?: string | undefined;
  },
  locale: string,
): Result<Pick<TransactionFields, "minor" | "transferMinor">, AmountEditError> {
  const { from, to, amount, received } = transfer;
  if (from.id === to.id) return fail({ code: "same-account" });
  const isOneCurrency = from.currency === to.currency;
  if (isOneCurrency && received !== undefined) return fail({ code: "received-of-one-currency" });
  const sent = typedAmount(amount, from.currency, locale);
  if (!sent.ok) return sent;
  if ((sent.value ?? 0n) < 0n) return fail({ code: "moves-less-than-nothing" });
  if (!isOneCurrency && received === undefined) {
    return fail({ code: "received-needed", currency: to.currency });
  }
  const arrived = isOneCurrency ? sent : typedAmount(received, to.currency, locale);
  if (!arrived.ok) return arrived;
  if ((arrived.value ?? 0n) < 0n) return fail({ code: "moves-less-than-nothing" });
  return ok({ minor: -(sent.value ?? 0n), transferMinor: arrived.value ?? 0n });
}

/** An amount that was typed, if one was; never nothing. */
function typedAmount(
  text: string | undefined,
  currency: CurrencyCode,
  locale: string,
): Result<bigint | undefined, AmountEditError> {
  if (text === undefined) return ok(undefined);
  const amount = parseAmount(text, { currency, locale });
  if (!amount.ok) return fail({ code: "amount", amount: amount.error, text, currency });
  return amount.value === 0n ? fail({ code: "amount-of-nothing" }) : amount;
}

function currencyOf(book: Book, id: Id | null): CurrencyCode {
  return recordOf(book.tables.account, id)?.currency ?? settingsOf(book).currency;
}
