/** What screens show, as plain data that the Worker computes. Amounts are minor units with their currency. */
import type { DeviceFacts } from "@coffer/client";
import type {
  AccountRole,
  BatchCounts,
  CurrencyCode,
  Day,
  Headline,
  IncomeMode,
  Period,
  Rule,
  RowVerdict,
  Sentence,
  MappingRole,
} from "@coffer/ledger";
import type { AdviceModel, WaitingModel } from "./home-models.ts";

export interface Money {
  readonly minor: bigint;
  readonly currency: CurrencyCode;
}

/** One bucket of the rule against what came to it. */
export interface BucketModel {
  readonly id: string;
  readonly name: string;
  readonly kind: "ceiling" | "floor";
  readonly basisPoints: number;
  readonly recommended: bigint;
  readonly actual: bigint;
  readonly status: "over" | "within" | "below" | "met";
  readonly by: bigint;
  /** Null outside of a running period. */
  readonly pace: "ahead" | "on-track" | "watch" | "over" | null;
  /** What would be used up by today at an even pace; null outside of a running period. */
  readonly expected: bigint | null;
  readonly safePerDay: bigint | null;
}

export interface PeriodModel extends Period {
  /** "2026-11", or the day it begins. */
  readonly name: string;
  readonly isRunning: boolean;
  readonly daysLeft: number;
}

/** A period against the rule. */
export interface ReviewModel {
  readonly currency: CurrencyCode;
  readonly period: PeriodModel;
  readonly rule: Rule;
  readonly income: bigint;
  /** Where the income comes from: what was asked for, or "planned" where that had nothing to look at. */
  readonly incomeMode: IncomeMode;
  readonly buckets: readonly BucketModel[];
  readonly unassigned: { readonly amount: bigint; readonly count: number };
  readonly unallocated: bigint;
  readonly notConverted: readonly CurrencyCode[];
}

export interface HomeModel {
  readonly review: ReviewModel;
  /** Whether all is right. */
  readonly headline: Headline;
  /** Whether a period is about a month. */
  readonly isMonthly: boolean;
  /** At most three pieces. */
  readonly advice: readonly AdviceModel[];
  readonly waiting: WaitingModel;
  readonly isEmpty: boolean;
  readonly recent: readonly TransactionModel[];
}

/** One transaction in a list. */
export interface TransactionModel {
  readonly id: string;
  readonly day: Day;
  readonly kind: "expense" | "income" | "refund" | "transfer";
  readonly amount: Money;
  readonly text: string;
  readonly note: string;
  readonly account: string | null;
  readonly accountId: string | null;
  /** The other account of a transfer. */
  readonly toAccount: string | null;
  readonly category: string | null;
  readonly categoryId: string | null;
  readonly bucket: string | null;
  /** How many parts it is in; 1 for a plain one. */
  readonly parts: number;
  readonly pending: boolean;
}

/** What can be chosen for a transaction. */
export interface Choices {
  readonly accounts: readonly {
    readonly id: string;
    readonly name: string;
    readonly currency: CurrencyCode;
  }[];
  readonly categories: readonly {
    readonly id: string;
    readonly path: string;
    readonly kind: "expense" | "income";
    readonly bucket: string | null;
  }[];
  /** Of the budget's rule, in its order. */
  readonly buckets: readonly { readonly id: string; readonly name: string }[];
  readonly usualAccountId: string | null;
  readonly currency: CurrencyCode;
  readonly today: string;
}

export interface AccountModel {
  readonly id: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly balance: Money;
  readonly isClosed: boolean;
  /** The day of its last statement; null if it never had one. */
  readonly reconciled: Day | null;
  /** What was changed since under that statement; 0 if nothing was. */
  readonly drift: bigint;
}

