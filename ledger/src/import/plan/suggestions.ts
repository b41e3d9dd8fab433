/** What rules and the person's history say of the rows that an import would add, to be shown before it is written. */
import { beginningOf } from "../../book/beginning.ts";
import type { Book } from "../../book/book.ts";
import { categoryPath, liveCategory } from "../../book/category-tree.ts";
import type { Id } from "../../book/id.ts";
import { bookLimits } from "../../book/limits.ts";
import { categorise, type Categorised } from "../../rule/categorise.ts";
import { reasonSentence } from "../../rule/reason-sentence.ts";
import { sentenceText, type Sentence } from "../../sentence.ts";
import type { SuggestionJson } from "../import-json.ts";
import type { RowVerdict } from "../verdict.ts";
import type { PlannedGroup, PlannedTransaction } from "./transactions.ts";

/** What a row gets beyond what its file says; null: nothing. */
export interface RowSuggestion {
  readonly category: { readonly id: Id; readonly path: string } | null;
  /** Id of a bucket of its own. */
  readonly bucket: string | null;
  /** What it is called instead of the bank's text. */
  readonly text: string | null;
  readonly reason: Sentence;
  /** How certain the category is, from 0 to 1. */
  readonly confidence: number;
}

/** For each row of a file what it gets; only new rows, and those that may be new, get anything. */
export function suggestionsOf(
  book: Book,
  groups: readonly PlannedGroup[],
  verdicts: readonly RowVerdict[],
): readonly (RowSuggestion | null)[] {
  const suggestions = verdicts.map((): RowSuggestion | null => null);
  const asked = groups.flatMap(({ rows, transactions: [only, ...more] }) => {
    const isNew = rows.some((row) => ["new", "maybe"].includes(verdicts[row]?.verdict ?? ""));
    return isNew && only !== undefined && more.length === 0 && isFree(only)
      ? [{ rows, transaction: only }]
      : [];
  });
  const said = categorise(
    book,
    asked.map(({ transaction }) => ({
      day: transaction.day,
      account: transaction.own.place.account?.id ?? null,
      kind: transaction.kind,
      minor: transaction.own.minor,
      text: beginningOf(transaction.text, bookLimits.textCharactersMax),
      note: beginningOf(transaction.note, bookLimits.noteCharactersMax),
      pending: transaction.pending,
    })),
  );
  for (const [index, { rows }] of asked.entries()) {
    const suggestion = suggestionOf(book, said[index]);
    for (const row of rows) suggestions[row] = suggestion;
  }
  return suggestions;
}

/** A transfer needs no category, and what its source has sorted stays so. */
function isFree({ kind, parts }: PlannedTransaction): boolean {
  return (
    kind !== "transfer" && parts.length < 2 && parts.every(({ category }) => category === null)
  );
}

function suggestionOf(book: Book, said: Categorised | undefined): RowSuggestion | null {
  if (said === undefined || said.reason === null) return null;
  const { category: id, bucket = null, text = null } = said.fields;
  const category = liveCategory(book, id ?? null);
  return {
    category:
      category === undefined ? null : { id: category.id, path: categoryPath(book, category) },
    bucket,
    text,
    reason: reasonSentence(said.reason),
    confidence: said.confidence,
  };
}

/** The suggestion for programs, its reason in English. */
export function suggestionJson(suggestion: RowSuggestion | null): SuggestionJson | null {
  if (suggestion === null) return null;
  const { category, bucket, text, reason, confidence } = suggestion;
  return {
    category: category?.path ?? null,
    bucket,
    text,
    reason: sentenceText(reason),
    confidence: Math.round(confidence * 100) / 100,
  };
}
