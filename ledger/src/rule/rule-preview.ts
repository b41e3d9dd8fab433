/** What a query finds, for somebody who makes a rule of it. */
import type { Book } from "../book/book.ts";
import { selectRows } from "../book/select-rows.ts";
import { queryTest } from "../query/row-test.ts";
import { fail, ok, type Result } from "../result.ts";
import type { RuleProblem } from "./rules.ts";

export type RulePreview = {
  readonly count: number;
  /** Of so many transactions that are shown. */
  readonly total: number;
  /** Rows of the newest ones. */
  readonly rows: readonly number[];
};

/** The transactions that a query finds, of which `most` are given. */
export function rulePreview(
  book: Book,
  query: string,
  locale: string,
  most: number,
): Result<RulePreview, RuleProblem> {
  if (query.trim() === "") return fail({ code: "rule-without-condition" });
  const fits = queryTest(book, query, locale);
  if (!fits.ok) return fail({ code: "rule-query", query: fits.error });
  const shown = selectRows(book, {}, Number.POSITIVE_INFINITY);
  const rows = shown.filter(fits.value);
  return ok({ count: rows.length, total: shown.length, rows: Array.from(rows.subarray(0, most)) });
}
