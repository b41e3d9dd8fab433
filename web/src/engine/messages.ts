/**
 * What page and Worker say to each other. The page asks and gets one answer; the Worker tells the status whenever it
 * changes. Keys stay in the Worker: of secrets the page sees what a person types, the kit and a link code.
 */
import type { Alarm } from "@coffer/client";
import type {
  AccountRole,
  AccountTotals,
  CategoryKind,
  CurrencyCode,
  Cycle,
  ExportFormat,
  IncomeMode,
  Rule,
  Suggestion,
} from "@coffer/ledger";
import type { QueueModel } from "./home-models.ts";
import type { Answer, Problem } from "./problems.ts";
import type { ReportRequests } from "./report-models.ts";
import type { BudgetModel, ChecksModel, ClosedModel } from "./views/budget-models.ts";
import type { ReconcileModel, StatementAsk } from "./views/reconcile-view.ts";
import type { CategoriesModel } from "./views/categories-view.ts";
import type { ApplyAsk, DiffModel, FoundModel, RuleDraft, RuleModel } from "./views/rule-models.ts";
import type {
  AccountModel,
  Choices,
  HomeModel,
  EditedRowModel,
  ImportBatchModel,
  ImportModel,
  Money,
  SecurityModel,
} from "./view-models.ts";
import type {
  BulkAsk,
  BulkPreview,
  EditedTransaction,
  ListFilterModel,
  ListWindow,
  PartsModel,
  TransactionDetails,
} from "./transaction-models.ts";

/** Where the account on this browser is. */
export type Status =
  | { readonly phase: "starting" }
  /** The browser keeps no files, or lacks something that the engine needs. */
  | { readonly phase: "unsupported" }
  /** Another tab has the account. */
  | { readonly phase: "elsewhere" }
  /** Another tab took the account over from this one. */
  | { readonly phase: "displaced" }
  | { readonly phase: "empty" }
  | { readonly phase: "damaged" }
  | { readonly phase: "locked"; readonly loginName: string; readonly isSignedOut: boolean }
  | OpenStatus;

export interface OpenStatus {
  readonly phase: "open";
  /** Whether this is the sample's book, which is in memory alone; it has no account. */
  readonly isSample: boolean;
  readonly loginName: string;
  readonly serverUrl: string;
  readonly currency: CurrencyCode;
  readonly sync: "syncing" | "synced" | "offline" | "problem";
  /** Why the last sync failed, unless it was the network. */
  readonly problem: Problem | null;
  /** Changes that wait for the server. */
  readonly waiting: number;
  readonly alarm: Alarm | null;
  readonly hasLostPending: boolean;
  /** What undo and redo would act on; null if there is nothing. */
  readonly undo: string | null;
  readonly redo: string | null;
  /** Grows with every change of the book: what screens show is asked for again. */
  readonly revision: number;
}

/** A kit that the person must keep, or null. */
export type KitAnswer = Answer<{ readonly kit: string | null }>;

export interface Plan {
  /** An id of a preset, percents such as 50/30/20, or a whole rule. */
  readonly rule?: string | Rule;
  readonly cycle?: Cycle;
  readonly incomeMode?: IncomeMode;
  /** As typed; empty for none. */
  readonly planned?: string;
}

/** What of a what-if becomes the plan; what is left out stays. */
export interface WhatIfPlan {
  readonly rule?: Rule;
  /** Becomes what is expected, instead of what came in. */
  readonly income?: bigint;
  readonly planned: readonly { readonly categoryId: string; readonly amount: bigint }[];
}

/** What a person typed for a new transaction. */
export interface NewTransaction {
  /** Amount, with + before it if it came in, then what it was. */
  readonly line: string;
  readonly isIncome: boolean;
  /** ISO date. */
  readonly date: string;
  readonly accountId: string | null;
  /** Null: the suggested one. */
  readonly categoryId: string | null;
}

/** What the line would add. */
export interface Understood {
  readonly amount: Money;
  readonly text: string;
  readonly category: string | null;
  readonly categoryId: string | null;
  readonly why: "chosen" | "none" | Suggestion["reason"]["by"];
  /** How the line could go on, as it did before; null if that is not known. */
  readonly completed: string | null;
}

