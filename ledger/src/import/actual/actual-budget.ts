/**
 * What the database of an Actual budget holds, as its readers need it: live records only. Actual
 * never deletes; it marks records as dead (`tombstone`) and maps merged payees and categories to
 * those that they became. Schemas differ by version: what a file lacks is empty.
 */

import { ok, type Result } from "../../result.ts";
import { displayText } from "../display-text.ts";
import type { ImportedAccount, ImportedCategory } from "../imported-file.ts";
import type { SqliteFailure, SqliteFile, SqliteRow } from "../sqlite/sqlite-file.ts";

/** An account; its balance comes from its transactions. */
export type ActualAccount = Pick<ImportedAccount, "name" | "kind" | "isClosed">;

/** A transaction, or a part of one. Texts are as the file has them. */
export interface ActualTransaction {
  readonly id: string;
  /** Its row in the table, from 1. */
  readonly line: number;
  /** The id of the whole that it is a part of, or null. */
  readonly parent: string | null;
  readonly isParent: boolean;
  /** The account's id. */
  readonly account: string;
  readonly category: string;
  /** Hundredths of the currency, whichever it is. */
  readonly amount: string;
  /** YYYYMMDD. */
  readonly date: string;
  readonly payee: string;
  readonly notes: string;
  readonly bankId: string;
  /** Whether it says what was on the account before. */
  readonly isStart: boolean;
  /** The id of the other side of a transfer, or "". */
  readonly transfer: string;
}

/** A budget. */
export interface ActualBudget {
  readonly accounts: ReadonlyMap<string, ActualAccount>;
  readonly categories: ReadonlyMap<string, ImportedCategory>;
  /** Names of payees; one that is an account is the account's. */
  readonly payees: ReadonlyMap<string, string>;
  readonly transactions: readonly ActualTransaction[];
  /** The currency of the budget, or null: Actual has known none for long. */
  readonly currency: string | null;
}

/** Reads the tables; `tables` are the names of those that there are. */
export function readBudget(
  file: SqliteFile,
  tables: ReadonlySet<string>,
): Result<ActualBudget, SqliteFailure> {
  const read = (
    table: string,
    columns: readonly string[],
  ): Result<readonly SqliteRow[], SqliteFailure> =>
    tables.has(table) ? file.rows(table, columns) : ok([]);
  const accounts = read("accounts", ["id", "name", "offbudget", "closed", "tombstone"]);
  if (!accounts.ok) return accounts;
  const named = new Map(
    accounts.value
      .filter(([, , , , dead]) => !isYes(dead))
      .map(([id, name, offBudget, closed]) => [
        id ?? "",
        {
          name: displayText(name ?? ""),
          kind: isYes(offBudget) ? ("tracking" as const) : ("spending" as const),
          isClosed: isYes(closed),
        },
      ]),
  );
  const categories = readCategories(read);
  if (!categories.ok) return categories;
  const payees = readPayees(read, named);
  if (!payees.ok) return payees;
  const transactions = readTransactions(file);
  if (!transactions.ok) return transactions;
  const preferences = read("preferences", ["id", "value"]);
  const currency = preferences.ok
    ? preferences.value.find(([id]) => id === "defaultCurrencyCode")?.[1]
    : null;
  return ok({
    accounts: named,
    categories: categories.value,
    payees: payees.value,
    transactions: transactions.value,
    currency: currency === undefined || currency === null || currency === "" ? null : currency,
  });
}

type Read = (
  table: string,
  columns: readonly string[],
) => Result<readonly SqliteRow[], SqliteFailure>;

/** Categories by their ids, and by the ids of those that were merged into them. */
function readCategories(read: Read): Result<ReadonlyMap<string, ImportedCategory>, SqliteFailure> {
  const groups = read("category_groups", ["id", "name"]);
  if (!groups.ok) return groups;
  const groupNames = new Map(groups.value.map(([id, name]) => [id ?? "", name ?? ""]));
  const rows = read("categories", ["id", "name", "is_income", "cat_group", "tombstone"]);
  if (!rows.ok) return rows;
  const categories = new Map<string, ImportedCategory>();
  for (const [id, name, isIncome, group, dead] of rows.value) {
    if (isYes(dead)) continue;
    const path = [groupNames.get(group ?? "") ?? "", name ?? ""].map(displayText);
    categories.set(id ?? "", {
      path: path.filter((each) => each !== ""),
      kind: isYes(isIncome) ? "income" : "expense",
    });
  }
  const mapped = read("category_mapping", ["id", "transferId"]);
  if (!mapped.ok) return mapped;
  return ok(withMapped(categories, mapped.value));
}

function readPayees(
  read: Read,
  accounts: ReadonlyMap<string, ActualAccount>,
): Result<ReadonlyMap<string, string>, SqliteFailure> {
  const rows = read("payees", ["id", "name", "transfer_acct"]);
  if (!rows.ok) return rows;
  const payees = new Map<string, string>();
  for (const [id, name, account] of rows.value) {
    payees.set(id ?? "", displayText(accounts.get(account ?? "")?.name ?? name ?? ""));
  }
  const mapped = read("payee_mapping", ["id", "targetId"]);
  if (!mapped.ok) return mapped;
  return ok(withMapped(payees, mapped.value));
}

/** Adds what ids stand for that were merged into others. */
function withMapped<Value>(
  byId: ReadonlyMap<string, Value>,
  mapping: readonly SqliteRow[],
): ReadonlyMap<string, Value> {
  const all = new Map(byId);
  for (const [from, to] of mapping) {
    const value = byId.get(to ?? "");
    if (value !== undefined) all.set(from ?? "", value);
  }
  return all;
}

function readTransactions(file: SqliteFile): Result<readonly ActualTransaction[], SqliteFailure> {
  const rows = file.rows("transactions", [
    "id",
    "isParent",
    "isChild",
    "parent_id",
    "acct",
    "category",
    "amount",
    "date",
    "description",
    "imported_description",
    "notes",
    "financial_id",
    "starting_balance_flag",
    "transferred_id",
    "tombstone",
  ]);
  if (!rows.ok) return rows;
  const live: ActualTransaction[] = [];
  for (const [index, row] of rows.value.entries()) {
    const [id, isParent, isChild, parent, account, category, amount, date, ...more] = row;
    const [payee, imported, notes, bankId, isStart, transfer, dead] = more;
    if (isYes(dead)) continue;
    live.push({
      id: id ?? "",
      line: index + 1,
      // Before they had a column of their own, the ids of parts began with that of the whole.
      parent: isYes(isChild) ? (parent ?? id?.split("/")[0] ?? "") : null,
      isParent: isYes(isParent),
      account: account ?? "",
      category: category ?? "",
      amount: amount ?? "0",
      date: date ?? "",
      payee: payee ?? imported ?? "",
      notes: notes ?? "",
      bankId: bankId ?? "",
      isStart: isYes(isStart),
      transfer: transfer ?? "",
    });
  }
  return ok(live);
}

function isYes(value: string | null | undefined): boolean {
  return value === "1";
}
