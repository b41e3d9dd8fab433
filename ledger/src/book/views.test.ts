/** What lists, balances, names and checks make of a book, by example and against slow models. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { CurrencyCode } from "../money/currency.ts";
import { apply } from "./apply.ts";
import { accountBalances } from "./balances.ts";
import { createBook, type Book } from "./book.ts";
import { bucketOfCategory, categoryPath, liveCategories } from "./category-tree.ts";
import type { Change } from "./change.ts";
import { checkBook } from "./check.ts";
import { findAccount, findCategory } from "./find.ts";
import { findTransaction, shortIds } from "./id-prefix.ts";
import { parseId, type Id } from "./id.ts";
import { listTransactions, transactionById } from "./listing.ts";
import { recordOf } from "./record-table.ts";
import type { ListFilter } from "./select-rows.ts";

const euro = "EUR" as CurrencyCode;
const dollar = "USD" as CurrencyCode;

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

function record(table: "account" | "category" | "batch", id: number, fields: object): Change {
  return { table, id: idOf(id), fields };
}

function transaction(id: number, fields: object): Change {
  return { table: "transaction", id: idOf(id), fields };
}

function bookOf(...changes: readonly Change[]): Book {
  const book = createBook();
  const settings: Change = { table: "settings", id: idOf(0), fields: { currency: euro } };
  const set = { id: idOf(1), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes: [settings, ...changes] }, "ann");
  return book;
}

const household = [
  record("account", 0x10, { name: "Current", role: "spending", currency: euro }),
  record("account", 0x11, { name: "Dollars", role: "savings", currency: dollar }),
  record("category", 0x20, { name: "Food", bucket: "needs" }),
  record("category", 0x21, { name: "Restaurants", parent: idOf(0x20), bucket: "wants" }),
  record("category", 0x22, { name: "Groceries", parent: idOf(0x20) }),
];

function listed(book: Book, filter: ListFilter = {}, limit = 100): unknown[] {
  return listTransactions(book, filter, limit).map((row) => [
    Number.parseInt(row.id, 16),
    Number(row.amountMinor),
    row.currency,
    row.text,
    row.category,
    row.bucket,
    row.account,
  ]);
}

test("a list is newest first, with a row per part and two per transfer", () => {
  const split = (minor: bigint, category: number | null, own = {}) => ({
    minor,
    category: category === null ? null : idOf(category),
    bucket: null,
    note: "",
    ...own,
  });
  const parts = [split(-700n, 0x21), split(-200n, 0x22, { bucket: "wants", note: "wine" })];
  const account = idOf(0x10);
  const transfer = { kind: "transfer", transferAccount: idOf(0x11), transferMinor: 540n };
  const book = bookOf(
    ...household,
    transaction(0x30, { day: 5, account, minor: -1_000n, text: "Shop", splits: parts }),
    transaction(0x31, { day: 4, account, minor: -500n, text: "Save", ...transfer }),
    transaction(0x32, { day: 5, account, minor: -300n, text: "Bread", category: idOf(0x22) }),
    transaction(0x33, { day: 9, account, minor: -1n, text: "Gone", deleted: true }),
    transaction(0x34, { day: 3, account: idOf(0x19), minor: -2n, text: "?", category: idOf(0x29) }),
  );
  assert.deepEqual(listed(book), [
    [0x32, -300, "EUR", "Bread", "Groceries", "needs", "Current"],
    [0x30, -700, "EUR", "Shop", "Restaurants", "wants", "Current"],
    [0x30, -200, "EUR", "Shop", "Groceries", "wants", "Current"],
    [0x30, -100, "EUR", "Shop", null, null, "Current"],
    [0x31, -500, "EUR", "Save", null, null, "Current"],
    [0x31, 540, "USD", "Save", null, null, "Dollars"],
    [0x34, -2, "EUR", "?", null, null, null],
  ]);
  const idsOf = (filter: ListFilter, limit?: number) =>
    listed(book, filter, limit).map((row) => (row as number[]).slice(0, 2));
  assert.deepEqual(idsOf({}, 3), [
    [0x32, -300],
    [0x30, -700],
    [0x30, -200],
  ]);
  assert.deepEqual(idsOf({ account: idOf(0x11) }), [[0x31, 540]]);
  assert.deepEqual(idsOf({ category: idOf(0x22) }), [
    [0x32, -300],
    [0x30, -200],
  ]);
  assert.deepEqual(idsOf({ category: idOf(0x20) }), [
    [0x32, -300],
    [0x30, -700],
    [0x30, -200],
  ]);
  assert.deepEqual(idsOf({ from: 4, to: 4 }), [
    [0x31, -500],
    [0x31, 540],
  ]);
  assert.deepEqual(idsOf({ text: "BREA" }), [[0x32, -300]]);
  assert.equal(idsOf({ text: "wine" }).length, 3);
  assert.deepEqual(idsOf({ account: idOf(0x99) }), []);
  assert.deepEqual(idsOf({ category: idOf(0x99) }), []);
});

test("lists are ordered and cut like a sorted copy, also over thousands of years", () => {
  const days = fc.oneof(
    fc.array(fc.integer({ min: 20_000, max: 20_010 }), { maxLength: 40 }),
    fc.array(fc.constantFrom(-719_162, 0, 20_000, 2_932_896), { maxLength: 40 }),
  );
  fc.assert(
    fc.property(days, fc.nat(45), (on, limit) => {
      const book = bookOf(...on.map((day, row) => transaction(0x100 + row, { day })));
      const order = [...on.entries()]
        .toSorted(([rowA, dayA], [rowB, dayB]) => dayB - dayA || rowB - rowA)
        .map(([row]) => row);
      const rows = listTransactions(book, {}, limit).map((row) => row.row);
      assert.deepEqual(rows, order.slice(0, limit));
    }),
  );
});

test("a balance is the opening amount and both sides of everything, however large", () => {
  const amount = fc.oneof(
    fc.bigInt(-900n, 900n),
    fc.constantFrom(10n ** 15n - 1n, 1n - 10n ** 15n),
  );
  const rows = fc.array(
    fc.record({
      account: fc.constantFrom(idOf(0x10), idOf(0x11), idOf(0x99), null),
      minor: amount,
      kind: fc.constantFrom("expense", "transfer"),
      transferAccount: fc.constantFrom(idOf(0x10), idOf(0x11), null),
      transferMinor: amount,
      day: fc.integer({ min: 0, max: 3 }),
      deleted: fc.boolean(),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(rows, amount, (changes, openingMinor) => {
      const book = bookOf(
        ...household,
        record("account", 0x10, { openingMinor }),
        ...changes.map((fields, row) => transaction(0x100 + row, fields)),
      );
      const model = { [idOf(0x10)]: openingMinor, [idOf(0x11)]: 0n } as Record<string, bigint>;
      const add = (id: Id | null, minor: bigint): void => {
        if (id !== null && id in model) model[id] = (model[id] ?? 0n) + minor;
      };
      for (const row of changes) {
        if (row.deleted || row.day > 2) continue;
        add(row.account, row.minor);
        if (row.kind === "transfer") add(row.transferAccount, row.transferMinor);
      }
      assert.deepEqual(Object.fromEntries(accountBalances(book, { through: 2 })), model);
    }),
  );
});

test("a balance beyond 2^53 is exact to the unit", () => {
  const minor = 10n ** 15n - 1n;
  const rows = Array.from({ length: 11 }, (_, row) =>
    transaction(0x100 + row, { account: idOf(0x10), minor }),
  );
  assert.equal(accountBalances(bookOf(...household, ...rows)).get(idOf(0x10)), 11n * minor);
});

test("categories show their parents first, and nonsense in their tree is harmless", () => {
  const book = bookOf(
    record("category", 0x20, { name: "B", order: 2, bucket: "needs" }),
    record("category", 0x21, { name: "B2", order: 1, parent: idOf(0x20) }),
    record("category", 0x22, { name: "A", order: 1 }),
    record("category", 0x23, { name: "Deep", parent: idOf(0x21) }),
    record("category", 0x24, { name: "Own", parent: idOf(0x24), order: 9 }),
    record("category", 0x25, { name: "Loop", parent: idOf(0x26) }),
    record("category", 0x26, { name: "Loop2", parent: idOf(0x25) }),
    record("category", 0x27, { name: "Gone", deleted: true }),
    record("category", 0x28, { name: "Orphan", parent: idOf(0x27), order: 8 }),
  );
  const paths = liveCategories(book).map((category) => categoryPath(book, category));
  assert.deepEqual(paths, [
    "A",
    "B",
    "B:B2",
    "Orphan",
    "Own",
    "B2:Deep",
    "Loop2:Loop",
    "Loop:Loop2",
  ]);
  const bucketOf = (id: number) => {
    const category = recordOf(book.tables.category, idOf(id));
    return category === undefined ? undefined : bucketOfCategory(book, category);
  };
  assert.equal(bucketOf(0x21), "needs");
  assert.equal(bucketOf(0x23), null);
  assert.equal(bucketOf(0x25), null);
});

test("names are found in any case, by a beginning, by parent, and ambiguity is told", () => {
  const book = bookOf(
    ...household,
    record("category", 0x23, { name: "Rest", archived: true }),
    record("category", 0x24, { name: "Rent" }),
    record("category", 0x25, { name: "Travel" }),
    record("category", 0x26, { name: "Groceries", parent: idOf(0x25) }),
    record("account", 0x12, { name: "Currency", closed: true }),
    record("account", 0x13, { name: "Deleted", deleted: true }),
  );
  const category = (name: string) => {
    const found = findCategory(book, name);
    return found.ok ? categoryPath(book, found.value) : found.error;
  };
  assert.equal(category("food"), "Food");
  assert.equal(category("RESTAU"), "Food:Restaurants");
  assert.equal(category("rest"), "Rest");
  assert.equal(category("Food:g"), "Food:Groceries");
  assert.equal(category("tr:gro"), "Travel:Groceries");
  assert.deepEqual(category("groceries"), {
    code: "ambiguous-name",
    names: ["Food:Groceries", "Travel:Groceries"],
  });
  assert.deepEqual(category("re"), {
    code: "ambiguous-name",
    names: ["Food:Restaurants", "Rent"],
  });
  assert.deepEqual(category(""), { code: "unknown-name" });
  assert.deepEqual(category("x:y"), { code: "unknown-name" });
  const account = (name: string) => {
    const found = findAccount(book, name);
    return found.ok ? found.value.name : found.error.code;
  };
  assert.equal(account("cur"), "Current");
  assert.equal(account("currenc"), "Currency");
  assert.equal(account("deleted"), "unknown-name");
});

test("a transaction is found by a beginning of its id that only it has", () => {
  const id = (start: string) => start.padEnd(32, "0") as Id;
  const known = ["abcd1", "abcd2f", "abcd2", "ffff"].map(id);
  const book = bookOf(
    ...known.map((one): Change => ({ table: "transaction", id: one, fields: { day: 1 } })),
  );
  const find = (text: string) => {
    const found = findTransaction(book, text);
    return found.ok ? found.value : found.error.code;
  };
  assert.equal(find("abcd1"), 0);
  assert.equal(find("ABCD1"), 0);
  assert.equal(find("abcd2f"), 1);
  assert.equal(find("abcd20"), 2);
  assert.equal(find("ffff"), 3);
  assert.equal(find(id("abcd2")), 2);
  assert.equal(find("abcd"), "ambiguous-id");
  assert.equal(find("abcd2"), "ambiguous-id");
  assert.equal(find("abc"), "id-too-short");
  assert.equal(find("abcde"), "unknown-id");
  assert.equal(find("xyzw"), "unknown-id");
  assert.equal(find(id("e")), "unknown-id");
  assert.deepEqual(shortIds(book, [0, 1, 2, 3]), ["abcd1", "abcd2f", "abcd20", "ffff"]);
  for (const [row, short] of shortIds(book, [0, 1, 2, 3]).entries()) assert.equal(find(short), row);
  assert.equal(parseId("ABCD".padEnd(32, "0")), undefined);
  assert.equal(parseId(id("abcd")), id("abcd"));
});

test("the check names what is odd, and nothing in a sound book", () => {
  const account = idOf(0x10);
  const toDollars = { account, kind: "transfer", transferAccount: idOf(0x11) };
  const sound = [
    ...household,
    transaction(0x30, { account, minor: -5n, category: idOf(0x20) }),
    transaction(0x31, { ...toDollars, minor: -5n, transferMinor: 6n }),
    record("batch", 0x40, {}),
    transaction(0x32, { account, batch: idOf(0x40) }),
  ];
  assert.deepEqual(checkBook(bookOf(...sound)), []);
  const part = { category: null, bucket: null, note: "", minor: 1n };
  const odd: readonly (readonly [string, ...Change[]])[] = [
    ["split-sum-differs", transaction(0x50, { account, splits: [part, part], minor: 3n })],
    ["unknown-account", transaction(0x50, { minor: 3n })],
    [
      "deleted-account",
      record("account", 0x15, { name: "X", deleted: true }),
      transaction(0x50, { account: idOf(0x15) }),
    ],
    ["unknown-category", transaction(0x50, { account, category: idOf(0x99) })],
    [
      "deleted-category",
      record("category", 0x25, { deleted: true }),
      transaction(0x50, { account, category: idOf(0x25) }),
    ],
    ["unknown-batch", transaction(0x50, { account, batch: idOf(0x99) })],
    ["transfer-without-other-account", transaction(0x50, { account, kind: "transfer" })],
    [
      "transfer-to-itself",
      transaction(0x50, { account, kind: "transfer", transferAccount: account }),
    ],
    ["transfer-sides-differ", transaction(0x50, { ...toDollars, minor: -5n, transferMinor: -6n })],
    ["other-account-without-transfer", transaction(0x50, { account, transferAccount: account })],
    ["category-in-itself", record("category", 0x25, { parent: idOf(0x25) })],
    ["category-too-deep", record("category", 0x25, { parent: idOf(0x21) })],
    ["review-without-snapshot", { table: "review", id: idOf(0x60), fields: { deleted: false } }],
  ];
  for (const [code, ...changes] of odd) {
    const found = checkBook(bookOf(...sound, ...changes));
    assert.deepEqual(
      found.map((problem) => problem.code),
      [code],
    );
  }
  const twoEuros = [
    record("account", 0x11, { currency: euro }),
    transaction(0x51, { ...toDollars, minor: -5n, transferMinor: 6n }),
  ];
  assert.deepEqual(
    checkBook(bookOf(...sound, ...twoEuros)).map((problem) => problem.id),
    [idOf(0x31), idOf(0x51)],
  );
  const broken = bookOf(...sound);
  broken.transactions.minor[0] = 0.5;
  assert.deepEqual(checkBook(broken)[0]?.code, "amount-out-of-range");
});

test("a transaction of a deleted import is hidden, not deleted", () => {
  const row = transaction(0x30, { account: idOf(0x10), batch: idOf(0x40) });
  const book = bookOf(...household, row, record("batch", 0x40, { deleted: true }));
  const found = transactionById(book, idOf(0x30));
  assert.deepEqual([found?.hidden, found?.deleted], [true, false]);
  assert.deepEqual(listed(book), []);
  assert.equal(transactionById(book, idOf(0x31)), undefined);
});
