/**
 * An SQLite file as readers see it. SQLite itself is a WebAssembly module that loads asynchronously,
 * so whoever imports a file loads it first (`needsSqlite`) and hands in the opener; the readers stay
 * pure and synchronous. Files are not trusted: an opener reads stored tables only, never a view, a
 * virtual table or a generated column, and runs nothing that the file defines.
 */

import type { Result } from "../../result.ts";

/** Why an SQLite file, or a table of it, cannot be read. */
export type SqliteFailure =
  | { readonly code: "damaged" }
  | { readonly code: "no-table"; readonly table: string }
  | { readonly code: "too-many-rows"; readonly table: string }
  | { readonly code: "text-too-long"; readonly table: string };

/** The values of one row as text: numbers in decimals, null for NULL and for a missing column. */
export type SqliteRow = readonly (string | null)[];

/** An open file. Nothing may be read after `close`. */
export interface SqliteFile {
  /** The names of its stored tables. */
  tables(): Result<readonly string[], SqliteFailure>;
  /**
   * The rows of a table in the order in which they are stored; for each the values of the columns
   * asked for.
   */
  rows(table: string, columns: readonly string[]): Result<readonly SqliteRow[], SqliteFailure>;
  close(): void;
}

/** Opens the bytes of an SQLite file, within the limits of an imported one. */
export type SqliteOpener = (bytes: Uint8Array<ArrayBuffer>) => Result<SqliteFile, SqliteFailure>;
