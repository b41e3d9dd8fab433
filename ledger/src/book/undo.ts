/**
 * Undo and redo: which action they act on, and the changes that take it back. Taking back is a change set like any
 * other (with `undoes`), so it reaches every device, can be taken back itself, and never rewrites the log.
 *
 * Of what an action set, only what still has the value that it wrote is put back: what someone changed later is
 * kept and reported. What an action made is deleted, also if it was edited since; that is reported too. An
 * import is taken back by deleting its batch, which hides its transactions (apply.ts), and by putting back the
 * fields of transactions that it had updated; accounts and categories that it made go too, unless something else
 * uses them.
 */
import { fail, ok, type Result } from "../result.ts";
import type { Book } from "./book.ts";
import type { Change } from "./change.ts";
import { actionsOf, entriesOf, type Action, type HistoryEntry } from "./history.ts";
import type { Id } from "./id.ts";
import { rowOfId } from "./id-slots.ts";
import { recordOf } from "./record-table.ts";
import type { Table } from "./records.ts";
import { isSameValue } from "./same-value.ts";
import { HIDDEN_FLAGS, idOfRow, readCells } from "./transaction-columns.ts";
import { fieldsOfCells } from "./transaction-fields.ts";
import { hasStaying, idsUsedElsewhere } from "./used-elsewhere.ts";

/** Fields of a record that stay as they are because someone set them later. */
export type KeptFields = {
  readonly table: Table;
  readonly id: Id;
  readonly fields: readonly string[];
};

/** What takes an action back. */
export type Undo = {
  /** May be more than one change set holds, or none if nothing is left to take back. */
  readonly changes: readonly Change[];
  readonly kept: readonly KeptFields[];
  /** Records that the action made, that were edited later, and that the changes delete. */
  readonly editedLater: readonly { readonly table: Table; readonly id: Id }[];
};

export type UndoError =
  | { readonly code: "unknown-change-set" }
  | { readonly code: "already-taken-back" };

/**
 * What takes back the action that a change set belongs to (all chunks of it).
 *
 * Fails if the history does not know the change set (any more), or if it was taken back already. With `force`,
 * also what was changed later is put back.
 */
export function undoOf(
  book: Book,
  changeSetId: Id,
  options: { readonly force: boolean },
): Result<Undo, UndoError> {
  const action = actionsOf(book.history).find(({ entries }) =>
    entries.some(({ id }) => id === changeSetId),
  );
  if (action === undefined) return fail({ code: "unknown-change-set" });
  if (action.isTakenBack) return fail({ code: "already-taken-back" });
  const draft = createDraft(book, options.force);
  for (const entry of action.entries.toReversed()) takeBack(draft, entry);
  const batch = action.entries[0]?.batch ?? null;
  if (action.kind === "do" && batch !== null) {
    keepUsed(draft, batch, new Set(action.entries.flatMap(({ created }) => created.map(keyOf))));
    deleteBatch(draft, batch);
  }
  return ok(undoOfDraft(draft));
}

/**
 * What takes back an import of any age, as long as its transactions are there: they are deleted. Fields of older
 * transactions that it had updated come back only as far as the history reaches.
 */
export function undoOfBatch(
  book: Book,
  batch: Id,
  options: { readonly force: boolean },
): Result<Undo, UndoError> {
  const entry = entriesOf(book.history).find((one) => one.batch === batch && one.undoes === null);
  if (entry !== undefined) return undoOf(book, entry.id, options);
  if (!book.tables.batch.slots.has(batch)) return fail({ code: "unknown-change-set" });
  if (recordOf(book.tables.batch, batch)?.deleted === true) {
    return fail({ code: "already-taken-back" });
  }
  const draft = createDraft(book, options.force);
  deleteBatch(draft, batch);
  return ok(undoOfDraft(draft));
}

/** The change set that `undo` takes back: the author's newest action that stands; undefined if there is none. */
export function undoTarget(book: Book, author: string): HistoryEntry | undefined {
  return newestFirst(book, author).find(({ kind, isTakenBack }) => kind === "do" && !isTakenBack)
    ?.entries[0];
}

/** The change set that `redo` takes back: the author's newest standing undo, if nothing was done after it. */
export function redoTarget(book: Book, author: string): HistoryEntry | undefined {
  const newest = newestFirst(book, author).find(
    ({ kind, isTakenBack }) => kind === "do" || (kind === "undo" && !isTakenBack),
  );
  return newest?.kind === "undo" ? newest.entries[0] : undefined;
}

function newestFirst(book: Book, author: string): readonly Action[] {
  return actionsOf(book.history)
    .filter(({ entries }) => entries[0]?.author === author)
    .toReversed();
}

type DraftRecord = {
  readonly table: Table;
  readonly id: Id;
  readonly fields: Map<string, unknown>;
};

type Draft = {
  readonly book: Book;
  readonly force: boolean;
  readonly restored: Map<string, DraftRecord>;
  readonly kept: Map<string, DraftRecord>;
  readonly editedLater: { readonly table: Table; readonly id: Id }[];
};

