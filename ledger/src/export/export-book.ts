/** A book in any of the open formats, each by the ending of a file's name. */
import type { Book } from "../book/book.ts";
import type { Day } from "../calendar/day.ts";
import { exportBeancount } from "./beancount.ts";
import { exportCsv } from "./csv.ts";
import { exportHledger } from "./hledger.ts";
import { exportJson } from "./json.ts";
import { exportOfx } from "./ofx.ts";
import { exportQif } from "./qif.ts";

/** The formats, as the endings of their files. */
export const exportFormats = ["json", "csv", "ofx", "qif", "journal", "beancount"] as const;

/** CSV (RFC 4180), Coffer's JSON, OFX 2.2, QIF, a journal of hledger or ledger, or Beancount. */
export type ExportFormat = (typeof exportFormats)[number];

/** Returns the text of a book in a format; `today` is the day that the file names as its own. */
export function exportBook(book: Book, format: ExportFormat, today: Day): string {
  switch (format) {
    case "csv":
      return exportCsv(book);
    case "json":
      return exportJson(book);
    case "ofx":
      return exportOfx(book, today);
    case "qif":
      return exportQif(book);
    case "journal":
      return exportHledger(book);
    case "beancount":
      return exportBeancount(book);
  }
}
