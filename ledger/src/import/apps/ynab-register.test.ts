import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { sentenceText } from "../../sentence.ts";
import { addExact, formatExact, ZERO_AMOUNT } from "../exact-amount.ts";
import { isTaken } from "../imported-file.ts";
import { balancesOf, readText, rowsOf, transactionsOf, warningsOf } from "./apps-testing.ts";

const HEAD =
  '"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"';

/** One record of a register. */
function record(account: string, date: string, payee: string, rest: string): string {
  return `"${account}","","${date}","${payee}",${rest},"Cleared"`;
}

const NONE = '"","",""';
const FOOD = '"Living: Food","Living","Food"';

test("ynab: a register gives rows with categories, and each account its balance", () => {
  const file = readText(
    [
      HEAD,
      record(
        "Giro",
        "2026-01-31",
        "Starting Balance",
        '"Inflow: Ready to Assign","Inflow","Ready to Assign","",€0.00,€100.00',
      ),
      record("Giro", "2026-02-01", "Shop", `${FOOD},"bread",€12.50,€0.00`),
      record(
        "Giro",
        "2026-02-02",
        "Work",
        '"Inflow: Ready to Assign","Inflow","Ready to Assign","",€0.00,"€2,000.00"',
      ),
    ].join("\n"),
  );
  assert.equal(file.format, "ynab");
  assert.deepEqual(rowsOf(file), [
    "2026-01-31 Giro 100.00 EUR Starting Balance -",
    "2026-02-01 Giro -12.50 EUR Shop Living:Food",
    "2026-02-02 Giro 2000.00 EUR Work Inflow:Ready to Assign",
  ]);
  assert.equal(file.rows[1]?.leg?.note, "bread");
  assert.deepEqual(balancesOf(file), { Giro: "2087.50" });
  assert.deepEqual(
    file.categories.map(({ path, kind }) => `${path.join(":")} ${kind}`),
    ["Inflow:Ready to Assign income", "Living:Food expense"],
  );
});

test("ynab: the columns may stand in any order, and YNAB 4 has other ones", () => {
  const file = readText(
    "Payee,Date,Memo,Account,Flag,Check Number,Category,Master Category,Sub Category,Inflow,Outflow,Cleared,Running Balance\n" +
      "Shop,13/02/2026,,Giro,,,Living: Food,Living,Food,$0.00,$3.00,C,-$3.00\n",
    { currency: "USD" },
  );
  assert.deepEqual(rowsOf(file), ["2026-02-13 Giro -3.00 USD Shop Living:Food"]);
});

test("ynab: both sides of a transfer are one transaction, one to one, also where two are equal", () => {
  const out = record("A", "2026-02-01", "Transfer : B", `${NONE},"",5.00,0.00`);
  const back = record("B", "2026-02-01", "Transfer : A", `${NONE},"",0.00,5.00`);
  const lost = record("A", "2026-02-01", "Transfer : C", `${NONE},"",5.00,0.00`);
  const file = readText([HEAD, out, out, back, lost, back].join("\n"));
  assert.deepEqual(transactionsOf(file), [0, 0, 2, 2, 4]);
  assert.deepEqual(
    file.rows.map(({ account }) => account),
    ["A", "B", "A", "B", "A"],
  );
  assert.deepEqual(warningsOf(file), [
    "5: The other side of this transfer, in C, is not in the file.",
  ]);
});

test("ynab: the parts of a split are one row, and a transfer among them keeps its other side", () => {
  const file = readText(
    [
      HEAD,
      record("Cash", "2026-02-01", "Transfer : Giro", `${NONE},"",0.00,50.00`),
      record("Giro", "2026-02-01", "Shop", `${FOOD},"Split (1/3) bread",10.00,0.00`),
      record("Giro", "2026-02-01", "Transfer : Cash", `${NONE},"Split (2/3) ",50.00,0.00`),
      record("Giro", "2026-02-01", "Shop", `${FOOD},"Split (3/3) milk",1.00,0.00`),
      record("Giro", "2026-02-01", "Shop", `${FOOD},"(Split 1/2) a",2.00,0.00`),
    ].join("\n"),
  );
  assert.deepEqual(rowsOf(file), [
    "2026-02-01 Cash 50.00 Transfer : Giro -",
    "2026-02-01 Giro -61.00 Shop [-10.00 Living:Food, -50.00 -, -1.00 Living:Food]",
    "2026-02-01 Giro -2.00 Shop Living:Food",
  ]);
  assert.deepEqual(transactionsOf(file), [0, 0, 2]);
  assert.deepEqual(
    file.rows[1]?.leg?.parts.map(({ note }) => note),
    ["bread", "", "milk"],
  );
  assert.deepEqual(warningsOf(file), ["6: 1 of the 2 parts of this split are in the file."]);
  assert.equal(file.outcome, "ok_with_warnings");
});

