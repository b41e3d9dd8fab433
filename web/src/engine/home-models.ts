/** What Home and the review queue show beside the budget: advice, what waits, one answer. */
import type { BookAdvice, Suggestion } from "@coffer/ledger";
import type { TransactionModel } from "./view-models.ts";

/** A piece of advice, with the names of what it is about. */
export interface AdviceModel {
  readonly advice: BookAdvice;
  /** Of the bucket that it is about; empty if of none. */
  readonly bucket: string;
  /** Of the category that it is about; empty if of none. */
  readonly category: string;
  /** Of the payees that it names, in its order. */
  readonly payees: readonly string[];
}

/** How much waits for a person. */
export interface WaitingModel {
  /** Transactions without a category, of any time, and what was spent in them. */
  readonly unsorted: { readonly count: number; readonly minor: bigint };
  /** Others of this period that count in no bucket: parts of a split, categories without a bucket. */
  readonly unassigned: number;
  /** Reservations that should have been booked by now. */
  readonly pending: number;
}

/** One thing to decide. */
export interface ReviewItem {
  readonly transaction: TransactionModel;
  readonly asks: "category" | "pending";
  readonly suggestion: {
    readonly categoryId: string;
    readonly name: string;
    readonly reason: Suggestion["reason"];
  } | null;
  /** How many others wait with the same text. */
  readonly alike: number;
}

/** What waits, one after the other. */
export interface QueueModel {
  /** Of the book that this is the queue of. */
  readonly revision: number;
  /** Everything that waits, what was skipped too. */
  readonly total: number;
  /** The next ones; empty if there is none but skipped ones. */
  readonly items: readonly ReviewItem[];
  /** The categories that one key chooses. */
  readonly usual: readonly { readonly id: string; readonly name: string }[];
}