function createDraft(book: Book, force: boolean): Draft {
  return { book, force, restored: new Map(), kept: new Map(), editedLater: [] };
}

/** Newest entry first: a field that two chunks of an action set goes back step by step. */
function takeBack(draft: Draft, entry: HistoryEntry): void {
  for (const { before, after } of entry.edits.toReversed()) {
    const old = before.fields as Readonly<Record<string, unknown>>;
    const current = currentFields(draft.book, after.table, after.id);
    const restored = draft.restored.get(keyOf(after));
    for (const [name, written] of Object.entries(after.fields)) {
      const now = restored?.fields.has(name) === true ? restored.fields.get(name) : current[name];
      if (draft.force || isSameValue(now, written)) set(draft.restored, after, name, old[name]);
      else set(draft.kept, after, name, now);
    }
  }
  for (const made of entry.created.toReversed()) {
    const current = currentFields(draft.book, made.table, made.id);
    if (current["deleted"] === true) continue;
    set(draft.restored, made, "deleted", true);
    if (isEdited(draft.book, made.table, made.id)) draft.editedLater.push(made);
  }
}

/** Accounts and categories that an import made go with it only if nothing else uses them. */
function keepUsed(draft: Draft, batch: Id, created: ReadonlySet<string>): void {
  const { book, restored } = draft;
  const made = [...restored.values()].filter(
    (record) =>
      (record.table === "account" || record.table === "category") &&
      record.fields.get("deleted") === true &&
      created.has(keyOf(record)),
  );
  if (made.length === 0) return;
  const changed = new Set(
    [...restored.values()].flatMap(({ table, id }) => (table === "transaction" ? [id] : [])),
  );
  const used = idsUsedElsewhere(book, batch, {
    changed,
    after: (id, field) => restored.get(keyOf({ table: "transaction", id }))?.fields.get(field),
  });
  const isGoing = (id: Id): boolean => restored.has(keyOf({ table: "category", id }));
  // Children before their parents: a category stays if one in it does.
  const isChild = ({ table, id }: DraftRecord): boolean =>
    table === "category" && recordOf(book.tables.category, id)?.parent !== null;
  const inOrder = made.toSorted((a, b) => Number(isChild(b)) - Number(isChild(a)));
  for (const record of inOrder) {
    const { table, id } = record;
    const isUsed = used.has(id) || (table === "category" && hasStaying(book, id, isGoing));
    if (!isUsed) continue;
    restored.delete(keyOf(record));
    set(draft.kept, record, "deleted", true);
    const place = draft.editedLater.findIndex((one) => one.table === table && one.id === id);
    if (place >= 0) draft.editedLater.splice(place, 1);
  }
}

function deleteBatch(draft: Draft, batch: Id): void {
  const { tables, transactions } = draft.book;
  const slot = tables.batch.slots.get(batch);
  // A change set may name a batch only to keep its chunks together.
  if (slot === undefined) return;
  set(draft.restored, { table: "batch", id: batch }, "deleted", true);
  for (let row = 0; row < transactions.count; row++) {
    if (transactions.batch[row] !== slot) continue;
    const isHidden = ((transactions.state[row] ?? 0) & HIDDEN_FLAGS) !== 0;
    if (isHidden || transactions.edited[row] !== 1) continue;
    draft.editedLater.push({ table: "transaction", id: idOfRow(transactions, row) });
  }
}

function undoOfDraft(draft: Draft): Undo {
  const changes: Change[] = [];
  for (const { table, id, fields } of draft.restored.values()) {
    const current = currentFields(draft.book, table, id);
    const differing = [...fields].filter(([name, value]) => !isSameValue(current[name], value));
    if (differing.length === 0) continue;
    changes.push({ table, id, fields: Object.fromEntries(differing) });
  }
  const kept = [...draft.kept.values()].map(({ table, id, fields }) => ({
    table,
    id,
    fields: [...fields.keys()],
  }));
  return { changes, kept, editedLater: draft.editedLater };
}

function set(
  records: Map<string, DraftRecord>,
  record: { readonly table: Table; readonly id: Id },
  name: string,
  value: unknown,
): void {
  const key = keyOf(record);
  const known = records.get(key);
  if (known !== undefined) known.fields.set(name, value);
  else {
    const { table, id } = record;
    records.set(key, { table, id, fields: new Map([[name, value]]) });
  }
}

function keyOf(record: { readonly table: Table; readonly id: Id }): string {
  return `${record.table} ${record.id}`;
}

function currentFields(book: Book, table: Table, id: Id): Readonly<Record<string, unknown>> {
  if (table !== "transaction") return { ...recordOf(book.tables[table], id) };
  const row = rowOfId(book.transactions, id);
  return row < 0 ? {} : { ...fieldsOfCells(book, readCells(book.transactions, row)) };
}

function isEdited(book: Book, table: Table, id: Id): boolean {
  if (table !== "transaction") return recordOf(book.tables[table], id)?.edited === true;
  const row = rowOfId(book.transactions, id);
  return row >= 0 && book.transactions.edited[row] === 1;
}
