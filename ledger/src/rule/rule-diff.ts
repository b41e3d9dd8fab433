/**
 * What rules would do to older transactions: for each the fields that would change, old and new. What a person chose
 * is listed apart and stays, unless it is asked for. Nothing is written here; the changes are one action.
 */
import type { Book } from "../book/book.ts";
import type { ChangeOf } from "../book/change.ts";
import type { Id } from "../book/id.ts";
import { transactionInRow, type TransactionRecord } from "../book/listing.ts";
import type { RecordOf } from "../book/record-table.ts";
import type { TransactionFields } from "../book/records.ts";
import { selectRows } from "../book/select-rows.ts";
import { BULK_MAX } from "../edit/bulk-edit.ts";
import { editedText } from "../edit/edited-text.ts";
import { ruleOutcomes, type RuleOutcome } from "./rule-outcomes.ts";
import { liveRules } from "./rules.ts";
import { handTest, type RuleField } from "./set-by-hand.ts";

/** What a rule can say of a transaction. */
export type RuledFields = Pick<TransactionFields, "category" | "bucket" | "text">;

/** One transaction that rules would change; `before` and `after` have the fields that differ. */
export type RuledRow = {
  readonly id: Id;
  readonly row: number;
  readonly before: Partial<RuledFields>;
  readonly after: Partial<RuledFields>;
};

export type RuleDiff = {
  /** Transactions that fit a rule. */
  readonly matched: number;
  /** Newest first; at most as many as one action may change. */
  readonly rows: readonly RuledRow[];
  /** Fields that a person chose, and that stay; empty if these are to be changed too. */
  readonly byHand: readonly RuledRow[];
  /** Transactions beyond what one action may change: they are next when the rules are applied again. */
  readonly left: number;
  readonly changes: readonly ChangeOf<"transaction">[];
};

/**
 * What some rules do to every transaction that is shown; where a rule before them says something else, that one wins,
 * and is not applied.
 */
export function ruleDiff(
  book: Book,
  rules: readonly RecordOf<"rule">[],
  { alsoByHand }: { readonly alsoByHand: boolean },
): RuleDiff {
  const shown = selectRows(book, {}, Number.POSITIVE_INFINITY);
  const outcomes = outcomesOfSome(book, rules, shown);
  const isByHand = handTest(book);
  const rows: RuledRow[] = [];
  const byHand: RuledRow[] = [];
  const changes: ChangeOf<"transaction">[] = [];
  let left = 0;
  for (const row of shown) {
    const outcome = outcomes.get(row);
    if (outcome === undefined) continue;
    const transaction = transactionInRow(book, row);
    const wanted = wantedFields(transaction, outcome);
    const kept = wanted.filter(([field]) => !alsoByHand && isByHand(row, field));
    const set = wanted.filter((entry) => !kept.includes(entry));
    if (kept.length > 0) byHand.push(ruledRow(transaction, row, kept));
    if (set.length === 0) continue;
    if (rows.length === BULK_MAX) {
      left += 1;
      continue;
    }
    const ruled = ruledRow(transaction, row, set);
    rows.push(ruled);
    const { text, ...others } = ruled.after;
    const fields = { ...others, ...(text !== undefined && editedText(transaction, text)) };
    changes.push({ table: "transaction", id: transaction.id, fields });
  }
  return { matched: outcomes.size, rows, byHand, left, changes };
}

function outcomesOfSome(
  book: Book,
  rules: readonly RecordOf<"rule">[],
  rows: Iterable<number>,
): ReadonlyMap<number, RuleOutcome> {
  const applied = new Set(rules.map(({ id }) => id));
  const outcomes = new Map<number, RuleOutcome>();
  for (const [row, outcome] of ruleOutcomes(book, liveRules(book), rows)) {
    const own = Object.entries(outcome).filter(([, rule]) => applied.has(rule.id));
    if (own.length > 0) outcomes.set(row, Object.fromEntries(own));
  }
  return outcomes;
}

type Wanted = readonly [RuleField, string | null];

/** The fields that rules say and that are not so already. */
function wantedFields(transaction: TransactionRecord, outcome: RuleOutcome): readonly Wanted[] {
  const all: readonly Wanted[] = (["category", "bucket", "text"] as const).flatMap((field) => {
    const value = outcome[field]?.[field];
    return value === undefined || value === transaction[field] ? [] : [[field, value] as const];
  });
  return all;
}

function ruledRow(
  transaction: TransactionRecord,
  row: number,
  wanted: readonly Wanted[],
): RuledRow {
  return {
    id: transaction.id,
    row,
    before: Object.fromEntries(wanted.map(([field]) => [field, transaction[field]])),
    after: Object.fromEntries(wanted),
  };
}
