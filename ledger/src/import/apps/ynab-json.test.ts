import assert from "node:assert/strict";
import test from "node:test";
import { balancesOf, readText, rowsOf, transactionsOf, warningsOf } from "./apps-testing.ts";

/** A budget of YNAB 4 with one id on each line. */
function yfull(transactions: readonly object[], more: object = {}): string {
  return JSON.stringify(
    {
      budgetMetaData: { currencyISOSymbol: "EUR" },
      accounts: [
        { entityId: "g", accountName: "Giro", accountType: "Checking" },
        { entityId: "c", accountName: "Card", accountType: "CreditCard", hidden: true },
        { entityId: "x", accountName: "Gone", accountType: "Cash", isTombstone: true },
      ],
      payees: [
        { entityId: "p", name: "Shop" },
        { entityId: "s", name: "Starting Balance" },
        { entityId: "t", name: "Transfer : Card" },
      ],
      masterCategories: [
        { entityId: "m", name: "Living", subCategories: [{ entityId: "f", name: "Food" }] },
        {
          entityId: "MasterCategory/__Hidden__",
          name: "Hidden Categories",
          subCategories: [{ entityId: "h", name: "Old ` Health ` A1" }],
        },
      ],
      monthlyBudgets: [{ entityId: "b", month: "2026-01-01" }],
      scheduledTransactions: [{ entityId: "z", accountId: "g", amount: 9, date: "2026-01-01" }],
      transactions,
      ...more,
    },
    null,
    1,
  );
}

const shop = { entityId: "1", accountId: "g", payeeId: "p", date: "2026-01-02" };

test("ynab 4: transactions without what was deleted or is only planned", () => {
  const file = readText(
    yfull([
      {
        ...shop,
        entityId: "0",
        payeeId: "s",
        amount: 100,
        categoryId: "Category/__ImmediateIncome__",
      },
      { ...shop, amount: -0.1, categoryId: "f", memo: "bread" },
      { ...shop, entityId: "2", amount: -0.2, categoryId: "h" },
      { ...shop, entityId: "3", amount: 5, categoryId: "Category/__DeferredIncome__" },
      { ...shop, entityId: "4", amount: -7, isTombstone: true },
    ]),
  );
  assert.equal(file.format, "ynab");
  assert.deepEqual(rowsOf(file), [
    "2026-01-02 Giro 100.00 EUR Opening balance -",
    "2026-01-02 Giro -0.10 EUR Shop Living:Food",
    "2026-01-02 Giro -0.20 EUR Shop Old:Health",
    "2026-01-02 Giro 5.00 EUR Shop Income:Available next month",
  ]);
  assert.deepEqual(balancesOf(file), { Giro: "104.70", Card: "0.00" });
  assert.deepEqual(
    file.accounts.map(({ kind, isClosed }) => [kind, isClosed]),
    [
      ["spending", false],
      ["card", true],
    ],
  );
  assert.equal(file.outcome, "ok");
  assert.deepEqual(warningsOf(file), ["file: Planned transactions were left out: 1."]);
});

test("ynab 4: transfers and splits are one transaction, whichever side stands first", () => {
  const split = {
    ...shop,
    amount: -30,
    categoryId: "Category/__Split__",
    subTransactions: [
      { entityId: "1a", amount: -20, transferTransactionId: "1t", targetAccountId: "c" },
      { entityId: "1b", amount: -10, categoryId: "f", memo: "fee" },
      { entityId: "1c", amount: -5, isTombstone: true },
    ],
  };
  const other = {
    ...shop,
    entityId: "1t",
    accountId: "c",
    amount: 20,
    transferTransactionId: "1a",
  };
  const out = { ...shop, entityId: "5", payeeId: "t", amount: -4, transferTransactionId: "6" };
  const back = { ...shop, entityId: "6", accountId: "c", amount: 4, transferTransactionId: "5" };
  const file = readText(yfull([other, split, back, out]));
  assert.deepEqual(rowsOf(file), [
    "2026-01-02 Card 20.00 EUR Shop -",
    "2026-01-02 Giro -30.00 EUR Shop [-20.00 -, -10.00 Living:Food]",
    "2026-01-02 Card 4.00 EUR Shop -",
    "2026-01-02 Giro -4.00 EUR Transfer : Card -",
  ]);
  assert.deepEqual(transactionsOf(file), [0, 0, 2, 2]);
  assert.equal(file.outcome, "ok");
});

