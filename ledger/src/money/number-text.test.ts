import assert from "node:assert/strict";
import test from "node:test";
import { readNumber } from "./number-text.ts";

/** The number as hundredths, or undefined. */
function hundredths(text: string, decimalSign: "." | ","): bigint | undefined {
  const fraction = readNumber(text, decimalSign);
  return fraction && (fraction.numerator * 100n) / fraction.denominator;
}

test("with both signs the last one is the decimal sign, whatever the locale", () => {
  for (const locale of [".", ","] as const) {
    assert.equal(hundredths("1.234,56", locale), 123_456n);
    assert.equal(hundredths("1,234.56", locale), 123_456n);
    assert.equal(hundredths("1.234.567,8", locale), 123_456_780n);
    assert.equal(hundredths("12,34,567.8", locale), 123_456_780n);
  }
});

test("one sign before three digits is the locale's question", () => {
  assert.equal(hundredths("1,234", "."), 123_400n);
  assert.equal(hundredths("1,234", ","), 123n);
  assert.equal(hundredths("1.234", ","), 123_400n);
  assert.equal(hundredths("1.234", "."), 123n);
  assert.equal(hundredths("123.456", ","), 12_345_600n);
});

test("one sign anywhere else is the decimal sign", () => {
  for (const locale of [".", ","] as const) {
    assert.equal(hundredths("12,5", locale), 1_250n);
    assert.equal(hundredths("12.50", locale), 1_250n);
    assert.equal(hundredths(",5", locale), 50n);
    assert.equal(hundredths("5.", locale), 500n);
    assert.equal(hundredths("0,125", locale), 12n);
    assert.equal(hundredths("0.125", locale), 12n);
    assert.equal(hundredths("1234,567", locale), 123_456n);
  }
});

test("one kind of sign several times groups", () => {
  assert.equal(hundredths("1.234.567", "."), 123_456_700n);
  assert.equal(hundredths("12,34,567", ","), 123_456_700n);
});

test("what is no number is none", () => {
  for (const text of [
    "",
    ".",
    ",",
    "1,2,3",
    "1.23.456,7,8",
    "1,234.567.890",
    "1234,567.8",
    "1,,234",
    ",123,456",
    "1.2.3",
    "1,23,4567",
    "1,234,56",
    "1,2,345",
    "12,345,67,890",
  ]) {
    for (const locale of [".", ","] as const) {
      assert.equal(readNumber(text, locale), undefined, `${text} in ${locale}`);
    }
  }
});
