/** The starter set, and what is suggested from it and from what a person did before. */
import assert from "node:assert/strict";
import test from "node:test";
import type { CurrencyCode } from "../money/currency.ts";
import { apply } from "./apply.ts";
import { createBook, type Book } from "./book.ts";
import { bucketOfCategory, categoryPath, liveAccounts, liveCategories } from "./category-tree.ts";
import { encodeChangeSet } from "./change-set-codec.ts";
import type { Change } from "./change.ts";
import { findCategory } from "./find.ts";
import type { Id } from "./id.ts";
import { starterGroups } from "./starter-categories.ts";
import { starterChanges } from "./starter.ts";
import { createSuggester, normalText, suggestCategory } from "./suggest.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

function act(book: Book, number: number, changes: readonly Change[]): void {
  const set = { id: idOf(number), label: "start", at: null, batch: null, undoes: null, changes };
  assert(encodeChangeSet(set).ok);
  apply(book, set, "ann");
}

function starterBook(language: "en" | "de" = "en"): Book {
  let last = 0x1000;
  const newId = (): Id => idOf((last += 1));
  const book = createBook();
  act(book, 1, starterChanges({ language, currency: "EUR" as CurrencyCode, newId }));
  return book;
}

function suggested(book: Book, text: string, kind: "expense" | "income" = "expense"): unknown {
  const suggestion = suggestCategory(book, text, kind);
  if (suggestion === undefined) return undefined;
  const category = liveCategories(book).find(({ id }) => id === suggestion.category);
  assert(category !== undefined);
  return [category.name, bucketOfCategory(book, category), suggestion.reason];
}

test("a new vault has a spending and a cash account and bucketed categories in two levels", () => {
  for (const language of ["en", "de"] as const) {
    const book = starterBook(language);
    assert.deepEqual(
      liveAccounts(book).map(({ role, currency }) => [role, currency]),
      [
        ["spending", "EUR"],
        ["cash", "EUR"],
      ],
    );
    const categories = liveCategories(book);
    assert(categories.length >= 35, `${categories.length}`);
    for (const category of categories) {
      const bucket = bucketOfCategory(book, category);
      assert.equal(bucket === null, category.kind === "income", category.name);
    }
    const paths = categories.map((category) => categoryPath(book, category).toLowerCase());
    assert.equal(new Set(paths).size, paths.length);
    for (const category of categories) {
      assert(findCategory(book, categoryPath(book, category)).ok);
    }
  }
});

test("every hint is in the form in which texts are compared, and says one thing", () => {
  const words = starterGroups.flatMap((group) =>
    [group, ...group.children].flatMap(({ hints }) => hints.map((word) => [group.kind, word])),
  );
  for (const [, word] of words) assert.equal(normalText(word ?? ""), word);
  const keys = words.map((pair) => pair.join(" "));
  assert.deepEqual(
    keys.filter((key, index) => keys.indexOf(key) !== index),
    [],
  );
});

test("the starter's words hint, the longest first, in both languages", () => {
  const english = starterBook();
  const by = (word: string) => ({ by: "hint", word });
  assert.deepEqual(suggested(english, "lunch"), ["Restaurants", "wants", by("lunch")]);
  assert.deepEqual(suggested(english, "Rent March"), ["Rent", "needs", by("rent")]);
  assert.deepEqual(suggested(english, "ALDI SUED 4711"), ["Groceries", "needs", by("aldi")]);
  const loan = ["Loan payments", "needs", by("student loan")];
  assert.deepEqual(suggested(english, "Student-Loan 5"), loan);
  assert.deepEqual(suggested(english, "Salary", "income"), ["Salary", null, by("salary")]);
  assert.equal(suggested(english, "Salary"), undefined);
  assert.equal(suggested(english, "rental"), undefined);
  assert.equal(suggested(english, ""), undefined);
  const german = starterBook("de");
  assert.deepEqual(suggested(german, "lunch"), ["Restaurants", "wants", by("lunch")]);
  assert.deepEqual(suggested(german, "Miete 03/26"), ["Miete", "needs", by("miete")]);
});

