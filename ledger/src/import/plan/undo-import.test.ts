/** An import is taken back as a whole: also later, with what was made for it, and without what others use. */
import assert from "node:assert/strict";
import test from "node:test";
import {
  bankRow,
  fileOf,
  ImportVault,
  leg,
  source,
  verdictsOf,
} from "../../../../test/fixtures/import-vault.ts";
import type { Id } from "../../book/id.ts";
import { bookLimits } from "../../book/limits.ts";
import { redoTarget, undoOf, undoOfBatch } from "../../book/undo.ts";

const file = fileOf(
  [
    leg("a", "Wallet", "-5", { category: ["Fun", "Cinema"] }),
    leg("b", "Wallet", "-6", { category: ["Zorg"], day: 20_001 }),
    leg("c", "Jar", "7", { day: 20_002 }),
  ],
  { accounts: [source("Wallet", "cash"), source("Jar", "savings")] },
);

function live(vault: ImportVault, table: "account" | "category"): readonly string[] {
  return vault.book.tables[table].records.flatMap((record) =>
    record === null || record.deleted ? [] : record.name,
  );
}

function idOf(vault: ImportVault, table: "account" | "category", name: string): Id {
  const record = vault.book.tables[table].records.find((one) => one?.name === name);
  assert.ok(record !== undefined && record !== null);
  return record.id;
}

function pass(vault: ImportVault, changes: number): void {
  const id = vault.newId();
  for (let count = 0; count < changes; count += 1) {
    vault.change({ table: "dismissal", id, fields: { piece: `p${count}` } });
  }
}

test("accounts and categories that an import made go with it, and come again with the next", () => {
  const vault = new ImportVault();
  vault.account("Current");
  for (let round = 0; round < 2; round += 1) {
    const { made, planned } = vault.import([file]);
    assert.deepEqual(verdictsOf(planned[0]), ["new", "new", "new"]);
    assert.deepEqual(live(vault, "account"), ["Current", "Wallet", "Jar"]);
    assert.deepEqual(live(vault, "category"), ["Fun", "Cinema", "Zorg"]);
    vault.undo(made.batch);
    assert.deepEqual(live(vault, "account"), ["Current"]);
    assert.deepEqual(live(vault, "category"), []);
    assert.deepEqual(vault.balances(), { Current: 0n });
  }
});

test("what something else uses stays, a category's parent too, and is reported", () => {
  const vault = new ImportVault();
  const { made } = vault.import([file]);
  const wallet = idOf(vault, "account", "Wallet");
  const cinema = idOf(vault, "category", "Cinema");
  const own = {
    day: 20_003,
    account: wallet,
    kind: "expense",
    minor: -100n,
    category: cinema,
  } as const;
  vault.change({ table: "transaction", id: vault.newId(), fields: own });
  const undone = vault.undo(made.batch);
  assert.deepEqual(live(vault, "account"), ["Wallet"]);
  assert.deepEqual(live(vault, "category"), ["Fun", "Cinema"]);
  assert.deepEqual(vault.balances(), { Wallet: -100n });
  assert.equal(undone.kept.length, 3);
});

test("an account that only a transfer joined by the import uses goes too", () => {
  const vault = new ImportVault();
  const current = vault.account("Current");
  vault.import([fileOf([bankRow({ amount: "-100", text: "OUT" })])], { target: current });
  const into = leg("in", "New", "100");
  const { made } = vault.import([fileOf([into], { accounts: [source("New", "savings")] })], {
    joined: true,
  });
  assert.deepEqual(vault.balances(), { Current: -10_000n, New: 10_000n });
  vault.undo(made.batch);
  assert.deepEqual(vault.balances(), { Current: -10_000n });
  assert.equal(vault.list()[0]?.kind, "expense");
  const redo = redoTarget(vault.book, "anna");
  const again = undoOf(vault.book, redo?.id ?? ("" as Id), { force: false });
  assert.ok(again.ok);
  vault.change(...again.value.changes);
  assert.deepEqual(vault.balances(), { Current: -10_000n, New: 10_000n });
});

test("weeks later rows that were edited since are named before anything is done", () => {
  const vault = new ImportVault();
  const current = vault.account("Current");
  const rows = [bankRow({ amount: "-5", text: "a" }), bankRow({ amount: "-6", text: "b" })];
  const { made } = vault.import([fileOf(rows)], { target: current });
  const edited = vault.list()[0]?.id;
  assert.ok(edited !== undefined);
  vault.change({ table: "transaction", id: edited, fields: { note: "a present" } });
  pass(vault, bookLimits.historySetsMax + 1);
  const planned = undoOfBatch(vault.book, made.batch, { force: false });
  assert.ok(planned.ok);
  assert.deepEqual(planned.value.editedLater, [{ table: "transaction", id: edited }]);
  assert.deepEqual(vault.balances(), { Current: -1_100n });
  vault.undo(made.batch);
  assert.deepEqual(vault.balances(), { Current: 0n });
  assert.deepEqual(verdictsOf(vault.plan([fileOf(rows)], current)[0]), ["new", "new"]);
});
