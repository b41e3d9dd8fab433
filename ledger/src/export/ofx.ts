/**
 * A book as OFX 2.2 (XML): one statement for each account, with its balance. OFX knows neither
 * categories nor opening balances: an opening amount is a transaction of its own, and a transfer
 * stands in the statements of both accounts.
 *
 * OFX 2.2 §11.4 (statements), §11.4.4.1 (STMTTRN). `now` is the day that the file names as its own.
 */
import { dayToText, type Day } from "../calendar/day.ts";
import { beginningOf } from "../book/beginning.ts";
import type { Book } from "../book/book.ts";
import { minorDigits } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import { exportedBook, type ExportedAccount, type ExportedTransaction } from "./exported-book.ts";

/** Characters that the standard allows in NAME, MEMO and ACCTID (§3.2.1, §11.4.4.1). */
const lengths = { name: 32, memo: 255, account: 22 } as const;

/** The OFX text. */
export function exportOfx(book: Book, now: Day): string {
  const { accounts, transactions, first, last } = exportedBook(book);
  const names = accountIds(accounts);
  const byAccount = new Map<ExportedAccount, string[]>(accounts.map((account) => [account, []]));
  for (const account of accounts) {
    if (account.openingMinor !== 0n) byAccount.get(account)?.push(openingOf(account));
  }
  for (const each of transactions) {
    const sums = sumsOf(each);
    for (const [place, [account, minor]] of [...sums].entries()) {
      byAccount.get(account)?.push(record(each, place, account, minor));
    }
  }
  const range = { from: first, to: last, now };
  const statement = (account: ExportedAccount): string =>
    statementOf(account, names.get(account) ?? "", {
      ...range,
      number: accounts.indexOf(account) + 1,
      records: byAccount.get(account) ?? [],
    });
  const [cards, banks] = [
    accounts.filter(({ role }) => role === "card"),
    accounts.filter(({ role }) => role !== "card"),
  ];
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' +
    '<?OFX OFXHEADER="200" VERSION="220" SECURITY="NONE" OLDFILEUID="NONE" NEWFILEUID="NONE"?>\n' +
    "<OFX>\n<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>" +
    `<DTSERVER>${date(now)}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>\n` +
    messages("BANKMSGSRSV1", banks.map(statement)) +
    messages("CREDITCARDMSGSRSV1", cards.map(statement)) +
    "</OFX>\n"
  );
}

function messages(name: string, statements: readonly string[]): string {
  return statements.length === 0 ? "" : `<${name}>\n${statements.join("")}</${name}>\n`;
}

function statementOf(
  account: ExportedAccount,
  name: string,
  about: {
    readonly from: Day;
    readonly to: Day;
    readonly now: Day;
    readonly number: number;
    readonly records: readonly string[];
  },
): string {
  const isCard = account.role === "card";
  const [response, body] = isCard ? ["CCSTMTTRNRS", "CCSTMTRS"] : ["STMTTRNRS", "STMTRS"];
  const type = account.role === "savings" ? "SAVINGS" : "CHECKING";
  const from = isCard
    ? `<CCACCTFROM>${element("ACCTID", name)}</CCACCTFROM>`
    : `<BANKACCTFROM><BANKID>COFFER</BANKID>${element("ACCTID", name)}<ACCTTYPE>${type}</ACCTTYPE></BANKACCTFROM>`;
  const start = account.openingMinor === 0n ? about.from : Math.min(about.from, account.openingDay);
  return (
    `<${response}><TRNUID>${about.number}</TRNUID>` +
    `<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><${body}>` +
    `<CURDEF>${account.currency}</CURDEF>${from}\n` +
    `<BANKTRANLIST><DTSTART>${date(start)}</DTSTART><DTEND>${date(about.to)}</DTEND>\n` +
    `${about.records.join("")}</BANKTRANLIST>\n` +
    `<LEDGERBAL><BALAMT>${amount(account.balanceMinor, account)}</BALAMT>` +
    `<DTASOF>${date(Math.max(about.to, about.now))}</DTASOF></LEDGERBAL></${body}></${response}>\n`
  );
}

function record(
  { id, day, kind, text }: ExportedTransaction,
  place: number,
  account: ExportedAccount,
  minor: bigint,
): string {
  const type = kind === "transfer" ? "XFER" : minor < 0n ? "DEBIT" : "CREDIT";
  const short = beginningOf(text, lengths.name);
  const memo = short === text ? "" : element("MEMO", beginningOf(text, lengths.memo));
  return transaction(type, day, amount(minor, account), {
    id: `${id}-${place + 1}`,
    texts: `${element("NAME", short)}${memo}`,
  });
}

function openingOf(account: ExportedAccount): string {
  return transaction("OTHER", account.openingDay, amount(account.openingMinor, account), {
    id: `${account.id ?? "unknown"}-opening`,
    texts: element("NAME", "Opening balance"),
  });
}

function transaction(
  type: string,
  day: Day,
  minor: string,
  { id, texts }: { readonly id: string; readonly texts: string },
): string {
  return (
    `<STMTTRN><TRNTYPE>${type}</TRNTYPE><DTPOSTED>${date(day)}</DTPOSTED>` +
    `<TRNAMT>${minor}</TRNAMT><FITID>${id}</FITID>${texts}</STMTTRN>\n`
  );
}

/** What a transaction did to each account. */
function sumsOf({ lines }: ExportedTransaction): ReadonlyMap<ExportedAccount, bigint> {
  const sums = new Map<ExportedAccount, bigint>();
  for (const { on, amountMinor } of lines) sums.set(on, (sums.get(on) ?? 0n) + amountMinor);
  return sums;
}

/** The accounts' names within the standard's length, a number after those that would be the same. */
function accountIds(accounts: readonly ExportedAccount[]): ReadonlyMap<ExportedAccount, string> {
  const taken = new Set<string>();
  return new Map(
    accounts.map((account, place) => {
      const short = beginningOf(account.name, lengths.account);
      const name = taken.has(short)
        ? `${beginningOf(account.name, lengths.account - 6)} ${place + 1}`
        : short;
      taken.add(name);
      return [account, name];
    }),
  );
}

function element(name: string, text: string): string {
  return `<${name}>${xmlText(text)}</${name}>`;
}

/** Text in XML 1.0: markup escaped; controls, which no reference can bring either, become spaces (§2.2). */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

function date(day: Day): string {
  return dayToText(day).replaceAll("-", "");
}

function amount(minor: bigint, { currency }: ExportedAccount): string {
  return formatDecimal(minor, minorDigits(currency));
}
