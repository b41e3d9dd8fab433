import assert from "node:assert/strict";
import test from "node:test";
import { judgeRows } from "../import/verdict.ts";
import { importFile } from "../import/import-file.ts";
import { apply } from "./apply.ts";
import { createBook } from "./book.ts";
import type { Change } from "./change.ts";
import { existingRowsOf } from "./existing-rows.ts";
import { parseId, type Id } from "./id.ts";
import type { CurrencyCode } from "../money/currency.ts";

function idOf(number: number): Id {
  const id = parseId(number.toString(16).padStart(32, "0"));
  assert.ok(id !== undefined);
  return id;
}

const account = idOf(1);
const savings = idOf(2);
const batch = idOf(3);
const currency = "EUR" as CurrencyCode;

function bookWith(changes: readonly Change[]) {
  const book = createBook();
  const opened: readonly Change[] = [
    { table: "account", id: account, fields: { name: "Current", currency } },
    { table: "account", id: savings, fields: { name: "Savings", role: "savings", currency } },
    { table: "batch", id: batch, fields: { format: "csv" } },
    ...changes,
  ];
  const changeSet = { id: idOf(9), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...changeSet, changes: opened }, "test");
  return book;
}

const lunch = {
  day: 20_000,
  account,
  kind: "expense",
  minor: -1_250n,
  text: "LUNCH 0815",
  batch,
} as const;

test("an account's rows are its own, its side of transfers, and nothing that is deleted", () => {
  const book = bookWith([
    { table: "transaction", id: idOf(10), fields: lunch },
    {
      table: "transaction",
      id: idOf(11),
      fields: {
        day: 20_001,
        account: savings,
        kind: "transfer",
        minor: -500n,
        text: "back",
        transferAccount: account,
        transferMinor: 500n,
      },
    },
    { table: "transaction", id: idOf(12), fields: { ...lunch, deleted: true } },
    { table: "transaction", id: idOf(13), fields: { ...lunch, account: savings } },
  ]);
  const rows = [...existingRowsOf(book, account)];
  assert.deepEqual(
    rows.map(({ amountMinor, text, imported }) => [amountMinor, text, imported]),
    [
      [-1_250n, "LUNCH 0815", true],
      [500n, "back", false],
    ],
  );
});

test("a file is recognised after a person has changed the text of its row", () => {
  const book = bookWith([
    {
      table: "transaction",
      id: idOf(10),
      fields: { ...lunch, text: "With Tom", bankText: "LUNCH 0815" },
    },
  ]);
  const bytes = new TextEncoder().encode("Date,Description,Amount\n2024-10-04,LUNCH 0815,-12.50\n");
  const { rows } = importFile(bytes, {});
  const [verdict] = judgeRows(rows, { currency: "EUR", existing: existingRowsOf(book, account) });
  assert.equal(verdict?.verdict, "same");
  const bare = bookWith([
    { table: "transaction", id: idOf(10), fields: { ...lunch, text: "With Tom" } },
  ]);
  const [without] = judgeRows(rows, { currency: "EUR", existing: existingRowsOf(bare, account) });
  assert.notEqual(without?.verdict, "same");
});
