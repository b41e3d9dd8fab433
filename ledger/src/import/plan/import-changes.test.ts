/** What an import writes: transactions of legs, accounts and categories that it makes, and what it adds up to. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  bankRow,
  exact,
  fileOf,
  ImportVault,
  leg,
  source,
  verdictsOf,
} from "../../../../test/fixtures/import-vault.ts";
import { checkBook } from "../../book/check.ts";
import { sentenceText } from "../../sentence.ts";
import type { ImportedRow } from "../imported-file.ts";

const accounts = [
  source("Assets:Checking", "spending"),
  source("Assets:Savings", "savings"),
  source("Assets:Dollars", "spending", { currency: "USD" }),
  source("Liabilities:Card", "card"),
  source("Expenses:Food:Groceries", "expense"),
  source("Expenses:Bank:Fees:Wire", "expense"),
  source("Income:Salary", "income"),
  source("Equity:Opening Balances", "equity"),
];

const journal = (rows: readonly ImportedRow[]) => fileOf(rows, { accounts });

/** The list as short lines. */
function linesOf(vault: ImportVault): readonly string[] {
  return vault
    .list()
    .map(
      ({ kind, account, amountMinor, category, text }) =>
        `${kind} ${account} ${amountMinor} ${category} ${text}`,
    );
}

function imported(rows: readonly ImportedRow[]): ImportVault {
  const vault = new ImportVault();
  vault.import([journal(rows)]);
  assert.deepEqual(
    checkBook(vault.book).filter(({ code }) => code !== "transfer-without-other-account"),
    [],
  );
  return vault;
}

test("one account and a category are one expense, refund or income", () => {
  const vault = imported([
    leg("shop", "Assets:Checking", "-12.50"),
    leg("shop", "Expenses:Food:Groceries", "12.50"),
    leg("back", "Expenses:Food:Groceries", "-2"),
    leg("back", "Assets:Checking", "2.00"),
    leg("pay", "Assets:Checking", "2000"),
    leg("pay", "Income:Salary", "-2000"),
  ]);
  assert.deepEqual(linesOf(vault), [
    "expense Assets:Checking -1250 Groceries shop",
    "refund Assets:Checking 200 Groceries back",
    "income Assets:Checking 200000 Salary pay",
  ]);
});

test("several categories are parts, which sum to the amount; what none explains has no category", () => {
  const vault = imported([
    leg("shop", "Assets:Checking", "-20"),
    leg("shop", "Expenses:Food:Groceries", "12.50"),
    leg("shop", "Expenses:Bank:Fees:Wire", "7"),
  ]);
  assert.deepEqual(linesOf(vault), [
    "expense Assets:Checking -1250 Groceries shop",
    "expense Assets:Checking -700 Fees / Wire shop",
    "expense Assets:Checking -50 null shop",
  ]);
});

test("two accounts are one transfer, in two currencies too", () => {
  const vault = imported([
    leg("save", "Assets:Savings", "50"),
    leg("save", "Assets:Checking", "-50"),
    leg("change", "Assets:Checking", "-90"),
    leg("change", "Assets:Dollars", "100", { currency: "USD" }),
  ]);
  assert.deepEqual(linesOf(vault), [
    "transfer Assets:Checking -5000 null save",
    "transfer Assets:Savings 5000 null save",
    "transfer Assets:Checking -9000 null change",
    "transfer Assets:Dollars 10000 null change",
  ]);
});

test("a transfer with a fee, and money that comes to two accounts, are taken apart", () => {
  const vault = imported([
    leg("wire", "Assets:Checking", "-105"),
    leg("wire", "Assets:Savings", "100"),
    leg("wire", "Expenses:Bank:Fees:Wire", "5"),
    leg("pay", "Income:Salary", "-2500"),
    leg("pay", "Assets:Checking", "2000"),
    leg("pay", "Assets:Savings", "500"),
    leg("change", "Assets:Checking", "-91"),
    leg("change", "Assets:Dollars", "100", { currency: "USD" }),
    leg("change", "Expenses:Bank:Fees:Wire", "1"),
  ]);
  assert.deepEqual(linesOf(vault), [
    "transfer Assets:Checking -10000 null wire",
    "transfer Assets:Savings 10000 null wire",
    "expense Assets:Checking -500 Fees / Wire wire",
    "income Assets:Checking 200000 Salary pay",
    "income Assets:Savings 50000 Salary pay",
    "transfer Assets:Checking -9000 null change",
    "transfer Assets:Dollars 10000 null change",
    "expense Assets:Checking -100 Fees / Wire change",
  ]);
});

