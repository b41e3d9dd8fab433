/**
 * A book as programs for accounts of money see it: every account with its opening amount and its
 * balance, and every transaction with what it did to each of them, the oldest first. Deleted
 * transactions are not there; a deleted account is, as long as transactions name it. An account
 * that nothing is known of gets a name of its own, so that no amount is lost.
 */
import type { Day } from "../calendar/day.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { settingsOf, type Book } from "../book/book.ts";
import { liveAccounts } from "../book/category-tree.ts";
import type { Id } from "../book/id.ts";
import { listedRowsOf, type ListedRow } from "../book/listing.ts";
import { recordOf } from "../book/record-table.ts";
import type { AccountRole, TransactionKind } from "../book/records.ts";
import { HIDDEN_FLAGS } from "../book/transaction-columns.ts";

/** An account, and what is on it after all transactions; `id` is null for unknown ones. */
export interface ExportedAccount {
  readonly id: Id | null;
  /** No other account of the export has it. */
  readonly name: string;
  readonly role: AccountRole;
  readonly currency: CurrencyCode;
  readonly openingMinor: bigint;
  /** Where the vault knows none, the day of the first transaction of all. */
  readonly openingDay: Day;
  readonly balanceMinor: bigint;
}

/** A transaction; its lines add up to what it did to each account. */
export interface ExportedTransaction {
  readonly id: Id;
  readonly day: Day;
  readonly kind: TransactionKind;
  readonly text: string;
  readonly pending: boolean;
  readonly lines: readonly ExportedLine[];
}

/** One line of a transaction, with the account that it is on. */
export interface ExportedLine extends ListedRow {
  readonly on: ExportedAccount;
}

/** A book for export. */
export interface ExportedBook {
  readonly accounts: readonly ExportedAccount[];
  readonly transactions: readonly ExportedTransaction[];
  /** Days of the first and the last transaction; 1970-01-01 if there is none. */
  readonly first: Day;
  readonly last: Day;
}

/** Returns a book for export. */
export function exportedBook(book: Book): ExportedBook {
  const rows = shownRows(book).map((row) => listedRowsOf(book, row));
  const days = rows.flatMap((lines) => lines.slice(0, 1).map(({ day }) => day));
  const first = days[0] ?? 0;
  const accounts = accountsOf(book, rows, first);
  const unknown = accounts.get(null);
  const transactions = rows.flatMap((lines): readonly ExportedTransaction[] => {
    const [head] = lines;
    if (head === undefined) return [];
    const { id, day, kind, text, pending } = head;
    const placed = lines.flatMap((line) => {
      const on = accounts.get(line.accountId) ?? unknown;
      return on === undefined ? [] : [{ ...line, on }];
    });
    return [{ id, day, kind, text, pending, lines: placed }];
  });
  return { accounts: [...accounts.values()], transactions, first, last: days.at(-1) ?? first };
}

/** The rows of transactions that are not hidden, by day and then by age. */
function shownRows({ transactions }: Book): readonly number[] {
  const { count, state, day } = transactions;
  return Array.from({ length: count }, (_, row) => row)
    .filter((row) => ((state[row] ?? 0) & HIDDEN_FLAGS) === 0)
    .toSorted((a, b) => (day[a] ?? 0) - (day[b] ?? 0) || a - b);
}

function accountsOf(
  book: Book,
  rows: readonly (readonly ListedRow[])[],
  first: Day,
): ReadonlyMap<Id | null, ExportedAccount> {
  const sums = new Map<Id | null, bigint>();
  for (const { accountId, amountMinor } of rows.flat()) {
    const known = recordOf(book.tables.account, accountId)?.id ?? null;
    sums.set(known, (sums.get(known) ?? 0n) + amountMinor);
  }
  const live = liveAccounts(book).map(({ id }) => id);
  const names = new Set<string>();
  const accounts = new Map<Id | null, ExportedAccount>();
  for (const id of new Set<Id | null>([...live, ...sums.keys()])) {
    const record = recordOf(book.tables.account, id);
    const openingMinor = record?.openingMinor ?? 0n;
    accounts.set(id, {
      id,
      name: uniqueName(record?.name ?? "Unknown account", names),
      role: record?.role ?? "spending",
      currency: record?.currency ?? settingsOf(book).currency,
      openingMinor,
      openingDay: record?.openingDay ?? first,
      balanceMinor: openingMinor + (sums.get(id) ?? 0n),
    });
  }
  return accounts;
}

/** Returns a name that is not taken yet, whatever its case, and takes it. */
export function uniqueName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name.toLowerCase()); count += 1) name = `${wanted}-${count}`;
  taken.add(name.toLowerCase());
  return name;
}