/** Which of the files of an import is being read; counted from 1. */
export interface ImportProgress {
  readonly name: string;
  readonly number: number;
  readonly of: number;
}

export interface ImportAnswers {
  readonly accountId: string | null;
  readonly dateOrder?: string;
  readonly decimal?: string;
  readonly sign?: string;
  readonly currency?: string;
  /** What a person says of the columns of tables, by the place of the file: columns of each role. */
  readonly maps?: Readonly<Record<number, Readonly<Record<string, readonly number[]>>>>;
}

/** What a person says of single rows of a file, by their place in it. */
export interface ImportChoices {
  readonly leftOut: readonly number[];
  readonly taken: readonly number[];
  readonly joined: readonly number[];
}

export interface EditedCategory {
  readonly id: string;
  readonly name: string;
  /** Null: none. */
  readonly parentId: string | null;
  /** Null: its parent's, or none. */
  readonly bucket: string | null;
  readonly isArchived: boolean;
}

export interface NewCategory extends Pick<EditedCategory, "name" | "parentId" | "bucket"> {
  readonly kind: CategoryKind;
}

/** Every request by its name: what is asked with it, and what it answers. */
export interface Requests extends ReportRequests {
  readonly start: readonly [ask: null, answer: null];
  readonly takeOver: readonly [ask: null, answer: null];
  readonly signUp: readonly [
    ask: {
      readonly name: string;
      readonly password: string;
      readonly invitation: string | null;
      readonly currency: string;
      readonly income: string;
      readonly rule: string;
      readonly cycle: Cycle;
    },
    answer: KitAnswer,
  ];
  readonly unlock: readonly [ask: { readonly password: string }, answer: KitAnswer];
  readonly logIn: readonly [
    ask: {
      readonly name: string;
      readonly password: string;
      /** A link code, or what a kit or an account secret says. */
      readonly by:
        | { readonly kind: "link"; readonly code: string }
        | { readonly kind: "kit"; readonly text: string };
    },
    answer: KitAnswer,
  ];
  readonly recover: readonly [
    ask: { readonly kit: string; readonly password: string },
    answer: KitAnswer,
  ];
  readonly lock: readonly [ask: null, answer: null];
  readonly logOut: readonly [ask: { readonly forget: boolean }, answer: null];
  readonly sync: readonly [ask: null, answer: null];
  /** Opens the sample household, where this browser has no account. */
  readonly showSample: readonly [ask: { readonly currency: string }, answer: Answer<null>];
  readonly dropSample: readonly [ask: null, answer: null];
  /** The browser has found or lost its network: not every browser tells its Workers. */
  readonly networkChanged: readonly [ask: null, answer: null];

  readonly home: readonly [ask: null, answer: Answer<HomeModel>];
  readonly budget: readonly [
    ask: {
      readonly period: string | null;
      /** Id of a preset to show instead of the plan's rule. */
      readonly preset: string | null;
    },
    answer: Answer<BudgetModel>,
  ];
  readonly closed: readonly [ask: null, answer: Answer<readonly ClosedModel[]>];
  readonly checks: readonly [ask: { readonly period: string | null }, answer: Answer<ChecksModel>];
  readonly list: readonly [
    ask: { readonly filter: ListFilterModel; readonly from: number; readonly count: number },
    answer: Answer<ListWindow>,
  ];
  /** The ids of a stretch of a list; fails for more than can be changed at once. */
  readonly listIds: readonly [
    ask: { readonly filter: ListFilterModel; readonly from: number; readonly count: number },
    answer: Answer<readonly string[]>,
  ];
  readonly transaction: readonly [ask: { readonly id: string }, answer: Answer<TransactionDetails>];
  readonly readParts: readonly [
    ask: { readonly id: string; readonly amount: string; readonly parts: readonly string[] },
    answer: Answer<PartsModel>,
  ];
  readonly previewBulk: readonly [ask: BulkAsk, answer: Answer<BulkPreview>];
  readonly choices: readonly [ask: null, answer: Answer<Choices>];
  readonly accounts: readonly [ask: null, answer: Answer<readonly AccountModel[]>];
  readonly accountTotals: readonly [ask: null, answer: Answer<readonly AccountTotals[]>];
  readonly reconciliation: readonly [ask: StatementAsk, answer: Answer<ReconcileModel>];
  readonly security: readonly [ask: null, answer: Answer<SecurityModel>];
  readonly categories: readonly [ask: null, answer: Answer<CategoriesModel>];
  readonly rules: readonly [ask: null, answer: Answer<readonly RuleModel[]>];
  /** What a condition finds. */
  readonly found: readonly [ask: { readonly query: string }, answer: Answer<FoundModel>];
  readonly ruleDiff: readonly [ask: ApplyAsk, answer: Answer<DiffModel>];
  readonly imports: readonly [ask: null, answer: Answer<readonly ImportBatchModel[]>];

