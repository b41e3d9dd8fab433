/** What reports show, as plain data that the Worker computes, and what is asked for them. */
import type { AccountRole, CurrencyCode, Day, Period } from "@coffer/ledger";
import type { Answer } from "./problems.ts";
import type { TransactionModel } from "./view-models.ts";

/** A period with the name by which it is found again. */
export interface NamedPeriod extends Period {
  /** "2026-11", or the day it begins. */
  readonly name: string;
  readonly isRunning: boolean;
}

/** What every report of one period says about it. */
export interface ReportHead {
  readonly currency: CurrencyCode;
  readonly period: NamedPeriod;
  readonly previous: string | null;
  readonly next: string | null;
  /** Those to choose from, the latest first. */
  readonly periods: readonly NamedPeriod[];
  /** Currencies whose transactions did not count. */
  readonly notConverted: readonly CurrencyCode[];
}

/** A bucket of the rule. */
export interface ReportBucket {
  readonly id: string;
  readonly name: string;
  readonly kind: "ceiling" | "floor";
  readonly basisPoints: number;
}

/** Why an amount changed against the period before. */
export interface Causes {
  readonly new: bigint;
  readonly price: bigint;
  readonly volume: bigint;
  readonly timing: bigint;
}

export interface BucketVariance extends ReportBucket {
  readonly recommended: bigint;
  readonly actual: bigint;
  readonly status: "over" | "within" | "below" | "met";
  /** The distance from the rule, not negative. */
  readonly by: bigint;
  readonly basisPointsOfIncome: number | null;
  /** Actual − recommended, of all periods of this year. */
  readonly cumulated: bigint;
  /** Of the variance, against the period before; null without one. */
  readonly change: bigint | null;
  readonly causes: Causes;
}

/** A category or a payee, with what it came to in the period and in the one before. */
export interface PartModel {
  /** Null where nothing is named: no category, or a payee without a text. */
  readonly name: string | null;
  readonly categoryId: string | null;
  /** Of a payee: one of its transactions. */
  readonly payeeOf: string | null;
  readonly amount: bigint;
  readonly before: bigint;
  readonly change: bigint;
  /** In basis points of the whole change; null if the whole is what it was. */
  readonly shareOfChange: number | null;
  readonly count: number;
}

export interface OverUnderModel extends ReportHead {
  readonly income: bigint;
  readonly before: NamedPeriod | null;
  readonly buckets: readonly BucketVariance[];
  /** The bucket that is looked at, by its place. */
  readonly chosen: number;
  /** Its change against the period before, in a few steps. */
  readonly waterfall: {
    readonly start: bigint;
    readonly steps: readonly (PartModel & { readonly reached: bigint })[];
    readonly others: bigint;
    readonly end: bigint;
    readonly change: bigint;
  };
  /** What it is made of, what changed most first. */
  readonly parts: readonly PartModel[];
}

export interface SpendingPart extends Omit<PartModel, "change" | "shareOfChange"> {
  /** Of a bucket, its id; "none" for what has none. */
  readonly bucketId: string | null;
  readonly basisPoints: number | null;
}

export interface SpendingModel extends ReportHead {
  readonly buckets: readonly ReportBucket[];
  readonly before: NamedPeriod | null;
  readonly level: "bucket" | "category" | "payee";
  /** Where in the tree this is: names of the bucket and the category that were chosen. */
  readonly bucket: { readonly id: string; readonly name: string | null } | null;
  readonly category: { readonly id: string; readonly name: string | null } | null;
  readonly total: bigint;
  readonly parts: readonly SpendingPart[];
}

/** One period of many. */
export interface SeriesItem {
  readonly period: NamedPeriod;
  readonly income: bigint;
  readonly buckets: readonly {
    readonly actual: bigint;
    readonly recommended: bigint;
    readonly status: "over" | "within" | "below" | "met";
    readonly by: bigint;
    readonly basisPoints: number | null;
  }[];
  readonly unassigned: bigint;
}

export interface SeriesModel extends ReportHead {
  readonly buckets: readonly ReportBucket[];
  readonly items: readonly SeriesItem[];
}

export interface NetWorthModel extends ReportHead {
  readonly roles: readonly AccountRole[];
  readonly points: readonly {
    readonly period: NamedPeriod;
    readonly byRole: readonly bigint[];
    readonly total: bigint;
  }[];
  /** From the first point to the last. */
  readonly change: bigint;
}

export interface CashFlowModel extends ReportHead {
  readonly buckets: readonly ReportBucket[];
  readonly total: bigint;
  readonly sources: readonly {
    readonly kind: "income" | "back" | "before";
    readonly categoryId: string | null;
    readonly name: string | null;
    readonly amount: bigint;
  }[];
  readonly uses: readonly {
    readonly kind: "bucket" | "unassigned" | "income-back" | "unallocated";
    readonly place: number | null;
    readonly amount: bigint;
    readonly categories: readonly {
      readonly categoryId: string | null;
      readonly name: string | null;
      readonly amount: bigint;
    }[];
    readonly others: bigint;
  }[];
}

export interface DayModel {
  readonly day: Day;
  readonly amount: bigint;
  readonly count: number;
  /** 0 for nothing, up to 4 for the quarter of days with the most. */
  readonly level: number;
}

export interface DaysModel extends ReportHead {
  /** The month that the twelve before these end with, and that those after them do. */
  readonly earlier: string | null;
  readonly later: string | null;
  readonly buckets: readonly ReportBucket[];
  /** By month, the earliest first; each with all of its days up to today. */
  readonly months: readonly {
    readonly name: string;
    /** ISO weekday of its first day: 1 is Monday. */
    readonly weekday: number;
    readonly days: readonly DayModel[];
  }[];
  readonly total: bigint;
}

/** Transactions behind a figure: together they make it. */
export interface ReportListModel extends ReportHead {
  readonly bucketName: string | null;
  readonly categoryName: string | null;
  readonly payee: string | null;
  readonly day: Day | null;
  readonly total: bigint;
  readonly count: number;
  readonly items: readonly {
    readonly transaction: TransactionModel;
    readonly amount: bigint;
  }[];
}

/** Which transactions: ids alone, as an address may hold them. */
export interface ReportListAsk {
  readonly period: string | null;
  /** "none" is what counts in no bucket. */
  readonly bucket: string | null;
  readonly categoryId: string | null;
  readonly payeeOf: string | null;
  /** An ISO date: only this day, and only what was spent. */
  readonly day: string | null;
}

type Report<AskFor, Model> = readonly [ask: AskFor, answer: Answer<Model>];

export interface ReportRequests {
  readonly overUnder: Report<
    {
      readonly period: string | null;
      readonly bucket: string | null;
      readonly by: "category" | "payee";
    },
    OverUnderModel
  >;
  readonly spending: Report<
    {
      readonly period: string | null;
      readonly bucket: string | null;
      readonly categoryId: string | null;
    },
    SpendingModel
  >;
  readonly series: Report<{ readonly last: string | null; readonly count: number }, SeriesModel>;
  readonly netWorth: Report<
    { readonly last: string | null; readonly count: number },
    NetWorthModel
  >;
  readonly cashFlow: Report<{ readonly period: string | null }, CashFlowModel>;
  readonly spendingDays: Report<
    { readonly last: string | null; readonly bucket: string | null },
    DaysModel
  >;
  readonly reportList: Report<ReportListAsk, ReportListModel>;
}
