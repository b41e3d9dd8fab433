/**
 * Changes, and change sets of them: the unit of the log, of undo and of history. A change names a record and
 * only the fields that it sets; naming a record that does not exist makes it. Whether a change set is valid
 * depends on it alone, never on the book, so that every device agrees (change-set-codec.ts).
 */
import type { Id } from "./id.ts";
import type { Table, TableFields } from "./records.ts";

/** Sets some fields of one record. */
export type ChangeOf<Name extends Table> = {
  readonly table: Name;
  readonly id: Id;
  readonly fields: Partial<TableFields[Name]>;
};

/** Sets some fields of one record of any table. */
export type Change = { [Name in Table]: ChangeOf<Name> }[Table];

/** What one action changed, in order. */
export type ChangeSet = {
  readonly id: Id;
  /** A short word for programs, such as "add" or "undo": lower-case letters and hyphens. */
  readonly label: string;
  /** The author's clock in seconds since 1970-01-01, which proves nothing; null if not told. */
  readonly at: number | null;
  /** The import that this is a chunk of. */
  readonly batch: Id | null;
  /** The change set that this one takes back. */
  readonly undoes: Id | null;
  readonly changes: readonly Change[];
};