  /** What waits for review, without what was skipped. */
  readonly queue: readonly [
    ask: { readonly skipped: readonly string[] },
    answer: Answer<QueueModel>,
  ];
  readonly sortInto: readonly [
    ask: { readonly id: string; readonly categoryId: string; readonly isForAlike: boolean },
    /** How many, and the revision of the book that has it. */
    answer: Answer<{ readonly count: number; readonly revision: number }>,
  ];
  readonly settlePending: readonly [
    ask: { readonly id: string; readonly isBooked: boolean },
    answer: Answer<{ readonly revision: number }>,
  ];
  /** Puts away a piece of advice for this period. */
  readonly dismissAdvice: readonly [ask: { readonly piece: string }, answer: Answer<null>];
  /** Plans with the rule that a piece of advice proposes. */
  readonly followAdvice: readonly [ask: { readonly piece: string }, answer: Answer<null>];

  readonly understand: readonly [ask: NewTransaction, answer: Answer<Understood>];
  readonly add: readonly [ask: NewTransaction, answer: Answer<{ readonly id: string }>];
  readonly edit: readonly [ask: EditedTransaction, answer: Answer<null>];
  readonly remove: readonly [ask: { readonly id: string }, answer: Answer<null>];
  readonly transfer: readonly [
    ask: {
      readonly amount: string;
      /** What arrived, between accounts of two currencies. */
      readonly received: string | null;
      readonly fromId: string;
      readonly toId: string;
      readonly date: string;
    },
    answer: Answer<null>,
  ];
  /** The same again, today. */
  readonly duplicate: readonly [
    ask: { readonly id: string },
    answer: Answer<{ readonly id: string }>,
  ];
  readonly changeMany: readonly [ask: BulkAsk, answer: Answer<{ readonly changed: number }>];
  readonly undo: readonly [ask: null, answer: Answer<{ readonly kept: number }>];
  readonly redo: readonly [ask: null, answer: Answer<{ readonly kept: number }>];
  readonly setPlan: readonly [ask: Plan, answer: Answer<null>];
  readonly setPlanned: readonly [
    /** The amount as typed; empty for none. */
    ask: { readonly categoryId: string; readonly amount: string },
    answer: Answer<null>,
  ];
  /** Plans what is usual for every category of the period without a plan; answers for how many. */
  readonly planUsual: readonly [
    ask: { readonly period: string | null },
    answer: Answer<{ readonly count: number }>,
  ];
  readonly applyWhatIf: readonly [ask: WhatIfPlan, answer: Answer<null>];
  readonly closePeriod: readonly [
    ask: { readonly period: string | null; readonly notes: string },
    answer: Answer<null>,
  ];
  readonly reopen: readonly [ask: { readonly reviewId: string }, answer: Answer<null>];
  readonly addAccount: readonly [
    ask: { readonly name: string; readonly role: AccountRole; readonly opening: string },
    answer: Answer<null>,
  ];
  readonly setAccount: readonly [
    ask: {
      readonly id: string;
      readonly name: string;
      readonly role: AccountRole;
      readonly isClosed: boolean;
    },
    answer: Answer<null>,
  ];

