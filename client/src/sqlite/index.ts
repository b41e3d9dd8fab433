/** The door to SQLite, apart from the engine's: whoever does not read such a file does not load it. */
import type { SqliteOpener } from "@coffer/ledger";
import { sqliteOpener } from "./sqlite-opener.ts";

/** SQLite, loaded; `wasm` are the bytes of sql.js' WebAssembly, which each platform finds in its way. */
export async function loadSqlite(wasm: Uint8Array): Promise<SqliteOpener> {
  const { default: load } = await import("sql.js");
  return sqliteOpener(await load({ wasmBinary: wasm }));
}
