import assert from "node:assert/strict";
import test from "node:test";
import { isTaken } from "../imported-file.ts";
import { balancesOf, readText, rowsOf, transactionsOf, warningsOf } from "./apps-testing.ts";

const HEAD =
  "journal_id,type,amount,foreign_amount,currency_code,foreign_currency_code,description,date,source_name,source_type,destination_name,destination_type,category,tags,notes";

function file(...records: readonly string[]): ReturnType<typeof readText> {
  return readText([HEAD, ...records].join("\n"));
}

test("firefly: the types say where money went, whatever the sign of the amount", () => {
  for (const sign of ["", "-"]) {
    const read = file(
      `1,Withdrawal,${sign}12.50,,EUR,,Lunch,2026-01-31T23:30:00+13:00,Giro,Asset account,Café,Expense account,Food,"a,b",with Eve`,
      `2,Deposit,${sign}100,,EUR,,Pay,2026-02-01T00:00:00+01:00,Work,Revenue account,Giro,Asset account,Salary,,`,
      `3,Transfer,${sign}20,,EUR,,Save,2026-02-02T00:00:00+01:00,Giro,Asset account,Saving,Asset account,,,`,
      `4,Transfer,${sign}5,,EUR,,Pay off,2026-02-02T00:00:00+01:00,Giro,Asset account,Car,Loan,Debt,,`,
    );
    assert.deepEqual(rowsOf(read), [
      "2026-01-31 Giro -12.50 EUR Café Food",
      "2026-02-01 Giro 100.00 EUR Work Salary",
      "2026-02-02 Giro -20.00 EUR Save -",
      "2026-02-02 Saving 20.00 EUR Save -",
      "2026-02-02 Giro -5.00 EUR Pay off -",
      "2026-02-02 Car 5.00 EUR Pay off -",
    ]);
    assert.deepEqual(transactionsOf(read), [0, 1, 2, 2, 4, 4]);
    assert.equal(read.rows[0]?.leg?.note, "Lunch · with Eve · #a #b");
    assert.deepEqual(balancesOf(read), { Giro: "62.50", Saving: "20.00", Car: "5.00" });
    assert.deepEqual(
      read.accounts.map(({ kind }) => kind),
      ["spending", "spending", "loan"],
    );
    assert.equal(read.outcome, "ok");
  }
});

test("firefly: without types of accounts the type of the record says which one is the person's", () => {
  const read = readText(
    [
      "type,amount,currency_code,description,date,source_name,destination_name",
      "Withdrawal,-1,EUR,A,2026-01-01T00:00:00+00:00,Giro,Shop",
      "Deposit,2,EUR,B,2026-01-01T00:00:00+00:00,Work,Giro",
      "Transfer,3,EUR,C,2026-01-01T00:00:00+00:00,Giro,Saving",
    ].join("\n"),
  );
  assert.deepEqual(rowsOf(read), [
    "2026-01-01 Giro -1.00 EUR Shop -",
    "2026-01-01 Giro 2.00 EUR Work -",
    "2026-01-01 Giro -3.00 EUR C -",
    "2026-01-01 Saving 3.00 EUR C -",
  ]);
});

test("firefly: between two currencies each account gets its own amount", () => {
  const read = file(
    "1,Transfer,-10,12.50,EUR,USD,Exchange,2026-01-01T00:00:00+00:00,Giro,Asset account,Dollars,Asset account,,,",
    "2,Withdrawal,-10,-12.50,EUR,USD,Shop,2026-01-01T00:00:00+00:00,Giro,Asset account,Shop,Expense account,,,",
  );
  assert.deepEqual(rowsOf(read), [
    "2026-01-01 Giro -10.00 EUR Exchange -",
    "2026-01-01 Dollars 12.50 USD Exchange -",
    "2026-01-01 Giro -10.00 EUR Shop -",
  ]);
  assert.equal(read.rows[2]?.leg?.note, "12.50 USD");
});

test("firefly: what was on an account before is no income, and a correction goes where it goes", () => {
  const read = file(
    '1,Opening balance,100,,EUR,,Initial,2026-01-01T00:00:00+00:00,"Initial balance for ""Giro""",Initial balance account,Giro,Asset account,X,,',
    '2,Opening balance,-30,,EUR,,Initial,2026-01-01T00:00:00+00:00,Card,Asset account,"Initial balance for ""Card""",Initial balance account,,,',
    "3,Opening balance,7,,EUR,,Initial,2026-01-01T00:00:00+00:00,Initial,,Cash,,,,",
    "4,Opening balance,-8,,EUR,,Initial,2026-01-01T00:00:00+00:00,Card2,,Initial,,,,",
    "5,Reconciliation,-3,,EUR,,Reconciled,2026-01-02T00:00:00+00:00,Giro reconciliation,Reconciliation account,Giro,Asset account,,,",
    "6,Reconciliation,-4,,EUR,,Reconciled,2026-01-02T00:00:00+00:00,Giro,Asset account,Giro reconciliation,Reconciliation account,,,",
  );
  assert.deepEqual(rowsOf(read), [
    "2026-01-01 Giro 100.00 EUR Opening balance -",
    "2026-01-01 Card -30.00 EUR Opening balance -",
    "2026-01-01 Cash 7.00 EUR Opening balance -",
    "2026-01-01 Card2 -8.00 EUR Opening balance -",
    "2026-01-02 Giro 3.00 EUR Reconciled -",
    "2026-01-02 Giro -4.00 EUR Reconciled -",
  ]);
});

test("firefly: types that are not known, and amounts that are none, are told by line", () => {
  const read = file(
    "1,Withdrawal,-1,,EUR,,A,2026-01-01T00:00:00+00:00,Giro,UnsupportedType,Shop,Expense account,,,",
    "2,Invoice,-1,,EUR,,B,2026-01-01T00:00:00+00:00,Giro,Asset account,Shop,Expense account,,,",
    "3,Withdrawal,invalid-amount,,EUR,,C,2026-01-01T00:00:00+00:00,Giro,Asset account,Shop,Expense account,,,",
    "4,Withdrawal,-1,,EUR,,D,2026-13-01,Giro,Asset account,Shop,Expense account,,,",
    "5,Withdrawal,-1,,EUR,,E,2026-01-01T00:00:00+00:00,Shop,Expense account,Shop,Expense account,,,",
    "6,Withdrawal,-1,,EUR,,F,2026-01-01T00:00:00+00:00,Giro,Asset account,Shop,Expense account,,,",
  );
  assert.deepEqual(warningsOf(read), [
    '2: "UnsupportedType" is no type of account that Coffer knows (Giro).',
    '3: "Invoice" is no type of transaction that Coffer knows.',
    '4: "invalid-amount" is not an amount.',
    '5: "2026-13-01" is not a date.',
    "6: Neither of the two accounts is one of money.",
  ]);
  assert.equal(read.outcome, "ok_with_warnings");
  assert.equal(read.rows.filter(isTaken).length, 1);
});

test("firefly: amounts have a decimal point and no thousands, 1.234 has three decimals", () => {
  const read = file(
    "1,Withdrawal,-1.234,,KWD,,A,2026-01-01T00:00:00+00:00,Giro,Asset account,Shop,Expense account,,,",
  );
  assert.deepEqual(rowsOf(read), ["2026-01-01 Giro -1.234 KWD Shop -"]);
  assert.deepEqual(read.questions, []);
});
