import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { dayToText } from "../../calendar/day.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import { readJournal } from "./read-journal.ts";

function read(text: string, options: ImportOptions = {}): ImportedFile {
  return readJournal(new TextEncoder().encode(text), options);
}

/** Rows as "account amount currency". */
function legs(text: string, options: ImportOptions = {}): string[] {
  const file = read(text, options);
  assert.notEqual(file.outcome, "reject", reasonOf(file));
  return file.rows.map(({ account, amount, currency }) =>
    [account, amount === null ? "" : formatExact(amount, 0), currency ?? "-"].join(" "),
  );
}

function reasonOf(file: ImportedFile): string {
  return file.reason === null ? "" : sentenceText(file.reason);
}

function warningsOf(file: ImportedFile): string[] {
  return file.warnings
    .filter(({ line }) => line !== null)
    .map(({ line, text }) => `${line}: ${sentenceText(text)}`);
}

/** A transaction with a posting and one that takes the rest. */
function lone(amount: string): string {
  return `2026-01-02 x\n  a  ${amount}\n  b\n`;
}

test("journal: a transaction is a row for each account, with one id", () => {
  const file = importFile(
    new TextEncoder().encode(
      "2026/01/02=2026/01/05 * (4711) Corner Shop | milk ; weekly\n" +
        "    ; tag: value\n" +
        "    Expenses:Food out      12.50 EUR  ; bread\n" +
        "    Assets:Bank\n",
    ),
    {},
  );
  assert.equal(file.format, "journal");
  assert.equal(file.outcome, "ok");
  assert.deepEqual(
    file.rows.map(({ line, day, account, text, leg, pending }) => [
      line,
      dayToText(day ?? 0),
      account,
      text,
      leg?.transaction,
      leg?.note,
      pending,
    ]),
    [
      [
        3,
        "2026-01-02",
        "Expenses:Food out",
        "Corner Shop | milk",
        "4711",
        "weekly tag: value bread",
        false,
      ],
      [4, "2026-01-02", "Assets:Bank", "Corner Shop | milk", "4711", "weekly tag: value", false],
    ],
  );
});

test("journal: a code that comes twice is no id", () => {
  const text = "2026-01-02 (1) x\n a  1\n b\n\n2026-01-03 (1) y\n a  1\n b\n";
  const ids = read(text).rows.map(({ leg }) => leg?.transaction);
  assert.deepEqual(ids, ["line 1", "line 1", "line 5", "line 5"]);
});

test("journal: postings of a transaction to one account are one row; what cancels out is none", () => {
  assert.deepEqual(legs("2026-01-02\n a  1 EUR\n a  2 EUR\n c  5 EUR\n c  -5 EUR\n b\n"), [
    "a 3 EUR",
    "b -3 EUR",
  ]);
  assert.deepEqual(legs("2026-01-02\n  (a)  0 EUR\n"), ["a 0 EUR"]);
});

test("journal: dates have a year, or take that of a directive", () => {
  const days = (text: string): string[] => read(text).rows.map(({ day }) => dayToText(day ?? 0));
  assert.deepEqual(days("2026.1.2\n  (a)  1\n"), ["2026-01-02"]);
  assert.deepEqual(days("Y2025\n1/2\n  (a)  1\n\nyear 2024\n03-04\n  (a)  1\n"), [
    "2025-01-02",
    "2024-03-04",
  ]);
  assert.match(reasonOf(read("1/2\n  (a)  1\n")), /^Line 1: .*“Y 2026”/u);
  assert.match(reasonOf(read("2026-02-30\n  (a)  1\n")), /^Line 1: “2026-02-30” is no date/u);
});

