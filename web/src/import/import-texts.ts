/** The words of Import. */
import type { RowVerdict } from "@coffer/ledger";

export const importTexts = {
  title: "Import",
  intro:
    "A file from your bank: OFX, QFX or CSV. It is read in this browser, and nothing is written before you say so.",
  drop: "Drop files here",
  choose: "or choose them",
  reading: "Reading…",
  account: "Into the account",
  accountAuto: "As the file says",
  rejected: (name: string, reason: string) => `${name} was not read. ${reason}`,
  columns: { date: "Date", text: "What", amount: "Amount", verdict: "Verdict", why: "Why" },
  verdicts: {
    new: "New",
    same: "Already here",
    maybe: "Maybe here",
    changed: "Changed",
    skipped: "Left out",
  } satisfies Record<RowVerdict["verdict"], string>,
  count: (count: number, verdict: string) => `${count} ${verdict.toLowerCase()}`,
  more: (count: number) => `… and ${count} more rows`,
  warnings: (count: number) => (count === 1 ? "One remark" : `${count} remarks`),
  question: {
    "date-order": "Order of dates",
    decimal: "Decimal sign",
    sign: "Money that went out is",
    currency: "Currency",
  },
  choices: {
    DMY: "Day, month, year",
    MDY: "Month, day, year",
    YMD: "Year, month, day",
    ".": "Point: 1,234.56",
    ",": "Comma: 1.234,56",
    "as-written": "Negative, as written",
    inverted: "Written positive",
  },
  maybe: (count: number) =>
    count === 1
      ? "Also import the one that may be here already"
      : `Also import the ${count} that may be here already`,
  changed: (count: number) =>
    count === 1
      ? "Bring one to what the bank says now"
      : `Bring ${count} to what the bank says now`,
  import: (count: number) => (count === 1 ? "Import 1 row" : `Import ${count} rows`),
  nothing: "There is nothing new in it.",
  cancel: "Cancel",
  done: (count: number) => (count === 1 ? "Imported one row." : `Imported ${count} rows.`),
  earlier: "Earlier imports",
  earlierRows: (count: number) => (count === 1 ? "1 new row" : `${count} new rows`),
  undo: "Take back",
  undoOf: (name: string) => `Take back the import of ${name}`,
  undone: "taken back",
  takenBack: "The import is taken back.",
} as const;
