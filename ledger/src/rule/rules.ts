/**
 * The household's rules: what fits a query gets a category, a bucket or another text. Which rule says what of a row
 * is in rule-outcomes.ts; making and changing rules in rule-changes.ts.
 */
import { settingsOf, type Book } from "../book/book.ts";
import { liveCategory } from "../book/category-tree.ts";
import type { RecordOf } from "../book/record-table.ts";
import { parseQuery } from "../query/parse-query.ts";
import { printQuery } from "../query/print-query.ts";
import { queryTest, type RowTest } from "../query/row-test.ts";
import type { QueryError } from "../query/query.ts";
import { fail, ok, type Result } from "../result.ts";

/** Rules that are looked at; what another program adds beyond them says nothing. */
export const RULES_MAX = 200;
/** Queries of rules are kept as they are written for this locale, so that they mean the same in every language. */
const RULE_LOCALE = "en";

/** Why a rule says nothing, or not all that it should. */
export type RuleProblem =
  | { readonly code: "rule-query"; readonly query: QueryError }
  | { readonly code: "rule-without-condition" }
  | { readonly code: "unknown-category" }
  | { readonly code: "unknown-bucket" };

/** The rules in their order; those in one place stay as they came. */
export function liveRules(book: Book): readonly RecordOf<"rule">[] {
  return book.tables.rule.records
    .filter((rule): rule is RecordOf<"rule"> => rule?.deleted === false)
    .toSorted((left, right) => left.order - right.order)
    .slice(0, RULES_MAX);
}

/** The test of a rule's rows. */
export function ruleTest(
  book: Book,
  { query }: Pick<RecordOf<"rule">, "query">,
): Result<RowTest, RuleProblem> {
  if (query.trim() === "") return fail({ code: "rule-without-condition" });
  const fits = queryTest(book, query, RULE_LOCALE);
  return fits.ok ? ok(fits.value) : fail({ code: "rule-query", query: fits.error });
}

/** What is wrong with a rule as the book is now: names in it may have changed. */
export function ruleProblem(book: Book, rule: RecordOf<"rule">): RuleProblem | undefined {
  const fits = ruleTest(book, rule);
  if (!fits.ok) return fits.error;
  if (rule.category !== null && liveCategory(book, rule.category) === undefined) {
    return { code: "unknown-category" };
  }
  return isBucket(book, rule.bucket) ? undefined : { code: "unknown-bucket" };
}

/** Whether a bucket is one of the budget's, or none. */
export function isBucket(book: Book, bucket: string | null): boolean {
  return bucket === null || settingsOf(book).rule.buckets.some(({ id }) => id === bucket);
}

/** A rule's query as a person of a locale types it; as it is kept if it is not understood. */
export function ruleQueryText(book: Book, query: string, locale: string): string {
  return respelled(book, query, RULE_LOCALE, locale) ?? query;
}

/** A query as a rule keeps it, from what was typed in a locale; undefined if it is not understood. */
export function keptQuery(book: Book, typed: string, locale: string): string | undefined {
  return respelled(book, typed, locale, RULE_LOCALE);
}

function respelled(book: Book, query: string, from: string, to: string): string | undefined {
  const { currency } = settingsOf(book);
  const parsed = parseQuery(query, { currency, locale: from });
  return parsed.ok ? printQuery(parsed.value, { currency, locale: to }) : undefined;
}
