/** What Budget shows, as plain data. Amounts are minor units of the period's currency, spent or saved positive. */
import type {
  ClosedReview,
  CurrencyCode,
  Cycle,
  IncomeMode,
  Period,
  ReviewSnapshot,
  Rule,
} from "@coffer/ledger";
import type { PeriodModel, ReviewModel } from "../view-models.ts";

/** A period by its name, and its first and last day. */
export type NamedPeriod = Pick<PeriodModel, "name" | keyof Period>;

/** One category in one bucket (ledger: BudgetLine). */
export interface LineModel {
  readonly id: string | null;
  readonly name: string;
  /** The category that it is in. */
  readonly group: string | null;
  readonly actual: bigint;
  readonly planned: bigint | null;
  readonly isPlannable: boolean;
  /** The median of the sample; null without one. */
  readonly usual: bigint | null;
  readonly sample: readonly { readonly period: NamedPeriod; readonly amount: bigint }[];
  /** Planned − actual; null without a plan. */
  readonly left: bigint | null;
  /** What the whole period will come to. */
  readonly expected: bigint;
}

export interface PlanModel {
  readonly rule: Rule;
  readonly cycle: Cycle;
  readonly incomeMode: IncomeMode;
  readonly planned: bigint | null;
  readonly currency: CurrencyCode;
}

/** What one way to find the income comes to; null if it has nothing to count on. */
export interface IncomeChoiceModel {
  readonly mode: IncomeMode;
  readonly income: bigint | null;
  /** Whether the amount was found in this way, and not by what is expected in its stead. */
  readonly isOwn: boolean;
}

export interface PastPeriodModel {
  readonly period: NamedPeriod;
  /** In the order of the rule that was asked for; null where nothing was. */
  readonly buckets: ReviewModel["buckets"][number]["status"][] | null;
  readonly isClosed: boolean;
}

/** A closed review, as closed and as its period comes to now. */
export interface ClosedModel {
  readonly id: string;
  readonly period: NamedPeriod | null;
  readonly snapshot: ReviewSnapshot;
  readonly restatement: ClosedReview["restatement"];
}

/** What is to be looked at before a period is closed. */
export interface ChecksModel {
  readonly period: NamedPeriod;
  readonly currency: CurrencyCode;
  readonly daysToCome: number;
  readonly unassignedCount: number;
  readonly unassigned: bigint;
  readonly pendingCount: number;
  readonly notConverted: readonly { readonly currency: CurrencyCode; readonly count: number }[];
}

export interface BudgetModel {
  /** By the rule that was asked for. */
  readonly review: ReviewModel;
  readonly isOver: boolean;
  readonly previous: string | null;
  readonly next: string | null;
  /** In the order of the rule. */
  readonly lines: readonly (readonly LineModel[])[];
  /** What is planned for each bucket's categories together; null if nothing is. */
  readonly planned: readonly (bigint | null)[];
  readonly unassigned: readonly LineModel[];
  /** Categories in use whose bucket the rule does not have. */
  readonly homeless: number;
  readonly plan: PlanModel;
  readonly incomes: readonly IncomeChoiceModel[];
  /** The last twelve periods up to this one, the earliest first. */
  readonly history: readonly PastPeriodModel[];
  /** The newest closed review of this period. */
  readonly closed: ClosedModel | null;
}
