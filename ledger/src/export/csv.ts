/**
 * The transactions of a book as CSV (RFC 4180): one row per part of a split, two for a transfer, and one for what was
 * on an account before its first.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP "CSV Injection"); amounts
 * are decimal text with a point, dates ISO 8601.
 */
import type { Book } from "../book/book.ts";
import { listTransactions, type ListedRow } from "../book/listing.ts";
import { dayToText } from "../calendar/day.ts";
import { minorDigits } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import { exportedBook, type ExportedAccount } from "./exported-book.ts";

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
  const { accounts } = exportedBook(book);
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  const rows = listTransactions(book, {}, Number.MAX_SAFE_INTEGER).map((row) =>
    cellsOf(row, names.get(row.accountId) ?? names.get(null) ?? ""),
  );
  const openings = accounts.filter(({ openingMinor }) => openingMinor !== 0n).map(openingCells);
  return [head, ...rows, ...openings].map((cells) => `${cells.join(",")}\r\n`).join("");
}

function cellsOf(row: ListedRow, account: string): readonly string[] {
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
    textCell(account),
    row.pending ? "pending" : "",
  ];
}

function openingCells(account: ExportedAccount): readonly string[] {
  const { id, name, currency, openingDay, openingMinor } = account;
  return [
    id ?? "",
    dayToText(openingDay),
    "opening",
    formatDecimal(openingMinor, minorDigits(currency)),
    currency,
    "Opening balance",
    "",
    "",
    "",
    textCell(name),
    "",
  ];
}

function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