/** One row of a file that is to be imported. */
export interface ImportRowModel {
  /** Its place in the file, from 0. */
  readonly id: number;
  readonly line: number;
  readonly day: Day | null;
  /** Decimal text, as the file has it. */
  readonly amount: string | null;
  readonly currency: string | null;
  readonly text: string;
  readonly account: string | null;
  readonly verdict: RowVerdict["verdict"];
  readonly reason: Sentence | null;
  /** Names the rows of one transaction: what is said of one of them holds for all. */
  readonly group: number;
  /** The transaction that the verdict is about. */
  readonly existing: ImportedBefore | null;
  /** What the row gets beyond what its file says. */
  readonly suggestion: { readonly category: string; readonly reason: Sentence } | null;
  /** A transaction on another account that the row may be the other side of, if they can be joined. */
  readonly otherSide: (ImportedBefore & { readonly account: string }) | null;
}

/** A transaction beside a row of a file; the amount is decimal text. */
export interface ImportedBefore {
  readonly day: Day;
  readonly amount: string;
  readonly text: string;
}

/** What the file and Coffer say is on an account; amounts are decimal texts. */
export interface BalanceModel {
  readonly account: string;
  readonly currency: string;
  readonly day: Day;
  readonly file: string;
  readonly coffer: string;
  /** Why they differ; null if they do not. */
  readonly reason: Sentence | null;
}

/** What a move from another app brings; amounts are decimal texts. */
export interface MigrationModel {
  readonly transactions: number;
  readonly transfers: number;
  readonly accounts: readonly {
    readonly source: string;
    readonly name: string | null;
    readonly rows: number;
    readonly currency: string;
    readonly there: string;
    readonly here: string | null;
    readonly isEqual: boolean;
  }[];
  readonly categories: readonly {
    readonly source: string;
    readonly path: string;
    readonly isNew: boolean;
    readonly bucket: string | null;
    readonly reason: Sentence | null;
  }[];
}

/** How a table was understood, column by column. */
export interface MappingModel {
  readonly columns: readonly {
    readonly number: number;
    readonly name: string | null;
    readonly example: string;
    readonly role: MappingRole | null;
  }[];
  readonly explanations: readonly Sentence[];
  /** It was read like the last file of its kind. */
  readonly isLikeLastTime: boolean;
}

export interface ImportFileModel {
  /** Its place among the files, from 0. */
  readonly id: number;
  readonly name: string;
  readonly format: string;
  readonly isRejected: boolean;
  readonly reason: Sentence | null;
  readonly rows: readonly ImportRowModel[];
  /** Rows that are not among `rows`, because they are too many. */
  readonly rowsLeftOut: number;
  readonly warnings: readonly { readonly id: number; readonly text: Sentence }[];
  readonly questions: readonly {
    readonly about: "date-order" | "decimal" | "sign" | "currency";
    readonly choices: readonly string[];
    readonly taken: string | null;
    /** What each choice would mean. */
    readonly consequences: readonly Sentence[];
  }[];
  /** How many rows have each verdict. */
  readonly counts: BatchCounts;
  readonly balances: readonly BalanceModel[];
  readonly migration: MigrationModel | null;
  /** Null: the file is no table. */
  readonly mapping: MappingModel | null;
}

export interface ImportModel {
  readonly files: readonly ImportFileModel[];
  readonly counts: BatchCounts;
}

/** A row of an import that was edited since, or an account or a category that it made. */
export interface EditedRowModel {
  readonly id: string;
  readonly day: Day | null;
  readonly amount: Money | null;
  readonly text: string;
}

export interface ImportBatchModel {
  readonly id: string;
  readonly files: readonly string[];
  readonly added: number;
  readonly isUndone: boolean;
}

export interface SecurityModel {
  readonly devices: readonly DeviceFacts[];
  readonly safetyNumber: string;
  readonly vaultHeadCode: string;
  readonly accountHeadCode: string;
  readonly vaultSeq: number;
  readonly accountSeq: number;
  readonly unreadable: number;
}
