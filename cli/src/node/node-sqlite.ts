/** SQLite in Node, loaded from the package's own file when a bank file needs it. */
import type { SqliteOpener } from "@coffer/ledger";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

export async function nodeSqlite(): Promise<SqliteOpener> {
  const { loadSqlite } = await import("@coffer/client/sqlite");
  return loadSqlite(
    await readFile(fileURLToPath(import.meta.resolve("sql.js/dist/sql-wasm.wasm"))),
  );
}
