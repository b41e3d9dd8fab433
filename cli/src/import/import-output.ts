/** What an import would do, as people read it: a summary per file, and every row that needs a look. */
import { dayToText, formatDecimal, type PlannedFile, type RowVerdict } from "@coffer/ledger";
import { formatTable, printable } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Rows that are shown of each file; the rest is counted. */
const rowsShownMax = 20;
const warningsShownMax = 10;

/** The plan for people. */
export function planText(files: readonly PlannedFile[], terminal: Terminal): string {
  return files.map((file) => fileText(file, terminal)).join("\n");
}

function fileText(file: PlannedFile, terminal: Terminal): string {
  const { name, imported, verdicts, reviews } = file;
  if (imported.outcome === "reject") return `${name}: not read. ${imported.reason ?? ""}\n`;
  const all: readonly Pick<RowVerdict, "verdict">[] = reviews?.rows ?? verdicts;
  const counts = Map.groupBy(all, ({ verdict }) => verdict);
  const summary = [...counts].map(([verdict, rows]) => `${rows.length} ${verdict}`).join(", ");
  const encoding = imported.encoding === null ? "" : `, ${imported.encoding}`;
  const head = `${name} (${imported.format}${encoding}): ${summary === "" ? "nothing to import" : summary}\n`;
  return head + rowsText(file, terminal) + warningsText(file) + questionsText(file);
}

function rowsText({ imported, verdicts }: PlannedFile, terminal: Terminal): string {
  // What is there already needs no look.
  const shown = imported.rows
    .map((row, index) => ({ row, verdict: verdicts[index] }))
    .filter(({ verdict }) => verdict !== undefined && verdict.verdict !== "same");
  if (shown.length === 0) return "";
  const table = formatTable(
    [
      { title: "Line", align: "right" },
      { title: "Date", align: "left" },
      { title: "Amount", align: "right" },
      { title: "Text", align: "left" },
      { title: "Verdict", align: "left" },
      { title: "Why", align: "left" },
    ],
    shown
      .slice(0, rowsShownMax)
      .map(({ row, verdict }) => [
        String(row.line),
        row.day === null ? "" : dayToText(row.day),
        row.amount === null ? "" : formatDecimal(row.amount.units, row.amount.digits),
        shortened(printable(row.text), Math.max(20, terminal.columns - 60)),
        verdict?.verdict ?? "",
        verdict?.reason ?? "",
      ]),
  );
  const more = shown.length - rowsShownMax;
  return table + (more > 0 ? `… and ${more} more\n` : "");
}

function warningsText({ imported }: PlannedFile): string {
  const { warnings } = imported;
  const lines = warnings
    .slice(0, warningsShownMax)
    .map(({ line, text }) => `  ${line === null ? "" : `line ${line}: `}${printable(text)}\n`);
  const more = warnings.length - warningsShownMax;
  return lines.join("") + (more > 0 ? `  … and ${more} more warnings\n` : "");
}

function questionsText({ imported }: PlannedFile): string {
  return imported.questions
    .map(({ about, choices, taken }) => {
      const answer = `--${about} ${choices.join(" | ")}`;
      return `  Not certain: ${about}; taken as ${taken ?? "the account's"}. To say otherwise: ${answer}\n`;
    })
    .join("");
}

function shortened(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1)}…`;
}
