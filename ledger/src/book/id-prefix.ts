/**
 * Transactions by the beginning of their id, as people type it: at least `idPrefixMin` characters, of either case,
 * that only one transaction's id begins with. Deleted transactions count and are found like others.
 */
import { fail, ok, type Result } from "../result.ts";
import type { Book } from "./book.ts";
import { ID_BYTES, idFromBytes, parseId, type Id } from "./id.ts";
import { rowOfId } from "./id-slots.ts";
import { bookLimits as limits } from "./limits.ts";
import { idOfRow } from "./transaction-columns.ts";

/** No transaction has an id that begins so, or several do, or too little of it was given. */
export type FindTransactionError =
  | { readonly code: "unknown-id" }
  | { readonly code: "ambiguous-id" }
  | { readonly code: "id-too-short"; readonly charactersMin: number };

const prefixForm = /^[0-9a-f]{1,32}$/;

/** The row of the transaction whose id begins with the text; deleted ones are found too. */
export function findTransaction(book: Book, text: string): Result<number, FindTransactionError> {
  const { transactions } = book;
  const prefix = text.trim().toLowerCase();
  if (!prefixForm.test(prefix)) return fail({ code: "unknown-id" });
  if (prefix.length < limits.idPrefixMin) {
    return fail({ code: "id-too-short", charactersMin: limits.idPrefixMin });
  }
  const whole = parseId(prefix);
  if (whole !== undefined) {
    const row = rowOfId(transactions, whole);
    return row < 0 ? fail({ code: "unknown-id" }) : ok(row);
  }
  const bytes = Uint8Array.fromHex(prefix.slice(0, prefix.length & ~1));
  let found = -1;
  for (let row = 0; row < transactions.count; row++) {
    if (!beginsWith(transactions.ids, row * ID_BYTES, bytes)) continue;
    if (!idOfRow(transactions, row).startsWith(prefix)) continue;
    if (found >= 0) return fail({ code: "ambiguous-id" });
    found = row;
  }
  return found < 0 ? fail({ code: "unknown-id" }) : ok(found);
}

/** For each row the shortest beginning of its id that no other transaction's id has, at least `idPrefixMin`. */
export function shortIds(book: Book, rows: readonly number[]): readonly string[] {
  const { ids, count } = book.transactions;
  const lengths = new Map<Id, number>();
  const byStart = new Map<number, Id[]>();
  for (const row of rows) {
    const id = idOfRow(book.transactions, row);
    lengths.set(id, limits.idPrefixMin);
    const start = startOf(ids, row * ID_BYTES);
    const same = byStart.get(start) ?? [];
    if (!same.includes(id)) byStart.set(start, [...same, id]);
  }
  const isWanted = new Uint8Array(2 ** 16);
  for (const start of byStart.keys()) isWanted[start] = 1;
  for (let row = 0; row < count; row++) {
    const start = startOf(ids, row * ID_BYTES);
    if (isWanted[start] === 0) continue;
    const other = idFromBytes(ids.subarray(row * ID_BYTES, (row + 1) * ID_BYTES));
    for (const id of byStart.get(start) ?? []) {
      if (id === other) continue;
      lengths.set(id, Math.max(lengths.get(id) ?? 0, commonLength(id, other) + 1));
    }
  }
  return rows.map((row) => {
    const id = idOfRow(book.transactions, row);
    return id.slice(0, lengths.get(id));
  });
}

/** The first two bytes of an id: as many characters as the shortest prefix has. */
function startOf(ids: Uint8Array, at: number): number {
  return ((ids[at] ?? 0) << 8) | (ids[at + 1] ?? 0);
}

function beginsWith(ids: Uint8Array, at: number, bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length; index++) {
    if (ids[at + index] !== bytes[index]) return false;
  }
  return true;
}

function commonLength(left: string, right: string): number {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length += 1;
  return length;
}
