/**
 * The transactions of a book as CSV (RFC 4180): one row per part of a split, two for a transfer.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP "CSV Injection"); amounts
 * are decimal text with a point, dates ISO 8601.
 */
import type { Book } from "../book/book.ts";
import { listTransactions, type ListedRow } from "../book/listing.ts";
import { dayToText } from "../calendar/day.ts";
import { minorDigits } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";

const head = [
  "id",
  "date",
  "kind",
  "amount",
  "currency",
  "text",
  "note",
  "category",
  "bucket",
  "account",
  "pending",
] as const;

/** The CSV text, the newest transaction first, with a head line. */
export function exportCsv(book: Book): string {
  const rows = listTransactions(book, {}, Number.MAX_SAFE_INTEGER).map(cellsOf);
  return [head, ...rows].map((cells) => `${cells.join(",")}\r\n`).join("");
}

function cellsOf(row: ListedRow): readonly string[] {
  return [
    row.id,
    dayToText(row.day),
    row.kind,
    formatDecimal(row.amountMinor, minorDigits(row.currency)),
    row.currency,
    textCell(row.text),
    textCell(row.note),
    textCell(row.category ?? ""),
    textCell(row.bucket ?? ""),
    textCell(row.account ?? ""),
    row.pending ? "pending" : "",
  ];
}

function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
