/** What is not understood of a query, for people. */
import { _ } from "@coffer/client/texts";
import { queryTest, type Book, type QueryError, type RowTest } from "@coffer/ledger";
import { misuse, type Terminal } from "./terminal/terminal.ts";

/** What the words after a command ask for; ends the command where they are not understood. */
export function queryFrom(book: Book, words: readonly string[], terminal: Terminal): RowTest {
  const fits = queryTest(book, words.join(" "), terminal.locale);
  return fits.ok ? fits.value : misuse(queryErrorText(fits.error));
}

/** What is wrong with a query, and where. */
export function queryErrorText(error: QueryError): string {
  // Counted as people count, from 1.
  const where = _("{text} (at {place})", { text: error.text, place: error.from + 1 });
  switch (error.code) {
    case "too-long":
      return _("That is too long to look for.");
    case "too-many-terms":
      return _("Too many words to look for, from here on: {where}", { where });
    case "quote-open":
      return _("The quotation mark is never closed: {where}", { where });
    case "value-missing":
      return _("Something is missing here: {where}", { where });
    case "not-twice":
      return _("One - is enough for “not”: {where}", { where });
    case "date-wrong":
      return _("{where}: no date, such as 2026-11, 2026-11-24 or 2026-11-01..2026-11-15", {
        where,
      });
    case "range-empty":
      return _("{where}: nothing lies between these", { where });
    case "amount-wrong":
      return error.amount === "negative"
        ? _("{where}: an amount without a sign; is:income and is:expense tell the direction", {
            where,
          })
        : _("{where}: no amount, such as >50, <=12.50 or 10..20", { where });
    case "unknown-field":
      return _("{where}: there is {fields}; in double quotes it is a word", {
        where,
        fields: fieldsText(error.choices),
      });
    case "unknown-state":
      return _("{where}: is: takes {choices}", { where, choices: error.choices.join(", ") });
    case "unknown-category":
      return _("{where}: no such category; there is {choices}", {
        where,
        choices: error.choices.join(", "),
      });
    case "unknown-account":
      return _("{where}: no such account; there is {choices}", {
        where,
        choices: error.choices.join(", "),
      });
    case "unknown-bucket":
      return _("{where}: no such bucket; there is {choices}", {
        where,
        choices: error.choices.join(", "),
      });
  }
}

function fieldsText(fields: readonly string[]): string {
  return fields.map((field) => `${field}:`).join(" ");
}
