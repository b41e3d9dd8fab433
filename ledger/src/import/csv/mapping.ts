/**
 * How a table was understood, as a value: which column is what, how its cells are cut and written,
 * and why. A person can see it, correct any part of it by a column's number or name, and Coffer can
 * keep it for the next file with the same header. What was understood, given back as a correction
 * of the same file, gives the same rows.
 */

import type { Sentence } from "../../sentence.ts";
import type { DecimalSign } from "../amount-cell.ts";
import type { DateOrder } from "../date-cell.ts";

/** What a column can be for. `value-date`: dates of rows whose `date` is empty. */
export const mappingRoles = [
  "date",
  "value-date",
  "amount",
  "debit",
  "credit",
  "direction",
  "balance",
  "currency",
  "payee",
  "memo",
  "kind",
  "bank-id",
  "account",
  "status",
] as const;
export type MappingRole = (typeof mappingRoles)[number];

/** A column: its number, from 1, or its name. */
export type ColumnRef = number | string;

/**
 * Where the sign of an amount comes from: as written, turned around, the words of the text, marks
 * beside the amounts (CR, DR), or the `direction` column.
 */
export const mappedSigns = ["as-written", "inverted", "words", "marks", "column"] as const;
export type MappedSign = (typeof mappedSigns)[number];

/** The `delimiter` of tables whose columns are aligned by spaces. */
export const FIXED_WIDTH = "fixed";

/** What a person, or Coffer's memory, says of a table; what is absent is guessed. */
export interface CsvCorrections {
  /** An empty list: no column is that. */
  readonly roles?: Readonly<Partial<Record<MappingRole, readonly ColumnRef[]>>>;
  /** A name that TextDecoder knows. */
  readonly encoding?: string;
  /** One character, or FIXED_WIDTH. */
  readonly delimiter?: string;
  readonly quote?: string;
  /** The line with the names of the columns, from 1; null: there are none. */
  readonly headerLine?: number | null;
  readonly dateOrder?: DateOrder;
  readonly decimal?: DecimalSign;
  readonly sign?: MappedSign;
  /** The currency of rows that name none; null: the account's. */
  readonly currency?: string | null;
}

/** A column of a table, with some of its cells. */
export interface MappedColumn {
  readonly number: number;
  /** As the file writes it; null without a header. */
  readonly name: string | null;
  readonly examples: readonly string[];
}

/** Why something was understood as it was; `about` is a role or another part of the mapping. */
export interface MappingExplanation {
  readonly about: MappingRole | "delimiter" | "header" | "date-order" | "decimal" | "sign";
  readonly text: Sentence;
}

/** A table as it was understood. Without a `date` it was not: then `columns` is what there is. */
export interface CsvMapping {
  /** The same for files with the same columns in the same order, whatever their rows hold. */
  readonly fingerprint: string;
  readonly encoding: string;
  readonly delimiter: string;
  readonly quote: string;
  readonly headerLine: number | null;
  readonly columns: readonly MappedColumn[];
  /** Numbers of columns, from 1. */
  readonly roles: Readonly<Record<MappingRole, readonly number[]>>;
  readonly dateOrder: DateOrder;
  readonly decimal: DecimalSign;
  readonly sign: MappedSign;
  readonly currency: string | null;
  readonly explanations: readonly MappingExplanation[];
}

/** No column is anything. */
export const NO_ROLES: Readonly<Record<MappingRole, readonly number[]>> = {
  date: [],
  "value-date": [],
  amount: [],
  debit: [],
  credit: [],
  direction: [],
  balance: [],
  currency: [],
  payee: [],
  memo: [],
  kind: [],
  "bank-id": [],
  account: [],
  status: [],
};
