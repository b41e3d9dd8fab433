/**
 * A book as QIF: one list for each account, with categories, parts of splits and both sides of
 * transfers. Dates are month/day/year, as Quicken writes them. QIF has no currencies: the amounts of
 * each account are in its own, and the file does not say which.
 */
import { dayToText, type Day } from "../calendar/day.ts";
import type { Book } from "../book/book.ts";
import { categoryPath } from "../book/category-tree.ts";
import type { Id } from "../book/id.ts";
import { recordOf } from "../book/record-table.ts";
import type { AccountRole } from "../book/records.ts";
import { minorDigits } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import {
  exportedBook,
  uniqueName,
  type ExportedAccount,
  type ExportedLine,
  type ExportedTransaction,
} from "./exported-book.ts";

const types: Readonly<Record<AccountRole, string>> = {
  spending: "Bank",
  cash: "Cash",
  card: "CCard",
  savings: "Bank",
  investment: "Oth A",
  loan: "Oth L",
  tracking: "Oth A",
};

/** The QIF text. */
export function exportQif(book: Book): string {
  const { accounts, transactions } = exportedBook(book);
  const names = accountNames(accounts);
  const lists = new Map<ExportedAccount, string[]>(accounts.map((account) => [account, []]));
  for (const each of transactions) {
    if (each.kind === "transfer") {
      for (const line of each.lines) lists.get(line.on)?.push(transferSide(each, line, names));
    } else {
      const [line] = each.lines;
      if (line !== undefined) lists.get(line.on)?.push(ordinary(book, each));
    }
  }
  return accounts
    .map((account) => {
      const name = names.get(account) ?? "";
      const opening = account.openingMinor === 0n ? "" : openingOf(account, name);
      return head(account, name) + opening + (lists.get(account) ?? []).join("");
    })
    .join("");
}

function head({ role, currency }: ExportedAccount, name: string): string {
  const type = types[role];
  const description = field("D", currency);
  return `!Account\n${field("N", name)}${field("T", type)}${description}^\n!Type:${type}\n`;
}

function openingOf(account: ExportedAccount, name: string): string {
  return [
    field("D", date(account.openingDay)),
    field("T", amount(account.openingMinor, account)),
    field("P", "Opening Balance"),
    field("L", `[${name}]`),
    "^\n",
  ].join("");
}

function ordinary(book: Book, transaction: ExportedTransaction): string {
  const { day, text, pending, lines } = transaction;
  const [first, ...more] = lines;
  if (first === undefined) return "";
  const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const parts = more.length === 0 ? [] : lines;
  return [
    field("D", date(day)),
    field("T", amount(total, first.on)),
    pending ? "" : field("C", "*"),
    field("P", text),
    field("M", parts.length === 0 ? first.note : ""),
    field("L", category(book, first.categoryId)),
    ...parts.map(
      (part) =>
        // A part begins with its S, also where it has no category.
        `S${category(book, part.categoryId)}\n` +
        field("E", part.note) +
        field("$", amount(part.amountMinor, part.on)),
    ),
    "^\n",
  ].join("");
}

function transferSide(
  { day, text, pending, lines }: ExportedTransaction,
  line: ExportedLine,
  names: ReadonlyMap<ExportedAccount, string>,
): string {
  const other = lines.find(({ part }) => part !== line.part)?.on;
  return [
    field("D", date(day)),
    field("T", amount(line.amountMinor, line.on)),
    pending ? "" : field("C", "*"),
    field("P", text),
    field("M", line.note),
    field("L", other === undefined ? "" : `[${names.get(other) ?? ""}]`),
    "^\n",
  ].join("");
}

/** A field of one line; none if there is nothing to say. */
function field(letter: string, text: string): string {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return line === "" ? "" : `${letter}${line}\n`;
}

/** Without the marks that say what a name is: "[" of a transfer, "/" of a class. */
function category(book: Book, id: Id | null): string {
  const known = recordOf(book.tables.category, id);
  return known === undefined ? "" : categoryPath(book, known).replaceAll(/[[\]/\p{Cc}]/gu, "-");
}

/** Brackets say that a name is an account's. */
function accountNames(accounts: readonly ExportedAccount[]): ReadonlyMap<ExportedAccount, string> {
  const taken = new Set<string>();
  return new Map(
    accounts.map((account) => [account, uniqueName(account.name.replaceAll(/[[\]]/g, "-"), taken)]),
  );
}

function date(day: Day): string {
  const [year, month, dayOfMonth] = dayToText(day).split("-");
  return `${month}/${dayOfMonth}/${year}`;
}

function amount(minor: bigint, { currency }: ExportedAccount): string {
  return formatDecimal(minor, minorDigits(currency));
}
