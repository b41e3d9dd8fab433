/**
 * Reading columns of a SQLite row with their types. The schema is STRICT, so another type is a bug, and throws.
 */
import assert from "node:assert/strict";
import type { Bytes } from "@coffer/protocol/server";

/** A row as node:sqlite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** A BLOB. */
export function blob(row: Row, column: string): Bytes {
  const value = row[column];
  assert(value instanceof Uint8Array, `column ${column} is a BLOB`);
  return value as Bytes;
}

/** A BLOB or NULL. */
export function nullableBlob(row: Row, column: string): Bytes | null {
  return row[column] === null ? null : blob(row, column);
}

/** An INTEGER in the safe range. */
export function integer(row: Row, column: string): number {
  const value = row[column];
  assert(typeof value === "number", `column ${column} is an INTEGER`);
  return value;
}

/** A TEXT. */
export function text(row: Row, column: string): string {
  const value = row[column];
  assert(typeof value === "string", `column ${column} is a TEXT`);
  return value;
}