test("what the person chose for the same text goes first, with how often", () => {
  const book = starterBook();
  const [restaurants, groceries, gym] = ["Restaurants", "Groceries", "Sport"].map((name) => {
    const found = findCategory(book, name);
    assert(found.ok);
    return found.value.id;
  });
  const row = (number: number, fields: object): Change => ({
    table: "transaction",
    id: idOf(number),
    fields,
  });
  act(book, 2, [
    row(0x10, { day: 5, text: "ALDI 12", category: restaurants }),
    row(0x11, { day: 9, text: "Aldi 99", category: gym }),
    row(0x12, { day: 4, text: "aldi", category: restaurants }),
    row(0x13, { day: 10, text: "ALDI", category: groceries, deleted: true }),
    row(0x14, { day: 11, text: "ALDI", category: idOf(0xdead) }),
    row(0x15, { day: 12, text: "ALDI", kind: "income", category: groceries }),
    row(0x16, { day: 13, text: "ALDI", kind: "transfer", category: groceries }),
  ]);
  const once = { by: "history", count: 1 };
  const twice = { by: "history", count: 2 };
  assert.deepEqual(suggested(book, "aldi  3"), ["Restaurants", "wants", twice]);
  act(book, 3, [
    row(0x20, { day: 9, text: "Aldi", category: restaurants }),
    row(0x21, { day: 1, kind: "refund", text: "Aldi", category: restaurants }),
  ]);
  const suggest = createSuggester(book);
  assert.deepEqual(suggest("Aldi", "expense"), {
    category: restaurants,
    reason: { by: "history", count: 4 },
    confidence: 0.64,
  });
  assert.deepEqual(suggest("Aldi", "income")?.reason, once);
});

test("of a text the last five choices count; now this and now that suggests nothing", () => {
  const book = starterBook();
  const [restaurants, gym] = ["Restaurants", "Sport"].map((name) => {
    const found = findCategory(book, name);
    assert(found.ok);
    return found.value.id;
  });
  const row = (number: number, text: string, category: Id | undefined): Change => ({
    table: "transaction",
    id: idOf(number),
    fields: { day: number, text, category: category ?? null },
  });
  // Mentioned newest first: the days decide, not the log.
  act(
    book,
    2,
    [gym, gym, gym, ...Array.from({ length: 9 }, () => restaurants)].map((category, index) =>
      row(0x100 - index, "Zumba", category),
    ),
  );
  assert.deepEqual(suggested(book, "zumba"), [
    "Sport & hobbies",
    "wants",
    { by: "history", count: 3 },
  ]);
  act(book, 3, [row(0x110, "Zorro", gym), row(0x111, "Zorro", restaurants)]);
  assert.equal(suggested(book, "zorro"), undefined);
});

test("texts that begin alike suggest, if enough of them agree and the word tells the payee", () => {
  const book = starterBook();
  const sport = findCategory(book, "Sport");
  const restaurants = findCategory(book, "Restaurants");
  assert(sport.ok && restaurants.ok);
  let last = 0x100;
  const rows = (texts: readonly string[], category: Id): void => {
    const changes = texts.map((text): Change => {
      last += 1;
      return { table: "transaction", id: idOf(last), fields: { day: 5, text, category } };
    });
    act(book, last + 0x1000, changes);
  };
  rows(["Zorro Berlin", "VISA Zorro 12.11. Hamburg"], sport.value.id);
  assert.equal(suggested(book, "Zorro Wien"), undefined);
  rows(["Zorro Berlin"], sport.value.id);
  const similar = { by: "similar", count: 3, word: "zorro" };
  assert.deepEqual(suggested(book, "Visa ZORRO Wien"), ["Sport & hobbies", "wants", similar]);
  assert.equal(suggested(book, "Visa Wien"), undefined);
  rows(["Zorro Rom"], restaurants.value.id);
  assert.equal(suggested(book, "Zorro Wien"), undefined);
});

test("what a bank called it is learnt too, where it was renamed", () => {
  const book = starterBook();
  const sport = findCategory(book, "Sport");
  assert(sport.ok);
  const fields = { text: "Dancing", bankText: "ZMB*4711 GmbH", category: sport.value.id };
  act(book, 2, [{ table: "transaction", id: idOf(0x100), fields }]);
  const once = { by: "history", count: 1 };
  for (const text of ["dancing", "ZMB*9999 GMBH"]) {
    assert.deepEqual(suggested(book, text), ["Sport & hobbies", "wants", once]);
  }
});

test("texts are the same without case, digits and marks", () => {
  assert.equal(normalText("REWE Markt 123, Köln!"), "rewe markt köln");
  assert.equal(normalText("ＡＬＤＩ"), "aldi");
  assert.equal(normalText(" 123 "), "123");
  assert.equal(normalText("REWE 2026-11-24T10:22 xxxx1234 DE89370400 Berlin"), "rewe berlin");
  assert.equal(normalText("PayPal*1234567"), "paypal");
  assert.equal(normalText("x".repeat(10_000)).length, 500);
});
