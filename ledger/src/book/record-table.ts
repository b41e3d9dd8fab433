/**
 * The small tables of a book: settings, accounts, categories, reviews, imports. A record has a slot, given when its
 * id is first mentioned: as the record itself, or as a reference from a transaction before (or without) it.
 * Columns hold slots. Records are replaced, never changed in place, so that an old one can be put back; slots
 * leave only in the reverse order of coming.
 */
import type { Id } from "./id.ts";
import type { Table, TableFields } from "./records.ts";

/** A record: its fields, its id, and whether another change set than the one that made it set any field. */
export type RecordOf<Name extends Table> = TableFields[Name] & {
  readonly id: Id;
  readonly edited: boolean;
};

/** The records of one kind by slot; null is an id that was only mentioned. */
export type RecordTable<Name extends Table> = {
  readonly ids: Id[];
  readonly slots: Map<Id, number>;
  readonly records: (RecordOf<Name> | null)[];
};

/** Returns an empty table. */
export function createRecordTable<Name extends Table>(): RecordTable<Name> {
  return { ids: [], slots: new Map(), records: [] };
}

/** The slot of an id, which gets one if it has none; −1 for null. */
export function slotFor<Name extends Table>(table: RecordTable<Name>, id: Id | null): number {
  if (id === null) return -1;
  const known = table.slots.get(id);
  if (known !== undefined) return known;
  const slot = table.ids.length;
  table.ids.push(id);
  table.records.push(null);
  table.slots.set(id, slot);
  return slot;
}

/** The id in a slot; null for −1. */
export function idInSlot<Name extends Table>(table: RecordTable<Name>, slot: number): Id | null {
  return table.ids[slot] ?? null;
}

/** The record of an id, or undefined if nothing was said about it. */
export function recordOf<Name extends Table>(
  table: RecordTable<Name>,
  id: Id | null,
): RecordOf<Name> | undefined {
  const slot = id === null ? undefined : table.slots.get(id);
  return slot === undefined ? undefined : (table.records[slot] ?? undefined);
}

/** Forgets every slot from `count` on. */
export function truncateSlots<Name extends Table>(table: RecordTable<Name>, count: number): void {
  for (const id of table.ids.splice(count)) table.slots.delete(id);
  table.records.length = count;
}
