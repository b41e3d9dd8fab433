/**
 * What the rules say of rows. The first rule in order that fits and says a field wins that field; so one rule may
 * give the category and a later one the text. A rule says nothing that a row cannot have: no category to transfers
 * and to what is in parts, none of spending to income, and no bucket to income.
 */
import type { Book } from "../book/book.ts";
import { liveCategory } from "../book/category-tree.ts";
import type { RecordOf } from "../book/record-table.ts";
import { transactionKinds } from "../book/records.ts";
import { KIND_BITS, rowFlags } from "../book/transaction-columns.ts";
import { isBucket, ruleTest } from "./rules.ts";

/** The rules that win a row's fields; a field that none says is not there. */
export type RuleOutcome = {
  readonly category?: RecordOf<"rule">;
  readonly bucket?: RecordOf<"rule">;
  readonly text?: RecordOf<"rule">;
};

/** For each row that a rule says something of, what; rules are looked at one after the other, each with all rows. */
export function ruleOutcomes(
  book: Book,
  rules: readonly RecordOf<"rule">[],
  rows: Iterable<number>,
): ReadonlyMap<number, RuleOutcome> {
  const outcomes = new Map<number, RuleOutcome>();
  const all = [...rows];
  for (const rule of rules) {
    const fits = rule.enabled ? ruleTest(book, rule) : undefined;
    if (fits?.ok !== true) continue;
    const says = saysOf(book, rule);
    for (const row of all) {
      if (!fits.value(row)) continue;
      const before = outcomes.get(row);
      const after = { ...says(row), ...before };
      if (Object.keys(after).length > 0) outcomes.set(row, after);
    }
  }
  return outcomes;
}

function saysOf(book: Book, rule: RecordOf<"rule">): (row: number) => RuleOutcome {
  const category = liveCategory(book, rule.category);
  const hasBucket = rule.bucket !== null && isBucket(book, rule.bucket);
  const { state } = book.transactions;
  return (row) => {
    const flags = state[row] ?? 0;
    const kind = transactionKinds[flags & KIND_BITS];
    const isWhole = kind !== "transfer" && (flags & rowFlags.split) === 0;
    const direction = kind === "income" ? "income" : "expense";
    return {
      ...(isWhole && category?.kind === direction && { category: rule }),
      ...(isWhole && direction === "expense" && hasBucket && { bucket: rule }),
      ...(rule.text !== null && { text: rule }),
    };
  };
}
