/**
 * What a person does with rules, as the changes that it takes. A rule is checked when it is made or changed; names
 * that change later make it one with a problem (rules.ts), and it then says nothing.
 */
import type { Book } from "../book/book.ts";
import { liveCategory } from "../book/category-tree.ts";
import type { Change } from "../book/change.ts";
import type { Id } from "../book/id.ts";
import { bookLimits } from "../book/limits.ts";
import { recordOf, type RecordOf } from "../book/record-table.ts";
import type { RuleFields } from "../book/records.ts";
import { fail, ok, type Result } from "../result.ts";
import { queryTest } from "../query/row-test.ts";
import { isBucket, keptQuery, liveRules, RULES_MAX, type RuleProblem } from "./rules.ts";

export type RuleError =
  | RuleProblem
  | { readonly code: "unknown-rule" }
  | { readonly code: "rule-does-nothing" }
  | { readonly code: "rule-text"; readonly most: number }
  | { readonly code: "rule-too-long"; readonly most: number }
  | { readonly code: "too-many-rules"; readonly most: number };

/** What can be said about a rule; its query as it is typed in `locale`. */
export type RuleWish = {
  readonly query?: string;
  readonly category?: Id | null;
  readonly bucket?: string | null;
  readonly text?: string | null;
  readonly enabled?: boolean;
};

/** Adds a rule after all others. */
export function newRule(
  book: Book,
  id: Id,
  wish: RuleWish,
  locale: string,
): Result<readonly Change[], RuleError> {
  const rules = liveRules(book);
  if (rules.length >= RULES_MAX) return fail({ code: "too-many-rules", most: RULES_MAX });
  const { query = "", category = null, bucket = null, text = null, enabled = true } = wish;
  const checked = checkedFields(book, { query, category, bucket, text }, locale);
  if (!checked.ok) return checked;
  const fields = { ...checked.value, enabled, order: orderAfter(rules) };
  return ok([{ table: "rule", id, fields }]);
}

/** Changes what is wished, and nothing else. */
export function changeRule(
  book: Book,
  id: Id,
  wish: RuleWish,
  locale: string,
): Result<readonly Change[], RuleError> {
  const rule = liveRule(book, id);
  if (rule === undefined) return fail({ code: "unknown-rule" });
  const { enabled = rule.enabled, ...said } = wish;
  const { category = rule.category, bucket = rule.bucket, text = rule.text } = said;
  const asked = Object.keys(said).length > 0;
  const checked = asked
    ? checkedFields(book, { query: said.query, category, bucket, text }, locale)
    : ok({});
  if (!checked.ok) return checked;
  const wanted: Partial<RuleFields> = { ...checked.value, enabled };
  const fields = Object.fromEntries(
    Object.entries(wanted).filter(([name, value]) => rule[name as keyof RuleFields] !== value),
  );
  return ok(Object.keys(fields).length === 0 ? [] : [{ table: "rule", id, fields }]);
}

/** Puts a rule in another place, from 0; the others keep their order. */
export function moveRule(book: Book, id: Id, place: number): Result<readonly Change[], RuleError> {
  const rule = liveRule(book, id);
  if (rule === undefined) return fail({ code: "unknown-rule" });
  const others = liveRules(book).filter((each) => each.id !== id);
  const order = others.toSpliced(Math.max(0, place), 0, rule);
  return ok(
    order.flatMap((each, index): readonly Change[] =>
      each.order === index ? [] : [{ table: "rule", id: each.id, fields: { order: index } }],
    ),
  );
}

/** Removes a rule; what it did stays. */
export function removeRule(book: Book, id: Id): Result<readonly Change[], RuleError> {
  if (liveRule(book, id) === undefined) return fail({ code: "unknown-rule" });
  return ok([{ table: "rule", id, fields: { deleted: true } }]);
}

function liveRule(book: Book, id: Id): RecordOf<"rule"> | undefined {
  const rule = recordOf(book.tables.rule, id);
  return rule?.deleted === false ? rule : undefined;
}

type Said = {
  /** Undefined: it stays as it is. */
  readonly query: string | undefined;
  readonly category: Id | null;
  readonly bucket: string | null;
  readonly text: string | null;
};

function checkedFields(
  book: Book,
  { query, category, bucket, text }: Said,
  locale: string,
): Result<Partial<RuleFields>, RuleError> {
  const kept = query === undefined ? ok(undefined) : checkedQuery(book, query, locale);
  if (!kept.ok) return kept;
  if (category !== null && liveCategory(book, category) === undefined) {
    return fail({ code: "unknown-category" });
  }
  if (!isBucket(book, bucket)) return fail({ code: "unknown-bucket" });
  const renamed = text?.trim() ?? null;
  const most = bookLimits.textCharactersMax;
  if (renamed !== null && (renamed === "" || renamed.length > most)) {
    return fail({ code: "rule-text", most });
  }
  if (category === null && bucket === null && renamed === null) {
    return fail({ code: "rule-does-nothing" });
  }
  const own = kept.value === undefined ? {} : { query: kept.value };
  return ok({ ...own, category, bucket, text: renamed });
}

function checkedQuery(book: Book, query: string, locale: string): Result<string, RuleError> {
  if (query.trim() === "") return fail({ code: "rule-without-condition" });
  const fits = queryTest(book, query, locale);
  if (!fits.ok) return fail({ code: "rule-query", query: fits.error });
  const kept = keptQuery(book, query, locale) ?? "";
  const most = bookLimits.queryCharactersMax;
  return kept.length > most ? fail({ code: "rule-too-long", most }) : ok(kept);
}

function orderAfter(rules: readonly RecordOf<"rule">[]): number {
  return Math.min((rules.at(-1)?.order ?? -1) + 1, bookLimits.orderMax);
}
