/** Windows of a list: what a query leaves, what is wrong with one, balances of one account, ids. */
import assert from "node:assert/strict";
import test from "node:test";
import {
  apply,
  BULK_MAX,
  createBook,
  SETTINGS_ID,
  type Book,
  type Change,
  type CurrencyCode,
  type Id,
} from "@coffer/ledger";
import type { ListFilterModel } from "../transaction-models.ts";
import { ListView } from "./list-view.ts";

const all: ListFilterModel = {
  query: "",
  accountId: null,
  categoryId: null,
  bucketId: null,
  period: null,
  isUnassigned: false,
};

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const [current, savings, food] = [idOf(1), idOf(2), idOf(3)];
const currency = "EUR" as CurrencyCode;

function bookOf(count: number): Book {
  const book = createBook();
  const household: readonly Change[] = [
    { table: "settings", id: SETTINGS_ID, fields: { currency } },
    { table: "account", id: current, fields: { name: "Current", currency, openingMinor: 500n } },
    { table: "account", id: savings, fields: { name: "Savings", role: "savings", currency } },
    { table: "category", id: food, fields: { name: "Food", bucket: "needs" } },
  ];
  const expenses = Array.from({ length: count }, (_, index): Change => {
    const fields = { day: 20_400 + index, account: current, minor: -100n, text: `tea ${index}` };
    return { table: "transaction", id: idOf(0x100 + index), fields };
  });
  const moved = { account: current, transferAccount: savings, text: "aside", day: 20_399 } as const;
  const transfer: Change = {
    table: "transaction",
    id: idOf(0x10),
    fields: { ...moved, kind: "transfer", minor: -300n, transferMinor: 300n },
  };
  const changes = [...household, transfer, ...expenses];
  const set = { id: idOf(0xff), label: "add", at: null, batch: null, undoes: null, changes };
  apply(book, set, "ann");
  return book;
}

function shown(book: Book, filter: Partial<ListFilterModel>, from = 0, count = 100): unknown {
  const window = new ListView().window(book, 1, { filter: { ...all, ...filter }, from, count });
  if (!window.ok) return window.problem.code;
  return window.value.items.map(({ text, amount, balance }) =>
    balance === null ? text : [text, amount.minor, balance.minor],
  );
}

test("a window has what a query and the rest of the filter leave, newest first", () => {
  const book = bookOf(3);
  assert.deepEqual(shown(book, {}), ["tea 2", "tea 1", "tea 0", "aside"]);
  assert.deepEqual(shown(book, {}, 1, 2), ["tea 1", "tea 0"]);
  assert.deepEqual(shown(book, { query: "tea -1" }), ["tea 2", "tea 0"]);
  assert.deepEqual(shown(book, { query: "tea", bucketId: "savings" }), []);
  assert.deepEqual(shown(book, { bucketId: "savings" }), ["aside"]);
  assert.deepEqual(shown(book, { bucketId: "gone" }), []);
  assert.equal(shown(book, { query: "cat:drinks" }), "query");
});

test("what counts in no bucket is that of a named period, or else of the running one", () => {
  const book = bookOf(3);
  const period = "2025-11";
  assert.deepEqual(shown(book, { isUnassigned: true, period }), ["tea 2", "tea 1", "tea 0"]);
  assert.deepEqual(shown(book, { isUnassigned: true, period: "2025-10" }), []);
  assert.deepEqual(shown(book, { isUnassigned: true }), []);
});

test("on one account each has what it did there, and the balance after it", () => {
  const book = bookOf(2);
  assert.deepEqual(shown(book, { accountId: savings }), [["aside", 300n, 300n]]);
  assert.deepEqual(shown(book, { accountId: current, query: "-tea" }), [["aside", -300n, 200n]]);
  assert.deepEqual(shown(book, { accountId: current, query: "tea" }), [
    ["tea 1", -100n, 0n],
    ["tea 0", -100n, 100n],
  ]);
});

test("a list is computed anew for another revision of the book", () => {
  const book = bookOf(1);
  const view = new ListView();
  const total = (revision: number): number | undefined => {
    const window = view.window(book, revision, { filter: all, from: 0, count: 1 });
    return window.ok ? window.value.total : undefined;
  };
  assert.equal(total(1), 2);
  const changes: Change[] = [{ table: "transaction", id: idOf(0x100), fields: { deleted: true } }];
  const set = { id: idOf(0xfe), label: "delete", at: null, batch: null, undoes: null, changes };
  apply(book, set, "ann");
  assert.equal(total(2), 1);
});

test("ids are given for as many as can be changed at once, and no more", () => {
  const book = bookOf(BULK_MAX);
  const view = new ListView();
  const ids = view.ids(book, 1, { filter: all, from: 0, count: BULK_MAX });
  assert.ok(ids.ok);
  assert.equal(ids.value.length, BULK_MAX);
  assert.equal(ids.value[0], idOf(0x100 + BULK_MAX - 1));
  const more = view.ids(book, 1, { filter: all, from: 0, count: BULK_MAX + 1 });
  assert.deepEqual(more.ok ? null : more.problem, { code: "too-many" });
});
