/** Rules as Settings shows them, and what one asks about them. */
import type { Day, QueryError } from "@coffer/ledger";

export interface RuleModel {
  readonly id: string;
  /** As this person types it. */
  readonly query: string;
  readonly categoryId: string | null;
  readonly category: string | null;
  readonly bucket: string | null;
  readonly text: string | null;
  readonly isEnabled: boolean;
  /** Why it does not do all that it says; the part of its query that is not understood, or what is gone. */
  readonly problem:
    | { readonly about: "query"; readonly query: QueryError }
    | { readonly about: "category" | "bucket" }
    | null;
}

/** What is said of a rule; an empty text for none. */
export interface RuleDraft {
  readonly query: string;
  readonly categoryId: string;
  readonly bucket: string;
  readonly text: string;
}

/** The newest transactions that a condition finds, and how many it does of how many. */
export interface FoundModel {
  readonly count: number;
  readonly total: number;
  readonly newest: readonly { readonly id: string; readonly day: Day; readonly text: string }[];
}

/** Of a transaction that would change: what of it, old and new. */
export interface RuledModel {
  readonly id: string;
  readonly day: Day;
  readonly text: string;
  readonly old: RuledParts;
  readonly new: RuledParts;
}

/** Parts that differ; a category's path and a bucket's name, null for none. */
export interface RuledParts {
  readonly category?: string | null;
  readonly bucket?: string | null;
  readonly text?: string | null;
}

/** Which rule, null for all, and whether what a person chose changes too. */
export interface ApplyAsk {
  readonly id: string | null;
  readonly alsoByHand: boolean;
}

export interface DiffModel {
  readonly changed: number;
  /** The newest of them. */
  readonly rows: readonly RuledModel[];
  /** How many stay because a person chose them, and the newest of them. */
  readonly kept: number;
  readonly keptRows: readonly RuledModel[];
}