test("ynab 4: what is damaged is told by the record and its line", () => {
  const file = readText(
    yfull(
      [
        { ...shop, entityId: "A", amount: -1, date: "2026-01-02-3" },
        { ...shop, entityId: "B", amount: "1" },
        { ...shop, entityId: "C", amount: -1, accountId: "none" },
        { ...shop, entityId: "D", amount: -1, transferTransactionId: "none" },
        { ...shop, entityId: "E", amount: -3, subTransactions: [{ entityId: "E1", amount: -1 }] },
      ],
      { monthlyBudgets: [{ entityId: "F", month: "2026-13" }] },
    ),
  );
  assert.deepEqual(
    warningsOf(file).map((warning) => warning.replace(/^\d+: /u, "")),
    [
      "file: Planned transactions were left out: 1.",
      'Transaction A has the date "2026-01-02-3", which is none.',
      "Transaction B has no amount.",
      "Transaction C is on an account that the file does not have.",
      "The other side of the transfer D is missing in the file.",
      "The parts of transaction E do not add up to it; they were left out.",
      'The plan has a month "2026-13", which is none: the file may be damaged.',
    ],
  );
  const [first = ""] = yfull([]).split('"transactions"');
  const lineOfA = Number(warningsOf(file)[1]?.split(":")[0]);
  assert.ok(lineOfA >= first.split("\n").length, "the line is that of the record");
  assert.equal(rowsOf(file).length, 2);
  assert.equal(file.outcome, "ok_with_warnings");
});

test("ynab 4: a hidden category without its group is told and keeps its name", () => {
  const file = readText(
    yfull([{ ...shop, amount: -1, categoryId: "h" }], {
      masterCategories: [
        {
          entityId: "MasterCategory/__Hidden__",
          name: "Hidden Categories",
          subCategories: [{ entityId: "h", name: "Old ` Health A1" }],
        },
      ],
    }),
  );
  assert.deepEqual(rowsOf(file), ["2026-01-02 Giro -1.00 EUR Shop Old ` Health A1"]);
  assert.match(warningsOf(file)[0] ?? "", /hidden category "Old ` Health A1"/u);
});

const budget = {
  currency_format: { iso_code: "USD" },
  accounts: [
    { id: "g", name: "Same", type: "checking", balance: -12340, closed: false },
    { id: "c", name: "Same", type: "creditCard", balance: 4000, closed: true },
    { id: "d", name: "Deleted", type: "cash", balance: 0, deleted: true },
  ],
  payees: [{ id: "p", name: "Shop" }],
  category_groups: [
    { id: "cg", name: "Living" },
    { id: "in", name: "Internal Master Category" },
  ],
  categories: [
    { id: "f", category_group_id: "cg", name: "Food" },
    { id: "r", category_group_id: "in", name: "Inflow: Ready to Assign" },
    { id: "sp", category_group_id: "in", name: "Split" },
  ],
  transactions: [
    {
      id: "1",
      date: "2026-01-02",
      amount: -12340,
      account_id: "g",
      payee_id: "p",
      category_id: "f",
      memo: "n",
    },
    { id: "2", date: "2026-01-03", amount: 5000, account_id: "g", payee_id: "p", category_id: "r" },
    {
      id: "3",
      date: "2026-01-04",
      amount: -5000,
      account_id: "g",
      payee_id: "p",
      category_id: "sp",
    },
    { id: "4", date: "2026-01-04", amount: 4000, account_id: "c", transfer_transaction_id: "3a" },
    { id: "5", date: "2026-01-05", amount: -9000, account_id: "g", deleted: true },
  ],
  subtransactions: [
    { id: "3a", transaction_id: "3", amount: -4000, transfer_transaction_id: "4" },
    { id: "3b", transaction_id: "3", amount: -1000, category_id: "f", memo: "fee" },
    { id: "3c", transaction_id: "3", amount: -1, deleted: true },
  ],
};

test("ynab: an answer of the programming interface, with amounts in thousandths", () => {
  const file = readText(JSON.stringify({ data: { budget } }));
  assert.deepEqual(rowsOf(file), [
    "2026-01-02 Same -12.34 USD Shop Living:Food",
    "2026-01-03 Same 5.00 USD Shop Inflow:Ready to Assign",
    "2026-01-04 Same -5.00 USD Shop [-4.00 -, -1.00 Living:Food]",
    "2026-01-04 Same-2 4.00 USD  -",
  ]);
  assert.deepEqual(transactionsOf(file), [0, 1, 2, 2]);
  assert.deepEqual(balancesOf(file), { Same: "-12.34", "Same-2": "4.00" });
  assert.deepEqual(
    file.categories.map(({ path, kind }) => `${path.join(":")} ${kind}`),
    ["Living:Food expense", "Inflow:Ready to Assign income"],
  );
  assert.equal(file.outcome, "ok");
});

test("ynab: transactions alone name their accounts, and other JSON is not YNAB's", () => {
  const transaction = {
    id: "1",
    date: "2026-01-02",
    amount: -1500,
    cleared: "cleared",
    approved: true,
    account_id: "g",
    account_name: "Giro",
    payee_name: "Shop",
    category_name: "Food",
    subtransactions: [],
  };
  const file = readText(
    JSON.stringify({ data: { transactions: [transaction], server_knowledge: 1 } }),
  );
  assert.deepEqual(rowsOf(file), ["2026-01-02 Giro -1.50 Shop Food"]);
  for (const other of [
    { data: { transactions: [{ amount: 1 }] } },
    { data: [] },
    [],
    { transactions: [] },
  ]) {
    assert.equal(readText(JSON.stringify(other)).format, "json");
  }
});
