/** Undo and redo as people meet them: over several steps, devices and authors, and after someone else's edit. */
import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "./apply.ts";
import { createBook, type Book } from "./book.ts";
import type { Change, ChangeSet } from "./change.ts";
import { dump } from "./dump.ts";
import type { Id } from "./id.ts";
import { bookLimits } from "./limits.ts";
import { listTransactions, transactionById } from "./listing.ts";
import { load } from "./load.ts";
import { redoTarget, undoOf, undoOfBatch, undoTarget, type Undo } from "./undo.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

const batch = idOf(0xb);

function edit(row: number, fields: object): Change {
  return { table: "transaction", id: idOf(row), fields };
}

/** Applies a change set under a number, by ann. */
function act(book: Book, number: number, set: Partial<ChangeSet>, author = "ann"): void {
  const nothing = { label: "edit", at: null, batch: null, undoes: null, changes: [] };
  apply(book, { ...nothing, ...set, id: idOf(number) }, author);
}

/** The undo of a change set, which there must be. */
function planned(book: Book, number: number, force = false): Undo {
  const undo = undoOf(book, idOf(number), { force });
  assert(undo.ok);
  return undo.value;
}

/** Undoes (or redoes) what comes next, under a number; says of what. */
function step(book: Book, number: number, target = undoTarget(book, "ann")): Id {
  assert(target !== undefined);
  const undo = undoOf(book, target.id, { force: false });
  assert(undo.ok);
  act(book, number, { undoes: target.id, changes: undo.value.changes });
  return target.id;
}

function textOf(book: Book, row: number): string | undefined {
  return transactionById(book, idOf(row))?.text;
}

test("undo goes back step by step, redo forward, also after loading", () => {
  let book = createBook();
  act(book, 101, { changes: [edit(1, { text: "a" })] });
  act(book, 102, { changes: [edit(1, { text: "b" })] });
  act(book, 103, { changes: [edit(1, { text: "c" })] });
  assert.equal(redoTarget(book, "ann"), undefined);
  assert.equal(step(book, 104), idOf(103));
  assert.equal(step(book, 105), idOf(102));
  assert.equal(textOf(book, 1), "a");
  const loaded = load(structuredClone(dump(book)));
  assert(loaded.ok);
  book = loaded.value;
  assert.equal(step(book, 106, redoTarget(book, "ann")), idOf(105));
  assert.equal(textOf(book, 1), "b");
  assert.equal(step(book, 107, redoTarget(book, "ann")), idOf(104));
  assert.equal(textOf(book, 1), "c");
  assert.equal(redoTarget(book, "ann"), undefined);
  assert.equal(step(book, 108), idOf(103));
  assert.equal(textOf(book, 1), "b");
  assert.equal(redoTarget(book, "ann")?.id, idOf(108));
  assert.equal(undoTarget(book, "ann")?.id, idOf(102));
});

test("there is nothing to redo once something new was done", () => {
  const book = createBook();
  act(book, 101, { changes: [edit(1, { text: "a" })] });
  step(book, 102);
  act(book, 103, { changes: [edit(2, { text: "b" })] });
  assert.equal(redoTarget(book, "ann"), undefined);
  assert.equal(undoTarget(book, "ann")?.id, idOf(103));
});

test("each author undoes their own", () => {
  const book = createBook();
  act(book, 101, { changes: [edit(1, { text: "a" })] }, "ann");
  act(book, 102, { changes: [edit(2, { text: "b" })] }, "bob");
  assert.equal(undoTarget(book, "ann")?.id, idOf(101));
  assert.equal(undoTarget(book, "bob")?.id, idOf(102));
  assert.equal(undoTarget(book, "eve"), undefined);
  step(book, 103);
  assert.equal(undoTarget(book, "ann"), undefined);
  assert.equal(redoTarget(book, "bob"), undefined);
  assert.equal(redoTarget(book, "ann")?.id, idOf(103));
});

test("what was taken back is not taken back again, until it was redone", () => {
  const book = createBook();
  act(book, 101, { changes: [edit(1, { text: "a" })] });
  step(book, 102);
  const again = undoOf(book, idOf(101), { force: false });
  assert.deepEqual(again, { ok: false, error: { code: "already-taken-back" } });
  step(book, 103, redoTarget(book, "ann"));
  assert.deepEqual(planned(book, 101).changes, [edit(1, { deleted: true })]);
  const unknown = undoOf(book, idOf(999), { force: true });
  assert.deepEqual(unknown, { ok: false, error: { code: "unknown-change-set" } });
});

test("a redo is known as one after its undo has left the history", () => {
  const book = createBook();
  act(book, 101, { changes: [edit(1, { text: "a" })] });
  step(book, 102);
  step(book, 103, redoTarget(book, "ann"));
  for (let number = 0; number < bookLimits.historySetsMax - 1; number++) {
    act(book, 1_000 + number, { changes: [edit(2, { day: number + 1 })] }, "bob");
  }
  assert.equal(redoTarget(book, "ann"), undefined);
  assert.equal(undoTarget(book, "ann"), undefined);
});

