/**
 * A book: the plaintext state that every device folds from the same log of change sets, in log order, the last
 * writer of a field winning. Equal prefixes of the log give equal books, byte for byte in their dump (dump.ts).
 *
 * A book is changed by `apply` and `revert` alone. Its parts are open for reading, above all its columns, which
 * the reports run over; texts enter and leave through text-table.ts.
 */
import { createRecordTable, slotFor, type RecordTable } from "./record-table.ts";
import { recordDefaults } from "./record-defaults.ts";
import { createTextTable, type TextTable } from "./text-table.ts";
import { createColumns, type TransactionColumns } from "./transaction-columns.ts";
import { SETTINGS_ID } from "./id.ts";
import type { History } from "./history.ts";
import type { RecordOf } from "./record-table.ts";

/** The tables whose records are objects. */
export const smallTableNames = [
  "settings",
  "account",
  "category",
  "review",
  "batch",
  "dismissal",
  "rule",
  "mapping",
] as const;
export type SmallTable = (typeof smallTableNames)[number];

/** The state of a vault. */
export type Book = {
  readonly tables: { readonly [Name in SmallTable]: RecordTable<Name> };
  readonly transactions: TransactionColumns;
  readonly texts: TextTable;
  /** The newest change sets, oldest first. */
  readonly history: History;
  /** How many change sets were applied and not reverted since the book was made or loaded. */
  applied: number;
};

/** Returns the book of an empty log. */
export function createBook(): Book {
  const book: Book = {
    tables: {
      settings: createRecordTable<"settings">(),
      account: createRecordTable<"account">(),
      category: createRecordTable<"category">(),
      review: createRecordTable<"review">(),
      batch: createRecordTable<"batch">(),
      dismissal: createRecordTable<"dismissal">(),
      rule: createRecordTable<"rule">(),
      mapping: createRecordTable<"mapping">(),
    },
    transactions: createColumns(),
    texts: createTextTable(),
    history: { entries: [], start: 0, weight: 0 },
    applied: 0,
  };
  const slot = slotFor(book.tables.settings, SETTINGS_ID);
  book.tables.settings.records[slot] = {
    ...recordDefaults.settings,
    id: SETTINGS_ID,
    edited: false,
  };
  return book;
}

/** The settings of a book. */
export function settingsOf(book: Book): RecordOf<"settings"> {
  return (
    book.tables.settings.records[0] ?? {
      ...recordDefaults.settings,
      id: SETTINGS_ID,
      edited: false,
    }
  );
}
