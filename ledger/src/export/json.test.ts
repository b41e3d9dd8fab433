/** What of a book's amounts the JSON has: texts in the currency that they are in. */
import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../book/apply.ts";
import { createBook } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { exportJson } from "./json.ts";

test("what is planned for a category is decimal text in the vault's currency", () => {
  const book = createBook();
  const id = "1".repeat(32) as Id;
  const planned = (currency: string, plannedMinor: bigint | null) => {
    const set = { id, label: "plan", at: null, batch: null, undoes: null };
    const fields = { currency: currency as CurrencyCode };
    const settings = { table: "settings", id: "0".repeat(32) as Id, fields } as const;
    const category = { table: "category", id, fields: { name: "Rent", plannedMinor } } as const;
    apply(book, { ...set, changes: [settings, category] }, "ann");
    const exported = JSON.parse(exportJson(book)) as { categories: { planned: unknown }[] };
    return exported.categories[0]?.planned;
  };
  assert.equal(planned("USD", 115_050n), "1150.50");
  assert.equal(planned("JPY", 115_050n), "115050");
  assert.equal(planned("JPY", null), null);
});
