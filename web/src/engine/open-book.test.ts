/** A book in memory takes what an account would take, refuses what it would refuse, and takes back. */
import assert from "node:assert/strict";
import test from "node:test";
import { listTransactions, parseId, undoOf, undoTarget, type ChangeSet } from "@coffer/ledger";
import { MemoryBook } from "./open-book.ts";

function setOf(number: number, text: string): ChangeSet {
  const id = parseId(number.toString(16).padStart(32, "0"));
  assert.ok(id !== undefined);
  const changes = [{ table: "transaction", id, fields: { text } }] as const;
  return { id, label: "add", at: null, batch: null, undoes: null, changes };
}

test("what is committed is in the book, and an undo takes it back", async () => {
  const memory = new MemoryBook();
  assert.deepEqual(await memory.commit([setOf(1, "lunch")]), { ok: true, value: null });
  const texts = (): readonly string[] =>
    listTransactions(memory.book, {}, 9).map(({ text }) => text);
  assert.deepEqual(texts(), ["lunch"]);
  const target = undoTarget(memory.book, memory.author);
  assert.ok(target !== undefined);
  const undo = undoOf(memory.book, target.id, { force: false });
  assert.ok(undo.ok);
  const { changes } = undo.value;
  await memory.commit([{ ...setOf(2, ""), changes, undoes: target.id }]);
  assert.deepEqual(texts(), []);
});

test("what no log would take is refused, with everything that came with it", async () => {
  const memory = new MemoryBook();
  const refused = await memory.commit([setOf(1, "lunch"), setOf(2, "x".repeat(501))]);
  assert.equal(refused.ok ? "" : refused.error.code, "invalid-change-set");
  assert.equal(listTransactions(memory.book, {}, 9).length, 0);
});
