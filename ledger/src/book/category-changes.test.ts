/** What adding, changing, merging and deleting categories makes of a book. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { CurrencyCode } from "../money/currency.ts";
import { apply } from "./apply.ts";
import { createBook, type Book } from "./book.ts";
import {
  categoryUse,
  changeCategory,
  deleteCategory,
  mergeCategory,
  newCategory,
} from "./category-changes.ts";
import { bucketOfCategory, liveCategories, liveCategory, parentOf } from "./category-tree.ts";
import type { Change } from "./change.ts";
import { checkBook } from "./check.ts";
import type { Id } from "./id.ts";
import { listTransactions, transactionById } from "./listing.ts";
import { recordOf } from "./record-table.ts";
import { undoOf } from "./undo.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const [food, eatingOut, groceries, rent, wage] = [1, 2, 3, 4, 5].map((at) => idOf(0x20 + at)) as [
  Id,
  Id,
  Id,
  Id,
  Id,
];
const account = idOf(0x10);

function household(): Book {
  const book = createBook();
  const category = (id: Id, fields: object): Change => ({ table: "category", id, fields });
  commit(book, 1, [
    { table: "account", id: account, fields: { name: "Bank", currency: "EUR" as CurrencyCode } },
    category(food, { name: "Food", bucket: "needs" }),
    category(eatingOut, { name: "Eating out", parent: food, bucket: "wants" }),
    category(groceries, { name: "Groceries", parent: food }),
    category(rent, { name: "Rent", bucket: "needs" }),
    category(wage, { name: "Wage", kind: "income" }),
  ]);
  return book;
}

function commit(book: Book, id: number, changes: readonly Change[]): void {
  const set = { id: idOf(0xff_0000 + id), label: "category", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes }, "ann");
}

function spend(id: number, fields: object): Change {
  return {
    table: "transaction",
    id: idOf(id),
    fields: { day: 1, account, minor: -100n, ...fields },
  };
}

function done(book: Book, made: ReturnType<typeof changeCategory>): void {
  assert.ok(made.ok, code(made));
  commit(book, 2, made.value);
}

function code(made: ReturnType<typeof changeCategory>): string {
  return made.ok ? "ok" : made.error.code;
}

test("a new category is of its parent's kind and bucket, and comes last", () => {
  const book = household();
  const id = idOf(0x30);
  done(book, newCategory(book, id, { name: " Bakery ", parent: food, kind: "income" }));
  const made = liveCategory(book, id);
  assert.ok(made !== undefined);
  assert.deepEqual(
    [made.name, made.kind, bucketOfCategory(book, made)],
    ["Bakery", "expense", "needs"],
  );
  assert.equal(liveCategories(book).findLast((one) => parentOf(book, one)?.id === food)?.id, id);
});

test("names: none, with a colon, too long, or used beside it are refused; elsewhere they are free", () => {
  const book = household();
  const add = (name: string, parent: Id | null = null): string =>
    code(newCategory(book, idOf(0x30), { name, parent, kind: "expense" }));
  for (const name of ["", "  ", "a:b", "x".repeat(101)]) assert.equal(add(name), "category-name");
  assert.equal(add("RENT"), "category-name-used");
  assert.equal(add("rent", food), "ok");
  assert.equal(code(changeCategory(book, rent, { name: "food" })), "category-name-used");
  assert.equal(code(changeCategory(book, rent, { name: "rent" })), "ok");
  assert.equal(code(changeCategory(book, groceries, { name: "eating OUT" })), "category-name-used");
});

test("moving keeps two levels and one kind", () => {
  const book = household();
  assert.equal(code(changeCategory(book, food, { parent: rent })), "category-levels");
  assert.equal(code(changeCategory(book, rent, { parent: groceries })), "category-levels");
  assert.equal(code(changeCategory(book, rent, { parent: rent })), "category-levels");
  assert.equal(code(changeCategory(book, wage, { parent: rent })), "category-kinds-differ");
  assert.equal(code(changeCategory(book, rent, { parent: idOf(0x99) })), "unknown-category");
  assert.equal(code(changeCategory(book, rent, { bucket: "luxury" })), "unknown-bucket");
  done(book, changeCategory(book, groceries, { parent: rent, bucket: "wants", archived: true }));
  const moved = liveCategory(book, groceries);
  assert.deepEqual([moved?.parent, moved?.bucket, moved?.archived], [rent, "wants", true]);
});

test("a wish that is fulfilled already changes nothing", () => {
  const book = household();
  const wish = { name: "Groceries", parent: food, bucket: null, archived: false };
  assert.deepEqual(changeCategory(book, groceries, wish), { ok: true, value: [] });
});

test("merging moves what has it, parts and what was deleted too, and one undo brings it back", () => {
  const book = household();
  const part = (category: Id) => ({ minor: -50n, category, bucket: null, note: "" });
  commit(book, 3, [
    spend(0x40, { category: groceries }),
    spend(0x41, { splits: [part(groceries), part(rent)] }),
    spend(0x42, { category: groceries, deleted: true }),
    spend(0x43, { category: rent }),
  ]);
  const before = listTransactions(book, {}, 100);
  assert.equal(code(mergeCategory(book, food, rent)), "category-has-own");
  assert.equal(code(mergeCategory(book, groceries, wage)), "category-kinds-differ");
  assert.equal(code(mergeCategory(book, groceries, groceries)), "unknown-category");
  done(book, mergeCategory(book, groceries, eatingOut));
  assert.equal(liveCategory(book, groceries), undefined);
  assert.equal(transactionById(book, idOf(0x40))?.category, eatingOut);
  const parts = transactionById(book, idOf(0x41))?.splits?.map(({ category }) => category);
  assert.deepEqual(parts, [eatingOut, rent]);
  assert.equal(transactionById(book, idOf(0x42))?.category, eatingOut);
  assert.equal(transactionById(book, idOf(0x43))?.category, rent);
  assert.deepEqual(checkBook(book), []);
  const undo = undoOf(book, idOf(0xff_0002), { force: false });
  assert.ok(undo.ok);
  commit(book, 4, undo.value.changes);
  assert.deepEqual(listTransactions(book, {}, 100), before);
});

test("a rule's category is in use, and merging gives the rule the other one", () => {
  const book = household();
  const id = idOf(0x50);
  commit(book, 3, [
    { table: "rule", id, fields: { query: "aldi", category: groceries } },
    { table: "rule", id: idOf(0x51), fields: { query: "x", category: groceries, deleted: true } },
  ]);
  assert.equal(code(deleteCategory(book, groceries)), "category-in-use");
  done(book, mergeCategory(book, groceries, eatingOut));
  assert.equal(recordOf(book.tables.rule, id)?.category, eatingOut);
  assert.equal(recordOf(book.tables.rule, idOf(0x51))?.category, groceries);
  assert.deepEqual(checkBook(book), []);
  commit(book, 4, [{ table: "category", id: eatingOut, fields: { deleted: true } }]);
  assert.deepEqual(checkBook(book), [{ code: "deleted-category", table: "rule", id }]);
  commit(book, 5, [{ table: "rule", id, fields: { category: idOf(0x99) } }]);
  assert.deepEqual(checkBook(book), [{ code: "unknown-category", table: "rule", id }]);
  commit(book, 6, [{ table: "rule", id, fields: { deleted: true } }]);
  assert.deepEqual(checkBook(book), []);
});

test("only what nothing has can be deleted", () => {
  const book = household();
  commit(book, 3, [
    spend(0x40, { category: rent }),
    spend(0x41, { category: groceries, deleted: true }),
  ]);
  assert.equal(code(deleteCategory(book, rent)), "category-in-use");
  assert.equal(code(deleteCategory(book, food)), "category-has-own");
  done(book, deleteCategory(book, groceries));
  assert.equal(liveCategory(book, groceries), undefined);
});

test("a merge keeps every amount, and adds one use to the other", () => {
  const some = fc.constantFrom(null, food, eatingOut, groceries, rent);
  fc.assert(
    fc.property(
      fc.array(fc.record({ category: some, part: fc.option(some) }), { maxLength: 20 }),
      fc.constantFrom(eatingOut, groceries, rent),
      fc.constantFrom(eatingOut, groceries, rent),
      (rows, from, into) => {
        fc.pre(from !== into);
        const book = household();
        const part = (minor: bigint, category: Id | null) => ({
          minor,
          category,
          bucket: null,
          note: "",
        });
        const changes = rows.map(({ category, part: other }, at) =>
          spend(0x1000 + at, {
            category,
            ...(other !== null && { splits: [part(-60n, category), part(-40n, other)] }),
          }),
        );
        commit(book, 3, changes);
        const amounts = listTransactions(book, {}, 100).map(({ amountMinor }) => amountMinor);
        const has = (at: number, id: Id): boolean => {
          const found = transactionById(book, idOf(0x1000 + at));
          return (
            found?.category === id ||
            (found?.splits?.some(({ category }) => category === id) ?? false)
          );
        };
        const either = rows.filter((_, at) => has(at, from) || has(at, into)).length;
        done(book, mergeCategory(book, from, into));
        assert.deepEqual(
          listTransactions(book, {}, 100).map(({ amountMinor }) => amountMinor),
          amounts,
        );
        assert.equal(categoryUse(book).get(into) ?? 0, either);
        assert.equal(categoryUse(book).get(from) ?? 0, 0);
      },
    ),
  );
});
