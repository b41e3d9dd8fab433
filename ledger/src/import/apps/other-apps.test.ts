import assert from "node:assert/strict";
import test from "node:test";
import { balancesOf, readText, rowsOf, transactionsOf, warningsOf } from "./apps-testing.ts";

const MINT =
  '"Date","Description","Original Description","Amount","Transaction Type","Category","Account Name","Labels","Notes"';

test("mint: debit is money out, credit is money in, and entities are decoded once", () => {
  const rows = [
    '"1/03/2020","A &amp;lt; B &amp; C","AB","12.50","debit","Coffee","Giro","x","n"',
    '"1/04/2020","Pay","Pay","100.00","credit","Uncategorized","Giro","",""',
  ];
  for (const text of [[MINT, ...rows].join("\n"), rows.join("\n")]) {
    const file = readText(text);
    assert.equal(file.format, "mint");
    assert.deepEqual(rowsOf(file), [
      "2020-01-03 Giro -12.50 A &lt; B & C Coffee",
      "2020-01-04 Giro 100.00 Pay -",
    ]);
    assert.equal(file.rows[0]?.leg?.note, "AB · n · x");
    assert.deepEqual(warningsOf(file), [
      "file: The amounts have no sign: debit was read as money out, credit as money in.",
    ]);
    assert.deepEqual(file.questions, []);
  }
});

test("mint: signs that contradict the type do not count, and a type that is none is told", () => {
  const file = readText(
    [
      MINT,
      "1/03/2020,Pay,,-5.00,credit,,Giro,,",
      "1/03/2020,Shop,,2.00,debit,,Giro,,",
      "1/03/2020,Odd,,2.00,other,,Giro,,",
    ].join("\n"),
  );
  assert.deepEqual(rowsOf(file), ["2020-01-03 Giro 5.00 Pay -", "2020-01-03 Giro -2.00 Shop -"]);
  assert.match(
    warningsOf(file).join("\n"),
    /^4: "2\.00" and "other"[^\n]*\n2: The amounts have a sign/u,
  );
});

test("ezbookkeeping: types have the sign, a transfer is one record of two accounts", () => {
  const names = [
    "Time",
    "Timezone",
    "Type",
    "Category",
    "Sub Category",
    "Account",
    "Account Currency",
    "Amount",
    "Account2",
    "Account2 Currency",
    "Account2 Amount",
    "Geographic Location",
    "Tags",
    "Description",
  ];
  const records = [
    "2026-01-01 08:00:00,+08:00,Balance Modification,,,Cash,CNY,100.00,,,,,,",
    "2026-01-02 08:00:00,+08:00,Expense,Food,Snack,Cash,CNY,2.50,,,,,a;b,Tea",
    "2026-01-03 08:00:00,+08:00,Income,Work,Pay,Cash,CNY,10.00,,,,,,",
    "2026-01-04 08:00:00,+08:00,Transfer,,,Cash,CNY,70.00,Bank,USD,10.00,,,Move",
    "2026-01-05 08:00:00,+08:00,Gift,,,Cash,CNY,70.00,,,,,,",
  ];
  for (const delimiter of [",", "\t"]) {
    const text = [names.join(","), ...records].join("\n").replaceAll(",", delimiter);
    const file = readText(text);
    assert.equal(file.format, "ezbookkeeping");
    assert.deepEqual(rowsOf(file), [
      "2026-01-01 Cash 100.00 CNY Opening balance -",
      "2026-01-02 Cash -2.50 CNY Tea Food:Snack",
      "2026-01-03 Cash 10.00 CNY Pay Work:Pay",
      "2026-01-04 Cash -70.00 CNY Move -",
      "2026-01-04 Bank 10.00 USD Move -",
    ]);
    assert.deepEqual(transactionsOf(file), [0, 1, 2, 3, 3]);
    assert.deepEqual(balancesOf(file), { Cash: "37.50", Bank: "10.00" });
    assert.deepEqual(warningsOf(file), ['6: "Gift" is no type of transaction that Coffer knows.']);
  }
});

test("cashew: transfers are found in corrections, other corrections are openings", () => {
  const file = readText(
    "account,amount,currency,title,note,date,income,type,category name,subcategory name,color,icon,emoji,budget,objective\n" +
      "Cash,-5.5,eur,Tea,hot,2026-01-02 08:00:00.000,false,null,Food,Drinks,,,,,\n" +
      "Cash,-20.0,eur,,Transferred Balance Cash,2026-01-03 08:00:00.000,false,null,Balance Correction,,,,,,\n" +
      "Bank,20.0,eur,,Transferred Balance Cash,2026-01-03 08:00:00.000,true,null,Balance Correction,,,,,,\n" +
      "Bank,1.234,kwd,,,2026-01-04 08:00:00.000,true,null,Balance Correction,,,,,,\n",
  );
  assert.equal(file.format, "cashew");
  assert.deepEqual(rowsOf(file), [
    "2026-01-02 Cash -5.50 EUR Tea Food:Drinks",
    "2026-01-03 Cash -20.00 EUR Transferred Balance Cash -",
    "2026-01-03 Bank 20.00 EUR Transferred Balance Cash -",
    "2026-01-04 Bank 1.234 KWD Opening balance -",
  ]);
  assert.deepEqual(transactionsOf(file), [0, 1, 1, 3]);
  assert.equal(file.rows[0]?.leg?.note, "hot");
});

