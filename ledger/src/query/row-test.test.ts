/** Which transactions of a book fit a query: by example, and what holds for every query. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { apply } from "../book/apply.ts";
import { createBook, settingsOf, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import type { Id } from "../book/id.ts";
import { idOfRow } from "../book/transaction-columns.ts";
import { selectRows } from "../book/select-rows.ts";
import { parseDay } from "../calendar/day.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { contributions } from "../report/contributors.ts";
import { queryTest } from "./row-test.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const [current, savings, yen] = [idOf(0x10), idOf(0x11), idOf(0x12)];
const [food, restaurants, groceries, rent, gone] = [0x20, 0x21, 0x22, 0x23, 0x24].map(idOf);

function record(table: "account" | "category", id: Id | undefined, fields: object): Change {
  return { table, id: id ?? idOf(0), fields };
}

function transaction(id: number, date: string, fields: object): Change {
  const day = parseDay(date);
  assert.ok(day !== undefined);
  const own = { day, account: current, kind: "expense" as const, ...fields };
  return { table: "transaction", id: idOf(id), fields: own };
}

const part = (minor: bigint, category: Id | undefined | null, note = ""): object => ({
  minor,
  category: category ?? null,
  bucket: null,
  note,
});

const shop = { minor: -2_000n, splits: [part(-1_500n, groceries), part(-500n, null, "gift")] };

const changes: readonly Change[] = [
  { table: "settings", id: idOf(0), fields: { currency: "EUR" as CurrencyCode } },
  record("account", current, { name: "Current account", currency: "EUR" }),
  record("account", savings, { name: "Savings", role: "savings", currency: "EUR" }),
  record("account", yen, { name: "Cash in Tokyo", role: "cash", currency: "JPY" }),
  record("category", food, { name: "Food", bucket: "needs" }),
  record("category", restaurants, { name: "Restaurants", parent: food, bucket: "wants" }),
  record("category", groceries, { name: "Groceries", parent: food }),
  record("category", rent, { name: "Rent", bucket: "needs" }),
  record("category", gone, { name: "Gone", bucket: "wants", deleted: true }),
  transaction(1, "2026-10-31", { minor: -115_000n, text: "Rent October", category: rent }),
  transaction(2, "2026-11-05", {
    minor: -1_250n,
    text: "Café Müller",
    note: "with Tom #trip",
    category: restaurants,
  }),
  transaction(3, "2026-11-20", { ...shop, text: "Market" }),
  transaction(4, "2026-11-21", { minor: -5_001n, text: "Shoes #tripod", pending: true }),
  transaction(5, "2026-11-22", { minor: 260_000n, kind: "income", text: "Salary" }),
  transaction(6, "2026-11-23", {
    minor: 1_000n,
    kind: "refund",
    text: "Bread",
    category: groceries,
  }),
  transaction(7, "2026-11-24", {
    minor: -20_000n,
    kind: "transfer",
    text: "Put aside",
    transferAccount: savings,
    transferMinor: 20_000n,
  }),
  transaction(8, "2026-11-25", { account: yen, minor: -5_000n, text: "Ramen", category: food }),
  transaction(9, "2026-11-26", { minor: -100n, text: "Old thing", category: gone }),
  transaction(10, "2026-11-27", { minor: -100n, text: "Not there", deleted: true }),
  transaction(11, "2026-11-28", {
    minor: -100n,
    text: "Tea",
    category: groceries,
    bucket: "wants",
  }),
];

function bookOfAll(): Book {
  const book = createBook();
  const set = { id: idOf(1), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes }, "ann");
  return book;
}

/** Ids of what fits, newest first. */
function found(book: Book, text: string): readonly number[] {
  const fits = queryTest(book, text, "en-US");
  if (!fits.ok) throw new Error(`${text}: ${fits.error.code}`);
  const rows = selectRows(book, { fits: fits.value }, Number.POSITIVE_INFINITY);
  return Array.from(rows, (row) => Number.parseInt(idOfRow(book.transactions, row), 16));
}

