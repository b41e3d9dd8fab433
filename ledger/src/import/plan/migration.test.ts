/** What a move from another app is said to bring: accounts, balances, categories, counts. */
import assert from "node:assert/strict";
import test from "node:test";
import {
  bankRow,
  exact,
  fileOf,
  ImportVault,
  leg,
  source,
} from "../../../../test/fixtures/import-vault.ts";
import { plannedJson } from "./plan-json.ts";

const accounts = [
  source("Assets:Checking", "spending", { balance: exact("987.50"), currency: "EUR" }),
  source("Assets:Old", "savings", { isClosed: true, balance: exact("7") }),
  source("Expenses:Groceries", "expense"),
  source("Expenses:Zorg", "expense"),
  source("Equity:Opening", "equity"),
];

const file = fileOf(
  [
    leg("open", "Assets:Checking", "1000"),
    leg("open", "Equity:Opening", "-1000"),
    leg("shop", "Assets:Checking", "-12.50", { day: 20_001 }),
    leg("shop", "Expenses:Groceries", "10", { day: 20_001 }),
    leg("shop", "Expenses:Zorg", "2.50", { day: 20_001 }),
    leg("save", "Assets:Checking", "-5", { day: 20_002 }),
    leg("save", "Assets:Old", "5", { day: 20_002 }),
    leg("points", "Assets:Old", "40", { day: 20_003, currency: "MILES" }),
  ],
  { accounts },
);

test("accounts with both balances, categories with their buckets, and counts", () => {
  const vault = new ImportVault();
  vault.start();
  const [planned] = vault.plan([file]);
  assert.ok(planned !== undefined);
  assert.deepEqual(plannedJson("x", planned).migration, {
    transactions: 3,
    transfers: 1,
    skipped: 1,
    accounts: [
      {
        source: "Assets:Checking",
        kind: "spending",
        account: "Assets:Checking",
        role: "spending",
        new: true,
        closed: false,
        currency: "EUR",
        rows: 3,
        sourceBalance: "987.50",
        cofferBalance: "982.50",
      },
      {
        source: "Assets:Old",
        kind: "savings",
        account: "Assets:Old",
        role: "savings",
        new: true,
        closed: true,
        currency: "EUR",
        rows: 1,
        sourceBalance: "5.00",
        cofferBalance: "5.00",
      },
      {
        source: "Assets:Old",
        kind: "savings",
        account: null,
        role: null,
        new: false,
        closed: true,
        currency: "MILES",
        rows: 1,
        sourceBalance: "40.00",
        cofferBalance: null,
      },
    ],
    categories: [
      {
        source: "Groceries",
        kind: "expense",
        category: "Food:Groceries",
        new: false,
        bucket: "needs",
        reason: null,
        rows: 1,
      },
      {
        source: "Zorg",
        kind: "expense",
        category: "Zorg",
        new: true,
        bucket: null,
        reason: null,
        rows: 1,
      },
    ],
  });
  assert.deepEqual(
    planned.migration?.accounts.map(({ isEqual }) => isEqual),
    [false, true, false],
  );
});

test("what Coffer will say is what it says after the import, and the same for the same file again", () => {
  const vault = new ImportVault();
  const { planned } = vault.import([file]);
  const balances = vault.balances();
  for (const { name, cofferMinor } of planned[0]?.migration?.accounts ?? []) {
    if (name !== null) assert.equal(cofferMinor, balances[name]);
  }
  assert.deepEqual(
    vault.plan([file])[0]?.migration?.accounts.map(({ cofferMinor }) => cofferMinor),
    [98_250n, 500n, null],
  );
});

test("a bank's file is no move", () => {
  const vault = new ImportVault();
  vault.account("Current");
  const [planned] = vault.plan([fileOf([bankRow({ amount: "1" })])]);
  assert.equal(planned?.migration, null);
});
