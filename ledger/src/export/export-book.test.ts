/** What the open formats say of a book; what other programs make of it stands in docs/bank-files.md. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  account,
  accountIds,
  bookOf,
  category,
  foreignIds,
  idOf,
  rowsOf,
  transaction,
} from "../../../test/fixtures/report-books.ts";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import type { Id } from "../book/id.ts";
import { parseDay } from "../calendar/day.ts";
import { importFile } from "../import/import-file.ts";
import { isTaken, type ImportedFile } from "../import/imported-file.ts";
import { addExact, formatExact, ZERO_AMOUNT } from "../import/exact-amount.ts";
import { importChanges } from "../import/plan/import-changes.ts";
import { planFile } from "../import/plan/plan-file.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { minorDigits } from "../money/currency.ts";
import { formatDecimal } from "../money/decimal.ts";
import { exportBook, exportFormats } from "./export-book.ts";
import { exportedBook } from "./exported-book.ts";

const day = (text: string): number => parseDay(text) ?? assert.fail(text);
const today = day("2026-02-01");
const [giro, card] = [idOf(0x700), idOf(0x701)];

/** Everything once: an opening, a split, a transfer, an exchange, hostile texts, names that clash. */
function smallBook(): Book {
  const book = createBook();
  const changes: readonly Change[] = [
    { table: "settings", id: idOf(0), fields: { currency: "EUR" as CurrencyCode } },
    account(0x700, {
      name: 'Giro [1]; "main": a',
      role: "spending",
      currency: "EUR" as CurrencyCode,
      openingMinor: 10_000n,
      openingDay: day("2026-01-01"),
    }),
    account(0x701, { name: "Card", role: "card", currency: "EUR" as CurrencyCode }),
    account(0x702, { name: "card", role: "spending", currency: "JPY" as CurrencyCode }),
    category(0x710, { name: "Food", bucket: "needs" }),
    category(0x711, { name: "Eating & out/in", bucket: "wants", parent: idOf(0x710) }),
    category(0x712, { name: "Salary", kind: "income" }),
    transaction(0x720, {
      day: day("2026-01-03"),
      account: giro,
      kind: "expense",
      minor: -1_250n,
      text: 'Müller & Söhne <b>; | "x" \\ \u202e end\nof line',
      splits: [
        { minor: -1_000n, category: idOf(0x711), bucket: null, note: "lunch; all" },
        { minor: -250n, category: null, bucket: null, note: "" },
      ],
    }),
    transaction(0x721, {
      day: day("2026-01-04"),
      account: giro,
      kind: "income",
      minor: 200_000n,
      text: "Pay",
      category: idOf(0x712),
    }),
    transaction(0x722, {
      day: day("2026-01-05"),
      account: giro,
      kind: "transfer",
      minor: -5_000n,
      transferAccount: card,
      transferMinor: 5_000n,
      text: "Card",
    }),
    transaction(0x723, {
      day: day("2026-01-06"),
      account: giro,
      kind: "transfer",
      minor: -1_000n,
      transferAccount: idOf(0x702),
      transferMinor: 1_600n,
      text: "Yen",
      pending: true,
    }),
  ];
  const set = { id: idOf(1), label: "add", at: null, batch: null, undoes: null } as const;
  apply(book, { ...set, changes }, "ann");
  return book;
}

test("export: a journal of hledger, checked with hledger 1.25 and ledger 3.3", () => {
  assert.equal(
    exportBook(smallBook(), "journal", today),
    `; Written by Coffer.

commodity 1000.00 EUR
commodity 1000. JPY

account Assets:Giro -1-, "main"- a  ; type: C
account Liabilities:Card  ; type: L
account Assets:card-2  ; type: C

2026-01-01 * Opening balance
    Assets:Giro -1-, "main"- a  100.00 EUR
    Equity:Opening Balances  -100.00 EUR

2026-01-03 * (${idOf(0x720)}) Müller & Söhne <b>, / "x" \\ \u202e end of line
    Assets:Giro -1-, "main"- a  -10.00 EUR  ; lunch, all
    Expenses:Food:Eating & out/in  10.00 EUR  ; lunch, all
    Assets:Giro -1-, "main"- a  -2.50 EUR
    Expenses:Unassigned  2.50 EUR

2026-01-04 * (${idOf(0x721)}) Pay
    Assets:Giro -1-, "main"- a  2000.00 EUR
    Income:Salary  -2000.00 EUR

2026-01-05 * (${idOf(0x722)}) Card
    Assets:Giro -1-, "main"- a  -50.00 EUR
    Liabilities:Card  50.00 EUR

2026-01-06 ! (${idOf(0x723)}) Yen
    Assets:Giro -1-, "main"- a  -10.00 EUR
    Assets:card-2  1600 JPY @@ 10.00 EUR
`,
  );
});

