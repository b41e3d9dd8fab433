/** The rules, what a condition finds, and what rules would change. */
import {
  liveCategory,
  liveRules,
  ruleDiff,
  rulePreview,
  ruleProblem,
  ruleQueryText,
  settingsOf,
  transactionInRow,
  type Book,
  type Id,
  type RecordOf,
  type RuledRow,
} from "@coffer/ledger";
import { answer, refuse, type Answer } from "../problems.ts";
import { shownPath } from "../shown-path.ts";
import { typedLocale } from "../typed-locale.ts";
import type { ApplyAsk, DiffModel, FoundModel, RuledModel, RuleModel } from "./rule-models.ts";

/** Transactions that are shown of those that a condition finds, and of those that would change. */
const foundShownMax = 5;
const changedShownMax = 20;

export function rulesModel(book: Book): readonly RuleModel[] {
  return liveRules(book).map((rule) => ({
    id: rule.id,
    query: ruleQueryText(book, rule.query, typedLocale()),
    categoryId: rule.category,
    category: pathOf(book, rule.category),
    bucket: rule.bucket,
    text: rule.text,
    isEnabled: rule.enabled,
    problem: problemModel(book, rule),
  }));
}

function problemModel(book: Book, rule: RecordOf<"rule">): RuleModel["problem"] {
  const problem = ruleProblem(book, rule);
  switch (problem?.code) {
    case "rule-query":
      return { about: "query", query: problem.query };
    case "unknown-category":
      return { about: "category" };
    case "unknown-bucket":
      return { about: "bucket" };
    case "rule-without-condition":
    case undefined:
      return null;
  }
}

/** What a condition finds; nothing yet is asked with an empty one. */
export function foundModel(book: Book, query: string): Answer<FoundModel> {
  const found = rulePreview(book, query, typedLocale(), foundShownMax);
  if (!found.ok) {
    const { error } = found;
    return error.code === "rule-query"
      ? refuse({ code: "query", query: error.query })
      : refuse({ code: error.code });
  }
  const { count, total, rows } = found.value;
  const newest = rows.map((row) => {
    const { id, day, text } = transactionInRow(book, row);
    return { id, day, text };
  });
  return answer({ count, total, newest });
}

export function diffModel(book: Book, { id, alsoByHand }: ApplyAsk): DiffModel {
  const rules = liveRules(book).filter((rule) => id === null || rule.id === id);
  const { rows, byHand } = ruleDiff(book, rules, { alsoByHand });
  const models = (all: readonly RuledRow[]): readonly RuledModel[] =>
    all.slice(0, changedShownMax).map((row) => ruledModel(book, row));
  return {
    changed: rows.length,
    rows: models(rows),
    kept: byHand.length,
    keptRows: models(byHand),
  };
}

function ruledModel(book: Book, { id, row, before, after }: RuledRow): RuledModel {
  const { day, text } = transactionInRow(book, row);
  return {
    id,
    day,
    text,
    old: partsOf(book, before),
    new: partsOf(book, after),
  };
}

function partsOf(book: Book, { category, bucket, text }: RuledRow["before"]): RuledModel["old"] {
  const { buckets } = settingsOf(book).rule;
  return {
    ...(category !== undefined && { category: pathOf(book, category) }),
    ...(bucket !== undefined && { bucket: buckets.find((one) => one.id === bucket)?.name ?? null }),
    ...(text !== undefined && { text }),
  };
}

function pathOf(book: Book, id: Id | null): string | null {
  const category = liveCategory(book, id);
  return category === undefined ? null : shownPath(book, category);
}
