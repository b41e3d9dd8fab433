/** Reading and writing amounts: every error, the locales, and texts that mean harm. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { ok } from "../result.ts";
import { AMOUNT_MINOR_MAX } from "./allocate.ts";
import {
  formatAmount,
  formatPlainAmount,
  parseAmount,
  type AmountErrorCode,
  type AmountFormat,
} from "./amount-text.ts";
import { parseCurrency } from "./currency.ts";

const locales = ["en-US", "de-DE", "fr-FR", "de-CH", "en-IN", "ja-JP"];
const codes = ["USD", "EUR", "CHF", "INR", "JPY", "KWD", "CLF", "XOF", "CAD"];

function inCurrency(code: string, locale: string): AmountFormat {
  const currency = parseCurrency(code);
  assert.ok(currency !== undefined);
  return { currency, locale };
}

const dollars = inCurrency("USD", "en-US");
const euros = inCurrency("EUR", "de-DE");

function minorOf(text: string, format: AmountFormat): bigint | AmountErrorCode {
  const outcome = parseAmount(text, format);
  return outcome.ok ? outcome.value : outcome.error.code;
}

test("amounts are read as people write them", () => {
  assert.equal(minorOf("12.50", dollars), 1_250n);
  assert.equal(minorOf("12,50", dollars), 1_250n);
  assert.equal(minorOf("1,234", dollars), 123_400n);
  assert.equal(minorOf("1.234,56 €", euros), 123_456n);
  assert.equal(minorOf("1.234", euros), 123_400n);
  assert.equal(minorOf("  7 ", euros), 700n);
  assert.equal(minorOf("1 234,50", euros), 123_450n);
  assert.equal(minorOf("1\u202F234\u202F567,5\u00A0€", euros), 123_456_750n);
  assert.equal(minorOf("CHF 1’234.50", inCurrency("CHF", "de-CH")), 123_450n);
  assert.equal(minorOf("₹1,23,456.78", inCurrency("INR", "en-IN")), 12_345_678n);
  assert.equal(minorOf("￥１，２３４", inCurrency("JPY", "ja-JP")), 1_234n);
  assert.equal(minorOf("1.234", inCurrency("KWD", "en-US")), 1_234n);
});

test("a minus may look and stand as it does in books", () => {
  for (const text of ["-12.50", "\u221212.50", "12.50-", "(12.50)", "($12.50)", "-$12.50"]) {
    assert.equal(minorOf(text, dollars), -1_250n, text);
  }
  assert.equal(minorOf("- 12.50", dollars), -1_250n);
});

test("an amount may be a calculation, exact and rounded once", () => {
  assert.equal(minorOf("12.5+3*2", dollars), 1_850n);
  assert.equal(minorOf("12,5 + 3 × 2", euros), 1_850n);
  assert.equal(minorOf("10/3", dollars), 333n);
  assert.equal(minorOf("10/3*3", dollars), 1_000n);
  assert.equal(minorOf("0.125*1", dollars), 12n);
  assert.equal(minorOf("0.375*1", dollars), 38n);
  assert.equal(minorOf("100÷8", dollars), 1_250n);
  // Parentheses are a minus around a number only, not around a sum.
  assert.equal(minorOf("(5+3)", dollars), 800n);
  assert.equal(minorOf("2*3-", dollars), "not-an-amount");
});

test("every refusal has its code", () => {
  const refused: readonly (readonly [string, AmountErrorCode])[] = [
    ["", "empty"],
    [" \u00A0\n", "empty"],
    ["1".repeat(201), "too-long"],
    ["1".repeat(200), "too-large"],
    ["abc", "not-an-amount"],
    ["€", "other-currency"],
    ["$", "not-an-amount"],
    ["1e3", "not-an-amount"],
    ["12 lunch", "not-an-amount"],
    ["12 50", "not-an-amount"],
    ["12'50", "not-an-amount"],
    ["1234 567", "not-an-amount"],
    ["1.5 000", "not-an-amount"],
    ["12:50", "not-an-amount"],
    ["5²", "not-an-amount"],
    ["1½", "not-an-amount"],
    ["١٢", "not-an-amount"],
    ["0x10", "not-an-amount"],
    ["NaN", "not-an-amount"],
    ["Infinity", "not-an-amount"],
    ["12.345", "too-many-decimals"],
    ["-0.001", "too-many-decimals"],
    ["1/0", "division-by-zero"],
    ["10000000000000.00", "too-large"],
    ["9999999*9999999*9999999", "too-large"],
    ["€12", "other-currency"],
    ["12 EUR", "other-currency"],
  ];
  for (const [text, code] of refused) assert.equal(minorOf(text, dollars), code, text);
  assert.equal(minorOf("$5", euros), "other-currency");
  assert.equal(minorOf("0.5", inCurrency("JPY", "ja-JP")), "too-many-decimals");
});

test("the largest amount is the last one", () => {
  assert.equal(minorOf("9999999999999.99", dollars), AMOUNT_MINOR_MAX);
  assert.equal(minorOf("-9999999999999.99", dollars), -AMOUNT_MINOR_MAX);
});

test("what a locale writes, it reads again", () => {
  const amount = fc.bigInt({ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX });
  const format = fc
    .tuple(fc.constantFrom(...codes), fc.constantFrom(...locales))
    .map(([code, locale]) => inCurrency(code, locale));
  fc.assert(
    fc.property(fc.oneof(amount, fc.bigInt({ min: -5_000n, max: 5_000n })), format, (minor, as) => {
      assert.deepEqual(parseAmount(formatAmount(minor, as), as), ok(minor));
      assert.deepEqual(parseAmount(formatPlainAmount(minor, as), as), ok(minor));
    }),
    { numRuns: 300 },
  );
});

test("amounts are written exactly, with the currency's decimals", () => {
  assert.equal(formatAmount(10_000n, dollars), "$100.00");
  assert.equal(formatAmount(-5n, dollars), "-$0.05");
  assert.equal(formatAmount(123_456n, euros), "1.234,56\u00A0€");
  assert.equal(formatPlainAmount(123_456n, euros), "1.234,56");
  assert.equal(formatAmount(1_234n, inCurrency("JPY", "en-US")), "¥1,234");
  assert.equal(formatPlainAmount(1_234n, inCurrency("KWD", "en-US")), "1.234");
  // Beyond what a floating-point number holds.
  assert.equal(
    formatPlainAmount(12_345_678_901_234_567_891n, dollars),
    "123,456,789,012,345,678.91",
  );
});

test("long, nested and random texts end with an outcome", () => {
  const hostile = [
    "(".repeat(200),
    `${"(".repeat(100)}1${")".repeat(100)}`,
    "-".repeat(200),
    "1,".repeat(100),
    "9*".repeat(99) + "9",
    "1/3+".repeat(49) + "1",
    " ".repeat(200),
    "1 ".repeat(100),
    "€".repeat(200),
    "\uD800",
    "a".repeat(10_000_000),
  ];
  for (const text of hostile) minorOf(text, dollars);
  assert.equal(minorOf(`${"(".repeat(19)}1${")".repeat(19)}`, dollars), 100n);
  const unit = fc.constantFrom(..."0123456789.,+-*/() '€$kr\u00A0\u2212".split(""));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 60 }), fc.constantFrom(...locales), (text, locale) => {
      const outcome = parseAmount(text, inCurrency("EUR", locale));
      if (outcome.ok) assert.ok(outcome.value <= AMOUNT_MINOR_MAX);
    }),
  );
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const outcome = parseAmount(text, dollars);
      if (outcome.ok) assert.match(text, /\d|[０-９]/);
    }),
  );
});