  readonly reconcile: readonly [
    ask: StatementAsk & {
      /** What takes the difference: the opening amount, a transaction of a name, or nothing. */
      readonly balancing:
        | { readonly by: "opening" }
        | { readonly by: "transaction"; readonly name: string }
        | null;
    },
    answer: Answer<null>,
  ];
  readonly correctAmount: readonly [
    ask: { readonly id: string; readonly minor: bigint },
    answer: Answer<null>,
  ];

  readonly setHousehold: readonly [ask: { readonly name: string }, answer: Answer<null>];
  readonly addCategory: readonly [ask: NewCategory, answer: Answer<null>];
  readonly setCategory: readonly [ask: EditedCategory, answer: Answer<null>];
  readonly mergeCategory: readonly [
    ask: { readonly id: string; readonly intoId: string },
    answer: Answer<null>,
  ];
  readonly deleteCategory: readonly [ask: { readonly id: string }, answer: Answer<null>];
  readonly addRule: readonly [ask: RuleDraft, answer: Answer<{ readonly id: string }>];
  readonly setRule: readonly [
    ask: { readonly id: string; readonly draft: RuleDraft },
    answer: Answer<null>,
  ];
  readonly switchRule: readonly [
    ask: { readonly id: string; readonly isEnabled: boolean },
    answer: Answer<null>,
  ];
  /** To a place from 0. */
  readonly moveRule: readonly [
    ask: { readonly id: string; readonly place: number },
    answer: Answer<null>,
  ];
  readonly removeRule: readonly [ask: { readonly id: string }, answer: Answer<null>];
  readonly applyRules: readonly [ask: ApplyAsk, answer: Answer<{ readonly changed: number }>];

  readonly readImport: readonly [
    ask: {
      readonly files: readonly {
        readonly name: string;
        readonly bytes: Uint8Array<ArrayBuffer>;
      }[];
      readonly answers: ImportAnswers;
    },
    answer: Answer<ImportModel | null>,
  ];
  /** Reads the same files again with other answers. Null, like above: dropImport came first. */
  readonly answerImport: readonly [ask: ImportAnswers, answer: Answer<ImportModel | null>];
  readonly writeImport: readonly [
    ask: {
      readonly maybe: boolean;
      readonly changed: boolean;
      /** For each file in turn. */
      readonly choices: readonly ImportChoices[];
    },
    answer: Answer<{ readonly written: number }>,
  ];
  readonly dropImport: readonly [ask: null, answer: null];
  /** Takes an import back, unless rows of it were edited since: then they are the answer, and nothing is done. */
  readonly undoImport: readonly [
    ask: { readonly id: string; readonly isEditedToo: boolean },
    answer: Answer<readonly EditedRowModel[]>,
  ];

  readonly makeLinkCode: readonly [ask: null, answer: Answer<{ readonly code: string }>];
  readonly revoke: readonly [
    ask: { readonly deviceId: string; readonly password: string },
    answer: KitAnswer,
  ];
  readonly changePassword: readonly [
    ask: { readonly old: string; readonly password: string },
    answer: KitAnswer,
  ];
  readonly newKit: readonly [ask: { readonly password: string }, answer: KitAnswer];
  readonly exportAll: readonly [
    ask: { readonly format: ExportFormat; readonly password: string },
    answer: Answer<{ readonly text: string }>,
  ];
}

export type RequestName = keyof Requests;
export type Ask<Name extends RequestName> = Requests[Name][0];
export type AnswerTo<Name extends RequestName> = Requests[Name][1];

/** From the page. */
export interface RequestMessage<Name extends RequestName = RequestName> {
  readonly id: number;
  readonly name: Name;
  readonly ask: Ask<Name>;
  /** BCP 47 tag of what a person types. */
  readonly locale: string;
}

/** From the Worker. */
export type WorkerMessage =
  | { readonly kind: "answer"; readonly id: number; readonly value: AnswerTo<RequestName> }
  /** Something broke: a bug, or the browser's storage. What was durable is. */
  | { readonly kind: "failed"; readonly id: number; readonly what: string }
  | { readonly kind: "status"; readonly status: Status }
  | { readonly kind: "import-progress"; readonly progress: ImportProgress };
