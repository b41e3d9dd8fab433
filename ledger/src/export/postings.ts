/**
 * Transactions as double entry: each line on its account and, as its counterpart, on an account of
 * its category. The postings of a transaction add up to nothing in each currency, or, for an
 * exchange, one of them says what it cost in the other.
 */
import type { Book } from "../book/book.ts";
import { parentOf } from "../book/category-tree.ts";
import { recordOf } from "../book/record-table.ts";
import type { AccountRole } from "../book/records.ts";
import type { CurrencyCode } from "../money/currency.ts";
import type { ExportedAccount, ExportedLine, ExportedTransaction } from "./exported-book.ts";

/** Names of an account of a journal, from the top. */
export type AccountPath = readonly [string, ...string[]];

/** One posting; `cost` is what the whole of it was exchanged for. */
export interface Posting {
  readonly account: AccountPath;
  readonly minor: bigint;
  readonly currency: CurrencyCode;
  readonly note: string;
  readonly cost: { readonly minor: bigint; readonly currency: CurrencyCode } | null;
}

export const openingBalances: AccountPath = ["Equity", "Opening Balances"];
const conversion: AccountPath = ["Equity", "Conversion"];

/** Roles whose accounts are debts. */
const debts: ReadonlySet<AccountRole> = new Set(["card", "loan"]);

/** Returns the path of an account of money. */
export function pathOfAccount({ name, role }: ExportedAccount): AccountPath {
  return [debts.has(role) ? "Liabilities" : "Assets", name];
}

/** Returns the postings of a transaction. */
export function postingsOf(book: Book, transaction: ExportedTransaction): readonly Posting[] {
  return transaction.kind === "transfer"
    ? transferPostings(transaction.lines)
    : transaction.lines.flatMap((line) => {
        const own = posting(pathOfAccount(line.on), line, line.amountMinor);
        return [own, posting(pathOfCategory(book, line), line, -line.amountMinor)];
      });
}

function transferPostings(lines: readonly ExportedLine[]): readonly Posting[] {
  const [from, to] = lines.toSorted((a, b) => (a.amountMinor < b.amountMinor ? -1 : 1));
  if (from === undefined || to === undefined) return [];
  const own = lines.map((line) => posting(pathOfAccount(line.on), line, line.amountMinor));
  const isExchange = from.currency !== to.currency;
  if (!isExchange && from.amountMinor + to.amountMinor === 0n) return own;
  if (isExchange && from.amountMinor < 0n && to.amountMinor > 0n) {
    const cost = { minor: -from.amountMinor, currency: from.currency };
    return own.map((each, place) => (lines[place] === to ? { ...each, cost } : each));
  }
  return [...own, ...lines.map((line) => posting(conversion, line, -line.amountMinor))];
}

function posting(account: AccountPath, line: ExportedLine, minor: bigint): Posting {
  return { account, minor, currency: line.currency, note: line.note, cost: null };
}

/** Below Income for a category of money earned and for money that came in without one. */
function pathOfCategory(book: Book, line: ExportedLine): AccountPath {
  const category = recordOf(book.tables.category, line.categoryId);
  if (category === undefined) {
    return [line.kind === "income" ? "Income" : "Expenses", "Unassigned"];
  }
  const parent = parentOf(book, category);
  const top = category.kind === "income" ? "Income" : "Expenses";
  const names = parent === undefined ? [category.name] : [parent.name, category.name];
  // A vault's own "Income" holds the categories of income.
  const isSame = names.length > 1 && names[0]?.toLowerCase() === top.toLowerCase();
  return [top, ...(isSame ? names.slice(1) : names)];
}
