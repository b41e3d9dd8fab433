/** What an import would do, as people read it: a summary per file, and every row that needs a look. */
import { _, bucketWord, inContext, said, translated } from "@coffer/client/texts";
import {
  dayToText,
  formatDecimal,
  type MappedColumn,
  type PlannedFile,
  type RowSuggestion,
  type RowVerdict,
  type Verdict,
} from "@coffer/ledger";
import { saidLastTime } from "./last-time-text.ts";
import { formatTable, printable } from "../terminal/table.ts";
import { line, type Terminal } from "../terminal/terminal.ts";
import { balancesText, migrationText, minorText, transfersText } from "./plan-parts-output.ts";

/** Rows that are shown of each file; the rest is counted. */
const rowsShownMax = 20;
const warningsShownMax = 10;
const columnsShownMax = 40;

const verdictWords: Readonly<Record<Verdict, string>> = translated({
  new: inContext("verdict", "new"),
  same: inContext("verdict", "same"),
  maybe: inContext("verdict", "maybe"),
  changed: inContext("verdict", "changed"),
  skipped: inContext("verdict", "skipped"),
});

/** What is shown beside rows, warnings and questions. */
export interface Shown {
  /** How a table was understood. */
  readonly mapping: boolean;
  /** The columns of a table that was not. */
  readonly columns: boolean;
}

/** The plan for people. */
export function planText(files: readonly PlannedFile[], terminal: Terminal, shown: Shown): string {
  return files.map((file) => fileText(file, terminal, shown)).join("\n");
}

function fileText(file: PlannedFile, terminal: Terminal, shown: Shown): string {
  const { name, imported, verdicts, reviews } = file;
  if (imported.outcome === "reject") {
    const reason = imported.reason === null ? "" : said(imported.reason);
    const columns = shown.columns ? columnsText(imported.mapping?.columns ?? []) : "";
    return line(_("{name}: not read. {reason}", { name, reason })) + columns;
  }
  const all: readonly Pick<RowVerdict, "verdict">[] = reviews?.rows ?? verdicts;
  const counts = Map.groupBy(all, ({ verdict }) => verdict);
  const summary = [...counts]
    .map(([verdict, rows]) => `${rows.length} ${verdictWords[verdict]}`)
    .join(", ");
  const encoding = imported.encoding === null ? "" : `, ${imported.encoding}`;
  const head = `${name} (${imported.format}${encoding}): ${summary === "" ? _("nothing to import") : summary}\n`;
  return [
    head,
    lastTimeText(file),
    shown.mapping ? mappingText(file) : "",
    migrationText(file.migration),
    rowsText(file, terminal),
    transfersText(file),
    balancesText(file.balances),
    warningsText(file),
    questionsText(file),
  ].join("");
}

/** What was taken from the last time is said: it may not be right again. */
function lastTimeText({ lastTime }: PlannedFile): string {
  if (lastTime === undefined) return "";
  const how = saidLastTime(lastTime.record);
  const account = lastTime.account?.name;
  const lines = [
    ...(how === "" ? [] : [_("Read as last time: {flags}", { flags: how })]),
    ...(account === undefined ? [] : [_("To {account}, as last time.", { account })]),
  ];
  return lines.map((text) => `  ${printable(text)}\n`).join("");
}

function mappingText({ imported }: PlannedFile): string {
  const explanations = imported.mapping?.explanations ?? [];
  return explanations.map(({ text }) => `  ${printable(said(text))}\n`).join("");
}

/** A table that was not understood may be once a person says what its columns are. */
function columnsText(columns: readonly MappedColumn[]): string {
  if (columns.length < 2) return "";
  const shown = columns.slice(0, columnsShownMax).map(({ number, name, examples }) => {
    const called = name === null || name === "" ? "" : ` ${name}`;
    return `    ${printable(`${number}${called}: ${examples.join(" · ")}`)}\n`;
  });
  const how = _("To say which column is what: {flag}", {
    flag: '--map "date=1,amount=2,text=3+4"',
  });
  return `  ${how}\n${shown.join("")}`;
}

