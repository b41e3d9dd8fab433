/** Rows of transactions, as `list` and the commands that make or change one print them. */
import { _, bucketWord } from "@coffer/client/texts";
import { dayToText, shortIds, type Book, type ListedRow } from "@coffer/ledger";
import { decimal, money } from "./amounts.ts";
import { formatTable, printable } from "./terminal/table.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** A row as JSON: names and not ids, money as decimal text. */
export function rowJson(row: ListedRow): object {
  return {
    id: row.id,
    date: dayToText(row.day),
    amount: decimal(row.amountMinor, row.currency),
    currency: row.currency,
    text: row.text,
    category: row.category,
    bucket: row.bucket,
    account: row.account,
  };
}

/** Rows as a table for people. */
export function rowsTable(book: Book, rows: readonly ListedRow[], terminal: Terminal): string {
  const ids = shortIds(
    book,
    rows.map((row) => row.row),
  );
  return formatTable(
    [
      { title: _("Date"), align: "left" },
      { title: _("Amount"), align: "right" },
      { title: _("Text"), align: "left" },
      { title: _("Category"), align: "left" },
      { title: _("Bucket"), align: "left" },
      { title: _("Account"), align: "left" },
      { title: _("Id"), align: "left" },
    ],
    rows.map((row, index) => [
      dayToText(row.day),
      money(row.amountMinor, row.currency, terminal),
      row.pending ? _("{text} (pending)", { text: printable(row.text) }) : printable(row.text),
      printable(row.category ?? (row.kind === "transfer" ? _("(transfer)") : "–")),
      bucketWord(row.bucket ?? ""),
      printable(row.account ?? "?"),
      ids[index] ?? "",
    ]),
  );
}
