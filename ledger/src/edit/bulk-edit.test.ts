/** Edits of many transactions: what they change and leave, that one undo takes all back, and what-if. */
import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../book/apply.ts";
import { accountBalances } from "../book/balances.ts";
import { createBook, type Book } from "../book/book.ts";
import { changeSetsOf, type ChangeSetSource } from "../book/change-sets.ts";
import type { Change } from "../book/change.ts";
import { dump } from "../book/dump.ts";
import type { Id } from "../book/id.ts";
import { transactionById, transactionInRow } from "../book/listing.ts";
import { recordOf } from "../book/record-table.ts";
import { sumsOfRows } from "../book/row-sums.ts";
import { amountOnAccount, runningBalances } from "../book/running-balances.ts";
import { selectRows } from "../book/select-rows.ts";
import { redoTarget, undoOf, undoTarget } from "../book/undo.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { BULK_MAX, bulkChanges, type BulkEdit } from "./bulk-edit.ts";
import { copiedFields } from "./copied-fields.ts";
import { asIfChanged } from "./as-if-changed.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const [current, savings, tokyo] = [idOf(0x10), idOf(0x11), idOf(0x12)];
const [food, rent, salary] = [idOf(0x20), idOf(0x21), idOf(0x22)];

function account(id: Id, name: string, currency: string): Change {
  return { table: "account", id, fields: { name, currency: currency as CurrencyCode } };
}

const household: readonly Change[] = [
  account(current, "Current", "EUR"),
  account(savings, "Savings", "EUR"),
  account(tokyo, "Tokyo", "JPY"),
  { table: "category", id: food, fields: { name: "Food", bucket: "needs" } },
  { table: "category", id: rent, fields: { name: "Rent", bucket: "needs" } },
  { table: "category", id: salary, fields: { name: "Salary", kind: "income" } },
];

/** Ids one after the other, above those that the tests name. */
function createSource(): ChangeSetSource {
  let made = 0x10_0000;
  const newId = (): Id => {
    made += 1;
    return idOf(made);
  };
  return { newId, nowSeconds: () => 0 };
}

const source = createSource();

function commit(book: Book, label: string, changes: readonly Change[], links = {}): void {
  for (const set of changeSetsOf(source, label, changes, links)) apply(book, set, "ann");
}

function bookOf(transactions: readonly object[]): Book {
  const book = createBook();
  const changes = transactions.map((fields, index): Change => {
    const own = { account: current, kind: "expense" as const, minor: -1_000n, text: "tea" };
    return {
      table: "transaction",
      id: idOf(0x30 + index),
      fields: { ...own, day: index, ...fields },
    };
  });
  commit(book, "add", [...household, ...changes]);
  return book;
}

const part = { minor: -500n, category: food, bucket: null, note: "" };
const several = [
  { category: food },
  { category: rent, pending: true },
  { splits: [part, part] },
  { kind: "income", minor: 5_000n, category: salary },
  { kind: "transfer", transferAccount: savings, transferMinor: 1_000n },
  { account: tokyo },
  { deleted: true },
];

function outcome(edit: BulkEdit, book: Book = bookOf(several)): unknown {
  const { changes, stays } = bulkChanges(book, Array.from(several.keys()), edit);
  const fields = changes.map((change) => [Number.parseInt(change.id, 16) - 0x30, change.fields]);
  return [Object.fromEntries(fields), Object.fromEntries(stays)];
}

test("an edit of many changes what can be, and says of the rest why it stays", () => {
  const category = food;
  assert.deepEqual(outcome({ kind: "category", category }), [
    { 1: { category }, 5: { category } },
    { "is-so": 1, "in-parts": 1, "other-direction": 1, transfer: 1 },
  ]);
  assert.deepEqual(outcome({ kind: "category", category: null }), [
    { 0: { category: null }, 1: { category: null }, 3: { category: null } },
    { "is-so": 1, "in-parts": 1, transfer: 1 },
  ]);
  const book = bookOf(several);
  const to = recordOf(book.tables.account, savings);
  assert.ok(to !== undefined);
  const moved = { account: savings };
  assert.deepEqual(outcome({ kind: "account", account: to }), [
    { 0: moved, 1: moved, 2: moved, 3: moved },
    { "same-account": 1, "other-currency": 1 },
  ]);
  assert.deepEqual(outcome({ kind: "day", day: 3 }), [
    { 0: { day: 3 }, 1: { day: 3 }, 2: { day: 3 }, 4: { day: 3 }, 5: { day: 3 } },
    { "is-so": 1 },
  ]);
  assert.deepEqual(outcome({ kind: "pending", pending: false }), [
    { 1: { pending: false } },
    { "is-so": 5 },
  ]);
  const [deleted] = outcome({ kind: "delete" }) as [object];
  assert.deepEqual(Object.keys(deleted), ["0", "1", "2", "3", "4", "5"]);
});

