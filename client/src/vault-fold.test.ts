import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { dump, listTransactions, type ChangeSet } from "@coffer/ledger";
import { decode, encode, type ChainHead, type CodecValue } from "@coffer/protocol";
import type { FoldedEntry } from "./fold.ts";
import { VaultFold } from "./vault-fold.ts";
import { sealed } from "../../test/fixtures/client-account.ts";
import { plaintextOf } from "../../test/fixtures/chain.ts";
import { runs } from "../../test/fixtures/effort.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { changeSet, expense, newId } from "../../test/fixtures/world.ts";

const own = randomBytes(16);
const other = randomBytes(16);
const hash = randomBytes(32);

/** An entry as the sealed checks hand it on: they have looked at every change. */
function entryOf(
  fold: VaultFold,
  changeSets: readonly ChangeSet[],
  options: { readonly seq?: number; readonly accountHead?: ChainHead } = {},
): FoldedEntry {
  const changes = changeSets.map(sealed);
  for (const { value } of changes) assert.equal(fold.isLedgerChange(value), true);
  const { seq = 1, accountHead = null } = options;
  return { seq, hash, author: other, plaintext: { ...plaintextOf(changes), accountHead } };
}

function textsOf({ book }: VaultFold): readonly string[] {
  return listTransactions(book, {}, 1_000).map(({ text }) => text);
}

function foldWith(changeSets: readonly ChangeSet[]): VaultFold {
  const fold = new VaultFold();
  fold.apply([entryOf(fold, changeSets)]);
  return fold;
}

const shared = newId();
const edit = (text: string): ChangeSet =>
  changeSet([{ table: "transaction", id: shared, fields: { text } }], "edit");

test("entries of the log go under what waits", () => {
  const fold = foldWith([expense(100, "base", shared)]);
  fold.applyPending(edit("mine"), own);
  fold.apply([entryOf(fold, [edit("theirs"), expense(1, "new of theirs")])]);
  assert.deepEqual(textsOf(fold).toSorted(), ["mine", "new of theirs"]);
});

test("a waiting change that the log turns out to hold takes its place there, once", () => {
  const fold = foldWith([expense(100, "base", shared)]);
  const mine = edit("mine");
  fold.applyPending(mine, own);
  fold.applyPending(expense(5, "still waits"), own);
  fold.apply([entryOf(fold, [mine]), entryOf(fold, [edit("theirs, later")], { seq: 2 })]);
  assert.deepEqual(textsOf(fold).toSorted(), ["still waits", "theirs, later"]);
  assert.deepEqual([...fold.takeSettled()], [mine.id]);
  assert.deepEqual([...fold.takeSettled()], []);
  const logged = foldWith([expense(100, "base", shared)]);
  assert.equal(textsOf(logged).length, 1);
});

test("what an entry of another holds never counts as settled", () => {
  const fold = foldWith([]);
  fold.applyPending(expense(5, "waits"), own);
  fold.apply([entryOf(fold, [expense(6, "theirs")])]);
  assert.equal(fold.takeSettled().size, 0);
});

test("with anything waiting, in any order, the log's part is byte for byte what it is without", () => {
  const ids = Array.from({ length: 4 }, newId);
  const step = fc.record({ id: fc.constantFrom(...ids), text: fc.string({ maxLength: 5 }) });
  const sets = fc.array(fc.tuple(fc.boolean(), step), { maxLength: 12 });
  fc.assert(
    fc.property(sets, (steps) => {
      const withPending = new VaultFold();
      const without = new VaultFold();
      for (const [isPending, { id, text }] of steps) {
        const set = changeSet([
          { table: "transaction", id, fields: { text, day: 20_000, minor: -1n } },
        ]);
        if (isPending) withPending.applyPending(set, own);
        else for (const fold of [withPending, without]) fold.apply([entryOf(fold, [set])]);
      }
      const shown = dump(withPending.book);
      assert.deepEqual(encode(withPending.dump()), encode(without.dump()));
      // And dumping has left what is shown as it was.
      assert.deepEqual(dump(withPending.book), shown);
    }),
    runs(150),
  );
});

test("what was dumped is restored, with what waits on top of it", () => {
  const fold = foldWith([expense(100, "base", shared)]);
  fold.apply([
    { seq: 2, hash, author: other, plaintext: undefined },
    entryOf(fold, [], { seq: 3, accountHead: { seq: 4, hash } }),
  ]);
  fold.applyPending(edit("mine"), own);
  const decoded = decode(encode(fold.dump()));
  assert.ok(decoded.ok);
  const restored = new VaultFold();
  const mine = edit("mine");
  restored.applyPending(mine, own);
  assert.equal(restored.restore(decoded.value), true);
  assert.deepEqual(textsOf(restored), ["mine"]);
  assert.deepEqual(restored.voids, [{ seq: 2, author: other }]);
  assert.deepEqual(restored.claims, [{ seq: 4, hash }]);
  restored.apply([entryOf(restored, [mine])]);
  assert.deepEqual([...restored.takeSettled()], [mine.id]);
});

test("what is no dump is refused and changes nothing", () => {
  const fold = foldWith([expense(100, "base", shared)]);
  fold.applyPending(expense(5, "waits"), own);
  const before = dump(fold.book);
  const whole = fold.dump() as readonly CodecValue[];
  for (const bad of [null, [], [1, [], []], whole.slice(0, 2), [...whole, null]]) {
    assert.equal(fold.restore(bad), false);
  }
  assert.deepEqual(dump(fold.book), before);
});

test("void entries are named with their author and change nothing", () => {
  const fold = foldWith([expense(100, "base", shared)]);
  const before = dump(fold.book);
  fold.apply([{ seq: 7, hash, author: other, plaintext: undefined }]);
  assert.deepEqual(fold.voids, [{ seq: 7, author: other }]);
  assert.deepEqual(dump(fold.book), before);
});

test("every head that an entry names is a claim, and two of one place are two", () => {
  const fold = new VaultFold();
  const clashing = { seq: 3, hash: randomBytes(32) };
  fold.apply([
    entryOf(fold, [], { accountHead: { seq: 3, hash } }),
    entryOf(fold, [], { seq: 2, accountHead: { seq: 3, hash } }),
    entryOf(fold, [], { seq: 3, accountHead: clashing }),
  ]);
  assert.deepEqual(fold.claims, [{ seq: 3, hash }, clashing]);
  const restored = new VaultFold();
  const decoded = decode(encode(fold.dump()));
  assert.ok(decoded.ok && restored.restore(decoded.value));
  assert.deepEqual(restored.claims, fold.claims);
  fold.settleClaims();
  assert.deepEqual(fold.claims, []);
});

test("what is folded anew is shown when it is finished, under what waits", () => {
  const fold = foldWith([expense(100, "old", shared)]);
  const mine = expense(5, "mine");
  const late = expense(6, "late");
  fold.applyPending(mine, own);
  fold.applyPending(late, own);
  fold.restart();
  fold.apply([entryOf(fold, [expense(100, "new", shared), mine])]);
  assert.deepEqual(textsOf(fold).toSorted(), ["late", "mine", "old"]);
  fold.finish();
  assert.deepEqual(textsOf(fold).toSorted(), ["late", "mine", "new"]);
  assert.deepEqual([...fold.takeSettled()], [mine.id]);
  fold.restart();
  fold.abandon();
  fold.finish();
  assert.deepEqual(textsOf(fold).toSorted(), ["late", "mine", "new"]);
});
