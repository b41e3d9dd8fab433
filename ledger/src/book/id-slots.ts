/**
 * Finding a row by its id: an open-addressing hash table of 32-bit slots over the column of ids. It is built on
 * the first look-up, so that opening a large book does not pay for it. Rows leave only in the reverse order of
 * coming, which makes freeing a slot exact: nothing that came later was pushed aside by it.
 */
import type { Id } from "./id.ts";

/** A column of ids with its table. */
export type IdSlots = {
  count: number;
  /** Four words a row. */
  idWords: Uint32Array<ArrayBuffer>;
  /** A row, or −1; of length 0 before the first look-up. */
  slots: Int32Array<ArrayBuffer>;
  /** The words of the id that is looked for. */
  readonly wanted: Uint32Array<ArrayBuffer>;
};

const SLOTS_MIN = 64;

/** The row of an id, or −1. */
export function rowOfId(rows: IdSlots, id: Id): number {
  if (rows.count === 0) return -1;
  if (rows.slots.length === 0) buildSlots(rows);
  writeWords(id, rows.wanted, 0);
  return rows.slots[slotOf(rows, rows.wanted, 0)] ?? -1;
}

/** Writes the id of the row `rows.count` into the column, which has room for it, and enters it. */
export function enterRow(rows: IdSlots, id: Id): void {
  writeWords(id, rows.idWords, rows.count * 4);
  if ((rows.count + 1) * 3 > rows.slots.length * 2) buildSlots(rows);
  rows.slots[slotOf(rows, rows.idWords, rows.count * 4)] = rows.count;
}

/** Frees the slot of the last row. */
export function leaveRow(rows: IdSlots): void {
  if (rows.slots.length === 0) return;
  rows.slots[slotOf(rows, rows.idWords, (rows.count - 1) * 4)] = -1;
}

/**
 * Writes the four words of an id as a little-endian machine sees its bytes. By hand, because this is half the time
 * of adding a transaction, and a byte array of its own costs ten times as much.
 */
function writeWords(id: Id, words: Uint32Array, at: number): void {
  for (let word = 0; word < 4; word++) {
    let value = 0;
    for (let byte = 0; byte < 4; byte++) {
      const character = (word * 4 + byte) * 2;
      const high = digitOf(id.charCodeAt(character));
      value |= ((high << 4) | digitOf(id.charCodeAt(character + 1))) << (8 * byte);
    }
    words[at + word] = value;
  }
}

/** The value of a lower-case hexadecimal digit: letters have bit 6 set. */
function digitOf(code: number): number {
  return (code & 15) + (code >> 6) * 9;
}

/** Makes room for one row more, with at least a third of the slots free. */
function buildSlots(rows: IdSlots): void {
  let length = SLOTS_MIN;
  while ((rows.count + 1) * 3 > length * 2) length *= 2;
  rows.slots = new Int32Array(length).fill(-1);
  for (let row = 0; row < rows.count; row++) {
    rows.slots[slotOf(rows, rows.idWords, row * 4)] = row;
  }
}

/** The slot that holds the row of the four words at `at`, or the free one where it would go. */
function slotOf(rows: IdSlots, words: Uint32Array, at: number): number {
  const { slots, idWords } = rows;
  const a = words[at] ?? 0;
  const b = words[at + 1] ?? 0;
  const c = words[at + 2] ?? 0;
  const d = words[at + 3] ?? 0;
  const mask = slots.length - 1;
  const mixed = Math.imul(a ^ Math.imul(b, 0x9e3779b1) ^ Math.imul(c ^ (d << 7), 0x85ebca6b), 5);
  let slot = (mixed ^ (mixed >>> 15)) & mask;
  for (;;) {
    const row = slots[slot] ?? -1;
    if (row < 0) return slot;
    const word = row * 4;
    if (
      idWords[word] === a &&
      idWords[word + 1] === b &&
      idWords[word + 2] === c &&
      idWords[word + 3] === d
    ) {
      return slot;
    }
    slot = (slot + 1) & mask;
  }
}
