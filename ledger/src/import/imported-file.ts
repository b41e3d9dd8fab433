/**
 * What reading any bank file gives: its statements, its rows, everything that was skipped, doubtful
 * or guessed, and one outcome. Nothing here is written anywhere; verdict.ts compares the rows with
 * what a vault already holds. Invariants: a row without `skipped` has a day and an amount; every
 * skipped row is also in the warnings; outcome is "ok_with_warnings" only if a record of the file
 * could not be taken as it stands.
 */

import type { AccountRole, CategoryKind } from "../book/records.ts";
import type { Sentence } from "../sentence.ts";
import type { Day } from "../calendar/day.ts";
import type { DateOrder } from "./date-cell.ts";
import type { DecimalSign } from "./amount-cell.ts";
import type { CsvCorrections, CsvMapping } from "./csv/mapping.ts";
import { addExact, ZERO_AMOUNT } from "./exact-amount.ts";
import type { ExactAmount } from "./exact-amount.ts";
import type { SqliteOpener } from "./sqlite/sqlite-file.ts";

/** The other apps whose exports are known. */
export type AppFormat =
  | "actual"
  | "ynab"
  | "firefly"
  | "mint"
  | "cashew"
  | "ezbookkeeping"
  | "monarch"
  | "copilot"
  | "toshl"
  | "spendee"
  | "wallet"
  | "money-lover"
  | "monefy"
  | "money-manager";

/** The formats that a file can be recognised as. */
export type FileFormat =
  | AppFormat
  | "ofx"
  | "qfx"
  | "csv"
  | "coffer"
  | "qif"
  | "camt"
  | "mt940"
  | "gnucash"
  | "journal"
  | "zip"
  | "gzip"
  | "sqlite"
  | "pdf"
  | "xls"
  | "xml"
  | "json"
  | "html"
  | "image"
  | "binary"
  | "empty";

/** How reading a file ended. */
export type ImportOutcome = "ok" | "ok_with_warnings" | "no_transactions" | "reject";

/** One record of a file. Money into the account is positive. */
export interface ImportedRow {
  /** The line of the file where the record begins, from 1. */
  readonly line: number;
  readonly day: Day | null;
  readonly amount: ExactAmount | null;
  /** The ISO code that the file gives, or null: the account's. */
  readonly currency: string | null;
  readonly text: string;
  /** The bank's own id of the transaction, as text, or null. */
  readonly bankId: string | null;
  /** The file's own name or number of the account, or null. */
  readonly account: string | null;
  readonly pending: boolean;
  /** Why the record is no transaction, or null. */
  readonly skipped: Sentence | null;
  /** What a journal or another app says of the row beyond what a bank does. */
  readonly leg?: TransactionLeg;
}

/** A row that is a transaction. */
export interface TakenRow extends ImportedRow {
  readonly day: Day;
  readonly amount: ExactAmount;
  readonly skipped: null;
}

/**
 * A row as one leg of a transaction: what it did to one account. The rows of a transaction follow
 * each other in a file's rows; together they are one transaction of the vault.
 */
export interface TransactionLeg {
  /** Names the transaction within its file; the legs of one transaction share it. */
  readonly transaction: string;
  /** Path of the category in the source's own words, from the top, or null. */
  readonly category: readonly string[] | null;
  /** What the row is made of, if it is split; the amounts add up to the row's. */
  readonly parts: readonly LegPart[];
  /** What a person wrote about it beside its text; "" if nothing. */
  readonly note: string;
}

/** One part of a split row. */
export interface LegPart {
  readonly amount: ExactAmount;
  readonly category: readonly string[] | null;
  readonly note: string;
}

/** Returns true if a row is a transaction. */
export function isTaken(row: ImportedRow): row is TakenRow {
  return row.skipped === null && row.day !== null && row.amount !== null;
}

/** The transactions of one account and currency; sums count rows that are not skipped. */
export interface ImportedStatement {
  readonly account: string | null;
  readonly currency: string | null;
  readonly count: number;
  readonly sum: ExactAmount;
  readonly first: Day | null;
  readonly last: Day | null;
  readonly opening: ExactAmount | null;
  readonly closing: ExactAmount | null;
}

/** Something that a person should know; `line` is null if it concerns the whole file. */
export interface ImportWarning {
  readonly line: number | null;
  readonly text: Sentence;
  /** A record could not be taken as it stands. */
  readonly isRecord: boolean;
}

/** Something that a file does not settle; an option of the same name answers it. */
export interface ImportQuestion {
  readonly about: "date-order" | "decimal" | "sign" | "currency";
  readonly choices: readonly string[];
  /** What was taken meanwhile; null for a currency means the account's. */
  readonly taken: string | null;
  /** What each choice would mean, in the order of the choices. */
  readonly consequences?: readonly Sentence[];
}

