/**
 * Folding a change set into a book, and taking the last one back exactly.
 *
 * Later changes win field by field; a record that is named and not there is made, with defaults for what is not
 * said. Nothing here refuses anything: a change set that was decoded is valid, whatever the book holds.
 * `revert` serves a client whose own change sets lost a race: it puts back every cell, record, slot and text,
 * last one first, so that the dump is byte-equal to the one before. To take back what others build on, use an
 * undo (undo.ts), which is a change set of its own.
 */
import { assert } from "../result.ts";
import { smallTableNames, type Book, type SmallTable } from "./book.ts";
import type { Change, ChangeOf, ChangeSet } from "./change.ts";
import {
  appendEntry,
  isRedo,
  removeEntry,
  type Created,
  type Edit,
  type HistoryEntry,
} from "./history.ts";
import type { Id } from "./id.ts";
import { rowOfId } from "./id-slots.ts";
import { bookLimits } from "./limits.ts";
import { recordDefaults } from "./record-defaults.ts";
import { slotFor, truncateSlots, type RecordTable } from "./record-table.ts";
import { isSameValue } from "./same-value.ts";
import { truncateTexts } from "./text-table.ts";
import {
  appendRow,
  emptyCells,
  idOfRow,
  readCells,
  rowFlags,
  truncateRows,
  writeCells,
  type Cells,
} from "./transaction-columns.ts";
import { fieldsOfCells, setCells } from "./transaction-fields.ts";

/** What puts the book back to where it was before one change set; good once, for the last one applied. */
export type AppliedToken = {
  readonly applied: number;
  readonly rows: number;
  readonly texts: number;
  readonly slots: Readonly<Record<SmallTable, number>>;
  /** Cells of rows that were there and were changed. */
  readonly cells: ReadonlyMap<number, Cells>;
  /** Records of slots that were changed; null was none. */
  readonly records: ReadonlyMap<string, RecordBefore>;
  /** Slots of batches whose `deleted` was set. */
  readonly batches: ReadonlySet<number>;
  /** History entries that left. */
  readonly left: readonly HistoryEntry[];
};

type RecordBefore = {
  readonly table: SmallTable;
  readonly slot: number;
  readonly record: object | null;
};

/** What a change set did. */
export type Applied = {
  readonly entry: HistoryEntry;
  /** Rows of transactions that were made, changed, hidden or shown. */
  readonly touched: readonly number[];
  readonly token: AppliedToken;
};

type Journal = {
  readonly cells: Map<number, Cells>;
  readonly records: Map<string, RecordBefore>;
  readonly batches: Set<number>;
};

/**
 * Folds a valid change set by `author`, a text that means something to the caller, into the book. Throws only if
 * the author is longer than the history keeps.
 */
export function apply(book: Book, changeSet: ChangeSet, author: string): Applied {
  assert(
    author.length <= bookLimits.authorCharactersMax && author.isWellFormed(),
    "an author fits into the history",
  );
  const { tables, transactions } = book;
  const rows = transactions.count;
  const texts = book.texts.count;
  const slots = {
    settings: tables.settings.ids.length,
    account: tables.account.ids.length,
    category: tables.category.ids.length,
    review: tables.review.ids.length,
    batch: tables.batch.ids.length,
    dismissal: tables.dismissal.ids.length,
    rule: tables.rule.ids.length,
    mapping: tables.mapping.ids.length,
  };
  const journal: Journal = { cells: new Map(), records: new Map(), batches: new Set() };
  for (const change of changeSet.changes) {
    if (change.table === "transaction") applyToRow(book, change, rows, journal);
    else applyToRecord(book, change, journal);
  }
  const touched = new Set(journal.cells.keys());
  for (let row = rows; row < transactions.count; row++) touched.add(row);
  for (const slot of journal.batches) showOrHideBatch(book, slot, touched);
  const entry: HistoryEntry = {
    id: changeSet.id,
    label: changeSet.label,
    at: changeSet.at,
    author,
    batch: changeSet.batch,
    undoes: changeSet.undoes,
    redoes: isRedo(book.history, changeSet),
    count: changeSet.changes.length,
    created: createdBy(book, changeSet, rows, journal),
    edits: editsBy(book, changeSet, journal),
  };
  const left = appendEntry(book.history, entry);
  book.applied += 1;
  const token = { ...journal, applied: book.applied, rows, texts, slots, left };
  return { entry, touched: [...touched], token };
}

/** Takes back the change set that was applied last. Throws if it was another one that the token is of. */
export function revert(book: Book, token: AppliedToken): void {
  assert(book.applied === token.applied, "change sets are reverted last one first");
  for (const [row, cells] of token.cells) writeCells(book.transactions, row, cells);
  truncateRows(book.transactions, token.rows);
  for (const { table, slot, record } of token.records.values()) {
    (book.tables[table].records as unknown[])[slot] = record;
  }
  for (const slot of token.batches) showOrHideBatch(book, slot, new Set());
  for (const table of smallTableNames) truncateSlots(book.tables[table], token.slots[table]);
  truncateTexts(book.texts, token.texts);
  removeEntry(book.history, token.left);
  book.applied -= 1;
}

