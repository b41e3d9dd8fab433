/** An SQLite file: of which app it is, by its tables, and what it holds. */

import { sentence, type Sentence } from "../../sentence.ts";
import { actualTables, readActualSqlite } from "../actual/read-actual-sqlite.ts";
import { gnuCashTables, readGnuCashSqlite } from "../gnucash/read-gnucash-sqlite.ts";
import { rejectedFile } from "../imported-file.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import { FIELD_LENGTH_MAX, SQLITE_ROWS_MAX } from "../limits.ts";
import type { SqliteFailure, SqliteFile } from "./sqlite-file.ts";

/** Returns what an SQLite file holds, if the options bring what opens it. */
export function readSqlite(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  if (options.sqlite === undefined) {
    return rejectedFile(
      "sqlite",
      null,
      sentence("This is an SQLite database, which cannot be read here."),
    );
  }
  const opened = options.sqlite(bytes);
  if (!opened.ok) return rejectedFile("sqlite", null, failureReason(opened.error));
  try {
    return readOpened(opened.value, options);
  } finally {
    opened.value.close();
  }
}

function readOpened(file: SqliteFile, options: ImportOptions): ImportedFile {
  const listed = file.tables();
  if (!listed.ok) return rejectedFile("sqlite", null, failureReason(listed.error));
  const tables = new Set(listed.value.map((table) => table.toLowerCase()));
  if (gnuCashTables.every((table) => tables.has(table))) {
    const read = readGnuCashSqlite(file, tables.has("slots"), options);
    return read.ok ? read.value : rejectedFile("gnucash", null, failureReason(read.error));
  }
  if (actualTables.every((table) => tables.has(table))) {
    const read = readActualSqlite(file, tables, options);
    return read.ok ? read.value : rejectedFile("actual", null, failureReason(read.error));
  }
  return rejectedFile(
    "sqlite",
    null,
    sentence("This is an SQLite database, but neither of GnuCash nor of Actual."),
  );
}

function failureReason(failure: SqliteFailure): Sentence {
  switch (failure.code) {
    case "damaged":
      return sentence("The SQLite database is damaged. Export or copy it again.");
    case "no-table":
      return sentence("The SQLite database has no table {table}.", { table: failure.table });
    case "too-many-rows":
      return sentence("The table {table} has more than {most} rows.", {
        table: failure.table,
        most: SQLITE_ROWS_MAX,
      });
    case "text-too-long":
      return sentence(
        "The table {table} holds a text of more than {most} characters, or too much text in all.",
        { table: failure.table, most: FIELD_LENGTH_MAX },
      );
  }
}