function rowsText(
  { imported, verdicts, places, suggestions }: PlannedFile,
  terminal: Terminal,
): string {
  // What is there already needs no look.
  const shown = imported.rows
    .map((row, index) => ({
      row,
      verdict: verdicts[index],
      to: places[index],
      suggestion: suggestionText(suggestions[index] ?? null),
    }))
    .filter(({ verdict }) => verdict !== undefined && verdict.verdict !== "same");
  if (shown.length === 0) return "";
  const textMax = Math.max(20, terminal.columns - 60);
  const isSuggested = shown.slice(0, rowsShownMax).some(({ suggestion }) => suggestion !== "");
  // Rows of one transaction differ in their account alone.
  const hasAccounts = imported.accounts.length > 0;
  const table = formatTable(
    [
      { title: _("Line"), align: "right" },
      { title: _("Date"), align: "left" },
      { title: _("Amount"), align: "right" },
      { title: _("Text"), align: "left" },
      ...(hasAccounts ? [{ title: _("Account"), align: "left" as const }] : []),
      { title: _("Verdict"), align: "left" },
      { title: _("Why"), align: "left" },
      ...(isSuggested ? [{ title: _("Suggestion"), align: "left" as const }] : []),
    ],
    shown.slice(0, rowsShownMax).flatMap(({ row, verdict, to, suggestion }) => {
      const cells = [
        String(row.line),
        row.day === null ? "" : dayToText(row.day),
        row.amount === null ? "" : formatDecimal(row.amount.units, row.amount.digits),
        shortened(printable(row.text), textMax),
        ...(hasAccounts ? [printable(row.account ?? "")] : []),
        verdict === undefined ? "" : verdictWords[verdict.verdict],
        verdict === undefined ? "" : said(verdict.reason),
        suggestion,
      ];
      const existing = verdict?.existing ?? null;
      if (existing === null) return [cells];
      const currency = to?.kind === "own" ? to.place.currency : null;
      const beside = [
        "",
        dayToText(existing.day),
        minorText(existing.amountMinor, currency),
        shortened(printable(existing.text), textMax),
        ...(hasAccounts ? [""] : []),
        _("there"),
        "",
        "",
      ];
      return [cells, beside];
    }),
  );
  const more = shown.length - rowsShownMax;
  return table + (more > 0 ? line(_("… and {count} more", { count: more })) : "");
}

/** What a row gets, and why: `Food:Groceries, wants (14 times before)`. */
function suggestionText(suggestion: RowSuggestion | null): string {
  if (suggestion === null) return "";
  const { category, bucket, text, reason } = suggestion;
  const what = [
    category?.path,
    bucket === null ? undefined : bucketWord(bucket),
    text === null ? undefined : `“${text}”`,
  ].filter((each) => each !== undefined);
  return printable(_("{what} ({why})", { what: what.join(", "), why: said(reason) }));
}

function warningsText({ imported }: PlannedFile): string {
  const { warnings } = imported;
  const lines = warnings
    .slice(0, warningsShownMax)
    .map(
      ({ line: at, text }) =>
        `  ${at === null ? printable(said(text)) : _("line {line}: {text}", { line: at, text: printable(said(text)) })}\n`,
    );
  const more = warnings.length - warningsShownMax;
  return (
    lines.join("") + (more > 0 ? `  ${_("… and {count} more warnings", { count: more })}\n` : "")
  );
}

function questionsText({ imported }: PlannedFile): string {
  return imported.questions
    .map(({ about, choices, taken, consequences = [] }) => {
      const answer = `--${about} ${choices.join(" | ")}`;
      const doubt = _("Not certain: {about}; taken as {taken}. To say otherwise: {answer}", {
        about,
        taken: taken ?? _("the account's"),
        answer,
      });
      const meant = choices.map((choice, index) => {
        const consequence = consequences[index];
        return consequence === undefined ? "" : `    ${choice}: ${said(consequence)}\n`;
      });
      return `  ${doubt}\n${meant.join("")}`;
    })
    .join("");
}

function shortened(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
