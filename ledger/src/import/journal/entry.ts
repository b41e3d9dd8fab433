/**
 * A transaction of any plain-text journal once its amounts are known, and what else a journal tells.
 * Both dialects end here: hledger and ledger (transaction.ts) and Beancount (../beancount).
 */

import type { Day } from "../../calendar/day.ts";
import type { Sentence } from "../../sentence.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { ImportQuestion, ImportWarning } from "../imported-file.ts";

/** An amount of a commodity; "" is the commodity of bare numbers. */
export interface Quantity {
  readonly commodity: string;
  readonly amount: ExactAmount;
}

/** What a posting does to an account. */
export interface EntryLeg {
  /** The line of the posting. */
  readonly line: number;
  readonly account: string;
  readonly quantity: Quantity;
  readonly note: string;
}

/** A transaction of a journal with all its amounts. */
export interface JournalEntry {
  /** The line where it begins. */
  readonly line: number;
  readonly day: Day;
  /** Its code or id, or null. */
  readonly code: string | null;
  readonly text: string;
  readonly note: string;
  readonly legs: readonly EntryLeg[];
}

/** What the source says an account is. */
export type AccountType = "asset" | "liability" | "equity" | "income" | "expense";

/** An account that a journal declares. */
export interface DeclaredAccount {
  readonly name: string;
  readonly type: AccountType | null;
  readonly isClosed: boolean;
}

/** Something that a journal has at a line; an error is why it cannot be taken as it stands. */
export interface JournalRemark {
  readonly line: number;
  readonly text: Sentence;
}

/** A journal of any dialect, read. */
export interface Journal {
  readonly entries: readonly JournalEntry[];
  readonly accounts: readonly DeclaredAccount[];
  readonly errors: readonly JournalRemark[];
  readonly warnings: readonly ImportWarning[];
  readonly questions: readonly ImportQuestion[];
}