function applyToRow(
  book: Book,
  change: ChangeOf<"transaction">,
  rowsBefore: number,
  journal: Journal,
): void {
  const { transactions } = book;
  const known = rowOfId(transactions, change.id);
  const row = known < 0 ? appendRow(transactions, change.id) : known;
  const cells = known < 0 ? emptyCells() : readCells(transactions, row);
  if (row < rowsBefore && !journal.cells.has(row)) journal.cells.set(row, { ...cells });
  setCells(book, cells, change.fields);
  const isUndone = book.tables.batch.records[cells.batch]?.deleted ?? false;
  cells.state = isUndone ? cells.state | rowFlags.undone : cells.state & ~rowFlags.undone;
  writeCells(transactions, row, cells);
}

function applyToRecord(
  book: Book,
  change: Exclude<Change, { readonly table: "transaction" }>,
  journal: Journal,
): void {
  const table = book.tables[change.table] as RecordTable<SmallTable>;
  const slot = slotFor(table, change.id);
  const record = table.records[slot] ?? null;
  const key = `${change.table} ${slot}`;
  if (!journal.records.has(key)) {
    journal.records.set(key, { table: change.table, slot, record });
  }
  const made = record ?? { ...recordDefaults[change.table], id: change.id, edited: false };
  (table.records as unknown[])[slot] = { ...made, ...change.fields, ...keptFields(made) };
  if (change.table === "batch" && change.fields.deleted !== undefined) journal.batches.add(slot);
}

/** A review's snapshot, once there, stays. */
function keptFields(record: object): object {
  return "snapshot" in record && record.snapshot !== null ? { snapshot: record.snapshot } : {};
}

/** Sets or clears the flag of every row that came with a batch. */
function showOrHideBatch(book: Book, slot: number, touched: Set<number>): void {
  const { batch, state, count } = book.transactions;
  const isUndone = book.tables.batch.records[slot]?.deleted ?? false;
  for (let row = 0; row < count; row++) {
    if (batch[row] !== slot) continue;
    const before = state[row] ?? 0;
    const after = isUndone ? before | rowFlags.undone : before & ~rowFlags.undone;
    if (after === before) continue;
    state[row] = after;
    touched.add(row);
  }
}

function createdBy(
  book: Book,
  changeSet: ChangeSet,
  rowsBefore: number,
  journal: Journal,
): readonly Created[] {
  const created: Created[] = [];
  for (const { table, slot, record } of journal.records.values()) {
    const id = book.tables[table].ids[slot];
    if (isMade(changeSet, record) && id !== undefined) created.push({ table, id });
  }
  const ownBatch = ownBatchSlot(book, changeSet);
  for (let row = rowsBefore; row < book.transactions.count; row++) {
    if (ownBatch >= 0 && book.transactions.batch[row] === ownBatch) continue;
    created.push({ table: "transaction", id: idOfRow(book.transactions, row) });
  }
  return created;
}

function editsBy(book: Book, changeSet: ChangeSet, journal: Journal): readonly Edit[] {
  const edits: Edit[] = [];
  const ownBatch = ownBatchSlot(book, changeSet);
  for (const [row, cells] of journal.cells) {
    const now = readCells(book.transactions, row);
    const id = idOfRow(book.transactions, row);
    const edit = editOf("transaction", id, fieldsOfCells(book, cells), fieldsOfCells(book, now));
    if (edit === undefined) continue;
    edits.push(edit);
    if (!isDeletion(edit.after) && (ownBatch < 0 || now.batch !== ownBatch)) {
      book.transactions.edited[row] = 1;
    }
  }
  for (const { table, slot, record } of journal.records.values()) {
    const now = book.tables[table].records[slot];
    if (isMade(changeSet, record) || now === null || now === undefined) continue;
    const edit = editOf(table, now.id, record ?? recordDefaults[table], now);
    if (edit === undefined) continue;
    edits.push(edit);
    if (!isDeletion(edit.after)) {
      (book.tables[table].records as unknown[])[slot] = { ...now, edited: true };
    }
  }
  return edits;
}

/**
 * Whether a change set made a record that was not there. An undo makes none: deleting an import whose record never
 * came is an edit of what it would have been, so that it can be taken back too.
 */
function isMade(changeSet: ChangeSet, before: object | null): boolean {
  return before === null && changeSet.undoes === null;
}

/** The slot of the import that a change set is a chunk of; −1 if it is none, or takes something back. */
function ownBatchSlot(book: Book, changeSet: ChangeSet): number {
  if (changeSet.batch === null || changeSet.undoes !== null) return -1;
  return book.tables.batch.slots.get(changeSet.batch) ?? -1;
}

/** Whether only `deleted` changed: hiding and showing a record again is no edit of it. */
function isDeletion(change: Change): boolean {
  return Object.keys(change.fields).every((name) => name === "deleted");
}

function editOf(table: Change["table"], id: Id, before: object, after: object): Edit | undefined {
  const old: Record<string, unknown> = {};
  const written: Record<string, unknown> = {};
  let isChanged = false;
  for (const [name, value] of Object.entries(after)) {
    if (name === "id" || name === "edited") continue;
    const was = (before as Readonly<Record<string, unknown>>)[name];
    if (isSameValue(was, value)) continue;
    old[name] = was;
    written[name] = value;
    isChanged = true;
  }
  if (!isChanged) return undefined;
  return {
    before: { table, id, fields: old } as Change,
    after: { table, id, fields: written } as Change,
  };
}