test("journal: amounts as people write them", () => {
  const cases: readonly (readonly [string, string])[] = [
    ["$-12.50", "-12.5 $"],
    ["-$12.50", "-12.5 $"],
    ["$ -12.50", "-12.5 $"],
    ["€1.234,50", "1234.5 EUR"],
    ["1,234.50 EUR", "1234.5 EUR"],
    ["1 234 567.50 EUR", "1234567.5 EUR"],
    ["1'000 CHF", "1000 CHF"],
    ["12,5 EUR", "12.5 EUR"],
    [".5 EUR", "0.5 EUR"],
    ["5. EUR", "5 EUR"],
    ["1E3 EUR", "1000 EUR"],
    ["2e-2 EUR", "0.02 EUR"],
    ['3 "green apples; big"', "3 green apples; big"],
    ['"x1" 3', "3 x1"],
    ["+7", "7 -"],
    ["($10 * 2 + $5)", "25 $"],
    ["(10 EUR / 4)", "2.5 EUR"],
    ["-(2 * (3 EUR - 1 EUR))", "no"],
    ["(2 * -(3 EUR - 1 EUR))", "-4 EUR"],
  ];
  for (const [amount, expected] of cases) {
    if (expected === "no") assert.equal(read(lone(amount)).outcome, "reject", amount);
    else assert.equal(legs(lone(amount))[0], `a ${expected}`, amount);
  }
});

test("journal: the decimal mark comes from directives, else from other amounts, else it is asked", () => {
  assert.equal(legs(`commodity 1.000,00 EUR\n\n${lone("1.000 EUR")}`)[0], "a 1000 EUR");
  assert.equal(legs(`decimal-mark ,\n\n${lone("1,000 EUR")}`)[0], "a 1 EUR");
  assert.equal(legs(`${lone("1.000 EUR")}\n${lone("2,5 EUR")}`)[0], "a 1000 EUR");
  assert.equal(legs(lone("1.000 EUR"))[0], "a 1 EUR");
  const asked = read(lone("1,000 EUR"));
  assert.deepEqual(asked.questions, [{ about: "decimal", choices: [".", ","], taken: "." }]);
  assert.equal(legs(lone("1,000 EUR"))[0], "a 1000 EUR");
  assert.equal(legs(lone("1,000 EUR"), { decimal: "," })[0], "a 1 EUR");
  assert.deepEqual(read(`${lone("1,000 EUR")}\n${lone("2.5 EUR")}`).questions, []);
});

test("journal: a sign that several currencies share is asked", () => {
  const [question] = read(lone("$5")).questions;
  assert.equal(question?.about, "currency");
  assert.ok(question?.choices.includes("CAD"));
  assert.equal(legs(lone("$5"), { currency: "CAD" })[0], "a 5 CAD");
  assert.deepEqual(read(lone("$5"), { currency: "CAD" }).questions, []);
  assert.equal(legs(lone("£5"), { currency: "CAD" })[0], "a 5 GBP");
});

test("journal: the amount that is left out is the rest, in each commodity", () => {
  assert.deepEqual(legs("2026-01-02\n a  1 EUR\n b  2 USD\n c\n"), [
    "a 1 EUR",
    "b 2 USD",
    "c -1 EUR",
    "c -2 USD",
  ]);
  assert.match(reasonOf(read("2026-01-02\n a  1\n b\n c\n")), /^Line 1: Two postings/u);
});

test("journal: costs balance, and the row keeps its own commodity", () => {
  assert.deepEqual(legs(lone("10 AAPL @ $1.50")), ["a 10 AAPL", "b -15 $"]);
  assert.deepEqual(legs(lone("-10 AAPL @@ $15")), ["a -10 AAPL", "b 15 $"]);
  assert.deepEqual(legs(lone("-1 ETF {10 EUR} [2026-01-01] (note) @ 15 EUR")), [
    "a -1 ETF",
    "b 15 EUR",
  ]);
  assert.deepEqual(legs("2026-01-02\n a  3 X @ 0.333 EUR\n b  -1.00 EUR\n"), ["a 3 X", "b -1 EUR"]);
  // ledger's way: sold at what it was bought for, with the gain written out.
  const sale = "2026-01-02\n a  -5 X {$50} @@ $375\n b  $375\n c  $-125\n";
  assert.deepEqual(legs(sale), ["a -5 X", "b 375 $", "c -125 $"]);
});

