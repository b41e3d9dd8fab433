/** What the commands that make or change a transaction print. */
import { findTransaction, listedRowsOf, type Book, type Id } from "@coffer/ledger";
import type { CommonFlags } from "./flags.ts";
import { rowJson, rowsTable } from "./listed-rows.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Prints the rows of one transaction. */
export function showTransaction(
  terminal: Terminal,
  book: Book,
  id: Id,
  flags: CommonFlags,
  head: string,
): void {
  const found = findTransaction(book, id);
  const rows = found.ok ? listedRowsOf(book, found.value) : [];
  if (flags.json === true) {
    const all = rows.map(rowJson);
    terminal.out(`${JSON.stringify(all.length === 1 ? all[0] : all)}\n`);
  } else {
    terminal.out(`${head}\n${rowsTable(book, rows, terminal)}`);
  }
}
