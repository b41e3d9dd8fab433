/** Rows of transactions, as `list` and the commands that make or change one print them. */
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
      { title: "Date", align: "left" },
      { title: "Amount", align: "right" },
      { title: "Text", align: "left" },
      { title: "Category", align: "left" },
      { title: "Bucket", align: "left" },
      { title: "Account", align: "left" },
      { title: "Id", align: "left" },
    ],
    rows.map((row, index) => [
      dayToText(row.day),
      money(row.amountMinor, row.currency, terminal),
      printable(row.text) + (row.pending ? " (pending)" : ""),
      printable(row.category ?? (row.kind === "transfer" ? "(transfer)" : "–")),
      row.bucket ?? "",
      printable(row.account ?? "?"),
      ids[index] ?? "",
    ]),
  );
}
