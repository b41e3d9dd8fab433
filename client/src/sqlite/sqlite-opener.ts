/**
 * SQLite files through sql.js. The file comes from anywhere: SQLite reads it from a copy in memory,
 * with a limit on its heap, and only what is stored is asked for. Views, virtual tables, generated
 * columns and triggers, in which a file could bring SQL of its own, are never touched, and the
 * length of a value is looked at before the value is. Whatever SQLite finds wrong is a failure.
 */
import {
  fail,
  FIELD_LENGTH_MAX,
  ok,
  SQLITE_HEAP_BYTES_MAX,
  SQLITE_ROWS_MAX,
  SQLITE_TEXT_MAX,
  type Result,
  type SqliteFailure,
  type SqliteFile,
  type SqliteOpener,
  type SqliteRow,
} from "@coffer/ledger";
import type { Database, SqlJs } from "sql.js";

/** Where the two versions of a file's format stand, and that it has a log beside it, which a copy has not. */
const versionOffsets = [18, 19] as const;
const logVersion = 2;
const plainVersion = 1;

/** An opener by a loaded SQLite. */
export function sqliteOpener({ Database }: SqlJs): SqliteOpener {
  return (bytes) => {
    const copy = Uint8Array.from(bytes);
    for (const offset of versionOffsets) {
      if (copy[offset] === logVersion) copy[offset] = plainVersion;
    }
    return caught(() => {
      const database = new Database(copy);
      try {
        database.run(
          `PRAGMA hard_heap_limit = ${SQLITE_HEAP_BYTES_MAX}; PRAGMA trusted_schema = OFF;` +
            "PRAGMA cell_size_check = ON; PRAGMA query_only = ON;",
        );
      } catch (error) {
        database.close();
        throw error;
      }
      return ok(new OpenFile(database));
    });
  };
}

class OpenFile implements SqliteFile {
  readonly #database: Database;
  #charactersLeft = SQLITE_TEXT_MAX;

  constructor(database: Database) {
    this.#database = database;
  }

  tables(): Result<readonly string[], SqliteFailure> {
    // A table of a virtual kind has no page where it begins.
    const sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0";
    return caught(() => {
      const rows = this.#read("sqlite_schema", sql);
      return rows.ok ? ok(rows.value.flatMap(([name]) => name ?? [])) : rows;
    });
  }

  rows(table: string, columns: readonly string[]): Result<readonly SqliteRow[], SqliteFailure> {
    return caught(() => {
      const tables = this.tables();
      if (!tables.ok) return tables;
      const name = tables.value.find((each) => sameName(each, table));
      if (name === undefined) return fail({ code: "no-table", table });
      // What is computed is hidden from this list.
      const sql = "SELECT name FROM pragma_table_info(?)";
      const listed = this.#read("pragma_table_info", sql, [name]);
      if (!listed.ok) return listed;
      const stored = listed.value.flatMap(([column]) => column ?? []);
      const values = columns.map((column) => {
        const found = stored.find((each) => sameName(each, column));
        return found === undefined ? "NULL" : boundedText(found);
      });
      return this.#read(name, `SELECT ${values.join(", ")} FROM ${quoted(name)} NOT INDEXED`);
    });
  }

  close(): void {
    this.#database.close();
  }

  /** Rows of texts; a value that is too long is a number, its length. */
  #read(
    table: string,
    sql: string,
    values: readonly string[] = [],
  ): Result<readonly SqliteRow[], SqliteFailure> {
    const statement = this.#database.prepare(sql, values);
    const rows: SqliteRow[] = [];
    try {
      while (statement.step()) {
        if (rows.length === SQLITE_ROWS_MAX) return fail({ code: "too-many-rows", table });
        const row: (string | null)[] = [];
        for (const value of statement.get()) {
          const text = typeof value === "string" ? value : null;
          this.#charactersLeft -= text?.length ?? 0;
          if ((value !== null && text === null) || this.#charactersLeft < 0) {
            return fail({ code: "text-too-long", table });
          }
          row.push(text);
        }
        rows.push(row);
      }
    } finally {
      statement.free();
    }
    return ok(rows);
  }
}

function boundedText(column: string): string {
  const name = quoted(column);
  return `CASE WHEN octet_length(${name}) > ${FIELD_LENGTH_MAX} THEN octet_length(${name}) ELSE CAST(${name} AS TEXT) END`;
}

/** A name of a table or a column, as SQL takes any. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** SQLite's names differ not by the case of their Latin letters. */
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

/** sql.js throws whatever SQLite answers, and when the memory is full. */
function caught<Value>(read: () => Result<Value, SqliteFailure>): Result<Value, SqliteFailure> {
  try {
    return read();
  } catch {
    return fail({ code: "damaged" });
  }
}
