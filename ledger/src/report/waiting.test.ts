/** What waits: which rows, with which suggestion and which others alike; and the categories that are offered. */
import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import { SETTINGS_ID, type Id } from "../book/id.ts";
import { transactionInRow } from "../book/listing.ts";
import type { TransactionFields } from "../book/records.ts";
import { defaultRule } from "../budget/rule.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { contributions } from "./contributors.ts";
import {
  countUnassigned,
  rowsWithout,
  spentInRows,
  unsortedById,
  unsortedOf,
  usualCategories,
  waitingRows,
} from "./waiting.ts";

const currency = "EUR" as CurrencyCode;
const today = 20_000;
const [giro, loan, dollars] = [0x101, 0x102, 0x103].map(idOf) as [Id, Id, Id];
const [food, fun, pay, gone] = [0x201, 0x202, 0x203, 0x204].map(idOf) as [Id, Id, Id, Id];

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

function bookOf(...rows: readonly Partial<TransactionFields>[]): Book {
  const book = createBook();
  const usd = "USD" as CurrencyCode;
  const changes: readonly Change[] = [
    { table: "settings", id: SETTINGS_ID, fields: { currency } },
    { table: "account", id: giro, fields: { name: "Giro", role: "spending", currency } },
    { table: "account", id: loan, fields: { name: "Loan", role: "loan", currency } },
    { table: "account", id: dollars, fields: { name: "Dollars", role: "cash", currency: usd } },
    { table: "category", id: food, fields: { name: "Food", bucket: "needs", order: 1 } },
    { table: "category", id: fun, fields: { name: "Fun", bucket: "wants", order: 2 } },
    { table: "category", id: pay, fields: { name: "Pay", kind: "income", order: 3 } },
    { table: "category", id: gone, fields: { name: "Gone", deleted: true } },
    ...rows.map((fields, place): Change => {
      const id = idOf(0x1000 + place);
      return { table: "transaction", id, fields: { account: giro, day: today, ...fields } };
    }),
  ];
  const set = { id: idOf(1), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes }, "ann");
  return book;
}

function textsOf(book: Book, rows: Int32Array<ArrayBuffer>): readonly string[] {
  return Array.from(rows, (row) => transactionInRow(book, row).text);
}

test("spending in no category waits, newest first; what counts nowhere or is in a bucket does not", () => {
  const part = { minor: -1n, category: null, bucket: null, note: "" };
  const book = bookOf(
    { text: "old", day: today - 400, minor: -100n },
    { text: "got back", kind: "refund", minor: 30n },
    { text: "in a category that is gone", day: today - 1, minor: -5n, category: gone },
    { text: "elsewhere", account: dollars, day: today - 2, minor: -7_000n },
    { text: "food", category: food },
    { text: "own bucket", bucket: "wants" },
    { text: "income", kind: "income" },
    { text: "moved", kind: "transfer", transferAccount: loan },
    { text: "on the loan", account: loan },
    { text: "in parts", splits: [part, part] },
    { text: "deleted", deleted: true },
  );
  const { unsorted } = waitingRows(book, today);
  const texts = ["got back", "in a category that is gone", "elsewhere", "old"];
  assert.deepEqual(textsOf(book, unsorted), texts);
  assert.equal(spentInRows(book, unsorted), 75n, "what is in dollars is not added to euros");
  const period = { first: today - 5, last: today };
  assert.equal(countUnassigned(book, unsorted, period), 2);
  assert.equal(contributions(book, period, defaultRule, 1).unassigned.count, 3, "and the parts");
});

test("a reservation waits once it is more than a week old", () => {
  const pending = { pending: true, category: food };
  const book = bookOf(
    { ...pending, text: "a week", day: today - 7 },
    { ...pending, text: "more", day: today - 8 },
    { text: "booked", day: today - 9, category: food },
  );
  assert.deepEqual(textsOf(book, waitingRows(book, today).pending), ["more"]);
});

test("each comes with what was chosen for its text, how often, and the others that are alike", () => {
  const book = bookOf(
    { text: "Market 1", day: today - 30, category: food },
    { text: "Market 2", day: today - 20, category: food },
    { text: "MARKET 3" },
    { text: "unknown" },
    { text: "market 4", day: today - 1 },
  );
  const { unsorted } = waitingRows(book, today);
  const [first, second] = unsortedOf(book, unsorted, unsorted.subarray(0, 2));
  assert.equal(first?.suggestion, undefined);
  assert.deepEqual(first?.alike, []);
  assert.deepEqual(second?.suggestion, {
    category: food,
    reason: { by: "history", count: 2 },
    confidence: 2 / 3,
  });
  assert.deepEqual(second?.alike, [idOf(0x1004)], "counted among all, not among those shown");
  assert.deepEqual(unsortedById(book, today, idOf(0x1002)), second);
  assert.equal(unsortedById(book, today, idOf(0x1000)), undefined, "it has a category");
  const left = rowsWithout(book, unsorted, [idOf(0x1002), idOf(0xffff)]);
  assert.deepEqual(textsOf(book, left), ["unknown", "market 4"]);
});

test("the usual categories are those chosen most lately, in their own order", () => {
  const book = bookOf(
    { category: fun },
    { category: fun },
    { category: food },
    { category: food, day: today - 200 },
    { category: food, day: today - 201 },
    { category: pay, kind: "income" },
  );
  const names = (count: number): readonly string[] =>
    usualCategories(book, today, count).map(({ name }) => name);
  assert.deepEqual(names(1), ["Fun"]);
  assert.deepEqual(names(9), ["Food", "Fun"]);
});