test("what was paid in another currency is what it cost on the account", () => {
  const vault = imported([
    leg("trip", "Assets:Checking", "-9.01"),
    leg("trip", "Expenses:Food:Groceries", "5", { currency: "USD" }),
    leg("trip", "Expenses:Bank:Fees:Wire", "5", { currency: "USD" }),
  ]);
  assert.deepEqual(linesOf(vault), [
    "expense Assets:Checking -451 Groceries trip",
    "expense Assets:Checking -450 Fees / Wire trip",
  ]);
});

test("an opening balance is the account's, later equity is neither income nor spending", () => {
  const rows = [
    leg("open", "Assets:Checking", "100"),
    leg("open", "Equity:Opening Balances", "-100"),
    leg("later", "Assets:Checking", "-30", { day: 20_010 }),
    leg("later", "Equity:Opening Balances", "30", { day: 20_010 }),
  ];
  const vault = imported(rows);
  const account = vault.book.tables.account.records[0];
  assert.deepEqual([account?.openingMinor, account?.openingDay], [10_000n, 20_000]);
  assert.deepEqual(linesOf(vault), [
    "transfer Assets:Checking -3000 null later",
    "transfer null 0 null later",
  ]);
  const again = vault.import([journal(rows)]);
  assert.deepEqual(verdictsOf(again.planned[0]), ["same", "same", "same", "same"]);
});

test("only categories, and what Coffer keeps no account of, are skipped with the reason", () => {
  const vault = new ImportVault();
  const { planned } = vault.import([
    journal([
      leg("move", "Expenses:Food:Groceries", "5"),
      leg("move", "Expenses:Bank:Fees:Wire", "-5"),
      leg("buy", "Assets:Savings", "10", { currency: "ACME" }),
      leg("buy", "Assets:Checking", "-1000"),
    ]),
  ]);
  assert.deepEqual(
    planned[0]?.verdicts.map(({ verdict, reason }) => `${verdict} ${sentenceText(reason)}`),
    [
      "skipped The transaction touches no account of money that can be booked here.",
      "skipped The transaction touches no account of money that can be booked here.",
      "skipped 10 ACME cannot be booked: the currency is unknown or the amount too large.",
      "new Not in the account yet.",
    ],
  );
  assert.deepEqual(vault.balances(), { "Assets:Checking": -100_000n });
  assert.equal(vault.list()[0]?.kind, "transfer");
});

test("accounts are made with role, currency and state; those of the vault are used by name and currency", () => {
  const vault = new ImportVault();
  const own = vault.account("assets:checking");
  const file = fileOf(
    [
      leg("a", "Assets:Checking", "1"),
      leg("b", "Assets:Checking", "2", { currency: "USD" }),
      leg("c", "Old card", "-3", { currency: "CHF" }),
    ],
    {
      accounts: [
        source("Assets:Checking", "spending"),
        source("Old card", "card", { isClosed: true }),
      ],
    },
  );
  vault.import([file]);
  assert.deepEqual(
    vault.book.tables.account.records.map((account) => [
      account?.name,
      account?.role,
      account?.currency,
      account?.closed,
    ]),
    [
      ["assets:checking", "spending", "EUR", false],
      ["Assets:Checking USD", "spending", "USD", false],
      ["Old card", "card", "CHF", true],
    ],
  );
  assert.equal(vault.list()[0]?.accountId, own);
  assert.deepEqual(verdictsOf(vault.plan([file])[0]), ["same", "same", "same"]);
});

test("categories of another app: found by path or by their only name, else made with a proposed bucket", () => {
  const vault = new ImportVault();
  vault.start();
  const rows = [
    leg("a", "Cash", "-1", { category: ["Everyday", "Groceries"] }),
    leg("b", "Cash", "-2", { category: ["Groceries"] }),
    leg("c", "Cash", "-3", { category: ["food", "restaurants"] }),
    leg("d", "Cash", "-4", { category: ["Bills", "Zorg"] }),
    leg("e", "Cash", "-5", { category: ["Kino & Theater"] }),
    leg("f", "Cash", "5", { category: ["Kino & Theater"] }),
    leg("g", "Cash", "-6", {
      parts: [
        { amount: exact("-4"), category: ["Xyz"], note: "why" },
        { amount: exact("-2"), category: null, note: "" },
      ],
    }),
  ];
  const categories = [{ path: ["Kino & Theater"], kind: "expense" as const }];
  vault.import([fileOf(rows, { accounts: [source("Cash", "cash")], categories })]);
  const made = vault.book.tables.category.records
    .slice(-6)
    .map((category) => [category?.name, category?.bucket]);
  assert.deepEqual(made, [
    ["Everyday", null],
    ["Groceries", "needs"],
    ["Bills", "needs"],
    ["Zorg", null],
    ["Kino & Theater", "wants"],
    ["Xyz", null],
  ]);
  assert.deepEqual(
    vault.list().map(({ kind, category, bucket, note }) => [kind, category, bucket, note]),
    [
      ["expense", "Groceries", "needs", ""],
      ["expense", "Groceries", "needs", ""],
      ["expense", "Restaurants", "wants", ""],
      ["expense", "Zorg", "needs", ""],
      ["expense", "Kino & Theater", "wants", ""],
      ["refund", "Kino & Theater", "wants", ""],
      ["expense", "Xyz", null, "why"],
      ["expense", null, null, ""],
    ],
  );
});

