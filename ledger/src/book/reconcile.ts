/**
 * Holding an account against a statement of its bank. A statement says what was on the account at the end of a day.
 * Every transaction to that day is on it or not (yet); with those that are, the book must come to its balance.
 *
 * What was reconciled is kept with the account (its `statement`), not with each transaction: a statement speaks of
 * one side of a transfer, and a later change of what it had settled shows as a drift. Nothing is locked.
 */
import type { Day } from "../calendar/day.ts";
import { AMOUNT_MINOR_MAX } from "../money/allocate.ts";
import { fail, ok, type Result } from "../result.ts";
import type { Book } from "./book.ts";
import type { Change } from "./change.ts";
import { rowOfId } from "./id-slots.ts";
import type { Id } from "./id.ts";
import { bookLimits } from "./limits.ts";
import { transactionById } from "./listing.ts";
import { recordOf, type RecordOf } from "./record-table.ts";
import { transactionKinds, type Statement } from "./records.ts";
import { HIDDEN_FLAGS, idOfRow, KIND_BITS, rowFlags } from "./transaction-columns.ts";
import { textOrEmpty } from "./transaction-fields.ts";

/** A transaction as one account sees it. */
export type StatementRow = {
  readonly id: Id;
  readonly day: Day;
  /** Into the account is positive. */
  readonly minor: bigint;
  readonly text: string;
  readonly pending: boolean;
  /** A transfer, or in parts: its amount is not changed from here. */
  readonly isComposed: boolean;
};

/** What an account has to say to a statement of a day. */
export type Reconciliation = {
  readonly previous: Statement | null;
  /** What the book has of all that the previous statement settled, and the opening amount. */
  readonly settledMinor: bigint;
  /** What that is more than the previous statement said: something of it was changed since. */
  readonly driftMinor: bigint;
  /** What was not settled yet, to the day, oldest first. */
  readonly rows: readonly StatementRow[];
};

export type ReconcileError =
  | { readonly code: "unknown-account" }
  | { readonly code: "statement-too-old" }
  /** The statement and what is ticked do not come to the same. */
  | { readonly code: "statement-differs" }
  | { readonly code: "statement-open-max" };

/** What an account has to say to a statement of a day; undefined if there is no such account. */
export function reconciliation(book: Book, accountId: Id, day: Day): Reconciliation | undefined {
  const account = liveAccount(book, accountId);
  if (account === undefined) return undefined;
  const { statement: previous, openingMinor } = account;
  const settledMinor =
    openingMinor + (previous === null ? 0n : settledSum(book, accountId, previous));
  const rows = rowsAfter(book, accountId, previous).filter((row) => row.day <= day);
  return {
    previous,
    settledMinor,
    driftMinor: previous === null ? 0n : settledMinor - previous.minor,
    rows: rows.toSorted((left, right) => left.day - right.day),
  };
}

/** What a statement says more than the book has with what is ticked. */
export function statementDifference(
  { settledMinor, rows }: Reconciliation,
  statementMinor: bigint,
  ticked: ReadonlySet<Id>,
): bigint {
  let held = settledMinor;
  for (const { id, minor } of rows) if (ticked.has(id)) held += minor;
  return statementMinor - held;
}

/** How far what an account's last statement settled is from what it said; 0 if it never had one. */
export function statementDrift(book: Book, account: RecordOf<"account">): bigint {
  const { statement, openingMinor, id } = account;
  if (statement === null) return 0n;
  return openingMinor + settledSum(book, id, statement) - statement.minor;
}

/** What a person says of a statement. */
export type StatementWish = {
  readonly account: Id;
  readonly day: Day;
  readonly minor: bigint;
  /** What is on the statement, of the rows of the reconciliation. */
  readonly ticked: ReadonlySet<Id>;
  /**
   * What takes the difference, if that is wished for: a transaction, or, at an account's first statement alone, what
   * was on it before its first transaction here.
   */
  readonly balancing: { readonly id: Id; readonly text: string } | "opening" | null;
};

/**
 * The changes that reconcile an account: the statement is kept with it, and what is on it is pending no longer. Fails
 * while there is a difference, unless a balancing transaction may take it.
 */
export function reconcile(
  book: Book,
  wish: StatementWish,
): Result<readonly Change[], ReconcileError> {
  const held = reconciliation(book, wish.account, wish.day);
  if (held === undefined) return fail({ code: "unknown-account" });
  if (held.previous !== null && wish.day < held.previous.day)
    return fail({ code: "statement-too-old" });
  const difference = statementDifference(held, wish.minor, wish.ticked);
  const taken = difference === 0n ? [] : takenDifference(book, wish, held, difference);
  if (taken === undefined) return fail({ code: "statement-differs" });
  const open = held.rows.filter(({ id }) => !wish.ticked.has(id)).map(({ id }) => id);
  if (open.length > bookLimits.statementOpenMax) return fail({ code: "statement-open-max" });
  const cleared = held.rows.filter(({ id, pending }) => pending && wish.ticked.has(id));
  const statement = { day: wish.day, minor: wish.minor, open };
  return ok([
    ...taken,
    ...cleared.map(({ id }): Change => ({ table: "transaction", id, fields: { pending: false } })),
    { table: "account", id: wish.account, fields: { statement } },
  ]);
}

