/** SQLite in the browser, loaded from files of the page when a bank file needs it. */
import type { SqliteOpener } from "@coffer/ledger";
import wasmUrl from "sql.js/dist/sql-wasm-browser.wasm?url";

export async function browserSqlite(): Promise<SqliteOpener> {
  const [{ loadSqlite }, response] = await Promise.all([
    import("@coffer/client/sqlite"),
    fetch(wasmUrl),
  ]);
  return loadSqlite(new Uint8Array(await response.arrayBuffer()));
}