/** Transactions of a few accounts, days and amounts, so that equal ones are common; balanced or not. */
const transaction = fc.record({
  day: fc.integer({ min: 20_000, max: 20_020 }),
  text: fc.constantFrom("shop", "pay", "move", "Opening balance"),
  legs: fc.array(
    fc.record({
      account: fc.constantFrom(...accounts.map(({ name }) => name)),
      cents: fc.constantFrom(-100_000, -1050, -500, -1, 0, 1, 500, 1050, 2000, 100_000),
      currency: fc.constantFrom("EUR", "EUR", "EUR", "USD", "ACME"),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

function rowsOf(
  transactions: readonly (typeof transaction extends fc.Arbitrary<infer T> ? T : never)[],
) {
  return transactions.flatMap(({ day, text, legs }, index) => {
    // One row for each account and currency that it touches.
    const seen = new Map(legs.map((one) => [`${one.account} ${one.currency}`, one]));
    return [...seen.values()].map(({ account, cents, currency }) =>
      leg(`t${index}`, account, (cents / 100).toFixed(2), { day, text, currency }),
    );
  });
}

/** What Coffer can hold of the rows' sums, by account and currency. */
function sumsOf(rows: readonly ImportedRow[]): ReadonlyMap<string, bigint> {
  const own = new Set(
    accounts.filter(({ name }) => /^(?:Assets|Liab)/u.test(name)).map(({ name }) => name),
  );
  const sums = new Map<string, bigint>();
  for (const { account, currency, amount } of rows) {
    if (account === null || !own.has(account) || currency === "ACME" || amount === null) continue;
    const key = `${account} ${currency}`;
    sums.set(key, (sums.get(key) ?? 0n) + amount.units);
  }
  return sums;
}

/** An account that nothing comes to need not be made. */
function notZero(sums: ReadonlyMap<string, bigint>) {
  return new Map([...sums].filter(([, sum]) => sum !== 0n));
}

test("balances are the sums of the rows, and the same file again adds nothing", () => {
  fc.assert(
    fc.property(fc.array(transaction, { maxLength: 12 }), (transactions) => {
      const vault = new ImportVault();
      const rows = rowsOf(transactions);
      const { planned } = vault.import([journal(rows)]);
      assert.ok(
        verdictsOf(planned[0]).every((verdict) => verdict === "new" || verdict === "skipped"),
      );
      const currencies = new Map(
        vault.book.tables.account.records.map((account) => [account?.name, account?.currency]),
      );
      const expected = sumsOf(rows);
      const actual = new Map(
        Object.entries(vault.balances()).map(([name, balance]) => {
          const currency = currencies.get(name) ?? "";
          return [`${name.replace(/ (?:EUR|USD)$/u, "")} ${currency}`, balance] as const;
        }),
      );
      assert.deepEqual(notZero(actual), notZero(expected));
      assert.deepEqual(
        checkBook(vault.book).filter(({ code }) => code !== "transfer-without-other-account"),
        [],
      );
      const again = vault.import([journal(rows)]);
      assert.equal(again.made.added + again.made.updated, 0);
      assert.ok(
        verdictsOf(again.planned[0]).every(
          (verdict) => verdict === "same" || verdict === "skipped",
        ),
      );
    }),
  );
});

test("rows of a bank go where they went before, in one currency for each account", () => {
  const vault = new ImportVault();
  vault.account("Current");
  vault.import([
    fileOf([
      bankRow({ amount: "-5", account: "DE1", text: "a" }),
      bankRow({ amount: "-6", account: "DE2", text: "b" }),
      bankRow({ amount: "-7", account: "DE2", text: "c", currency: "USD" }),
    ]),
  ]);
  assert.deepEqual(vault.balances(), { Current: 0n, DE1: -500n, DE2: -600n, "DE2 USD": -700n });
});
