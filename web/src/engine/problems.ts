/** What went wrong, as it crosses from the Worker to the page: codes and facts, no exceptions and no causes. */
import type { AccessError, Alarm, CommitError, SyncError, UnlockError } from "@coffer/client";
import type {
  AmountError,
  CategoryError,
  CurrencyCode,
  QueryError,
  ReconcileError,
  RuleError,
  UndoError,
} from "@coffer/ledger";

type EngineError = AccessError | CommitError | SyncError | UnlockError | UndoError;

/** Codes that the Worker itself adds to those of the engine. */
type OwnCode =
  | "amount"
  | "text-missing"
  | "account-missing"
  | "name-missing"
  | "name-used"
  | "date-wrong"
  | "rule-wrong"
  | "plan-wrong"
  | "kit-wrong"
  | "gone"
  | "nothing-to-undo"
  | "nothing-to-import"
  | "same-account"
  | "amount-needed"
  | "received-needed"
  | "moves-less-than-nothing"
  | "parts-differ"
  | "too-few-parts"
  | "too-many-parts"
  | "query"
  | "too-many"
  | "in-parts"
  | "device-unknown"
  | "not-open"
  /** It needs an account, and this is the sample's book. */
  | "sample"
  | "storage"
  | CategoryError["code"]
  | ReconcileError["code"]
  | RuleError["code"];

export interface Problem {
  readonly code: EngineError["code"] | OwnCode;
  /** Why a server refused. */
  readonly reason?: Extract<EngineError, { readonly code: "refused" }>["reason"];
  readonly alarm?: Alarm;
  readonly amount?: AmountError["code"];
  /** What of a query is not understood. */
  readonly query?: QueryError;
  /** Which account is on this device, or which name is used already. */
  readonly name?: string;
  /** Line of a kit that is missing or wrong, or field of a change that is. */
  readonly field?: string;
  readonly currency?: CurrencyCode;
}

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: Problem };

/** An answer that something was done. */
export const done: Answer<null> = { ok: true, value: null };

/** An answer with a value. */
export function answer<Value>(value: Value): Answer<Value> {
  return { ok: true, value };
}

/** An answer that something was not done. */
export function refuse(problem: Problem): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem };
}

/** The problem that an error of the engine is. */
export function problemOf(error: EngineError): Problem {
  switch (error.code) {
    case "server-refused":
    case "refused":
      return { code: error.code, reason: error.reason };
    case "alarm":
    case "stopped":
      return { code: error.code, alarm: error.alarm };
    case "home-in-use":
      return { code: error.code, name: error.loginName };
    case "invalid-change-set":
      return error.field === undefined
        ? { code: error.code }
        : { code: error.code, field: error.field };
    default:
      return { code: error.code };
  }
}