test("journal: what does not balance is refused with its line", () => {
  const file = read(`${lone("5")}\n2026-01-03 y\n  a  5.00 EUR\n  b  -4.99 EUR\n`);
  assert.equal(file.outcome, "reject");
  assert.equal(reasonOf(file), "Line 5: The transaction does not balance; 0.01 EUR is left over.");
  // Two commodities imply a price, but not of the same sign, and not beside a cost.
  assert.deepEqual(legs("2026-01-02\n a  10 X\n b  -5 Y\n"), ["a 10 X", "b -5 Y"]);
  assert.equal(read("2026-01-02\n a  10 X\n b  5 Y\n").outcome, "reject");
  assert.equal(read("2026-01-02\n a  $-1\n b  $1\n c  -2 X\n d  2 X @ $1\n").outcome, "reject");
});

test("journal: all errors are listed, the first is the reason", () => {
  const file = read("2026-01-02\n  a  1\n\nnonsense\n\n  a  1\n");
  assert.deepEqual(
    file.warnings.map(({ line }) => line),
    [1, 4, 6],
  );
  assert.match(reasonOf(file), /^Line 1: .* It is the first of 3 errors\.$/u);
  assert.deepEqual(file.rows, []);
});

test("journal: virtual postings count; in brackets they balance among themselves", () => {
  assert.deepEqual(legs("2026-01-02\n (v)  3\n a  1\n b\n [w]  4\n [u]\n"), [
    "v 3 -",
    "a 1 -",
    "b -1 -",
    "w 4 -",
    "u -4 -",
  ]);
  assert.equal(read("2026-01-02\n [w]  4\n").outcome, "reject");
});

test("journal: balance assertions are checked in the order of dates, and told", () => {
  const later = "2026-02-01\n  a  5 = 8\n  b\n";
  const before = "2026-01-01\n  a  3 = 3\n  b\n";
  assert.equal(read(`${later}\n${before}`).outcome, "ok");
  const wrong = read(`${before}\n2026-02-01\n  a  5 = 9\n  b\n`);
  assert.equal(wrong.outcome, "ok_with_warnings");
  assert.deepEqual(warningsOf(wrong), ["6: a should have 9, but has 8."]);
  assert.equal(wrong.rows.length, 4);
  const inclusive = "2026-01-01\n  a:b  3 X\n  a  4 X =* 7 X\n  a  1 Y == 4 X\n  c\n";
  assert.deepEqual(warningsOf(read(inclusive)), ["4: a should have nothing but 4 X, but has Y."]);
});

test("journal: a balance assignment is the amount that makes it so", () => {
  assert.deepEqual(legs("2026-01-01\n a  $5\n b\n\n2026-01-02\n a   = $20\n b\n").slice(2), [
    "a 15 $",
    "b -15 $",
  ]);
});

test("journal: directives change names, commodities and accounts", () => {
  const text =
    "D 1,000.00 USD\nalias giro=assets:bank\napply account me\n\n2026-01-01\n  x  5\n  y\n" +
    "end apply account\n\n2026-01-02\n  giro:sub  2\n  z\nbucket rest\n2026-01-03\n  q  1 EUR\n";
  assert.deepEqual(legs(text), [
    "me:x 5 USD",
    "me:y -5 USD",
    "assets:bank:sub 2 USD",
    "z -2 USD",
    "q 1 EUR",
    "rest -1 EUR",
  ]);
});

test("journal: accounts have a kind, by what is declared or by their names", () => {
  const text =
    "account vermögen  ; type: A\naccount kram\naccount aktiva:giro\n\n2026-01-01\n" +
    "  vermögen:tagesgeld  1\n  Liabilities:Credit Card  1\n  liabilities:mortgage  1\n" +
    "  Ausgaben:Essen  1\n  Revenus:Salaire  1\n  equity:opening  1\n  assets:cash  1\n  assets:broker\n";
  const kinds = Object.fromEntries(read(text).accounts.map(({ name, kind }) => [name, kind]));
  assert.deepEqual(kinds, {
    vermögen: "spending",
    kram: "tracking",
    "aktiva:giro": "spending",
    "vermögen:tagesgeld": "savings",
    "Liabilities:Credit Card": "card",
    "liabilities:mortgage": "loan",
    "Ausgaben:Essen": "expense",
    "Revenus:Salaire": "income",
    "equity:opening": "equity",
    "assets:cash": "cash",
    "assets:broker": "investment",
  });
});

