/** Rules, what they find and what they would change, for people and as JSON. */
import { _, bucketWord } from "@coffer/client/texts";
import {
  categoryPath,
  dayToText,
  liveCategory,
  liveRules,
  ruleProblem,
  ruleQueryText,
  transactionInRow,
  type Book,
  type Id,
  type RecordOf,
  type RuleDiff,
  type RuleError,
  type RuledRow,
} from "@coffer/ledger";
import { queryErrorText } from "./query-text.ts";
import { formatTable, printable } from "./terminal/table.ts";
import { line, type Terminal } from "./terminal/terminal.ts";

/** Rows of a diff that people are shown; the rest is counted. */
const rowsShownMax = 20;

/** What is wrong with a rule. */
export function ruleErrorText(error: RuleError): string {
  switch (error.code) {
    case "rule-query":
      return queryErrorText(error.query);
    case "rule-without-condition":
      return _("A rule needs a condition: --if QUERY");
    case "rule-does-nothing":
      return _("A rule sets something: --category, --bucket or --rename");
    case "rule-text":
      return _("A new text has 1 to {most} characters.", { most: error.most });
    case "rule-too-long":
      return _("A condition has at most {most} characters.", { most: error.most });
    case "too-many-rules":
      return _("There are {most} rules already, and no more are looked at.", { most: error.most });
    case "unknown-rule":
      return _("There is no such rule. coffer rules lists them.");
    case "unknown-category":
      return _("Its category is gone.");
    case "unknown-bucket":
      return _("Its bucket is gone.");
  }
}

/** A rule as JSON; `query` as every language reads it, money with a decimal point. */
export function ruleJson(book: Book, rule: RecordOf<"rule">, place: number): object {
  const problem = ruleProblem(book, rule);
  return {
    number: place + 1,
    id: rule.id,
    if: rule.query,
    category: categoryName(book, rule.category),
    bucket: rule.bucket,
    rename: rule.text,
    enabled: rule.enabled,
    problem: problem === undefined ? null : problem.code,
  };
}

/** All rules, numbered as commands take them. */
export function rulesText(book: Book, terminal: Terminal): string {
  const rules = liveRules(book);
  if (rules.length === 0)
    return line(_("No rules. coffer rules add --if rewe --category groceries"));
  const problems = rules.flatMap((rule, place) => {
    const problem = ruleProblem(book, rule);
    if (problem === undefined) return [];
    return [
      line(
        _("Rule {number} does not do all that it says: {problem}", {
          number: place + 1,
          problem: printable(ruleErrorText(problem)),
        }),
      ),
    ];
  });
  const table = formatTable(
    [
      { title: _("No."), align: "right" },
      { title: _("If"), align: "left" },
      { title: _("Then"), align: "left" },
    ],
    rules.map((rule, place) => {
      const query = printable(ruleQueryText(book, rule.query, terminal.locale));
      const shown = rule.enabled ? query : _("{rule} (off)", { rule: query });
      return [String(place + 1), shown, thenText(book, rule)];
    }),
  );
  return table + problems.join("");
}

/** What a rule says of what fits it. */
function thenText(book: Book, rule: RecordOf<"rule">): string {
  const says = { category: rule.category, bucket: rule.bucket, text: rule.text };
  const said = Object.entries(says).filter(([, value]) => value !== null);
  return fieldsText(book, Object.fromEntries(said));
}

/** What rules would change, as JSON. */
export function diffJson(book: Book, diff: RuleDiff): object {
  const row = ({ id, row: at, before, after }: RuledRow): object => ({
    id,
    date: dayToText(transactionInRow(book, at).day),
    text: transactionInRow(book, at).text,
    before: fieldsJson(book, before),
    after: fieldsJson(book, after),
  });
  return {
    matched: diff.matched,
    changes: diff.rows.map(row),
    byHand: diff.byHand.map(row),
    left: diff.left,
  };
}

function fieldsJson(book: Book, { category, bucket, text }: RuledRow["before"]): object {
  return {
    ...(category !== undefined && { category: categoryName(book, category) }),
    ...(bucket !== undefined && { bucket }),
    ...(text !== undefined && { text }),
  };
}

/** What rules would change, old and new of each, and apart what stays because a person chose it. */
export function diffText(book: Book, diff: RuleDiff): string {
  const { rows, byHand, left } = diff;
  const parts = [
    rows.length === 0 ? line(_("No transaction would change.")) : rowsText(book, rows),
    left === 0
      ? ""
      : line(
          _("{count, plural, one {# more waits} other {# more wait}} for the next time.", {
            count: left,
          }),
        ),
    byHand.length === 0
      ? ""
      : line(_("Chosen by a person, and kept (--all changes these too):")) + rowsText(book, byHand),
  ];
  return parts.join("");
}

function rowsText(book: Book, rows: readonly RuledRow[]): string {
  const table = formatTable(
    [
      { title: _("Date"), align: "left" },
      { title: _("Text"), align: "left" },
      { title: _("Old"), align: "left" },
      { title: _("New"), align: "left" },
    ],
    rows.slice(0, rowsShownMax).map(({ row, before, after }) => {
      const { day, text } = transactionInRow(book, row);
      return [dayToText(day), printable(text), fieldsText(book, before), fieldsText(book, after)];
    }),
  );
  const more = rows.length - rowsShownMax;
  return table + (more > 0 ? line(_("… and {count} more", { count: more })) : "");
}

function fieldsText(book: Book, { category, bucket, text }: RuledRow["before"]): string {
  const parts = [
    category === undefined ? undefined : (categoryName(book, category) ?? "–"),
    bucket === undefined ? undefined : bucketWord(bucket ?? ""),
    text === undefined || text === null ? undefined : `“${text}”`,
  ];
  return printable(parts.filter((part) => part !== undefined && part !== "").join(", "));
}

function categoryName(book: Book, id: Id | null): string | null {
  const category = liveCategory(book, id);
  return category === undefined ? null : categoryPath(book, category);
}
