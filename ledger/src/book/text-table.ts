/**
 * Texts kept once each: payees, notes, the banks' own ids, bucket names. A text is a number, its index in the
 * order of first mention; −1 stands for "none" in the columns and is never in here.
 *
 * All texts are one block of UTF-8 with the end of each, so that a million of them load as two copies; one is
 * decoded when it is asked for. Looking up hashes bytes, in an open-addressing table that is built on the
 * first look-up. Texts leave only in the reverse order of coming (truncateTexts), which makes clearing
 * their slot exact: nothing that came later can have been pushed aside by them.
 */
import { assert } from "../result.ts";

/** The texts; what changes them is in this file alone. */
export type TextTable = {
  count: number;
  bytes: Uint8Array<ArrayBuffer>;
  /** Where each text ends in `bytes`; it starts where the one before ends. */
  ends: Uint32Array<ArrayBuffer>;
  /** Hash slots: index of a text, or −1; of length 0 before the first look-up. */
  slots: Int32Array<ArrayBuffer>;
  readonly indexOfRecent: Map<string, number>;
  readonly decoded: Map<number, string>;
};

/** How many texts are kept decoded, and how many look-ups remembered, before starting over. */
const MEMORY_MAX = 16_384;
const SLOTS_MIN = 64;

const encoder = new TextEncoder();
// Without ignoreBOM a text that begins with U+FEFF would lose it.
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Returns a table of the given texts, of which it takes the memory; by default of none. */
export function createTextTable(
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(0),
  ends: Uint32Array<ArrayBuffer> = new Uint32Array(0),
): TextTable {
  return {
    count: ends.length,
    bytes,
    ends,
    slots: new Int32Array(0),
    indexOfRecent: new Map(),
    decoded: new Map(),
  };
}

/** Bytes that all texts take. */
export function textBytesUsed(table: TextTable): number {
  return table.count === 0 ? 0 : (table.ends[table.count - 1] ?? 0);
}

/** The text of an index. */
export function textAt(table: TextTable, index: number): string {
  const known = table.decoded.get(index);
  if (known !== undefined) return known;
  assert(index >= 0 && index < table.count, "a text index is in the table");
  const text = decoder.decode(table.bytes.subarray(startOf(table, index), table.ends[index]));
  if (table.decoded.size >= MEMORY_MAX) table.decoded.clear();
  table.decoded.set(index, text);
  return text;
}

/** The index of a text, which enters the table if it is new. The text must be well-formed Unicode. */
export function internText(table: TextTable, text: string): number {
  const recent = table.indexOfRecent.get(text);
  if (recent !== undefined) return recent;
  makeRoomForSlot(table);
  const bytes = encoder.encode(text);
  const slot = slotOf(table, bytes);
  let index = table.slots[slot] ?? -1;
  if (index < 0) {
    index = appendText(table, bytes);
    table.slots[slot] = index;
  }
  if (table.indexOfRecent.size >= MEMORY_MAX) table.indexOfRecent.clear();
  table.indexOfRecent.set(text, index);
  return index;
}

/** Forgets every text from index `count` on. */
export function truncateTexts(table: TextTable, count: number): void {
  if (count === table.count) return;
  for (let index = table.count - 1; index >= count; index--) {
    table.decoded.delete(index);
    if (table.slots.length > 0) {
      table.slots[slotOf(table, table.bytes.subarray(startOf(table, index), table.ends[index]))] =
        -1;
    }
  }
  table.indexOfRecent.clear();
  table.count = count;
}

function startOf(table: TextTable, index: number): number {
  return index === 0 ? 0 : (table.ends[index - 1] ?? 0);
}

function appendText(table: TextTable, bytes: Uint8Array): number {
  const start = textBytesUsed(table);
  const end = start + bytes.length;
  assert(end < 2 ** 32, "the texts of a book stay below 4 GiB");
  if (end > table.bytes.length) {
    const grown = new Uint8Array(Math.max(1024, end, Math.ceil(table.bytes.length * 1.5)));
    grown.set(table.bytes.subarray(0, start));
    table.bytes = grown;
  }
  if (table.count === table.ends.length) {
    const grown = new Uint32Array(Math.max(64, Math.ceil(table.ends.length * 1.5)));
    grown.set(table.ends);
    table.ends = grown;
  }
  table.bytes.set(bytes, start);
  table.ends[table.count] = end;
  table.count += 1;
  return table.count - 1;
}

/** Keeps at least a third of the slots free, counting the text that may come. */
function makeRoomForSlot(table: TextTable): void {
  if ((table.count + 1) * 3 <= table.slots.length * 2) return;
  let length = SLOTS_MIN;
  while ((table.count + 1) * 3 > length * 2) length *= 2;
  table.slots = new Int32Array(length).fill(-1);
  for (let index = 0; index < table.count; index++) {
    const bytes = table.bytes.subarray(startOf(table, index), table.ends[index]);
    table.slots[slotOf(table, bytes)] = index;
  }
}

/** The slot that holds these bytes, or the free one where they would go. */
function slotOf(table: TextTable, bytes: Uint8Array): number {
  const { slots } = table;
  const mask = slots.length - 1;
  let slot = hashOf(bytes) & mask;
  for (;;) {
    const index = slots[slot] ?? -1;
    if (index < 0 || isTextOf(table, index, bytes)) return slot;
    slot = (slot + 1) & mask;
  }
}

function isTextOf(table: TextTable, index: number, bytes: Uint8Array): boolean {
  const start = startOf(table, index);
  if ((table.ends[index] ?? 0) - start !== bytes.length) return false;
  for (let at = 0; at < bytes.length; at++) {
    if (table.bytes[start + at] !== bytes[at]) return false;
  }
  return true;
}

/** FNV-1a of 32 bits, mixed once more because only its low bits choose the slot. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < bytes.length; at++) {
    hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