test("each term finds what it says, and all of them together", () => {
  const book = bookOfAll();
  const expected: Readonly<Record<string, readonly number[]>> = {
    "": [11, 9, 8, 7, 6, 5, 4, 3, 2, 1],
    // Words: text and notes, of parts too, without case and accents.
    cafe: [2],
    "CAFÉ muller": [2],
    '"with tom"': [2],
    "with gift": [],
    gift: [3],
    "note:gift": [3],
    "note:market": [],
    "tag:trip": [2],
    "tag:#TRIP": [2],
    trip: [4, 2],
    // Names: whole, or their beginning; a category with those in it.
    "cat:food": [11, 8, 6, 3, 2],
    "cat:rest": [2],
    "cat:re": [2, 1],
    "cat:Food:Groceries": [11, 6, 3],
    'acct:"cash in tokyo"': [8],
    "acct:sav": [7],
    "acct:current -is:transfer amt:>=1000": [5, 1],
    // Amounts: whichever way, in the account's own currency.
    "amt:50.01": [4],
    "amt:>50": [8, 7, 5, 4, 1],
    "amt:>=5000 amt:<=5000": [8],
    "amt:4999.5..5000.5": [8],
    "amt:10..20": [6, 3, 2],
    "amt:<10": [11, 9],
    // Days.
    "date:2026-10": [1],
    "date:2026-11-05..2026-11-20": [3, 2],
    "date:>=2026-11-26": [11, 9],
    // Buckets: what the budget counts there, and what goes by its category elsewhere.
    "bucket:wants": [11, 2],
    "bucket:needs": [8, 6, 3, 1],
    "bucket:savings": [7],
    "bucket:none": [9, 4, 3],
    // States.
    "is:pending": [4],
    "is:transfer": [7],
    "is:income": [5],
    "is:refund": [6],
    "is:split": [3],
    "is:expense -cat:food": [9, 4, 1],
    "is:uncategorised": [9, 5, 4, 3],
    "is:uncategorised -is:income -is:pending": [9, 3],
  };
  for (const [text, ids] of Object.entries(expected))
    assert.deepEqual(found(book, text), ids, text);
});

test("a name that nothing has is an error with what there is", () => {
  const wrong = (text: string): unknown => {
    const fits = queryTest(bookOfAll(), text, "en-US");
    assert.ok(!fits.ok && "choices" in fits.error);
    const { code, choices, from, to } = fits.error;
    return [code, text.slice(from, to), choices];
  };
  const accounts = ["Current account", "Savings", "Cash in Tokyo"];
  assert.deepEqual(wrong("tea acct:bank"), ["unknown-account", "acct:bank", accounts]);
  assert.deepEqual(wrong("-cat:gone"), [
    "unknown-category",
    "-cat:gone",
    ["Food", "Food:Restaurants", "Food:Groceries", "Rent"],
  ]);
  const buckets = ["Needs", "Wants", "Savings", "none"];
  assert.deepEqual(wrong("bucket:fun"), ["unknown-bucket", "bucket:fun", buckets]);
});

const terms = [
  "cafe",
  "note:tom",
  "tag:trip",
  "cat:food",
  "cat:re",
  "acct:current",
  "acct:cash",
  "bucket:needs",
  "bucket:none",
  "bucket:savings",
  "amt:>50",
  "amt:..10",
  "amt:12.50",
  "date:2026-11",
  "date:>2026-11-20",
  "is:pending",
  "is:split",
  "is:transfer",
  "is:uncategorised",
];

test("the opposite of a term is exactly what it leaves out", () => {
  const book = bookOfAll();
  const all = found(book, "");
  for (const term of terms) {
    const wanted = new Set(found(book, term));
    assert.deepEqual(
      found(book, `-${term}`),
      all.filter((id) => !wanted.has(id)),
      term,
    );
  }
});

test("terms together find what each of them finds, in any order", () => {
  const book = bookOfAll();
  const some = fc.array(fc.constantFrom(...terms, ...terms.map((term) => `-${term}`)), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(some, (chosen) => {
      const each = chosen.map((term) => new Set(found(book, term)));
      const both = found(book, "").filter((id) => each.every((ids) => ids.has(id)));
      assert.deepEqual(found(book, chosen.join(" ")), both);
      assert.deepEqual(found(book, chosen.toReversed().join(" ")), both);
    }),
  );
});

test("whatever is typed finds something, nothing, or is an error with its place", () => {
  const book = bookOfAll();
  const piece = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(...terms, " ", '"', "-", "é"),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
      const text = pieces.join("");
      const fits = queryTest(book, text, "de-DE");
      if (fits.ok) {
        selectRows(book, { fits: fits.value }, Number.POSITIVE_INFINITY);
        return;
      }
      const { from, to } = fits.error;
      assert.equal(text.slice(from, to), fits.error.text);
      assert.ok(from < to);
    }),
  );
});

test("what has no bucket is as much as the budget says", () => {
  const book = bookOfAll();
  const period = { first: parseDay("2026-11-01") ?? 0, last: parseDay("2026-11-30") ?? 0 };
  const { unassigned } = contributions(book, period, settingsOf(book).rule, 10);
  assert.equal(found(book, "bucket:none date:2026-11").length, unassigned.count);
});
