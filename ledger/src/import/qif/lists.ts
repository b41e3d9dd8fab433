/**
 * What the lists of a QIF file are: transactions of an account, the accounts themselves,
 * categories, and others that are not taken over. An `!Account` before transactions names their
 * account; a file of one account often names it only in its opening balance, `L[Checking]`.
 */

import { sentence } from "../../sentence.ts";
import { parseCurrency } from "../../money/currency.ts";
import { readAmountCell } from "../amount-cell.ts";
import { readDateCell } from "../date-cell.ts";
import { displayText } from "../display-text.ts";
import type { ImportWarning, SourceAccountKind } from "../imported-file.ts";
import { plainDate } from "./qif-values.ts";
import { fieldOf } from "./records.ts";
import type { QifList, QifRecord } from "./records.ts";

/** An account as an `!Account` record describes it. */
export interface QifAccount {
  readonly name: string;
  readonly kind: SourceAccountKind;
  readonly currency: string | null;
  /** As written, or "". */
  readonly balance: string;
}

/** The transactions of one account; `account` is null if the file does not name it. */
export interface QifBook {
  readonly account: string | null;
  readonly currency: string | null;
  readonly isInvestment: boolean;
  readonly records: readonly QifRecord[];
}

/** The lists of a file, by what they are. */
export interface QifContents {
  readonly books: readonly QifBook[];
  readonly accounts: ReadonlyMap<string, QifAccount>;
  /** The first levels of accounts that are paths: "Assets" of "Assets:Checking". */
  readonly roots: ReadonlySet<string>;
  /** Full names of categories, "Auto:Fuel", with whether money comes in by them. */
  readonly categories: ReadonlyMap<string, "income" | "expense">;
}

const KINDS: ReadonlyMap<string, SourceAccountKind> = new Map([
  ["bank", "spending"],
  ["cash", "cash"],
  ["ccard", "card"],
  ["oth a", "tracking"],
  ["oth l", "loan"],
  ["invoice", "tracking"],
  ["invst", "investment"],
  ["port", "investment"],
  ["mutual", "investment"],
  ["401(k)", "investment"],
]);

const OTHER_LISTS: ReadonlySet<string> = new Set([
  "account",
  "clear",
  "option",
  "cat",
  "memorized",
]);

/** Returns the contents of a file; lists that are not taken over are named in the warnings. */
export function sortLists(lists: readonly QifList[], warnings: ImportWarning[]): QifContents {
  const books: QifBook[] = [];
  const accounts = new Map<string, QifAccount>();
  const categories = new Map<string, "income" | "expense">();
  const unnamed = new Set<string>();
  for (const list of lists) if (kindOf(list) !== undefined) unnamed.add(list.kind);
  let current: QifAccount | null = null;
  for (const list of lists) {
    const kind = kindOf(list);
    if (list.kind === "account") {
      for (const record of list.records) current = addAccount(record, accounts) ?? current;
    } else if (list.kind === "clear") {
      current = null;
    } else if (list.kind === "cat") {
      for (const record of list.records) addCategory(record, categories);
    } else if (kind === undefined) {
      warnOfList(list, warnings);
    } else {
      const name = current?.name ?? nameInOpening(list) ?? (unnamed.size > 1 ? list.title : null);
      if (name !== null && !accounts.has(name)) {
        accounts.set(name, { name, kind, currency: null, balance: "" });
      }
      books.push({
        account: name,
        currency: current?.currency ?? null,
        isInvestment: kind === "investment",
        records: list.records,
      });
    }
  }
  const roots = new Set<string>();
  for (const name of accounts.keys()) {
    const colon = name.indexOf(":");
    if (colon > 0) roots.add(name.slice(0, colon));
  }
  return { books, accounts, roots, categories };
}

/** Undefined: no transactions. Translated programs translate headings too; their records show. */
function kindOf({ kind, records: [first] }: QifList): SourceAccountKind | undefined {
  const known = KINDS.get(kind);
  if (known !== undefined || first === undefined || OTHER_LISTS.has(kind)) return known;
  const isTransaction =
    readDateCell(plainDate(fieldOf(first, "D"))) !== null &&
    readAmountCell(fieldOf(first, "T")) !== null;
  return isTransaction ? "spending" : undefined;
}

function addAccount(record: QifRecord, accounts: Map<string, QifAccount>): QifAccount | null {
  const name = displayText(fieldOf(record, "N"));
  if (name === "") return null;
  const known = accounts.get(name);
  // The description is where Coffer's own export says the currency.
  const account: QifAccount = {
    name,
    kind: KINDS.get(fieldOf(record, "T").toLowerCase()) ?? known?.kind ?? "spending",
    currency: parseCurrency(fieldOf(record, "D")) ?? known?.currency ?? null,
    balance: fieldOf(record, "$") || (known?.balance ?? ""),
  };
  accounts.set(name, account);
  return account;
}

function addCategory(record: QifRecord, categories: Map<string, "income" | "expense">): void {
  const name = displayText(fieldOf(record, "N"));
  if (name === "") return;
  const isIncome = record.fields.some(({ code }) => code === "I");
  categories.set(name, isIncome ? "income" : "expense");
}

const OPENING =
  /^(?:opening balances?|starting balance|beginning balance|initial balance|anfangssaldo|anfangsbestand|eröffnungssaldo|solde initial|solde d'ouverture|saldo inicial|saldo iniziale|beginsaldo)$/iu;

/** Returns true if a record's text says that it is the opening balance. */
export function saysOpening(record: QifRecord): boolean {
  return OPENING.test(displayText(fieldOf(record, "P")));
}

/** The first record of an account transfers its opening balance from the account to itself. */
function nameInOpening({ records: [first] }: QifList): string | null {
  if (first === undefined || !saysOpening(first)) return null;
  return accountInBrackets(fieldOf(first, "L"));
}

/** Returns the account of "[Savings]" and of "[Savings]/Class", or null. */
export function accountInBrackets(text: string): string | null {
  const end = text.lastIndexOf("]");
  if (!text.startsWith("[") || end < 0) return null;
  const name = displayText(text.slice(1, end));
  return name === "" ? null : name;
}

function warnOfList({ title, line, records }: QifList, warnings: ImportWarning[]): void {
  warnings.push({
    line,
    text: sentence("The list {title} is not taken over; its records: {count}.", {
      title: displayText(title),
      count: records.length,
    }),
    isRecord: false,
  });
}
