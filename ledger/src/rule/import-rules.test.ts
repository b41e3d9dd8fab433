/** Rules and history in an import: what is shown of each row is what is written, and one undo takes it back. */
import assert from "node:assert/strict";
import test from "node:test";
import { findCategory } from "../book/find.ts";
import type { Id } from "../book/id.ts";
import { transactionInRow } from "../book/listing.ts";
import { plannedJson } from "../import/plan/plan-json.ts";
import { bankRow, fileOf, ImportVault, leg } from "../../../test/fixtures/import-vault.ts";
import { categorised } from "./categorise.ts";
import { newRule, type RuleWish } from "./rule-changes.ts";

function categoryOf({ book }: ImportVault, name: string): Id {
  const found = findCategory(book, name);
  assert(found.ok);
  return found.value.id;
}

function addRule(vault: ImportVault, wish: RuleWish): void {
  const changes = newRule(vault.book, vault.newId(), wish, "en");
  assert(changes.ok);
  vault.change(...changes.value);
}

test("an import's rows get what its plan shows, the bank's text is kept, and an undo takes all back", () => {
  const vault = new ImportVault();
  vault.start();
  const sport = categoryOf(vault, "Sport");
  addRule(vault, { query: "zorro amt:>20", category: sport, bucket: "needs", text: "Zorro club" });
  const file = fileOf([
    bankRow({ amount: "-25.00", text: "ZORRO 4711" }),
    bankRow({ amount: "-5.00", text: "zorro xyz" }),
    bankRow({ amount: "-7.00", text: "Aldi 12" }),
  ]);
  const { planned, made } = vault.import([file]);
  const [plan] = planned;
  assert(plan !== undefined);
  const suggested = plannedJson("a.csv", plan).rows.map((row) => [row.category, row.suggested]);
  assert.deepEqual(suggested, [
    [
      null,
      {
        category: "Leisure:Sport & hobbies",
        bucket: "needs",
        text: "Zorro club",
        reason: "a rule: zorro amt:>20.00",
        confidence: 1,
      },
    ],
    [null, null],
    [
      null,
      {
        category: "Food:Groceries",
        bucket: null,
        text: null,
        reason: "because of “aldi”",
        confidence: 0.25,
      },
    ],
  ]);
  const [first, second, third] = [0, 1, 2].map((row) => transactionInRow(vault.book, row));
  assert.deepEqual(
    [first?.category, first?.bucket, first?.text, first?.bankText],
    [sport, "needs", "Zorro club", "ZORRO 4711"],
  );
  assert.deepEqual([second?.category, second?.bankText], [null, null]);
  assert.equal(third?.category, categoryOf(vault, "Groceries"));
  const again = vault.import([file]);
  assert.deepEqual(
    again.planned[0]?.verdicts.map(({ verdict }) => verdict),
    ["same", "same", "same"],
  );
  assert.deepEqual(again.planned[0]?.suggestions, [null, null, null], "they are there already");
  vault.undo(made.batch);
  assert.equal(transactionInRow(vault.book, 0).hidden, true);
});

test("what another app has sorted stays so", () => {
  const vault = new ImportVault();
  vault.start();
  addRule(vault, { query: "zorro", category: categoryOf(vault, "Sport") });
  const file = fileOf([leg("zorro", "Bank", "-9.00", { category: ["Hobby"] })], {
    categories: [{ path: ["Hobby"], kind: "expense" }],
  });
  const { planned } = vault.import([file]);
  assert.deepEqual(planned[0]?.suggestions, [null]);
  assert.equal(transactionInRow(vault.book, 0).category, categoryOf(vault, "Hobby"));
});

test("what a later file says of a renamed transaction is the bank's text, and a transfer has no bucket", () => {
  const vault = new ImportVault();
  vault.start();
  addRule(vault, { query: "zorro", bucket: "needs", text: "Club" });
  const [id, batch] = [vault.newId(), vault.newId()];
  const added = { day: 5, minor: -1n, text: "zorro pending", batch };
  const changes = categorised(
    vault.book,
    [],
    [
      { table: "transaction", id, fields: added },
      { table: "transaction", id, fields: { text: "ZORRO GMBH", kind: "transfer" } },
    ],
  );
  assert.deepEqual(changes, [
    {
      table: "transaction",
      id,
      fields: { ...added, bucket: "needs", text: "Club", bankText: "zorro pending" },
    },
    {
      table: "transaction",
      id,
      fields: { kind: "transfer", bankText: "ZORRO GMBH", bucket: null },
    },
  ]);
});