test("export: a ledger of Beancount, checked with bean-check 2.3", () => {
  assert.equal(
    exportBook(smallBook(), "beancount", today),
    `option "title" "Coffer"
option "operating_currency" "EUR"
option "operating_currency" "JPY"

2026-01-01 open Assets:Card-2
  name: "card-2"
2026-01-01 open Assets:Giro-1-main-a
  name: "Giro [1]; \\"main\\": a"
2026-01-01 open Equity:Opening-Balances
  name: "Opening Balances"
2026-01-01 open Expenses:Food:Eating-out-in
  name: "Food:Eating & out/in"
2026-01-01 open Expenses:Unassigned
  name: "Unassigned"
2026-01-01 open Income:Salary
  name: "Salary"
2026-01-01 open Liabilities:Card
  name: "Card"

2026-01-01 * "Opening balance"
  Assets:Giro-1-main-a  100.00 EUR
  Equity:Opening-Balances  -100.00 EUR

2026-01-03 * "Müller & Söhne <b>; | \\"x\\" \\\\ \u202e end of line"
  id: "00000000000000000000000000000720"
  Assets:Giro-1-main-a  -10.00 EUR
    note: "lunch; all"
  Expenses:Food:Eating-out-in  10.00 EUR
    note: "lunch; all"
  Assets:Giro-1-main-a  -2.50 EUR
  Expenses:Unassigned  2.50 EUR

2026-01-04 * "Pay"
  id: "00000000000000000000000000000721"
  Assets:Giro-1-main-a  2000.00 EUR
  Income:Salary  -2000.00 EUR

2026-01-05 * "Card"
  id: "00000000000000000000000000000722"
  Assets:Giro-1-main-a  -50.00 EUR
  Liabilities:Card  50.00 EUR

2026-01-06 ! "Yen"
  id: "00000000000000000000000000000723"
  Assets:Giro-1-main-a  -10.00 EUR
  Assets:Card-2  1600 JPY @@ 10.00 EUR
`,
  );
});

test("export: QIF with both sides of transfers and parts of splits", () => {
  assert.equal(
    exportBook(smallBook(), "qif", today),
    `!Account
NGiro -1-; "main": a
TBank
DEUR
^
!Type:Bank
D01/01/2026
T100.00
POpening Balance
L[Giro -1-; "main": a]
^
D01/03/2026
T-12.50
C*
PMüller & Söhne <b>; | "x" \\ \u202e end of line
LFood:Eating & out-in
SFood:Eating & out-in
Elunch; all
$-10.00
S
$-2.50
^
D01/04/2026
T2000.00
C*
PPay
LSalary
^
D01/05/2026
T-50.00
C*
PCard
L[Card]
^
D01/06/2026
T-10.00
PYen
L[card-2]
^
!Account
NCard
TCCard
DEUR
^
!Type:CCard
D01/05/2026
T50.00
C*
PCard
L[Giro -1-; "main": a]
^
!Account
Ncard-2
TBank
DJPY
^
!Type:Bank
D01/06/2026
T1600
PYen
L[Giro -1-; "main": a]
^
`,
  );
});

test("export: OFX 2.2, a statement for each account", () => {
  const statements = exportBook(smallBook(), "ofx", today).match(
    /<STMTTRN>.*|<BALAMT>[^<]*|<ACCTID>[^<]*/gu,
  );
  assert.deepEqual(statements, [
    `<ACCTID>Giro [1]; "main": a`,
    `<STMTTRN><TRNTYPE>OTHER</TRNTYPE><DTPOSTED>20260101</DTPOSTED><TRNAMT>100.00</TRNAMT><FITID>00000000000000000000000000000700-opening</FITID><NAME>Opening balance</NAME></STMTTRN>`,
    `<STMTTRN><TRNTYPE>DEBIT</TRNTYPE><DTPOSTED>20260103</DTPOSTED><TRNAMT>-12.50</TRNAMT><FITID>00000000000000000000000000000720-1</FITID><NAME>Müller &amp; Söhne &lt;b&gt;; | "x" \\ \u202e en</NAME><MEMO>Müller &amp; Söhne &lt;b&gt;; | "x" \\ \u202e end of line</MEMO></STMTTRN>`,
    `<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20260104</DTPOSTED><TRNAMT>2000.00</TRNAMT><FITID>00000000000000000000000000000721-1</FITID><NAME>Pay</NAME></STMTTRN>`,
    `<STMTTRN><TRNTYPE>XFER</TRNTYPE><DTPOSTED>20260105</DTPOSTED><TRNAMT>-50.00</TRNAMT><FITID>00000000000000000000000000000722-1</FITID><NAME>Card</NAME></STMTTRN>`,
    `<STMTTRN><TRNTYPE>XFER</TRNTYPE><DTPOSTED>20260106</DTPOSTED><TRNAMT>-10.00</TRNAMT><FITID>00000000000000000000000000000723-1</FITID><NAME>Yen</NAME></STMTTRN>`,
    `<BALAMT>2027.50`,
    `<ACCTID>card-2`,
    `<STMTTRN><TRNTYPE>XFER</TRNTYPE><DTPOSTED>20260106</DTPOSTED><TRNAMT>1600</TRNAMT><FITID>00000000000000000000000000000723-2</FITID><NAME>Yen</NAME></STMTTRN>`,
    `<BALAMT>1600`,
    `<ACCTID>Card`,
    `<STMTTRN><TRNTYPE>XFER</TRNTYPE><DTPOSTED>20260105</DTPOSTED><TRNAMT>50.00</TRNAMT><FITID>00000000000000000000000000000722-2</FITID><NAME>Card</NAME></STMTTRN>`,
    `<BALAMT>50.00`,
  ]);
});