test("copilot: spent is positive, unless income is too; an answer about signs holds", () => {
  const head =
    "date,name,amount,status,category,parent category,excluded,tags,type,account,account mask,note,recurring\n";
  const text = `${head}2026-07-10,Shop,42.50,posted,Food,Living,false,,regular,Giro,1234,,\n2026-07-11,Work,-2000.00,pending,Pay,Income,false,,income,Giro,1234,,\n`;
  const file = readText(text);
  assert.deepEqual(rowsOf(file), [
    "2026-07-10 Giro -42.50 Shop Living:Food",
    "2026-07-11 Giro 2000.00 Work Income:Pay",
  ]);
  assert.deepEqual(
    file.rows.map(({ pending }) => pending),
    [false, true],
  );
  assert.match(warningsOf(file).join(), /turned round/u);
  const usual = readText(text.replace("42.50", "-42.50").replace("-2000.00", "2000.00"));
  assert.deepEqual(rowsOf(usual), rowsOf(file));
  assert.deepEqual(warningsOf(usual), []);
  assert.equal(rowsOf(readText(text, { sign: "as-written" }))[0]?.includes("42.50"), true);
  assert.equal(rowsOf(readText(text, { sign: "as-written" }))[0]?.includes("-42.50"), false);
});

test("monarch, toshl, spendee, wallet, money lover, monefy: signed amounts and their categories", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "monarch",
      "Date,Merchant,Category,Account,Original Statement,Notes,Amount,Tags\n2026-01-15,Shop,Food,Giro,SHOP 1,,-80.00,x\n",
      ["2026-01-15 Giro -80.00 Shop Food"],
    ],
    [
      "toshl",
      "Date,Account,Category,Tags,Expense amount,Income amount,Currency,In main currency,Main currency,Description\n" +
        '2026-01-15,Giro,Food,x,"1,080.00",0,EUR,"-1,080.00",EUR,Shop\n2026-01-15,Giro,Transfer,,5.00,0,EUR,5,EUR,\n2026-01-15,Cash,Transfer,,0,5.00,EUR,5,EUR,\n',
      [
        "2026-01-15 Giro -1080.00 EUR Shop Food",
        "2026-01-15 Giro -5.00 EUR  -",
        "2026-01-15 Cash 5.00 EUR  -",
      ],
    ],
    [
      "spendee",
      "Date,Wallet,Type,Category name,Amount,Currency,Note,Labels,Author\n2026-01-15T10:00:00+00:00,Giro,Expense,Food,-8.00,EUR,Shop,,Me\n",
      ["2026-01-15 Giro -8.00 EUR Shop Food"],
    ],
    [
      "wallet",
      "account;category;currency;amount;ref_currency_amount;type;payment_type;payment_type_local;note;date;gps_latitude;transfer;payee;labels\n" +
        "Giro;Food;EUR;-8,50;-8,50;Expenses;CASH;Cash;n;2026-01-15 10:00:00;;false;Shop;\n",
      ["2026-01-15 Giro -8.50 EUR Shop Food"],
    ],
    [
      "money-lover",
      "Id,Date,Category,Amount,Currency,Note,Wallet,Event,Exclude Report\n1,15/01/2026,Food,-8.00,EUR,Shop,Giro,,\n",
      ["2026-01-15 Giro -8.00 EUR Shop Food"],
    ],
    [
      "monefy",
      "date,account,category,amount,currency,converted amount,currency,description\n15/01/2026,Giro,Food,-8.00,EUR,-9.00,USD,Shop\n" +
        "15/01/2026,Giro,To 'Cash',-5,EUR,-5,EUR,\n15/01/2026,Cash,From 'Giro',5,EUR,5,EUR,\n",
      [
        "2026-01-15 Giro -8.00 EUR Shop Food",
        "2026-01-15 Giro -5.00 EUR  -",
        "2026-01-15 Cash 5.00 EUR  -",
      ],
    ],
  ];
  for (const [format, text, rows] of cases) {
    const file = readText(text);
    assert.equal(file.format, format);
    assert.deepEqual(rowsOf(file), rows, format);
    if (rows.length === 3) assert.deepEqual(transactionsOf(file), [0, 1, 1], format);
  }
});

test("money manager: a column has the sign; a transfer names the other account as its category", () => {
  const file = readText(
    "Period\tAccounts\tCategory\tSubcategory\tNote\tEUR\tIncome/Expense\tDescription\tAmount\tCurrency\tAccounts\n" +
      "01/15/2026 10:00:00\tGiro\tFood\tLunch\tShop\t8\tExp.\t\t8.00\tEUR\t8\n" +
      "01/15/2026 10:00:00\tGiro\tCash\t\t\t5\tTransfer-Out\t\t5.00\tEUR\t5\n" +
      "01/15/2026 10:00:00\tCash\tGiro\t\t\t5\tTransfer-In\t\t5.00\tEUR\t5\n" +
      "01/15/2026 10:00:00\tCash\tGiro\t\t\t5\tWhat\t\t5.00\tEUR\t5\n",
  );
  assert.equal(file.format, "money-manager");
  assert.deepEqual(rowsOf(file), [
    "2026-01-15 Giro -8.00 EUR Shop Food:Lunch",
    "2026-01-15 Giro -5.00 EUR  -",
    "2026-01-15 Cash 5.00 EUR  -",
  ]);
  assert.deepEqual(transactionsOf(file), [0, 1, 1]);
  assert.match(warningsOf(file).join("\n"), /5: The record has no amount/u);
  assert.match(warningsOf(file).join("\n"), /no sign/u);
});