/** Gives a transaction another amount; undefined for one whose amount is more than a number. */
export function correctAmount(book: Book, id: Id, minor: bigint): Change | undefined {
  const found = transactionById(book, id);
  if (found === undefined || found.hidden || found.splits !== null) return undefined;
  if (found.kind === "transfer") return undefined;
  const given = found.kind === "expense" ? "refund" : found.kind;
  return { table: "transaction", id, fields: { minor, kind: minor < 0n ? "expense" : given } };
}

/** The change that takes a difference; undefined if none is wished for that can. */
function takenDifference(
  book: Book,
  { account, day, balancing }: StatementWish,
  { previous }: Reconciliation,
  minor: bigint,
): readonly Change[] | undefined {
  if (balancing === null || !isAmount(minor)) return undefined;
  if (balancing === "opening") {
    const opening = (liveAccount(book, account)?.openingMinor ?? 0n) + minor;
    if (previous !== null || !isAmount(opening)) return undefined;
    return [{ table: "account", id: account, fields: { openingMinor: opening } }];
  }
  // Unknown money counts as spent or given back, in no category: it shows until somebody knows.
  const kind = minor < 0n ? "expense" : "refund";
  const { id, text } = balancing;
  return [{ table: "transaction", id, fields: { day, account, kind, minor, text } }];
}

function isAmount(minor: bigint): boolean {
  return -AMOUNT_MINOR_MAX <= minor && minor <= AMOUNT_MINOR_MAX;
}

function liveAccount(book: Book, id: Id): RecordOf<"account"> | undefined {
  const account = recordOf(book.tables.account, id);
  return account?.deleted === false ? account : undefined;
}

/** What is on an account to a statement's day, without what is not on it. One pass, and no object per row. */
function settledSum(book: Book, accountId: Id, { day: last, open }: Statement): bigint {
  const { day, count } = book.transactions;
  const amountIn = amountsOn(book, accountId);
  let total = 0n;
  // Whole numbers of at most 2 × 10^15 each: as floats their sum is exact up to 9 × 10^15.
  let part = 0;
  for (let row = 0; row < count; row++) {
    if ((day[row] ?? 0) > last) continue;
    part += amountIn(row) ?? 0;
    if (Math.abs(part) < 4e15) continue;
    total += BigInt(part);
    part = 0;
  }
  for (const id of new Set(open)) {
    const row = rowOfId(book.transactions, id);
    if (row >= 0 && (day[row] ?? 0) <= last) total -= BigInt(amountIn(row) ?? 0);
  }
  return total + BigInt(part);
}

/** The transactions on an account that a statement did not settle, in the order of the log. */
function rowsAfter(
  book: Book,
  accountId: Id,
  statement: Statement | null,
): readonly StatementRow[] {
  const { state, day, text, count } = book.transactions;
  const amountIn = amountsOn(book, accountId);
  const transfer = transactionKinds.indexOf("transfer");
  const open = new Set(statement?.open.map((id) => rowOfId(book.transactions, id)));
  const rows: StatementRow[] = [];
  for (let row = 0; row < count; row++) {
    const on = day[row] ?? 0;
    if (statement !== null && on <= statement.day && !open.has(row)) continue;
    const minor = amountIn(row);
    if (minor === undefined) continue;
    const flags = state[row] ?? 0;
    rows.push({
      id: idOfRow(book.transactions, row),
      day: on,
      minor: BigInt(minor),
      text: textOrEmpty(book, text[row] ?? -1),
      pending: (flags & rowFlags.pending) !== 0,
      isComposed: (flags & KIND_BITS) === transfer || (flags & rowFlags.split) !== 0,
    });
  }
  return rows;
}

/** What a row does to an account, in whole minor units; undefined if it is not on it, or not there any more. */
function amountsOn(book: Book, accountId: Id): (row: number) => number | undefined {
  const slot = book.tables.account.slots.get(accountId) ?? -2;
  const { state, account, minor, transferAccount, transferMinor } = book.transactions;
  const transfer = transactionKinds.indexOf("transfer");
  return (row) => {
    const flags = state[row] ?? 0;
    if ((flags & HIDDEN_FLAGS) !== 0) return undefined;
    const isFrom = account[row] === slot;
    const isTo = (flags & KIND_BITS) === transfer && transferAccount[row] === slot;
    if (!isFrom && !isTo) return undefined;
    return (isFrom ? (minor[row] ?? 0) : 0) + (isTo ? (transferMinor[row] ?? 0) : 0);
  };
}
