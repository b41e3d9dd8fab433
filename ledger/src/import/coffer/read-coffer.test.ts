/** Coffer's own files, read again; that no amount is lost is a property in export/export-book.test.ts. */
import assert from "node:assert/strict";
import test from "node:test";
import { dayToText } from "../../calendar/day.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import type { ImportedFile } from "../imported-file.ts";

function read(text: string): ImportedFile {
  return importFile(new TextEncoder().encode(text), {});
}

function shown({ rows }: ImportedFile): readonly string[] {
  return rows.map(({ day, amount, account, leg }) =>
    [
      day === null ? "" : dayToText(day),
      amount === null ? "" : formatExact(amount, 2),
      account,
      leg?.transaction,
      leg?.category?.join(":") ?? "",
      ...(leg?.parts ?? []).map((part) => `${part.category?.join(":")} ${part.note}`),
    ].join("|"),
  );
}

const exported = {
  format: "coffer",
  version: 1,
  settings: { currency: "EUR" },
  accounts: [
    { id: "a", name: "Giro", role: "spending", currency: "EUR", opening: "5.00", openingDay: null },
    { id: "b", name: "giro", role: "card", currency: "USD", opening: "0.00", closed: true },
    { id: "c", name: "No role", currency: "EUR" },
  ],
  categories: [
    { id: "k", name: "Food", parent: null, kind: "expense" },
    { id: "l", name: "Lunch", parent: "k", kind: "expense" },
  ],
  transactions: [
    {
      id: "t1",
      day: "2026-01-03",
      account: "a",
      kind: "expense",
      amount: "-3.00",
      text: "x\u202ey",
      category: null,
      splits: [
        { amount: "-1.00", category: "l", note: "soup" },
        { amount: "-2.00", category: null, note: "" },
      ],
    },
    {
      id: "t2",
      day: "2026-01-02",
      account: "a",
      kind: "transfer",
      amount: "-4.00",
      transferAccount: "b",
      transferAmount: "4.60",
    },
    { id: "t3", day: "2026-02-30", account: "a", kind: "expense", amount: "-1.00" },
    { id: "t4", day: "2026-01-04", account: "gone", kind: "income", amount: "7.00", category: "k" },
  ],
};

test("coffer json: sides of transfers, parts of splits, what was there before, accounts of one name", () => {
  const file = read(JSON.stringify(exported));
  assert.deepEqual(shown(file), [
    "2026-01-02|5.00|Giro|a-opening|",
    "2026-01-02|-5.00|Opening balances|a-opening|",
    "2026-01-03|-3.00|Giro|t1||Food:Lunch soup|undefined ",
    "2026-01-02|-4.00|Giro|t2|",
    "2026-01-02|4.60|giro-2|t2|",
    "2026-01-04|7.00|Unknown account|t4|Food",
  ]);
  assert.equal(file.rows[2]?.text, "xy");
  assert.deepEqual(
    file.accounts.map(({ name, kind, currency, isClosed, balance }) => [
      name,
      kind,
      currency,
      isClosed,
      balance === null ? null : formatExact(balance, 2),
    ]),
    [
      ["Giro", "spending", "EUR", false, "-2.00"],
      ["Opening balances", "equity", null, false, "-5.00"],
      ["giro-2", "card", "USD", true, "4.60"],
      ["Unknown account", "spending", "EUR", false, "7.00"],
    ],
  );
  assert.deepEqual(
    file.warnings.map(({ line, text }) => `${line} ${sentenceText(text)}`),
    [
      "3 Account 3 of the file is damaged and was left out.",
      "3 Transaction 3 of the file is damaged and was left out.",
    ],
  );
  assert.equal(file.outcome, "ok_with_warnings");
});

test("coffer json: of a version that is not known nothing is taken", () => {
  const file = read(JSON.stringify({ ...exported, version: 2 }));
  assert.equal(file.outcome, "reject");
  assert.deepEqual(file.rows, []);
});

const head = "id,date,kind,amount,currency,text,note,category,bucket,account,pending\r\n";

test("coffer csv: sides of transfers, parts of splits, what was there before", () => {
  const file = read(
    `${head}t1,2026-01-05,transfer,-5.00,EUR,Move,,,,Giro,pending\r\n` +
      "t1,2026-01-05,transfer,5.00,EUR,Move,,,,Card,pending\r\n" +
      "t2,2026-01-04,expense,-1.00,EUR,'=SUM(A1),soup,Lunch,wants,Giro,\r\n" +
      "t2,2026-01-04,expense,-2.00,EUR,'=SUM(A1),,,,Giro,\r\n" +
      "t3,2026-13-04,expense,-2.00,EUR,Bad day,,,,Giro,\r\n" +
      "t4,2026-01-03,expense,2x,EUR,Bad amount,,,,Giro,\r\n" +
      "a,2026-01-01,opening,9.00,EUR,Opening balance,,,,Giro,\r\n",
  );
  assert.deepEqual(shown(file), [
    "2026-01-05|-5.00|Giro|t1|",
    "2026-01-05|5.00|Card|t1|",
    "2026-01-04|-3.00|Giro|t2||Lunch soup|undefined ",
    "|-2.00|Giro|t3|",
    "2026-01-03||Giro|t4|",
    "2026-01-01|9.00|Giro|a-opening|",
    "2026-01-01|-9.00|Opening balances|a-opening|",
  ]);
  assert.equal(file.rows[2]?.text, "=SUM(A1)");
  assert.deepEqual(file.rows.map(({ pending }) => pending).slice(0, 3), [true, true, false]);
  assert.deepEqual(
    file.warnings.map(({ line }) => line),
    [6, 7],
  );
});
