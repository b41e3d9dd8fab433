/**
 * The parts of a transaction, from what a person typed: each with an amount of the same direction as the whole, a
 * category and a note. Together they are the whole amount; what is missing or too much is told, and nothing is
 * kept before it is none.
 */
import { settingsOf, type Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import { bookLimits } from "../book/limits.ts";
import { recordOf } from "../book/record-table.ts";
import type { Split, TransactionFields } from "../book/records.ts";
import { spendingKindOf } from "../book/typed-kind.ts";
import { formatPlainAmount, parseAmount, type AmountError } from "../money/amount-text.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { fail, ok, type Result } from "../result.ts";

/** A part as it was typed. */
export type TypedPart = {
  readonly amount: string;
  readonly category: Id | null;
  readonly bucket: string | null;
  readonly note: string;
};

/** What typed amounts of parts come to. */
export type PartsReading = {
  readonly currency: CurrencyCode;
  /** The whole, as people say it: spent is positive; undefined if it is no amount. */
  readonly whole: bigint | undefined;
  /** What the parts leave of it, or take too much of it; parts that are no amount count as nothing. */
  readonly rest: bigint;
  /** For each part: why it is no amount, if it is none; an empty one is not wrong yet. */
  readonly problems: readonly (AmountError["code"] | null)[];
  /** For each part: what it would be with the rest in it, to be shown in its field. */
  readonly withRest: readonly string[];
};

export type PartsError =
  | { readonly code: "amount"; readonly amount: AmountError }
  /** The parts do not add up: what is left of the whole, in its currency. */
  | { readonly code: "parts-differ"; readonly rest: bigint; readonly currency: CurrencyCode }
  | { readonly code: "too-few-parts" | "too-many-parts" | "transfer-in-parts" };

/** Reads the amounts of parts, and the whole, while they are typed. */
export function readParts(
  book: Book,
  transaction: TransactionFields,
  typed: { readonly amount: string; readonly parts: readonly string[] },
  locale: string,
): PartsReading {
  const currency = currencyOf(book, transaction);
  const whole = parseAmount(typed.amount, { currency, locale });
  const amounts = typed.parts.map((text) => parseAmount(text, { currency, locale }));
  const sum = amounts.reduce((total, amount) => total + (amount.ok ? amount.value : 0n), 0n);
  const rest = (whole.ok ? whole.value : 0n) - sum;
  return {
    currency,
    whole: whole.ok ? whole.value : undefined,
    rest,
    problems: amounts.map((amount) =>
      amount.ok || amount.error.code === "empty" ? null : amount.error.code,
    ),
    withRest: amounts.map((amount) =>
      formatPlainAmount(rest + (amount.ok ? amount.value : 0n), { currency, locale }),
    ),
  };
}

/** The fields that put a transaction into parts. */
export function editedParts(
  book: Book,
  transaction: TransactionFields,
  typed: { readonly amount: string; readonly parts: readonly TypedPart[] },
  locale: string,
): Result<Partial<TransactionFields>, PartsError> {
  const { kind } = transaction;
  if (kind === "transfer") return fail({ code: "transfer-in-parts" });
  if (typed.parts.length < bookLimits.splitsMin) return fail({ code: "too-few-parts" });
  if (typed.parts.length > bookLimits.splitsMax) return fail({ code: "too-many-parts" });
  const currency = currencyOf(book, transaction);
  const whole = amountOf(typed.amount, currency, locale);
  if (!whole.ok) return whole;
  const sign = kind === "income" ? 1n : -1n;
  const splits: Split[] = [];
  let rest = whole.value;
  for (const { amount: text, category, bucket, note } of typed.parts) {
    const amount = amountOf(text, currency, locale);
    if (!amount.ok) return amount;
    rest -= amount.value;
    splits.push({ minor: sign * amount.value, category, bucket, note: note.trim() });
  }
  if (rest !== 0n) return fail({ code: "parts-differ", rest, currency });
  return ok({
    minor: sign * whole.value,
    ...(kind !== "income" && { kind: spendingKindOf(whole.value) }),
    splits,
    // Each part has its own.
    category: null,
    bucket: null,
  });
}

function amountOf(
  text: string,
  currency: CurrencyCode,
  locale: string,
): Result<bigint, PartsError> {
  const amount = parseAmount(text, { currency, locale });
  if (!amount.ok) return fail({ code: "amount", amount: amount.error });
  return amount.value === 0n ? fail({ code: "amount", amount: { code: "empty" } }) : amount;
}

function currencyOf(book: Book, { account }: TransactionFields): CurrencyCode {
  return recordOf(book.tables.account, account)?.currency ?? settingsOf(book).currency;
}
