/** The account that a person named, and files that bring accounts of their own. */
import assert from "node:assert/strict";
import test from "node:test";
import { account, bookOf, idOf } from "../../../../test/fixtures/report-books.ts";
import { recordOf } from "../../book/record-table.ts";
import type { CurrencyCode } from "../../money/currency.ts";
import { sentenceText } from "../../sentence.ts";
import { planFile } from "./plan-file.ts";

const book = bookOf([account(0x400, { name: "Giro", currency: "EUR" as CurrencyCode })]);

function warningsOf(journal: string): readonly string[] {
  const target = recordOf(book.tables.account, idOf(0x400));
  const options = { book, target, usual: undefined, hash: () => "", earlier: [] };
  const bytes = new TextEncoder().encode(journal);
  const planned = planFile("a.journal", bytes, {
    ...options,
    reviewCurrency: "EUR" as CurrencyCode,
  });
  return planned.imported.warnings.map(({ text }) => sentenceText(text));
}

test("an account that cannot stand for several of a file is told to be unused", () => {
  const two =
    "2026-01-02 * Move\n    Assets:Bank  -5 EUR\n    Assets:Cash  5 EUR\n" +
    "2026-01-03 * Shop\n    Assets:Cash  -1 EUR\n    Expenses:Food  1 EUR\n";
  const told = "The file brings several accounts of its own: Giro was not used.";
  assert.deepEqual(warningsOf(two), [told]);
  const one = "2026-01-03 * Shop\n    Assets:Cash  -1 EUR\n    Expenses:Food  1 EUR\n";
  assert.deepEqual(warningsOf(one), []);
});
