/**
 * A budget of YNAB as its JSON files hold it, whichever version wrote them: accounts, payees, categories and
 * transactions with their parts and the ids of transfers' other sides, and what it becomes here. A record
 * that points to one which is not there was damaged; it is taken as it stands and told.
 */
import { parseDay } from "../../calendar/day.ts";
import { sentence } from "../../sentence.ts";
import { addExact, equalsExact, ZERO_AMOUNT, type ExactAmount } from "../exact-amount.ts";
import type { SourceAccountKind } from "../imported-file.ts";
import { OPENING_TEXT, type AppRows } from "./app-rows.ts";

/** An account of the budget. */
export interface YnabAccount {
  readonly name: string;
  readonly kind: SourceAccountKind;
  readonly isClosed: boolean;
  /** As the file states it, or null. */
  readonly balance: ExactAmount | null;
}

/** A transaction, or, with an amount of its own, a part of one. */
export interface YnabPart {
  readonly id: string;
  readonly amount: ExactAmount | null;
  readonly category: readonly string[] | null;
  readonly note: string;
  /** Id of the transaction or the part on the other side, or null. */
  readonly transferId: string | null;
}

export interface YnabTransaction extends YnabPart {
  readonly line: number;
  readonly date: string;
  readonly accountId: string;
  readonly payee: string;
  readonly parts: readonly YnabPart[];
}

/** A budget. */
export interface YnabBook {
  readonly currency: string | null;
  readonly accountById: ReadonlyMap<string, YnabAccount>;
  readonly transactions: readonly YnabTransaction[];
  /** How many transactions are only planned, and so left out. */
  readonly plannedCount: number;
}

/** Adds what a budget holds to the rows. */
export function addYnabBook(book: YnabBook, rows: AppRows): void {
  const { currency, accountById, plannedCount: count } = book;
  if (count > 0)
    rows.warn(null, sentence("Planned transactions were left out: {count}.", { count }));
  for (const account of accountById.values()) rows.account({ ...account, currency });
  const ownerById = new Map<string, YnabTransaction>();
  for (const transaction of book.transactions) {
    for (const { id } of [transaction, ...transaction.parts]) {
      if (id !== "" && !ownerById.has(id)) ownerById.set(id, transaction);
    }
  }
  for (const transaction of book.transactions) addTransaction(transaction, book, ownerById, rows);
}

function addTransaction(
  transaction: YnabTransaction,
  { currency, accountById }: YnabBook,
  ownerById: ReadonlyMap<string, YnabTransaction>,
  rows: AppRows,
): void {
  const { line, id, date, amount, payee, parts, accountId, note } = transaction;
  const account = accountById.get(accountId)?.name ?? null;
  if (account === null) {
    rows.skip(
      line,
      payee,
      sentence("Transaction {id} is on an account that the file does not have.", { id }),
    );
    return;
  }
  if (amount === null) {
    rows.skip(line, payee, sentence("Transaction {id} has no amount.", { id }));
    return;
  }
  const day = parseDay(date);
  if (day === undefined) {
    rows.countOn(account, amount);
    rows.skip(
      line,
      payee,
      sentence('Transaction {id} has the date "{date}", which is none.', { id, date }),
    );
    return;
  }
  const isOpening = payee.toLowerCase() === "starting balance";
  const legParts = parts.map((part) => ({ ...part, amount: part.amount ?? ZERO_AMOUNT }));
  const sum = legParts.map((part) => part.amount).reduce(addExact, ZERO_AMOUNT);
  const isWhole = legParts.length > 0 && equalsExact(sum, amount);
  if (legParts.length > 0 && !isWhole) {
    rows.warn(
      line,
      sentence("The parts of transaction {id} do not add up to it; they were left out.", { id }),
      true,
    );
  }
  rows.add({
    line,
    day,
    amount,
    currency,
    account,
    text: isOpening ? OPENING_TEXT : payee,
    note,
    category: isOpening ? null : transaction.category,
    parts: isWhole
      ? legParts.map((part) => ({ amount: part.amount, category: part.category, note: part.note }))
      : [],
    bankId: null,
    transaction: ownerOf(transaction, ownerById, rows),
  });
}

/** Returns the id of the transaction that a transaction and the other sides of its transfers are. */
function ownerOf(
  transaction: YnabTransaction,
  ownerById: ReadonlyMap<string, YnabTransaction>,
  rows: AppRows,
): string {
  const { line, id, parts, transferId } = transaction;
  for (const part of [transaction, ...parts]) {
    if (part.transferId === null || isMutual(part, transaction, ownerById)) continue;
    rows.warn(
      line,
      sentence("The other side of the transfer {id} is missing in the file.", { id: part.id }),
      true,
    );
  }
  if (parts.length > 0 || transferId === null) return id;
  const other = ownerById.get(transferId);
  if (other === undefined || !isMutual(transaction, transaction, ownerById)) return id;
  if (other.parts.length > 0) return other.id;
  return id < other.id ? id : other.id;
}

function isMutual(
  part: YnabPart,
  transaction: YnabTransaction,
  ownerById: ReadonlyMap<string, YnabTransaction>,
): boolean {
  const other = part.transferId === null ? undefined : ownerById.get(part.transferId);
  if (other === undefined || other === transaction) return false;
  return [other, ...other.parts].some(
    ({ transferId }) => transferId === part.id || transferId === transaction.id,
  );
}
