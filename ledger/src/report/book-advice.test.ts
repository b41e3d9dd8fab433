/** Advice for a book: which facts it gathers, from which day on a period is full, and what a dismissal does. */
import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import { SETTINGS_ID, type Id } from "../book/id.ts";
import type { TransactionFields } from "../book/records.ts";
import { dayFromCivil, type Day } from "../calendar/day.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { sampleChangeSets } from "../sample/sample-household.ts";
import { adviceFor, payeeText } from "./book-advice.ts";

const currency = "EUR" as CurrencyCode;
const [account, savings, rent, fun] = [0x101, 0x102, 0x201, 0x202].map(idOf) as [Id, Id, Id, Id];

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

function day(month: number, dayOfMonth: number): Day {
  return dayFromCivil(2026, month, dayOfMonth) ?? 0;
}

let nextId = 0x1000;

function change(book: Book, ...changes: readonly Change[]): void {
  nextId += 1;
  const set = { id: idOf(nextId), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes }, "ann");
}

function add(book: Book, fields: Partial<TransactionFields>): void {
  nextId += 1;
  change(book, { table: "transaction", id: idOf(nextId), fields: { account, ...fields } });
}

function bookOf(): Book {
  const book = createBook();
  change(
    book,
    { table: "settings", id: SETTINGS_ID, fields: { currency } },
    { table: "account", id: account, fields: { name: "Giro", role: "spending", currency } },
    { table: "account", id: savings, fields: { name: "Savings", role: "savings", currency } },
    { table: "category", id: rent, fields: { name: "Rent", bucket: "needs" } },
    { table: "category", id: fun, fields: { name: "Fun", bucket: "wants" } },
  );
  return book;
}

/** 2,000.00 in, rent and fun out, and so much saved. */
function addMonth(
  book: Book,
  month: number,
  of: { rent: bigint; fun: bigint; saved: bigint },
): void {
  add(book, { day: day(month, 1), kind: "income", minor: 200_000n, text: "Pay" });
  add(book, { day: day(month, 2), minor: -of.rent, text: "Landlord", category: rent });
  add(book, { day: day(month, 3), minor: -of.fun, text: "Fun", category: fun });
  const moved = { transferAccount: savings, transferMinor: of.saved } as const;
  add(book, { day: day(month, 4), kind: "transfer", minor: -of.saved, ...moved });
}

const codes = (book: Book, on: Day): readonly string[] =>
  adviceFor(book, on).map(({ code }) => code);

test("facts of a book: income, categories, bills, balances, and the months before", () => {
  const book = bookOf();
  for (const month of [6, 7, 8])
    addMonth(book, month, { rent: 90_000n, fun: 50_000n, saved: 9_000n });
  addMonth(book, 9, { rent: 108_000n, fun: 50_000n, saved: 40_000n });
  const [item, fund, rise] = adviceFor(book, day(9, 20));
  assert.ok(item?.code === "one-large-item");
  assert.deepEqual([item.category, item.overMinor, item.shareBasisPoints], [rent, 8_000n, 5_400]);
  assert.ok(fund?.code === "no-emergency-fund" && fund.hasAccount);
  assert.deepEqual([fund.savedMinor, fund.targetMinor], [67_000n, 90_000n]);
  assert.ok(rise?.code === "price-rise");
  assert.deepEqual([rise.beforeMinor, rise.nowMinor], [90_000n, 108_000n]);
  assert.equal(payeeText(book, rise.payee), "Landlord");
});

test("less than one full month: it says so; a month counts as full from its first week on", () => {
  const book = bookOf();
  add(book, { day: day(6, 9), kind: "income", minor: 200_000n, text: "Pay" });
  add(book, { day: day(6, 10), minor: -100_000n, text: "Landlord", category: rent });
  assert.deepEqual(codes(book, day(6, 12)).slice(0, 1), ["too-early"]);
  add(book, { day: day(7, 2), minor: -200n, text: "Fun", category: fun });
  assert.deepEqual(codes(book, day(7, 12)).slice(0, 1), ["too-early"], "June was not full");
  add(book, { day: day(6, 8), minor: -100n, text: "Fun", category: fun });
  assert.ok(!codes(book, day(7, 12)).includes("too-early"));
  assert.deepEqual(codes(bookOf(), day(7, 12)), [], "an empty book");
});

test("a dismissal is about one piece in one period, and can be taken back", () => {
  const book = bookOf();
  for (const month of [6, 7]) addMonth(book, month, { rent: 90_000n, fun: 50_000n, saved: 9_000n });
  assert.deepEqual(codes(book, day(7, 20)), ["floor-not-reached", "no-emergency-fund"]);
  const dismissal = { table: "dismissal", id: idOf(0x901) } as const;
  const fields = { piece: "no-emergency-fund", firstDay: day(7, 1) };
  change(book, { ...dismissal, fields });
  assert.deepEqual(codes(book, day(7, 20)), ["floor-not-reached"]);
  addMonth(book, 8, { rent: 90_000n, fun: 50_000n, saved: 9_000n });
  assert.deepEqual(codes(book, day(8, 20)), ["floor-not-reached", "no-emergency-fund"]);
  change(book, { ...dismissal, fields: { deleted: true } });
  assert.deepEqual(codes(book, day(7, 20)), ["floor-not-reached", "no-emergency-fund"]);
});

test("the sample household has something to say on every day", () => {
  for (let on = day(10, 1); on <= day(11, 30); on += 1) {
    const book = createBook();
    for (const set of sampleChangeSets({ today: on, currency, language: "en" })) {
      apply(book, set, "sample");
    }
    assert.ok(codes(book, on).includes("price-rise"), `on day ${on}`);
  }
});
