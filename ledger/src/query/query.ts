/**
 * The query language for transactions, as what it means: `cat:food amt:>50 -tag:trip`. A query is a row of terms,
 * and a transaction fits if it fits all of them; each term may be turned around. Terms are about a transaction as
 * a whole, so that what a term leaves out is exactly what its opposite lets through.
 *
 * Reading a text is in parse-query.ts, writing one in print-query.ts, and what a term means to a book in
 * row-test.ts. A query names categories, accounts and buckets as they were typed; whether there are such is a
 * question to the book.
 */
import type { Day } from "../calendar/day.ts";
import type { AmountError, AmountFormat } from "../money/amount-text.ts";

/** Units of text, and terms, that one query may have. */
export const QUERY_CHARACTERS_MAX = 500;
export const QUERY_TERMS_MAX = 24;

/** What a transaction can be asked to be. */
export const queryStates = [
  "pending",
  "transfer",
  "income",
  "expense",
  "refund",
  "split",
  "uncategorised",
] as const;
export type QueryState = (typeof queryStates)[number];

/** The fields that a term may name before its colon. */
export const queryFields = ["cat", "acct", "bucket", "amt", "date", "is", "tag", "note"] as const;
export type QueryField = (typeof queryFields)[number];

/** One end of a range of amounts, in minor units of the main currency. */
export type AmountBound = { readonly minor: bigint; readonly isIncluded: boolean };

/** What a term asks. */
export type QueryTest =
  /** In the text or a note. */
  | { readonly kind: "word"; readonly text: string }
  | { readonly kind: "note"; readonly text: string }
  /** A word with # before it, in the text or a note. */
  | { readonly kind: "tag"; readonly text: string }
  | { readonly kind: "cat" | "acct" | "bucket"; readonly name: string }
  /** How much it is, whichever way it went. */
  | { readonly kind: "amt"; readonly from: AmountBound | null; readonly to: AmountBound | null }
  | { readonly kind: "date"; readonly from: Day | null; readonly to: Day | null }
  | { readonly kind: "is"; readonly state: QueryState };

/** A stretch of a query's text, in UTF-16 units. */
export type QueryPlace = { readonly from: number; readonly to: number };

export type QueryTerm = {
  readonly isNot: boolean;
  readonly asks: QueryTest;
  readonly at: QueryPlace;
};

export type Query = readonly QueryTerm[];

/** How amounts are read and written in a query: the main currency, and a locale's decimal sign. */
export type QueryFormat = AmountFormat;

/** What is not understood, and where it stands. */
export type QueryError = QueryPlace & {
  /** That stretch of the text. */
  readonly text: string;
} & (
    | {
        readonly code:
          | "too-long"
          | "too-many-terms"
          | "quote-open"
          | "value-missing"
          | "not-twice"
          | "date-wrong"
          | "range-empty";
      }
    | { readonly code: "amount-wrong"; readonly amount: AmountError["code"] | "negative" }
    | {
        readonly code:
          | "unknown-field"
          | "unknown-state"
          | "unknown-category"
          | "unknown-account"
          | "unknown-bucket";
        /** What there is, or the nearest of it. */
        readonly choices: readonly string[];
      }
  );
