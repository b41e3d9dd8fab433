/**
 * A GnuCash book that was saved as an SQLite database. Templates are accounts below a root of their
 * own, and the transactions on them.
 */

import { ok, type Result } from "../../result.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import type { SqliteFailure, SqliteFile } from "../sqlite/sqlite-file.ts";
import { fileOfBook } from "./book-rows.ts";
import type { GnuCashAccount, GnuCashSplit, GnuCashTransaction } from "./gnucash-book.ts";

/** The tables of a book. */
export const gnuCashTables = ["accounts", "commodities", "splits", "transactions"] as const;

/** Returns what the database of a GnuCash book holds. */
export function readGnuCashSqlite(
  file: SqliteFile,
  hasSlots: boolean,
  options: ImportOptions,
): Result<ImportedFile, SqliteFailure> {
  const commodities = file.rows("commodities", ["guid", "mnemonic"]);
  if (!commodities.ok) return commodities;
  const mnemonics = new Map(commodities.value.map(([id, name]) => [id ?? "", name ?? ""]));
  const columns = ["guid", "name", "account_type", "commodity_guid", "parent_guid", "hidden"];
  const accounts = file.rows("accounts", columns);
  if (!accounts.ok) return accounts;
  const all = accounts.value.map(([id, name, type, commodity, parent, hidden]) => ({
    id: id ?? "",
    name: name ?? "",
    type: type ?? "",
    commodity: mnemonics.get(commodity ?? "") ?? "",
    parent: parent ?? "",
    isHidden: hidden === "1",
  }));
  const slots = hasSlots ? readSlots(file) : ok(noSlots);
  if (!slots.ok) return slots;
  const splits = readSplits(file, slots.value);
  if (!splits.ok) return splits;
  const roots = file.rows("books", ["root_template_guid"]);
  const templateRoots = new Set(roots.ok ? roots.value.flatMap(([id]) => id ?? []) : []);
  const templates = below(all, templateRoots);
  const transactions = readTransactions(file, splits.value, slots.value);
  if (!transactions.ok) return transactions;
  const book = {
    accounts: all.filter(({ id }) => !templates.has(id)),
    transactions: transactions.value.filter(
      ({ splits: each }) => !each.some(({ account }) => templates.has(account)),
    ),
  };
  return ok(fileOfBook(book, "utf-8", null, options));
}

/** The accounts of some ids and all that are below them. */
function below(accounts: readonly GnuCashAccount[], roots: ReadonlySet<string>): Set<string> {
  const children = Map.groupBy(accounts, ({ parent }) => parent);
  const found = new Set(roots);
  // A set that grows while it is walked is walked to its end.
  for (const id of found) for (const child of children.get(id) ?? []) found.add(child.id);
  return found;
}

/** What transactions and splits have beside their columns, by the id of either. */
interface Slots {
  readonly days: ReadonlyMap<string, string>;
  readonly notes: ReadonlyMap<string, string>;
  readonly onlineIds: ReadonlyMap<string, string>;
}

const noSlots: Slots = { days: new Map(), notes: new Map(), onlineIds: new Map() };

function readSlots(file: SqliteFile): Result<Slots, SqliteFailure> {
  const rows = file.rows("slots", ["obj_guid", "name", "string_val", "gdate_val"]);
  if (!rows.ok) return rows;
  const days = new Map<string, string>();
  const notes = new Map<string, string>();
  const onlineIds = new Map<string, string>();
  for (const [id, name, text, day] of rows.value) {
    if (name === "date-posted") days.set(id ?? "", day ?? "");
    else if (name === "notes") notes.set(id ?? "", text ?? "");
    else if (name === "online_id") onlineIds.set(id ?? "", text ?? "");
  }
  return ok({ days, notes, onlineIds });
}

/** The splits by the ids of their transactions. */
function readSplits(
  file: SqliteFile,
  { onlineIds }: Slots,
): Result<ReadonlyMap<string, readonly GnuCashSplit[]>, SqliteFailure> {
  const fractions = ["value_num", "value_denom", "quantity_num", "quantity_denom"];
  const rows = file.rows("splits", ["guid", "tx_guid", "account_guid", "memo", ...fractions]);
  if (!rows.ok) return rows;
  const byTransaction = new Map<string, GnuCashSplit[]>();
  for (const [id, transaction, account, memo, ...numbers] of rows.value) {
    const [value, valueOf, quantity, quantityOf] = numbers.map((number) => number ?? "");
    const split = {
      account: account ?? "",
      value: `${value}/${valueOf}`,
      quantity: `${quantity}/${quantityOf}`,
      memo: memo ?? "",
      onlineId: onlineIds.get(id ?? "") ?? "",
    };
    const known = byTransaction.get(transaction ?? "");
    if (known === undefined) byTransaction.set(transaction ?? "", [split]);
    else known.push(split);
  }
  return ok(byTransaction);
}

function readTransactions(
  file: SqliteFile,
  splits: ReadonlyMap<string, readonly GnuCashSplit[]>,
  { days, notes }: Slots,
): Result<readonly GnuCashTransaction[], SqliteFailure> {
  const rows = file.rows("transactions", ["guid", "post_date", "description"]);
  if (!rows.ok) return rows;
  return ok(
    rows.value.map(([id, posted, description], index) => ({
      id: id ?? "",
      line: index + 1,
      chosenDay: days.get(id ?? "") ?? "",
      posted: posted ?? "",
      description: description ?? "",
      notes: notes.get(id ?? "") ?? "",
      splits: splits.get(id ?? "") ?? [],
    })),
  );
}