/** Answers to the questions of an earlier reading of the same file. */
export interface ImportOptions {
  readonly dateOrder?: DateOrder;
  readonly decimal?: DecimalSign;
  readonly sign?: SignAnswer;
  /** The currency of amounts that carry none, or a sign that several share. */
  readonly currency?: string;
  /** What a person says of the columns of a table; what it leaves open is guessed. */
  readonly mapping?: CsvCorrections;
  /** Take only the rows of this account of the file. */
  readonly account?: string;
  /** Opens SQLite files; without it they are refused. Load it for files that `needsSqlite` names. */
  readonly sqlite?: SqliteOpener;
}

/**
 * The answers to a question about signs: spending is negative as written, or it is written
 * positive.
 */
export type SignAnswer = "as-written" | "inverted";

/**
 * What an account of a journal or of another app is: an account of money in the sense of
 * book/records.ts, or, where a source counts categories among its accounts, one of those.
 */
export type SourceAccountKind = AccountRole | "expense" | "income" | "equity";

/** An account that a journal or another app knows, also one without transactions. */
export interface ImportedAccount {
  /** As the rows call it. */
  readonly name: string;
  readonly kind: SourceAccountKind;
  readonly currency: string | null;
  readonly isClosed: boolean;
  /** The balance that the source itself states or works out, to be compared; null: it has none. */
  readonly balance: ExactAmount | null;
}

/** A category of a journal or of another app. */
export interface ImportedCategory {
  /** Its name below those of its parents, from the top. */
  readonly path: readonly string[];
  readonly kind: CategoryKind;
}

/** A file as it was read. */
export interface ImportedFile {
  /** `unread`: the file could not be opened. */
  readonly format: FileFormat | "unread";
  readonly encoding: string | null;
  readonly outcome: ImportOutcome;
  readonly reason: Sentence | null;
  readonly statements: readonly ImportedStatement[];
  readonly rows: readonly ImportedRow[];
  readonly warnings: readonly ImportWarning[];
  readonly questions: readonly ImportQuestion[];
  /** The accounts and categories of a journal or of another app; empty for a bank's file. */
  readonly accounts: readonly ImportedAccount[];
  readonly categories: readonly ImportedCategory[];
  /** How a table was understood, or what it has where it was not; only of CSV. */
  readonly mapping?: CsvMapping;
}

/** Returns how many transactions the taken rows of a file are. */
export function transactionCount(rows: readonly ImportedRow[]): number {
  const transactions = new Set<string>();
  let single = 0;
  for (const row of rows) {
    if (!isTaken(row)) continue;
    if (row.leg === undefined) single += 1;
    else transactions.add(row.leg.transaction);
  }
  return single + transactions.size;
}

/** Returns a file that was refused, with the reason as a sentence. */
export function rejectedFile(
  format: ImportedFile["format"],
  encoding: string | null,
  reason: Sentence,
): ImportedFile {
  return {
    format,
    encoding,
    outcome: "reject",
    reason,
    statements: [],
    rows: [],
    warnings: [],
    questions: [],
    accounts: [],
    categories: [],
  };
}

/** Returns the outcome of a file that could be read. */
export function outcomeOf(
  rows: readonly ImportedRow[],
  warnings: readonly ImportWarning[],
): ImportOutcome {
  if (warnings.some(({ isRecord }) => isRecord)) return "ok_with_warnings";
  return rows.some(isTaken) ? "ok" : "no_transactions";
}

/** Balances of an account that a file states. */
export interface StatedBalances {
  readonly opening: ExactAmount | null;
  readonly closing: ExactAmount | null;
}

/**
 * Returns one statement for each account and currency of some rows, in the order of their first
 * row.
 */
export function statementsOf(
  rows: readonly ImportedRow[],
  balancesByKey: ReadonlyMap<string, StatedBalances>,
): ImportedStatement[] {
  const byKey = new Map<string, ImportedStatement>();
  for (const row of rows) {
    if (!isTaken(row)) continue;
    const key = statementKey(row.account, row.currency);
    const before = byKey.get(key);
    const balances = balancesByKey.get(key);
    byKey.set(key, {
      account: row.account,
      currency: row.currency,
      count: (before?.count ?? 0) + 1,
      sum: addExact(before?.sum ?? ZERO_AMOUNT, row.amount),
      first: earlier(before?.first ?? null, row.day),
      last: later(before?.last ?? null, row.day),
      opening: balances?.opening ?? null,
      closing: balances?.closing ?? null,
    });
  }
  return [...byKey.values()];
}

/** Returns the key under which rows belong to one statement. */
export function statementKey(account: string | null, currency: string | null): string {
  return `${account ?? ""}\n${currency ?? ""}`;
}

function earlier(a: Day | null, b: Day): Day {
  return a !== null && a <= b ? a : b;
}

function later(a: Day | null, b: Day): Day {
  return a !== null && a >= b ? a : b;
}
