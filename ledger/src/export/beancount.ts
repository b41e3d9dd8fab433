/**
 * A book as a Beancount ledger. Its account names take letters, digits and dashes only; the name as
 * it is in the vault stands beside each account as `name`, and the id of a transaction as `id`.
 *
 * Beancount 3 language syntax, "Accounts", "Transactions", "Metadata".
 */
import type { Book } from "../book/book.ts";
import { dayToText } from "../calendar/day.ts";
import { minorDigits, type CurrencyCode } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import { AccountNames } from "./account-names.ts";
import { exportedBook, type ExportedAccount, type ExportedTransaction } from "./exported-book.ts";
import { openingBalances, pathOfAccount, postingsOf, type Posting } from "./postings.ts";

/** The ledger. */
export function exportBeancount(book: Book): string {
  const { accounts, transactions, first } = exportedBook(book);
  const names = new AccountNames(component);
  const openings = accounts
    .filter(({ openingMinor }) => openingMinor !== 0n)
    .map((account) => openingText(account, names));
  const entries = transactions.map((each) => entryText(book, each, names));
  for (const account of accounts) names.of(pathOfAccount(account));
  const earliest = Math.min(first, ...accounts.map(({ openingDay }) => openingDay));
  const currencies = [...new Set(accounts.map(({ currency }) => currency))].toSorted();
  return [
    'option "title" "Coffer"',
    ...currencies.map((currency) => `option "operating_currency" "${currency}"`),
    "",
    ...names.all().map(([name, path]) => {
      const own = path.slice(1).join(":");
      return `${dayToText(earliest)} open ${name}\n  name: ${quoted(own)}`;
    }),
    "",
    ...openings,
    ...entries,
  ].join("\n");
}

/** One part of an account's name: begins with a capital letter or a digit, then letters, digits, dashes. */
function component(name: string): string {
  const plain = name
    .normalize("NFC")
    .replaceAll(/[^\p{L}\p{Nd}]+/gu, "-")
    .replace(/^-+/, "")
    .replace(/-+$/, "");
  const begun = plain.replace(/^\p{L}/u, (letter) => letter.toUpperCase());
  return /^[\p{Lu}\p{Nd}]/u.test(begun) ? begun : `X${begun === "" ? "" : `-${begun}`}`;
}

function openingText(account: ExportedAccount, names: AccountNames): string {
  const { openingDay, openingMinor: minor, currency } = account;
  const own = { account: pathOfAccount(account), minor, currency, note: "", cost: null };
  const against = { ...own, account: openingBalances, minor: -minor };
  const head = `${dayToText(openingDay)} * "Opening balance"`;
  return [head, postingText(own, names), postingText(against, names), ""].join("\n");
}

function entryText(book: Book, transaction: ExportedTransaction, names: AccountNames): string {
  const { id, day, text, pending } = transaction;
  return [
    `${dayToText(day)} ${pending ? "!" : "*"} ${quoted(text)}`,
    `  id: "${id}"`,
    ...postingsOf(book, transaction).map((each) => postingText(each, names)),
    "",
  ].join("\n");
}

function postingText(posting: Posting, names: AccountNames): string {
  const { account, minor, currency, note, cost } = posting;
  const price = cost === null ? "" : ` @@ ${amountText(cost.minor, cost.currency)}`;
  const about = note === "" ? "" : `\n    note: ${quoted(note)}`;
  return `  ${names.of(account)}  ${amountText(minor, currency)}${price}${about}`;
}

function quoted(text: string): string {
  const line = text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();
  return `"${line.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}

function amountText(minor: bigint, currency: CurrencyCode): string {
  return `${formatDecimal(minor, minorDigits(currency))} ${currency}`;
}
