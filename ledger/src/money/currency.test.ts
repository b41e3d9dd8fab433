/** Spot checks of the currency table against ISO 4217 lists one and three. */
import assert from "node:assert/strict";
import test from "node:test";
import { minorDigits, parseCurrency } from "./currency.ts";

function digitsOf(code: string): number | undefined {
  const currency = parseCurrency(code);
  return currency === undefined ? undefined : minorDigits(currency);
}

test("currencies have the decimals of ISO 4217", () => {
  const expected = {
    USD: 2,
    EUR: 2,
    GBP: 2,
    INR: 2,
    HUF: 2,
    KPW: 2,
    MGA: 2,
    MRU: 2,
    TWD: 2,
    ZWG: 2,
    XCG: 2,
    JPY: 0,
    KRW: 0,
    VND: 0,
    ISK: 0,
    CLP: 0,
    PYG: 0,
    UGX: 0,
    XOF: 0,
    XAF: 0,
    XPF: 0,
    KWD: 3,
    BHD: 3,
    IQD: 3,
    JOD: 3,
    LYD: 3,
    OMR: 3,
    TND: 3,
    CLF: 4,
    UYW: 4,
    DEM: 2,
    FRF: 2,
    ITL: 0,
    ESP: 0,
    TRL: 0,
    BEF: 2,
    PTE: 2,
    HRK: 2,
    BYR: 0,
    XAD: 2,
    BGN: 2,
    ANG: 2,
    SLL: 2,
  };
  for (const [code, digits] of Object.entries(expected)) {
    assert.equal(digitsOf(code), digits, code);
  }
});

test("other currencies in daily use have two decimals", () => {
  const inUse =
    "AED AUD BRL CAD CHF CNY CZK DKK GTQ HKD IDR ILS MXN NOK NZD PLN RON SEK SGD THB ZAR";
  for (const code of inUse.split(" ")) assert.equal(digitsOf(code), 2, code);
});

test("whatever the platform can write has decimals here", () => {
  for (const code of Intl.supportedValuesOf("currency")) {
    assert.notEqual(digitsOf(code), undefined, code);
  }
});

test("codes are read in any case, and nothing else is a code", () => {
  assert.equal(parseCurrency("eur"), "EUR");
  assert.equal(parseCurrency("JpY"), "JPY");
  for (const text of [
    "",
    "EU",
    "EURO",
    "QQQ",
    "€",
    "|",
    "U D",
    "__proto__",
    "EU1",
    "ıls",
    "uſd",
    "ＥＵＲ",
    "EUR\n",
  ]) {
    assert.equal(parseCurrency(text), undefined, text);
  }
});