test("one undo takes back an edit of as many transactions as one may change, and comes back", () => {
  const book = bookOf(Array.from({ length: BULK_MAX }, () => ({})));
  const rows = selectRows(book, {}, Number.POSITIVE_INFINITY);
  const edit = (): void => {
    const { changes } = bulkChanges(book, rows, { kind: "category", category: food });
    commit(book, "bulk", changes, { batch: source.newId() });
  };
  const inFood = (): number =>
    Array.from(rows).filter((row) => transactionInRow(book, row).category === food).length;
  const takeBack = (label: string, target: ReturnType<typeof undoTarget>): void => {
    assert.ok(target !== undefined);
    const undo = undoOf(book, target.id, { force: false });
    assert.ok(undo.ok);
    commit(book, label, undo.value.changes, { undoes: target.id });
  };
  edit();
  assert.equal(inFood(), BULK_MAX);
  takeBack("undo", undoTarget(book, "ann"));
  assert.equal(inFood(), 0);
  takeBack("redo", redoTarget(book, "ann"));
  assert.equal(inFood(), BULK_MAX);
});

test("what would be is seen, and the book is as before, also when looking fails", () => {
  const book = bookOf(several);
  const before = dump(book);
  const { changes } = bulkChanges(book, [0, 1], { kind: "delete" });
  const text = { table: "transaction", id: idOf(0x99), fields: { text: "never seen" } } as const;
  const sets = changeSetsOf(source, "bulk", [...changes, text], {}, 1);
  const seen = asIfChanged(book, sets, (then) => selectRows(then, {}, 100).length);
  assert.equal(seen, 5);
  assert.deepEqual(dump(book), before);
  assert.throws(() => asIfChanged(book, sets, () => assert.fail("looked")), /looked/);
  assert.deepEqual(dump(book), before);
});

test("the balance after the newest transaction is the account's, on either side of a transfer", () => {
  const opening: Change = { table: "account", id: savings, fields: { openingMinor: 70n } };
  const book = bookOf([...several, { day: -5, minor: -1n }]);
  commit(book, "set", [opening]);
  const balances = accountBalances(book);
  for (const id of [current, savings, tokyo]) {
    const running = runningBalances(book, id);
    const rows = selectRows(book, { account: id }, 100);
    assert.equal(running.size, rows.length);
    assert.equal(running.get(rows[0] ?? -1), balances.get(id));
    for (const [place, row] of rows.entries()) {
      const older = rows[place + 1];
      const from = older === undefined ? (id === savings ? 70n : 0n) : (running.get(older) ?? 0n);
      assert.equal(running.get(row), from + amountOnAccount(book, row, id));
    }
  }
});

test("rows together come to the sum of their amounts, by currency; a transfer only on one account", () => {
  const book = bookOf([...several, { minor: -(10n ** 15n - 1n) }]);
  const rows = selectRows(book, {}, 100);
  const sums = (of: Int32Array, id?: Id): unknown => Object.fromEntries(sumsOfRows(book, of, id));
  // Three expenses, an income, and one that floats alone would not hold.
  assert.deepEqual(sums(rows), { EUR: 2_000n - (10n ** 15n - 1n), JPY: -1_000n });
  assert.deepEqual([...sumsOfRows(book, rows, undefined).keys()], ["EUR", "JPY"]);
  assert.deepEqual(sums(selectRows(book, { account: savings }, 100), savings), { EUR: 1_000n });
  assert.deepEqual(sums(new Int32Array(0)), {});
  for (const id of [current, savings, tokyo]) {
    const [sum] = sumsOfRows(book, selectRows(book, { account: id }, 100), id).values();
    assert.equal(sum, accountBalances(book).get(id), "from nothing on, the sum is the balance");
  }
});

test("a copy is the same again, without what the bank and an import said", () => {
  const bank = { bankId: "b1", bankText: "POS", batch: idOf(0x50), pending: true, note: "n" };
  const book = bookOf([{ ...bank, splits: [part, part] }]);
  const before = transactionById(book, idOf(0x30));
  assert.ok(before !== undefined);
  commit(book, "add", [{ table: "transaction", id: idOf(0x60), fields: copiedFields(before, 9) }]);
  const { id: _, ...copy } = transactionById(book, idOf(0x60)) ?? {};
  const { id: __, ...first } = before;
  const own = { bankId: null, bankText: null, batch: null, pending: false, day: 9 };
  assert.deepEqual(copy, { ...first, ...own });
});
