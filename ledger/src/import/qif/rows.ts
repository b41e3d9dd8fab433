/**
 * The rows of a QIF file. One account without categories is like a bank's file; else each record is
 * a leg, and the two sides of a transfer are one transaction and follow each other.
 */

import { addExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type {
  ImportedAccount,
  ImportedCategory,
  ImportedRow,
  TransactionLeg,
} from "../imported-file.ts";
import type { DecimalSign } from "../amount-cell.ts";
import type { EntryPart, QifEntry } from "./entries.ts";
import type { QifContents } from "./lists.ts";
import { readQifAmount } from "./qif-values.ts";
import { pathOf } from "./targets.ts";
import type { Target } from "./targets.ts";
import { pairTransfers } from "./transfers.ts";

/** Rows, and the accounts and categories that they name. */
export interface QifRows {
  readonly rows: readonly ImportedRow[];
  readonly accounts: readonly ImportedAccount[];
  readonly categories: readonly ImportedCategory[];
}

/** Returns the rows of a file's records. */
export function rowsOf(
  entries: readonly QifEntry[],
  contents: QifContents,
  sign: DecimalSign,
): QifRows {
  const isOneBank =
    contents.accounts.size < 2 && contents.categories.size === 0 && entries.every(isPlain);
  if (isOneBank) {
    const rows = entries.map((entry) => ({ ...rowOf(entry), text: entry.texts.join(" - ") }));
    return { rows, accounts: [], categories: [] };
  }
  const firsts = pairTransfers(entries, contents);
  const seconds = Map.groupBy(firsts.keys(), (entry) => firsts.get(entry));
  const rows: ImportedRow[] = [];
  for (const entry of entries) {
    if (firsts.has(entry)) continue;
    const others = seconds.get(entry) ?? [];
    const transaction = String(entry.line);
    rows.push(legOf(entry, transaction, others));
    for (const other of others) rows.push(legOf(other, transaction, [entry]));
  }
  const accounts = [...contents.accounts.values()].map(({ name, kind, currency, balance }) => ({
    name,
    kind,
    currency,
    isClosed: false,
    balance: balance === "" ? null : readQifAmount(balance, sign),
  }));
  return { rows, accounts, categories: categoriesOf(entries, contents) };
}

function isPlain({ target, parts, isOpening }: QifEntry): boolean {
  return !isOpening && parts.length === 0 && target.account === null && target.category === null;
}

function rowOf({ line, day, amount, book, skipped }: QifEntry): Omit<ImportedRow, "text"> {
  const { account, currency } = book;
  return { line, day, amount, currency, bankId: null, account, pending: false, skipped };
}

/** `others` are the sides of the same transaction on other accounts. */
function legOf(entry: QifEntry, transaction: string, others: readonly QifEntry[]): ImportedRow {
  const { texts, target, parts } = entry;
  const isThere = new Set(others.map(({ book }) => book.account));
  const [text = "", ...more] = texts;
  const leg: TransactionLeg = {
    transaction,
    category: target.category,
    parts: parts.map((part) => ({
      amount: part.amount,
      category: part.target.category,
      note: noteOf([part.note], part.target, isThere),
    })),
    note: noteOf(more, target, isThere),
  };
  return { ...rowOf(entry), text, leg };
}

/** An account that money came from or went to is said in the note if it has no side of its own. */
function noteOf(
  texts: readonly string[],
  { account, className }: Target,
  isThere: ReadonlySet<string | null>,
): string {
  const other = account === null || isThere.has(account) ? "" : `[${account}]`;
  const all = [...texts, other, className === "" ? "" : `/${className}`];
  return all.filter((text) => text !== "").join(" - ");
}

/** Those of the file's list, and those that only its records name: by where their money went. */
function categoriesOf(
  entries: readonly QifEntry[],
  { categories }: QifContents,
): readonly ImportedCategory[] {
  const found = new Map<string, ImportedCategory>();
  for (const [name, kind] of categories) {
    const path = pathOf(name);
    if (path.length > 0) found.set(path.join("\n"), { path, kind });
  }
  const sums = new Map<string, { readonly path: readonly string[]; readonly sum: ExactAmount }>();
  for (const entry of entries) {
    const whole: EntryPart = {
      amount: entry.amount ?? ZERO_AMOUNT,
      target: entry.target,
      note: "",
    };
    for (const { amount, target } of entry.parts.length > 0 ? entry.parts : [whole]) {
      const path = target.category;
      const key = path?.join("\n") ?? "";
      if (path === null || found.has(key)) continue;
      sums.set(key, { path, sum: addExact(sums.get(key)?.sum ?? ZERO_AMOUNT, amount) });
    }
  }
  for (const [key, { path, sum }] of sums) {
    found.set(key, { path, kind: sum.units > 0n ? "income" : "expense" });
  }
  return [...found.values()];
}
