/** The sample household: the same day gives the same one, it is what it says, and it is sound on any day. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import { encodeChangeSet } from "../book/change-set-codec.ts";
import { checkBook } from "../book/check.ts";
import { listTransactions } from "../book/listing.ts";
import { accountBalances } from "../book/balances.ts";
import { civilFromDay, dayFromCivil, type Day } from "../calendar/day.ts";
import { parseCurrency, type CurrencyCode } from "../money/currency.ts";
import { sampleChangeSets, type SampleOptions } from "./sample-household.ts";

const euro = "EUR" as CurrencyCode;
const today = dayFromCivil(2026, 11, 24) ?? 0;

function bookOf(options: SampleOptions): Book {
  const book = createBook();
  for (const set of sampleChangeSets(options)) {
    assert.ok(encodeChangeSet(set).ok, "every change set is one that a log could hold");
    apply(book, set, "sample");
  }
  return book;
}

test("the same day gives the same household, another day another one", () => {
  const options = { today, currency: euro, language: "en" } as const;
  assert.deepEqual(sampleChangeSets(options), sampleChangeSets(options));
  assert.notDeepEqual(
    sampleChangeSets(options),
    sampleChangeSets({ ...options, today: today + 1 }),
  );
});

test("it has a year of everything that screens show", () => {
  const book = bookOf({ today, currency: euro, language: "en" });
  const rows = listTransactions(book, {}, 10_000);
  const months = new Set(rows.map(({ day }) => civilFromDay(day).month));
  assert.equal(months.size, 12);
  assert.ok(rows.length > 500, `${rows.length} rows`);
  for (const kind of ["expense", "income", "refund", "transfer"] as const) {
    assert.ok(
      rows.some((row) => row.kind === kind),
      kind,
    );
  }
  const roles = new Set(book.tables.account.records.map((record) => record?.role));
  assert.deepEqual(roles, new Set(["spending", "cash", "card", "savings", "investment"]));
  assert.ok(rows.some(({ pending }) => pending));
  assert.ok(rows.some(({ kind, category }) => kind === "expense" && category === null));
});

test("on any day, in any currency and both languages: sound, and nothing of it is to come", () => {
  const days = fc.integer({
    min: dayFromCivil(1990, 1, 1) ?? 0,
    max: dayFromCivil(2090, 1, 1) ?? 0,
  });
  const currencies = fc.constantFrom(...["EUR", "JPY", "KWD", "CZK"].map(parseCurrency));
  fc.assert(
    fc.property(days, currencies, fc.constantFrom("en", "de"), (day: Day, currency, language) => {
      const book = bookOf({ today: day, currency: currency ?? euro, language });
      assert.deepEqual(checkBook(book), []);
      const rows = listTransactions(book, {}, 10_000);
      assert.ok(rows.every((row) => row.day <= day));
      // Nobody looks around in a household that is in debt everywhere.
      const sum = [...accountBalances(book).values()].reduce((before, each) => before + each, 0n);
      assert.ok(sum > 0n);
    }),
    { numRuns: 25 },
  );
});
