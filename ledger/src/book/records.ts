/**
 * What a book holds: the fields of each table, their meaning and their values before anything was said about
 * them. Every value that a field can have before it was set can also be written, so that taking a change back
 * always has words.
 *
 * Any field may name an id that nothing has been said about (yet): such a reference is shown as unknown, and a
 * category of that kind as none.
 */
import type { IncomeMode } from "../budget/income-base.ts";
import type { ReviewSnapshot } from "../budget/snapshot.ts";
import type { Rule } from "../budget/rule.ts";
import type { Day } from "../calendar/day.ts";
import type { Cycle } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { Id } from "./id.ts";

/** What an account is for; it decides what its transactions mean to the budget (report/flows.ts). */
export const accountRoles = [
  "spending",
  "cash",
  "card",
  "savings",
  "investment",
  "loan",
  "tracking",
] as const;
export type AccountRole = (typeof accountRoles)[number];

/** Whether a category is for money spent or money earned. */
export const categoryKinds = ["expense", "income"] as const;
export type CategoryKind = (typeof categoryKinds)[number];

/** What a transaction is, in the order of their number in the column. */
export const transactionKinds = ["expense", "income", "refund", "transfer"] as const;
export type TransactionKind = (typeof transactionKinds)[number];

/** The household's settings: one record, SETTINGS_ID, that is always there. */
export type SettingsFields = {
  readonly name: string;
  /** The main currency: what the budget counts in. */
  readonly currency: CurrencyCode;
  readonly rule: Rule;
  readonly cycle: Cycle;
  readonly incomeMode: IncomeMode;
  /** Income that a person stated for a period; null if none. */
  readonly plannedIncomeMinor: bigint | null;
  /** The least income that a person stated for a period; null if none. */
  readonly floorIncomeMinor: bigint | null;
};

/** What a bank said is on an account: the statement that it was last reconciled with. */
export type Statement = {
  /** The balance at the end of this day. */
  readonly day: Day;
  readonly minor: bigint;
  /** Transactions to that day that are not on it. */
  readonly open: readonly Id[];
};

/** An account. */
export type AccountFields = {
  readonly name: string;
  readonly role: AccountRole;
  readonly currency: CurrencyCode;
  /** What was on the account before its first transaction here, and since when. */
  readonly openingMinor: bigint;
  readonly openingDay: Day | null;
  readonly closed: boolean;
  readonly order: number;
  readonly deleted: boolean;
  /** Null: never reconciled. */
  readonly statement: Statement | null;
};

/** A category; of its parents only the first one up counts (two levels). */
export type CategoryFields = {
  readonly name: string;
  readonly parent: Id | null;
  /** Id of a bucket of the rule; null takes the parent's. */
  readonly bucket: string | null;
  readonly kind: CategoryKind;
  readonly archived: boolean;
  readonly order: number;
  readonly deleted: boolean;
  /** What a person plans for a period, in the vault's main currency; null if nothing. */
  readonly plannedMinor: bigint | null;
};

/** A part of a transaction. */
export type Split = {
  readonly minor: bigint;
  readonly category: Id | null;
  readonly bucket: string | null;
  readonly note: string;
};

/** A transaction. Amounts are signed: into the account is positive. */
export type TransactionFields = {
  readonly day: Day;
  readonly account: Id | null;
  readonly kind: TransactionKind;
  readonly minor: bigint;
  /** Whom it was paid to, or what it was. */
  readonly text: string;
  readonly note: string;
  readonly category: Id | null;
  /** Counts in this bucket, whatever the category says. */
  readonly bucket: string | null;
  /** What they leave of the amount, or take too much of it, counts as a part without category. */
  readonly splits: readonly Split[] | null;
  /** The other account of a transfer, and what it did there: in that account's currency and sign. */
  readonly transferAccount: Id | null;
  readonly transferMinor: bigint;
  readonly pending: boolean;
  /** Income that is not expected again: left out of averages. */
  readonly windfall: boolean;
  readonly bankId: string | null;
  /** The bank's own text, once a person has changed `text`; null while it is the same. */
  readonly bankText: string | null;
  /** The import it came with. */
  readonly batch: Id | null;
  readonly deleted: boolean;
};

/** A saved review. Its snapshot never changes: the first one written stays. */
export type ReviewFields = {
  readonly snapshot: ReviewSnapshot | null;
  readonly deleted: boolean;
};

/** How many rows of an import got each verdict. */
export type BatchCounts = {
  readonly new: number;
  readonly same: number;
  readonly maybe: number;
  readonly changed: number;
  readonly skipped: number;
};

/** An import. Deleting it hides every transaction that came with it; nothing else of them changes. */
export type BatchFields = {
  readonly files: readonly string[];
  readonly format: string;
  /** One per file, in the same order. */
  readonly fingerprints: readonly string[];
  readonly counts: BatchCounts;
  readonly account: Id | null;
  readonly deleted: boolean;
};

/** A piece of advice that a person does not want to see in a period. */
export type DismissalFields = {
  /** Names the piece (budget/advice.ts). */
  readonly piece: string;
  /** First day of the period. */
  readonly firstDay: Day;
  readonly deleted: boolean;
};

/**
 * A rule of the household: what fits a query gets a category, a bucket or another text (rule/). The first one in
 * order that says a field wins.
 */
export type RuleFields = {
  /** As printQuery writes it for the locale "en"; an empty one, which a rule without anything said has, fits nothing. */
  readonly query: string;
  readonly category: Id | null;
  /** Id of a bucket of the budget's rule. */
  readonly bucket: string | null;
  /** What the transaction is called instead; its bank's text is kept. */
  readonly text: string | null;
  readonly order: number;
  readonly enabled: boolean;
  readonly deleted: boolean;
};

/** Which number of a date is its day, month and year. */
export const dateOrders = ["DMY", "MDY", "YMD"] as const;
export const decimalSigns = [".", ","] as const;
/** Whether amounts of a table mean what is written or the opposite. */
export const signAnswers = ["as-written", "inverted"] as const;

/** How a person said that tables with one header are read; null is what the file itself says. */
export type MappingFields = {
  /** Names the header. */
  readonly fingerprint: string;
  /** Which column is what, as `--map` takes it (import/csv/map-text.ts); empty if nothing was said. */
  readonly columns: string;
  readonly dateOrder: (typeof dateOrders)[number] | null;
  readonly decimal: (typeof decimalSigns)[number] | null;
  readonly sign: (typeof signAnswers)[number] | null;
  readonly currency: CurrencyCode | null;
  /** Where its rows went. */
  readonly account: Id | null;
  readonly deleted: boolean;
};

/** The fields of each table. */
export type TableFields = {
  readonly settings: SettingsFields;
  readonly account: AccountFields;
  readonly category: CategoryFields;
  readonly transaction: TransactionFields;
  readonly review: ReviewFields;
  readonly batch: BatchFields;
  readonly dismissal: DismissalFields;
  readonly rule: RuleFields;
  readonly mapping: MappingFields;
};

/** A kind of record. */
export type Table = keyof TableFields;
