import assert from "node:assert/strict";
import test from "node:test";
import { dayToText } from "../../calendar/day.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import type { ImportedFile } from "../imported-file.ts";

const head = "Account,Date,Payee,Notes,Category_Group,Category,Amount,Split_Amount,Cleared\n";

function read(records: string, header = head): ImportedFile {
  return importFile(new TextEncoder().encode(header + records), {});
}

function lines({ rows }: ImportedFile): readonly string[] {
  return rows.map(({ day, amount, account, text, leg, skipped }) =>
    [
      leg?.transaction,
      day === null ? "-" : dayToText(day),
      amount === null ? "-" : formatExact(amount, 2),
      account ?? "-",
      text,
      leg?.category?.join(":") ?? "-",
      ...(leg?.parts ?? []).map(
        (part) =>
          `(${formatExact(part.amount, 2)} ${part.category?.join(":") ?? "-"} ${part.note})`,
      ),
      ...(skipped === null ? [] : ["skipped"]),
    ].join("|"),
  );
}

test("a record is a transaction with its category below its group, cleared or not", () => {
  const file = read(
    "Giro,2026-01-03,Market,bread,Usual,Food,-4.25,0,Not cleared\n" +
      "Giro,2026-01-05,Employer,,Income,Pay,2500,0,Reconciled\n",
  );
  assert.equal(file.format, "actual");
  assert.equal(file.outcome, "ok");
  assert.deepEqual(lines(file), [
    "2|2026-01-03|-4.25|Giro|Market|Usual:Food",
    "3|2026-01-05|2500.00|Giro|Employer|Income:Pay",
  ]);
  assert.equal(file.rows[0]?.leg?.note, "bread");
  assert.equal(file.rows[0]?.pending, false);
});

test("a split is one row with parts, and takes its amount from the column of splits", () => {
  const file = read(
    "Giro,2026-01-03,Market,(SPLIT INTO 2) week,,,0,-30,Cleared\n" +
      "Giro,2026-01-03,Market,(SPLIT 1 OF 2) bread,Usual,Food,-20,0,Cleared\n" +
      "Giro,2026-01-03,Market,(SPLIT 2 OF 2),Usual,Fun,-10,0,Cleared\n" +
      "Giro,2026-01-04,Market,(SPLIT 1 OF 3) alone,Usual,Fun,-1,0,Cleared\n",
  );
  assert.deepEqual(lines(file), [
    "2|2026-01-03|-30.00|Giro|Market|-|(-20.00 Usual:Food bread)|(-10.00 Usual:Fun )",
    "5|2026-01-04|-1.00|Giro|Market|Usual:Fun",
  ]);
  assert.deepEqual(file.warnings, []);
});

test("what the parts of a split leave over is a part without a category, and said", () => {
  const file = read(
    "Giro,2026-01-03,Market,(SPLIT INTO 1) ,,,0,-30,Cleared\n" +
      "Giro,2026-01-03,Market,(SPLIT 1 OF 1) ,Usual,Food,-20,0,Cleared\n",
  );
  assert.deepEqual(lines(file), [
    "2|2026-01-03|-30.00|Giro|Market|-|(-20.00 Usual:Food )|(-10.00 - )",
  ]);
  assert.deepEqual(
    file.warnings.map(({ line }) => line),
    [2],
  );
});

test("both sides of a transfer are one transaction, equal ones of a day one to one", () => {
  const file = read(
    "Giro,2026-01-03,Savings,,,,-50,0,Cleared\n" +
      "Giro,2026-01-03,Savings,,,,-50,0,Cleared\n" +
      "Savings,2026-01-03,Giro,,,,50,0,Cleared\n" +
      "Savings,2026-01-03,Giro,,,,50,0,Cleared\n" +
      "Savings,2026-01-04,Giro,,,,7,0,Cleared\n",
  );
  assert.deepEqual(
    file.rows.map(({ account, leg }) => `${leg?.transaction} ${account}`),
    ["2 Giro", "2 Savings", "3 Giro", "3 Savings", "6 Savings"],
  );
});

test("a part of a split may be the side of a transfer", () => {
  const file = read(
    "Savings,2026-01-03,Giro,,,,10,0,Cleared\n" +
      "Giro,2026-01-03,Market,(SPLIT INTO 2) ,,,0,-30,Cleared\n" +
      "Giro,2026-01-03,Market,(SPLIT 1 OF 2) ,Usual,Food,-20,0,Cleared\n" +
      "Giro,2026-01-03,Savings,(SPLIT 2 OF 2) ,,,-10,0,Cleared\n",
  );
  assert.deepEqual(
    file.rows.map(({ account, leg }) => `${leg?.transaction} ${account}`),
    ["3 Savings", "3 Giro"],
  );
});

test("what was on an account before has no category", () => {
  const file = read("Giro,2026-01-01,Starting Balance,,Income,Starting Balances,100,0,Cleared\n");
  assert.deepEqual(lines(file), ["2|2026-01-01|100.00|Giro|Starting Balance|-"]);
});

test("the older export has the group before the category, in one cell", () => {
  const file = read(
    "Giro,2026-01-03,Market,,Usual: Food,-4.25,true,false\n",
    "Account,Date,Payee,Notes,Category,Amount,Cleared,Reconciled\n",
  );
  assert.equal(file.format, "actual");
  assert.deepEqual(lines(file), ["2|2026-01-03|-4.25|Giro|Market|Usual:Food"]);
});

test("a record that cannot be read is named, the others are taken", () => {
  const file = read(
    "Giro,2026-01-03,Market,,Usual,Food,many,0,Cleared\n" +
      "Giro,2026-02-30,Market,,Usual,Food,-1,0,Cleared\n" +
      "Giro,2026-01-04,Market,,Usual,Food,-2,0,Cleared\n",
  );
  assert.equal(file.outcome, "ok_with_warnings");
  assert.deepEqual(
    file.warnings.map(({ line }) => line),
    [2, 3],
  );
});
