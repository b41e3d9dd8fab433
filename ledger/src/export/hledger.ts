/**
 * A book as a journal of hledger, which ledger reads too: accounts below Assets and Liabilities,
 * categories below Expenses and Income. The date, the text and the amounts are exact; marks that the
 * format needs for itself are replaced by similar ones.
 *
 * hledger 1.40 manual, "Journal"; ids are transaction codes.
 */
import type { Book } from "../book/book.ts";
import { dayToText } from "../calendar/day.ts";
import { minorDigits, type CurrencyCode } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import { AccountNames } from "./account-names.ts";
import { exportedBook, type ExportedAccount } from "./exported-book.ts";
import { openingBalances, pathOfAccount, postingsOf, type Posting } from "./postings.ts";

/** The journal. */
export function exportHledger(book: Book): string {
  const { accounts, transactions } = exportedBook(book);
  const names = new AccountNames(component);
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].toSorted();
  const head = [
    "; Written by Coffer.",
    "",
    ...currencies.map((currency) => `commodity ${sample(currency)}`),
    "",
    ...accounts.map(
      (account) => `account ${names.of(pathOfAccount(account))}  ; type: ${typeOf(account)}`,
    ),
    "",
  ];
  const openings = accounts
    .filter(({ openingMinor }) => openingMinor !== 0n)
    .map((account) => openingText(account, names));
  const entries = transactions.map((each) => {
    const title = `${dayToText(each.day)} ${each.pending ? "!" : "*"} (${each.id}) ${plain(each.text)}`;
    return [
      title.trimEnd(),
      ...postingsOf(book, each).map((posting) => postingText(posting, names)),
      "",
    ].join("\n");
  });
  return [...head, ...openings, ...entries].join("\n");
}

function openingText(account: ExportedAccount, names: AccountNames): string {
  const { openingDay, openingMinor: minor, currency } = account;
  const own = { account: pathOfAccount(account), minor, currency, note: "", cost: null };
  const against = { ...own, account: openingBalances, minor: -minor };
  return [
    `${dayToText(openingDay)} * Opening balance`,
    postingText(own, names),
    postingText(against, names),
    "",
  ].join("\n");
}

function postingText(posting: Posting, names: AccountNames): string {
  const { account, minor, currency, note, cost } = posting;
  const price = cost === null ? "" : ` @@ ${amountText(cost.minor, cost.currency)}`;
  const comment = note === "" ? "" : `  ; ${plain(note)}`;
  return `    ${names.of(account)}  ${amountText(minor, currency)}${price}${comment}`;
}

/** The kinds of account that hledger's reports tell apart: cash, asset, liability. */
function typeOf({ role }: ExportedAccount): string {
  if (role === "card" || role === "loan") return "L";
  return role === "spending" || role === "cash" || role === "savings" ? "C" : "A";
}

/** Two spaces end an account's name, a colon is a level, and brackets would make it a virtual one. */
function component(part: string): string {
  const name = plain(part).replaceAll(/[:[\]()]/g, "-");
  return name === "" ? "-" : name;
}

/** A semicolon begins a comment, a bar ends the payee, and a parenthesis at the beginning is a code. */
function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Zs}\u2028\u2029]+/gu, " ")
    .replaceAll(";", ",")
    .replaceAll("|", "/")
    .trim();
}

function amountText(minor: bigint, currency: CurrencyCode): string {
  return `${formatDecimal(minor, minorDigits(currency))} ${currency}`;
}

/** How amounts of a currency are written; hledger wants a decimal mark also where there are no decimals. */
function sample(currency: CurrencyCode): string {
  const digits = minorDigits(currency);
  return `1000.${"0".repeat(digits)} ${currency}`;
}
