import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { currencyOfCell, readAmountCell, separatorEvidence, toPlainNumber } from "./amount-cell.ts";
import type { DecimalSign } from "./amount-cell.ts";

function read(cell: string, sign: DecimalSign): string | null {
  const amount = readAmountCell(cell);
  if (amount === null) return null;
  const plain = toPlainNumber(amount.digits, sign);
  return plain === null ? null : (amount.isNegative ? "-" : "") + plain;
}

test("amount-cell: thousands and decimals in the ways of many countries", () => {
  assert.equal(read("1.234,56", ","), "1234.56");
  assert.equal(read("1,234.56", "."), "1234.56");
  assert.equal(read("1 234,56", ","), "1234.56");
  assert.equal(read("1\u00A0234,56", ","), "1234.56");
  assert.equal(read("1\u202F234\u202F567,5", ","), "1234567.5");
  assert.equal(read("1'234.50", "."), "1234.50");
  assert.equal(read("12,34,567.89", "."), "1234567.89");
  assert.equal(read(".50", "."), "0.50");
  assert.equal(read("-,5", ","), "-0.5");
  assert.equal(read("12,-", ","), "12");
  assert.equal(read("0000000.07", "."), "0.07");
});

test("amount-cell: signs before, behind, around and in other alphabets", () => {
  for (const cell of [
    "-12.50",
    "12.50-",
    "(12.50)",
    "−12.50",
    "- 12.50",
    "-$12.50",
    "$-12.50",
    "($12.50)",
  ]) {
    assert.equal(read(cell, "."), "-12.50", cell);
  }
  for (const cell of ["12.50", "+12.50", "+ $12.50", "12.50 €"])
    assert.equal(read(cell, "."), "12.50", cell);
  assert.equal(readAmountCell("12.50 CR")?.mark, "credit");
  assert.equal(readAmountCell("12.50DR")?.mark, "debit");
});

const currencyOf = (cell: string): string | null => {
  const amount = readAmountCell(cell);
  return amount === null ? null : currencyOfCell(amount);
};

test("amount-cell: currencies beside the digits, also right to left", () => {
  assert.equal(currencyOf("1.234,50 €"), "EUR");
  assert.equal(currencyOf("CNY13.50"), "CNY");
  assert.equal(currencyOf("R$ 5.326,43"), "BRL");
  assert.equal(currencyOf("د.ا.\u200F4.750"), "JOD");
  assert.equal(currencyOf("$12.00"), null);
  assert.equal(currencyOf("12.00"), null);
});

test("amount-cell: what is no amount", () => {
  for (const cell of [
    "",
    "12.30 Uhr",
    "12:30",
    "1/2",
    "2026-01-03",
    "12%",
    "REF 12",
    "=1+1",
    "12 USD 13",
    "abc",
    "(12",
  ]) {
    assert.equal(readAmountCell(cell), null, cell);
  }
  for (const digits of ["12..34", "1,2,3", "1.23.456", "1,234,56"]) {
    assert.equal(separatorEvidence(digits), "wrong", digits);
  }
});

test("amount-cell: three digits behind a lone separator prove nothing, everything else does", () => {
  assert.equal(separatorEvidence("1234"), "none");
  assert.equal(separatorEvidence("1.234"), "ambiguous");
  assert.equal(separatorEvidence("1,234"), "ambiguous");
  assert.equal(separatorEvidence("0,234"), ",");
  assert.equal(separatorEvidence("1.23"), ".");
  assert.equal(separatorEvidence("1,2345"), ",");
  assert.equal(separatorEvidence("1.234.567"), ",");
  assert.equal(separatorEvidence("1'234.5"), ".");
});

test("amount-cell: every number survives grouping and either sign", () => {
  const amounts = fc.tuple(
    fc.bigInt({ min: 0n, max: 999_999_999_999n }),
    fc.integer({ min: 0, max: 99 }),
    fc.constantFrom([",", "."], [".", ","], ["'", "."], [" ", ","], ["", "."]),
  );
  fc.assert(
    fc.property(amounts, ([whole, cents, [group = "", sign = "."]]) => {
      const grouped = whole.toString().replaceAll(/\B(?=(?:\d{3})+$)/gu, group);
      const fraction = cents.toString().padStart(2, "0");
      const digits = `${grouped}${sign}${fraction}`;
      assert.equal(read(digits, sign), `${whole}.${fraction}`);
      assert.equal(separatorEvidence(digits), sign);
    }),
  );
});