test("journal: what is not taken is said with its line", () => {
  const text =
    "include other.journal\n= /^income/\n  (tax)  0.1\n\n~ monthly\n  a  1\n  b\n\n" +
    "comment\n2026-99-99 nothing\nend comment\nP 2026-01-01 EUR $1.1\n; note\n# note\n\n2026-01-02\n  (a)  1\n";
  const file = read(text);
  assert.equal(file.outcome, "ok");
  assert.deepEqual(
    file.warnings.map(({ line }) => line),
    [1, 2, 5],
  );
  assert.match(warningsOf(file)[0] ?? "", /other\.journal/u);
  assert.equal(file.rows.length, 1);
});

test("journal: an alias by a pattern is not run", () => {
  const file = read(`alias /^(a+)+$/=b\n\n2026-01-02\n  (${"a".repeat(40)}!)  1\n`);
  assert.match(warningsOf(file)[0] ?? "", /^1: “alias .* not carried out/u);
});

test("journal: a journal without transactions says so", () => {
  const file = importFile(new TextEncoder().encode("account aktiva  ; type:A\n"), {});
  assert.equal(file.outcome, "no_transactions");
  assert.equal(file.accounts.length, 1);
});

test("journal: numbers and nesting have a limit", () => {
  assert.equal(read(lone(`${"(".repeat(5000)}1${")".repeat(5000)}`)).outcome, "reject");
  assert.equal(read(lone("9".repeat(5000))).outcome, "reject");
  assert.equal(read(lone(`(${"999999999999 * ".repeat(20)}1)`)).outcome, "reject");
  assert.equal(read(lone("(1 / 0)")).outcome, "reject");
  assert.equal(read(`2026-01-02\n  ${"a:".repeat(2000)}b  1\n  c\n`).outcome, "reject");
});

const postingGroup = fc.array(
  fc.record({
    account: fc.constantFrom("Assets:Bank", "Assets:Bank:Sub", "Expenses:Food out", "e:é"),
    units: fc.bigInt({ min: -(10n ** 10n), max: 10n ** 10n }),
    commodity: fc.constantFrom("EUR", "$", "AAPL", '"a b"', ""),
  }),
  { minLength: 1, maxLength: 5 },
);

test("journal: the sums of rows are the balances of a journal", () => {
  fc.assert(
    fc.property(fc.array(postingGroup, { minLength: 1, maxLength: 8 }), (groups) => {
      const expected = new Map<string, bigint>();
      const add = (account: string, commodity: string, units: bigint): void => {
        const key = `${account} ${commodity.replaceAll('"', "")}`;
        expected.set(key, (expected.get(key) ?? 0n) + units);
      };
      const text = groups.map((postings, index) => {
        const lines = postings.map(({ account, units, commodity }) => {
          add(account, commodity, units);
          add("Equity:Rest", commodity, -units);
          const number = formatExact({ units, digits: 2 }, 2);
          const amount = commodity === "$" ? `$${number}` : `${number} ${commodity}`;
          return `    ${account}  ${amount.trim()}`;
        });
        return [`2026-01-${10 + index} t${index}`, ...lines, "    Equity:Rest", ""].join("\n");
      });
      const found = new Map<string, bigint>();
      for (const { account, currency, amount } of read(text.join("\n")).rows) {
        const key = `${account} ${currency ?? ""}`;
        const cents = amount === null ? 0n : amount.units * 10n ** BigInt(2 - amount.digits);
        found.set(key, (found.get(key) ?? 0n) + cents);
      }
      const nonZero = (sums: ReadonlyMap<string, bigint>): unknown =>
        [...sums].filter(([, units]) => units !== 0n).toSorted(([a], [b]) => (a < b ? -1 : 1));
      assert.deepEqual(nonZero(found), nonZero(expected));
    }),
  );
});
