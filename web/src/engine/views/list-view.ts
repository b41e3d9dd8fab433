/** A list of transactions, newest first, of which a screen shows a window: one item a transaction. */
import {
  amountOnAccount,
  BULK_MAX,
  isFromOwnSide,
  listedRowsOf,
  parseId,
  parsePeriod,
  queryTest,
  recordOf,
  runningBalances,
  selectRows,
  sumsOfRows,
  settingsOf,
  transactionInRow,
  type Book,
  type Id,
  type ListedRow,
  type ListFilter,
  type RowTest,
} from "@coffer/ledger";
import { answer, refuse, type Answer } from "../problems.ts";
import type { ListedTransaction, ListFilterModel, ListWindow } from "../transaction-models.ts";
import { typedLocale } from "../typed-locale.ts";
import type { Money, TransactionModel } from "../view-models.ts";
import { runningPeriod } from "./period-view.ts";

/** Items of one answer. */
const windowMax = 500;

interface Stretch {
  readonly filter: ListFilterModel;
  readonly from: number;
  readonly count: number;
}

/** The rows of a list in its order, and what they come to. */
interface List {
  readonly rows: Int32Array;
  readonly sums: readonly Money[];
}

const noBalances: ReadonlyMap<number, bigint> = new Map();

/** Keeps the order of the list that was asked for last, as rows of the book's columns. */
export class ListView {
  #key = "";
  #list: Answer<List> = answer({ rows: new Int32Array(0), sums: [] });
  #balancesKey = "";
  #balances = noBalances;

  /** A window of a list; `revision` tells whether the book is still the one of the last call. */
  window(book: Book, revision: number, { filter, from, count }: Stretch): Answer<ListWindow> {
    const list = this.#select(book, revision, filter);
    if (!list.ok) return list;
    const { rows, sums } = list.value;
    const account = idOf(filter.accountId);
    const balances = this.#balancesOf(book, revision, account);
    const shown = rows.subarray(from, from + Math.min(count, windowMax));
    return answer({
      total: rows.length,
      sums,
      from,
      items: Array.from(shown, (row) => listedTransaction(book, row, account, balances)),
    });
  }

  /** The ids of a stretch of a list. */
  ids(book: Book, revision: number, { filter, from, count }: Stretch): Answer<readonly string[]> {
    const list = this.#select(book, revision, filter);
    if (!list.ok) return list;
    const chosen = list.value.rows.subarray(from, from + count);
    if (chosen.length > BULK_MAX) return refuse({ code: "too-many" });
    return answer(Array.from(chosen, (row) => transactionInRow(book, row).id));
  }

  #select(book: Book, revision: number, filter: ListFilterModel): Answer<List> {
    const key = `${revision} ${JSON.stringify(filter)}`;
    if (key !== this.#key) {
      const rows = rowsOf(book, filter);
      this.#list = rows.ok ? answer(listOf(book, rows.value, filter)) : rows;
      this.#key = key;
    }
    return this.#list;
  }

  #balancesOf(book: Book, revision: number, account: Id | undefined): ReadonlyMap<number, bigint> {
    const key = `${revision} ${account ?? ""}`;
    if (key !== this.#balancesKey) {
      this.#balances = account === undefined ? noBalances : runningBalances(book, account);
      this.#balancesKey = key;
    }
    return this.#balances;
  }
}

/** The newest transactions. */
export function recentTransactions(book: Book, count: number): readonly TransactionModel[] {
  const rows = selectRows(book, {}, count).subarray(0, count);
  return Array.from(rows, (row) => transactionModel(book, row));
}

function listOf(book: Book, rows: Int32Array, filter: ListFilterModel): List {
  const sums = sumsOfRows(book, rows, idOf(filter.accountId));
  return { rows, sums: Array.from(sums, ([currency, minor]) => ({ minor, currency })) };
}

function rowsOf(book: Book, filter: ListFilterModel): Answer<Int32Array> {
  const { isUnassigned, bucketId, query } = filter;
  const account = idOf(filter.accountId);
  const category = idOf(filter.categoryId);
  const named = periodOf(book, filter.period);
  const period = named ?? (isUnassigned ? runningPeriod(book) : undefined);
  const fits = queryTest(book, query, typedLocale());
  if (!fits.ok) return refuse({ code: "query", query: fits.error });
  const bucket = isUnassigned ? "none" : bucketId;
  const inBucket =
    bucket === null ? undefined : queryTest(book, `bucket:"${bucket}"`, typedLocale());
  const wanted: ListFilter = {
    ...(account !== undefined && { account }),
    ...(category !== undefined && { category }),
    ...(period !== undefined && { from: period.first, to: period.last }),
    // A bucket that the rule does not have has nothing in it.
    fits: inBucket === undefined ? fits.value : both(fits.value, inBucket),
  };
  return answer(selectRows(book, wanted, Number.POSITIVE_INFINITY));
}

function both(fits: RowTest, inBucket: ReturnType<typeof queryTest>): RowTest {
  return (row) => inBucket.ok && inBucket.value(row) && fits(row);
}

function periodOf(book: Book, name: string | null): ReturnType<typeof runningPeriod> | undefined {
  if (name === null) return undefined;
  const period = parsePeriod(settingsOf(book).cycle, name);
  return period.ok ? period.value : undefined;
}

function idOf(id: string | null): Id | undefined {
  return id === null ? undefined : parseId(id);
}

/** One of a list; on one account its amount is what it did there. */
function listedTransaction(
  book: Book,
  row: number,
  account: Id | undefined,
  balances: ReadonlyMap<number, bigint>,
): ListedTransaction {
  const own = transactionModel(book, row);
  const partCategories =
    own.parts > 1 ? listedRowsOf(book, row).map(({ category }) => category) : [];
  const model = { ...own, partCategories };
  const balance = balances.get(row);
  if (account === undefined || balance === undefined) return { ...model, balance: null };
  const currency = recordOf(book.tables.account, account)?.currency ?? model.amount.currency;
  return {
    ...model,
    amount: { minor: amountOnAccount(book, row, account), currency },
    balance: { minor: balance, currency },
  };
}

/** One transaction, as lists show it. */
export function transactionModel(book: Book, row: number): TransactionModel {
  const lines = listedRowsOf(book, row);
  const [first] = lines as readonly [ListedRow, ...ListedRow[]];
  const transaction = transactionInRow(book, row);
  const { id, minor, note } = transaction;
  const { day, kind, currency, text, account, accountId, category, categoryId, bucket } = first;
  const isTransfer = kind === "transfer";
  const isSplit = transaction.splits !== null && !isTransfer;
  const [from, to] = isFromOwnSide(transaction) ? [first, lines[1]] : [lines[1], first];
  return {
    id,
    day,
    kind,
    // A transfer is shown from the side that it left.
    amount: isTransfer
      ? { minor: (from ?? first).amountMinor, currency: (from ?? first).currency }
      : { minor, currency },
    text,
    note,
    account: isTransfer ? (from?.account ?? null) : account,
    accountId,
    toAccount: isTransfer ? (to?.account ?? null) : null,
    category: isSplit ? null : category,
    categoryId: isSplit ? null : categoryId,
    bucket: isSplit ? null : bucket,
    parts: isTransfer ? 1 : lines.length,
    pending: first.pending,
  };
}