test("fields that were changed later are kept and reported, unless forced", () => {
  const book = createBook();
  act(book, 101, { changes: [edit(1, { text: "a", day: 1, minor: -5n })] });
  act(book, 102, { changes: [edit(1, { text: "b", day: 2, note: "n" })] });
  act(book, 103, { changes: [edit(1, { text: "c" })] }, "bob");
  const undo = planned(book, 102);
  assert.deepEqual(undo.changes, [edit(1, { day: 1, note: "" })]);
  assert.deepEqual(undo.kept, [{ table: "transaction", id: idOf(1), fields: ["text"] }]);
  const forced = planned(book, 102, true);
  assert.deepEqual(forced.changes, [edit(1, { text: "a", day: 1, note: "" })]);
  assert.deepEqual(forced.kept, []);
});

test("undoing what made something deletes it, and tells if it was edited since", () => {
  const book = createBook();
  const account = { table: "account", id: idOf(7), fields: { name: "New" } } as const;
  act(book, 101, { changes: [edit(1, { text: "a" }), edit(2, { text: "b" }), account] });
  act(book, 102, { changes: [edit(2, { text: "c" })] }, "bob");
  act(book, 103, { changes: [edit(1, { deleted: true })] }, "bob");
  act(book, 104, { changes: [edit(1, { deleted: false })] }, "bob");
  const undo = planned(book, 101);
  assert.deepEqual(undo.editedLater, [{ table: "transaction", id: idOf(2) }]);
  assert.deepEqual(
    undo.changes.map(({ table, id, fields }) => [table, id, fields]),
    [
      ["transaction", idOf(2), { deleted: true }],
      ["transaction", idOf(1), { deleted: true }],
      ["account", idOf(7), { deleted: true }],
    ],
  );
});

test("an import is taken back as one, with the fields it had updated, in one change", () => {
  const book = createBook();
  act(book, 100, { changes: [edit(9, { text: "old", pending: true })] });
  const record = { table: "batch", id: batch, fields: { format: "ofx" } } as const;
  const own = (row: number, text: string) => edit(row, { text, batch });
  act(book, 101, {
    batch,
    changes: [record, own(1, "x"), edit(9, { text: "mid", pending: false })],
  });
  act(book, 200, { changes: [edit(9, { note: "between" })] }, "bob");
  act(book, 102, { batch, changes: [own(2, "y"), edit(9, { text: "new" })] });
  act(book, 201, { changes: [edit(2, { note: "later" })] }, "bob");
  assert.equal(undoTarget(book, "ann")?.id, idOf(101));
  const undo = planned(book, 102);
  assert.deepEqual(undo.editedLater, [{ table: "transaction", id: idOf(2) }]);
  assert.deepEqual(
    undo.changes.toSorted((left, right) => (left.id < right.id ? -1 : 1)),
    [
      edit(9, { text: "old", pending: true }),
      { table: "batch", id: batch, fields: { deleted: true } },
    ],
  );
  act(book, 103, { undoes: idOf(101), changes: undo.changes });
  assert.deepEqual(
    listTransactions(book, {}, 9).map(({ text, note }) => [text, note]),
    [["old", "between"]],
  );
  assert.equal(transactionById(book, idOf(1))?.hidden, true);
  assert.equal(undoOfBatch(book, batch, { force: false }).ok, false);
  const redo = planned(book, 103);
  act(book, 104, { undoes: idOf(103), changes: redo.changes });
  assert.deepEqual(
    listTransactions(book, {}, 9).map(({ text }) => text),
    ["y", "x", "new"],
  );
});

test("an import that the history forgot can still be taken back", () => {
  const book = createBook();
  act(book, 101, { batch, changes: [edit(1, { text: "x", batch })] });
  book.history.entries.length = 0;
  const undo = undoOfBatch(book, batch, { force: false });
  assert(undo.ok);
  act(book, 102, { changes: undo.value.changes });
  assert.deepEqual(listTransactions(book, {}, 9), []);
  assert.deepEqual(undoOfBatch(book, batch, { force: false }), {
    ok: false,
    error: { code: "already-taken-back" },
  });
  assert.deepEqual(undoOfBatch(book, idOf(0xc), { force: false }), {
    ok: false,
    error: { code: "unknown-change-set" },
  });
});

test("chunks of one undo are one action, and one redo takes all of them back", () => {
  const book = createBook();
  act(book, 101, { batch, changes: [edit(1, { text: "a" }), edit(2, { text: "b" })] });
  const undo = planned(book, 101);
  for (const [index, change] of undo.changes.entries()) {
    act(book, 102 + index, { undoes: idOf(101), changes: [change] });
  }
  assert.equal(undo.changes.length, 2);
  assert.equal(redoTarget(book, "ann")?.id, idOf(102));
  const redo = planned(book, 103);
  assert.equal(redo.changes.length, 2);
  act(book, 104, { undoes: idOf(102), changes: redo.changes });
  assert.equal(listTransactions(book, {}, 9).length, 2);
  assert.equal(redoTarget(book, "ann"), undefined);
  assert.equal(undoTarget(book, "ann")?.id, idOf(101));
});

test("undoing a redo is undoing again", () => {
  const book = createBook();
  act(book, 101, { changes: [edit(1, { text: "a" })] });
  act(book, 102, { changes: [edit(1, { text: "b" })] });
  step(book, 103);
  step(book, 104, redoTarget(book, "ann"));
  act(book, 105, { undoes: idOf(104), changes: planned(book, 104).changes });
  assert.equal(textOf(book, 1), "a");
  assert.equal(undoTarget(book, "ann")?.id, idOf(101));
  assert.equal(redoTarget(book, "ann")?.id, idOf(105));
});
