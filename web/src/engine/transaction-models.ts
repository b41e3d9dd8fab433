/** What the screen for transactions shows and asks, as plain data. */
import type { Day, StaysBecause } from "@coffer/ledger";
import type { Money, TransactionModel } from "./view-models.ts";

/** Which transactions a list shows. */
export interface ListFilterModel {
  /** A query as it was typed. */
  readonly query: string;
  readonly accountId: string | null;
  readonly categoryId: string | null;
  readonly bucketId: string | null;
  /** The name of a period. */
  readonly period: string | null;
  /** Only what has no bucket, of the period that runs. */
  readonly isUnassigned: boolean;
}

export interface ListedTransaction extends TransactionModel {
  /** What was on the account after it; null unless the list is of one account. */
  readonly balance: Money | null;
  /** The categories of its parts, if it is in parts; null for none. */
  readonly partCategories: readonly (string | null)[];
}

export interface ListWindow {
  readonly total: number;
  /** What the whole list comes to, by currency. */
  readonly sums: readonly Money[];
  readonly from: number;
  readonly items: readonly ListedTransaction[];
}

/** One transaction with everything that can be changed in it. */
export interface TransactionDetails extends TransactionModel {
  /** The account that a transfer left, and the one that it reached. */
  readonly fromId: string | null;
  readonly toId: string | null;
  /** What arrived, if the two are in different currencies. */
  readonly received: Money | null;
  readonly partModels: readonly PartModel[];
  /** The bank's own text, if it was changed. */
  readonly bankText: string | null;
}

/** A part of a transaction. */
export interface PartModel {
  /** Spent is positive, and for income what came in. */
  readonly minor: bigint;
  readonly categoryId: string | null;
  readonly bucket: string | null;
  readonly note: string;
}

/** Changes of one transaction; what is left out stays. Amounts are as typed, without a sign. */
export interface EditedTransaction {
  readonly id: string;
  readonly amount?: string;
  readonly received?: string;
  readonly text?: string;
  readonly note?: string;
  readonly date?: string;
  /** The account, or the one that a transfer left. */
  readonly accountId?: string;
  readonly toAccountId?: string;
  /** Null: none. */
  readonly categoryId?: string | null;
  readonly isPending?: boolean;
  /** Two or more parts, which add up to `amount`; null puts it together again. */
  readonly parts?: readonly TypedPartModel[] | null;
}

export interface TypedPartModel {
  readonly amount: string;
  readonly categoryId: string | null;
  readonly bucket: string | null;
  readonly note: string;
}

/** What typed parts come to. */
export interface PartsModel {
  /** What they leave of the amount; less than nothing if they are too much. */
  readonly rest: Money;
  /** For each part, whether its amount is none. */
  readonly areWrong: readonly boolean[];
  /** For each part, its amount with the rest in it. */
  readonly withRest: readonly string[];
}

/** One change of many transactions, as chosen. */
export type BulkChoice =
  | { readonly kind: "category"; readonly categoryId: string | null }
  | { readonly kind: "account"; readonly accountId: string }
  | { readonly kind: "date"; readonly date: string }
  | { readonly kind: "pending"; readonly isPending: boolean }
  | { readonly kind: "delete" };

export interface BulkAsk {
  readonly ids: readonly string[];
  readonly choice: BulkChoice;
}

/** What a change of many would do, and what of the running period it moves. */
export interface BulkPreview {
  readonly changed: number;
  readonly stays: readonly { readonly why: StaysBecause; readonly count: number }[];
  readonly period: { readonly name: string; readonly first: Day; readonly last: Day };
  /** The buckets whose amount would change, and what has none. */
  readonly buckets: readonly {
    /** Null: without a bucket. */
    readonly name: string | null;
    readonly before: Money;
    readonly after: Money;
  }[];
}