test("ynab: dates that fit two orders are asked about, and a date unlike the others is left out", () => {
  const head = "Date,Payee,Memo,Outflow,Inflow";
  const open = readText(`${head}\n04/01/2026,Shop,,5.00,\n`);
  assert.deepEqual(rowsOf(open), ["2026-04-01 - -5.00 Shop -"]);
  assert.deepEqual(
    open.questions.map(({ about, taken }) => [about, taken]),
    [["date-order", "MDY"]],
  );
  const answered = readText(`${head}\n04/01/2026,Shop,,5.00,\n`, { dateOrder: "DMY" });
  assert.deepEqual(rowsOf(answered), ["2026-01-04 - -5.00 Shop -"]);
  const european = readText(`${head}\n04/01/2026,Shop,,"5,00",\n`);
  assert.deepEqual(rowsOf(european), ["2026-01-04 - -5.00 Shop -"]);
  const mixed = readText(
    `${head}\n04/13/2026,Shop,,5.00,\n04/14/2026,Shop,,5.00,\n04.15.2026,Cafe,,1.00,\n`,
  );
  assert.equal(rowsOf(mixed).length, 2);
  assert.equal(mixed.outcome, "ok_with_warnings");
  assert.match(warningsOf(mixed)[0] ?? "", /^4: "04\.15\.2026" is written unlike/u);
});

test("ynab: a record that cannot be taken still counts in the balance, so that it is missed", () => {
  const file = readText(
    [
      HEAD,
      record("A", "2026-02-01", "Shop", `${FOOD},"",5.00,0.00`),
      record("A", "2026-02-31", "Shop", `${FOOD},"",7.00,0.00`),
      record("A", "2026-02-03", "Shop", `${FOOD},"",x,0.00`),
    ].join("\n"),
  );
  assert.deepEqual(balancesOf(file), { A: "-12.00" });
  assert.equal(file.rows.filter(isTaken).length, 1);
  assert.deepEqual(
    file.warnings.map(({ line, isRecord }) => [line, isRecord]),
    [
      [3, true],
      [4, true],
    ],
  );
});

test("ynab: money out and in of one record contradict each other, and without an amount there is none", () => {
  const head = "Date,Payee,Memo,Outflow,Inflow";
  const file = readText(
    `${head}\n2026-01-02,A,,5.00,0.00\n2026-01-03,B,,5.00,3.00\n2026-01-04,C,,,\n2026-01-05,D,,0.00,0.00\n`,
  );
  assert.deepEqual(rowsOf(file), ["2026-01-02 - -5.00 A -", "2026-01-05 - 0.00 D -"]);
  assert.deepEqual(warningsOf(file), [
    '3: "5.00" and "3.00" are not one amount, of money out or in.',
    '4: "" and "" are not one amount, of money out or in.',
  ]);
});

test("ynab: a plan is refused with the file that is meant", () => {
  for (const head of [
    '"Month","Category Group/Category","Category Group","Category","Assigned","Activity","Available"',
    "Month,Category,Master Category,Sub Category,Budgeted,Outflows,Category Balance",
  ]) {
    const file = readText(`${head}\nJan 2026,A,B,C,1.00,0.00,1.00\n`);
    assert.equal(file.outcome, "reject");
    assert.match(file.reason === null ? "" : sentenceText(file.reason), /Register\.csv/u);
  }
});

test("ynab: a bank's table with more columns is read as a bank's", () => {
  const file = readText("Date,Payee,Memo,Outflow,Inflow,Balance\n2026-01-02,Shop,,5.00,,10.00\n");
  assert.equal(file.format, "csv");
});

test("ynab: whatever a register holds, the rows add up to what its records say", () => {
  const accounts = fc.constantFrom("A", "B", "C");
  const entry = fc.record({
    account: accounts,
    other: fc.option(accounts, { nil: null }),
    day: fc.integer({ min: 1, max: 3 }),
    cents: fc.integer({ min: -300, max: 300 }),
    split: fc.constantFrom("", "", "Split (1/2) ", "Split (2/2) "),
  });
  fc.assert(
    fc.property(fc.array(entry, { minLength: 1, maxLength: 30 }), (entries) => {
      const lines = entries.map(({ account, other, day, cents, split }) => {
        const size = (Math.abs(cents) / 100).toFixed(2);
        const money = cents < 0 ? `${size},0.00` : `0.00,${size}`;
        const payee = other === null ? "Shop" : `Transfer : ${other}`;
        return record(account, `2026-01-0${day}`, payee, `${FOOD},"${split}",${money}`);
      });
      const file = readText([HEAD, ...lines].join("\n"));
      const sum = file.rows
        .filter(isTaken)
        .map(({ amount }) => amount)
        .reduce(addExact, ZERO_AMOUNT);
      const wanted = entries.reduce((total, { cents }) => total + cents, 0);
      assert.equal(formatExact(sum, 2), (wanted / 100).toFixed(2).replace(/^-0\.00$/u, "0.00"));
      for (const [index, owner] of transactionsOf(file).entries()) assert.ok(owner <= index);
    }),
  );
});
