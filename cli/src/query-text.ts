/** What is not understood of a query, for people. */
import { queryTest, type Book, type QueryError, type RowTest } from "@coffer/ledger";
import { misuse, type Terminal } from "./terminal/terminal.ts";

/** What the words after a command ask for; ends the command where they are not understood. */
export function queryFrom(book: Book, words: readonly string[], terminal: Terminal): RowTest {
  const fits = queryTest(book, words.join(" "), terminal.locale);
  return fits.ok ? fits.value : misuse(queryErrorText(fits.error));
}

function queryErrorText(error: QueryError): string {
  // Counted as people count, from 1.
  const where = `${error.text} (at ${error.from + 1})`;
  switch (error.code) {
    case "too-long":
      return "That is too long to look for.";
    case "too-many-terms":
      return `Too many words to look for, from here on: ${where}`;
    case "quote-open":
      return `The quotation mark is never closed: ${where}`;
    case "value-missing":
      return `Something is missing here: ${where}`;
    case "not-twice":
      return `One - is enough for “not”: ${where}`;
    case "date-wrong":
      return `${where}: no date, such as 2026-11, 2026-11-24 or 2026-11-01..2026-11-15`;
    case "range-empty":
      return `${where}: nothing lies between these`;
    case "amount-wrong":
      return error.amount === "negative"
        ? `${where}: an amount without a sign; is:income and is:expense tell the direction`
        : `${where}: no amount, such as >50, <=12.50 or 10..20`;
    case "unknown-field":
      return `${where}: there is ${fieldsText(error.choices)}; in double quotes it is a word`;
    case "unknown-state":
      return `${where}: is: takes ${error.choices.join(", ")}`;
    case "unknown-category":
      return `${where}: no such category; there is ${error.choices.join(", ")}`;
    case "unknown-account":
      return `${where}: no such account; there is ${error.choices.join(", ")}`;
    case "unknown-bucket":
      return `${where}: no such bucket; there is ${error.choices.join(", ")}`;
  }
}

function fieldsText(fields: readonly string[]): string {
  return fields.map((field) => `${field}:`).join(" ");
}
