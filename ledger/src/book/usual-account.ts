/** The account that is meant when none is named. */
import type { Book } from "./book.ts";
import { liveAccounts } from "./category-tree.ts";
import type { RecordOf } from "./record-table.ts";

/** The first open account to spend from, else the first open one; undefined if there is none. */
export function usualAccount(book: Book): RecordOf<"account"> | undefined {
  const open = liveAccounts(book).filter((account) => !account.closed);
  return open.find((account) => account.role === "spending") ?? open[0];
}