test("export: in CSV what was on an account stands as a row of its own", () => {
  const lines = exportBook(smallBook(), "csv", today).split("\r\n");
  assert.equal(
    lines.at(-2),
    `${giro},2026-01-01,opening,100.00,EUR,Opening balance,,,,"Giro [1]; ""main"": a",`,
  );
  assert.equal(lines.filter((line) => line.includes(",card-2,")).length, 1);
});

/** What the rows of a file on accounts of money add up to, by account and currency; nothing that is zero. */
function sumsOf(file: ImportedFile): Readonly<Record<string, string>> {
  const others = new Set<string | null>(
    file.accounts.flatMap(({ name, kind }) =>
      kind === "income" || kind === "expense" || kind === "equity" ? [name] : [],
    ),
  );
  const sums = Map.groupBy(
    file.rows.filter(isTaken).filter(({ account: name }) => !others.has(name)),
    ({ account: name, currency }) => `${name} ${currency}`,
  );
  return Object.fromEntries(
    [...sums]
      .map(([key, rows]) => {
        const sum = rows.reduce((total, { amount }) => addExact(total, amount), ZERO_AMOUNT);
        return [key, formatExact(sum, 2)] as const;
      })
      .filter(([, sum]) => !/^-?[0.]+$/u.test(sum)),
  );
}

/** What is on the accounts of a book. */
function balancesOf(book: Book): Readonly<Record<string, string>> {
  return Object.fromEntries(
    exportedBook(book)
      .accounts.filter(({ balanceMinor }) => balanceMinor !== 0n)
      .map(({ name, currency, balanceMinor }) => [
        `${name} ${currency}`,
        formatDecimal(balanceMinor, minorDigits(currency)),
      ]),
  );
}

/** Readers of files take twelve digits before the decimal sign (import/limits.ts); books hold more. */
const amount = fc.bigInt(-(10n ** 11n), 10n ** 11n);

const openings = fc
  .constantFrom(...accountIds, ...foreignIds)
  .chain((id) =>
    fc
      .record({ openingMinor: amount, openingDay: fc.integer({ min: 0, max: 40 }) })
      .map((fields): Change => ({ table: "account", id, fields })),
  );

for (const format of ["json", "csv", "ofx", "qif"] as const) {
  test(`export: ${format} that is read again gives each account its balance`, () => {
    fc.assert(
      fc.property(rowsOf(amount), fc.array(openings, { maxLength: 3 }), (rows, opened) => {
        const book = bookOf([...rows, ...opened]);
        const text = exportBook(book, format, today);
        const file = importFile(new TextEncoder().encode(text), {});
        assert.deepEqual(sumsOf(file), balancesOf(book));
      }),
    );
  });
}

/** Balances that are not zero, with their currencies, whatever the accounts are called. */
function amountsOf(book: Book): readonly string[] {
  return exportedBook(book)
    .accounts.filter(({ balanceMinor }) => balanceMinor !== 0n)
    .map(({ currency, balanceMinor }) => `${currency} ${balanceMinor}`)
    .toSorted();
}

/** A vault of its own, into which a file was imported. */
function importedInto(text: string): Book {
  const book = createBook();
  const currency = "EUR" as CurrencyCode;
  const set = { label: "add", at: null, batch: null, undoes: null } as const;
  const changes: readonly Change[] = [{ table: "settings", id: idOf(0), fields: { currency } }];
  apply(book, { ...set, id: idOf(1), changes }, "ann");
  const planned = planFile("export", new TextEncoder().encode(text), {
    book,
    target: undefined,
    usual: undefined,
    reviewCurrency: currency,
    hash: () => "",
    earlier: [],
    dateOrder: "MDY",
  });
  let last = 0x10_000;
  const newId = (): Id => idOf((last += 1));
  const wanted = { maybe: true, changed: true };
  const imported = importChanges(book, [planned], wanted, newId);
  apply(book, { ...set, id: idOf(2), changes: imported.changes }, "ann");
  return book;
}

for (const format of exportFormats) {
  test(`export: ${format}, imported into an empty vault, gives the same balances`, () => {
    fc.assert(
      fc.property(rowsOf(amount), fc.array(openings, { maxLength: 3 }), (rows, opened) => {
        const book = bookOf([...rows, ...opened]);
        const again = importedInto(exportBook(book, format, today));
        assert.deepEqual(amountsOf(again), amountsOf(book));
      }),
    );
  });
}
