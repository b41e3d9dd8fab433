/** What completes a text: the most used, of equals the newest, never what is gone. */
import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import { completeText } from "./complete-text.ts";

function bookOf(texts: readonly string[], gone: readonly string[] = []): Book {
  const book = createBook();
  const idOf = (number: number): Id => number.toString(16).padStart(32, "0") as Id;
  const changes = [...texts, ...gone].map((text, index) => ({
    table: "transaction" as const,
    id: idOf(0x30 + index),
    fields: { text, day: 0, deleted: index >= texts.length },
  }));
  const set = { id: idOf(1), label: "add", at: null, batch: null, undoes: null, changes };
  apply(book, set, "ann");
  return book;
}

test("a text goes on as most of them did, of equals as the newest", () => {
  const book = bookOf(["Lunch", "Lunch with Tom", "Ludo", "Lunch", "Ludwig", "Café"], ["Luxury"]);
  assert.equal(completeText(book, "lu"), "Lunch");
  assert.equal(completeText(book, "LUD"), "Ludwig");
  assert.equal(completeText(book, "lunch"), "Lunch with Tom");
  assert.equal(completeText(book, "cafe"), undefined);
  assert.equal(completeText(book, "caf"), "Café");
  assert.equal(completeText(book, "lux"), undefined);
  assert.equal(completeText(book, " "), undefined);
  assert.equal(completeText(bookOf([]), "a"), undefined);
});
