/**
 * What rules, and then what the person did before, say of transactions that are about to be added. A category that
 * comes with a transaction stays. Rules are asked of the book as it would be with them, so that a query means the same
 * for a new transaction as for one that is there.
 */
import type { Book } from "../book/book.ts";
import type { Change, ChangeOf } from "../book/change.ts";
import { bookLimits } from "../book/limits.ts";
import type { Id } from "../book/id.ts";
import { rowOfId } from "../book/id-slots.ts";
import type { TransactionFields } from "../book/records.ts";
import { createSuggester, type Suggestion } from "../book/suggest.ts";
import { asIfChanged } from "../edit/as-if-changed.ts";
import type { CategoryReason } from "./reason-sentence.ts";
import { ruleOutcomes, type RuleOutcome } from "./rule-outcomes.ts";
import { liveRules } from "./rules.ts";

/** What is said of one transaction: the fields to add it with, and why; no reason if nothing is said. */
export type Categorised = {
  readonly fields: Partial<Pick<TransactionFields, "category" | "bucket" | "text" | "bankText">>;
  readonly reason: CategoryReason | null;
  /** How certain the category is, from 0 to 1; a rule is. */
  readonly confidence: number;
};

/**
 * The changes of an import, its new transactions with what rules and history say; `made` are accounts and categories
 * that come with it. What a later change of the same import says of a transaction holds, but for a text that a rule
 * gave: then it is the bank's.
 */
export function categorised(
  book: Book,
  made: readonly Change[],
  changes: readonly Change[],
): readonly Change[] {
  const additions = changes.filter(
    (change): change is ChangeOf<"transaction"> =>
      change.table === "transaction" && change.fields.batch !== undefined,
  );
  const said = categorise(
    book,
    additions.map(({ fields }) => fields),
    made,
  );
  const fieldsById = new Map(additions.map(({ id }, index) => [id, said[index]?.fields ?? {}]));
  return changes.map((change): Change => {
    if (change.table !== "transaction") return change;
    const fields = fieldsById.get(change.id);
    if (fields === undefined) return change;
    if (change.fields.batch !== undefined)
      return { ...change, fields: { ...change.fields, ...fields } };
    const { text, ...others } = change.fields;
    const isRenamed = fields.text !== undefined;
    return {
      ...change,
      fields: {
        ...others,
        ...(text !== undefined && (isRenamed && text !== "" ? { bankText: text } : { text })),
        ...(others.kind === "transfer" && fields.bucket !== undefined && { bucket: null }),
      },
    };
  });
}

const nothing: Categorised = { fields: {}, reason: null, confidence: 0 };

/** For each transaction what is said of it, in their order. */
export function categorise(
  book: Book,
  additions: readonly Partial<TransactionFields>[],
  made: readonly Change[] = [],
): readonly Categorised[] {
  const outcomes = outcomesOf(book, additions, made);
  const suggest = createSuggester(book);
  return additions.map((fields, index) => {
    const ruled = ruledFields(fields, outcomes[index] ?? {});
    if (ruled.fields.category !== undefined) return ruled;
    const { kind = "expense", category = null, splits = null, text = "" } = fields;
    if (kind === "transfer" || splits !== null || category !== null) return ruled;
    return withSuggestion(ruled, suggest(text, kind === "income" ? "income" : "expense"));
  });
}

function ruledFields(own: Partial<TransactionFields>, outcome: RuleOutcome): Categorised {
  const isFree = (own.category ?? null) === null;
  const category = isFree ? outcome.category : undefined;
  const bucket = isFree ? outcome.bucket : undefined;
  const text = outcome.text?.text === own.text ? undefined : outcome.text;
  const by = category ?? bucket ?? text;
  if (by === undefined) return nothing;
  const bankText = own.text === undefined || own.text === "" ? null : own.text;
  return {
    fields: {
      ...(category !== undefined && { category: category.category }),
      ...(bucket !== undefined && { bucket: bucket.bucket }),
      ...(text?.text !== undefined && text.text !== null && { text: text.text, bankText }),
    },
    reason: { by: "rule", query: by.query },
    confidence: 1,
  };
}

/** A suggested category, and why; a rule that only renamed the transaction is not why. */
function withSuggestion(ruled: Categorised, suggestion: Suggestion | undefined): Categorised {
  if (suggestion === undefined) return ruled;
  const { category, reason, confidence } = suggestion;
  return { fields: { ...ruled.fields, category }, reason, confidence };
}

function outcomesOf(
  book: Book,
  additions: readonly Partial<TransactionFields>[],
  made: readonly Change[],
): readonly (RuleOutcome | undefined)[] {
  const rules = liveRules(book).filter(({ enabled }) => enabled);
  if (rules.length === 0 || additions.length === 0) return [];
  const ids = freeIds(book);
  const changes = additions.map((fields): Change => {
    const { text = "", batch: _, ...others } = fields;
    const fitting = { text: text.slice(0, bookLimits.textCharactersMax), ...others };
    return { table: "transaction", id: ids(), fields: fitting };
  });
  const set = {
    id: ids(),
    label: "import",
    at: null,
    batch: null,
    undoes: null,
    changes: [...made, ...changes],
  };
  const first = book.transactions.count;
  return asIfChanged(book, [set], (then) => {
    const rows = additions.map((_, index) => first + index);
    const outcomes = ruleOutcomes(then, rules, rows);
    return rows.map((row) => outcomes.get(row));
  });
}

/** Gives ids that no transaction of a book has; they never leave this file. */
function freeIds(book: Book): () => Id {
  let last = 0;
  return () => {
    for (;;) {
      last += 1;
      const id = last.toString(16).padStart(32, "0") as Id;
      if (rowOfId(book.transactions, id) < 0) return id;
    }
  };
}
