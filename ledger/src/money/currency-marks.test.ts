import assert from "node:assert/strict";
import test from "node:test";
import { fail, ok } from "../result.ts";
import { parseCurrency } from "./currency.ts";
import { withoutCurrencyMarks } from "./currency-marks.ts";

function without(text: string, code: string, locale: string) {
  const currency = parseCurrency(code);
  assert.ok(currency !== undefined);
  return withoutCurrencyMarks(text, currency, locale);
}

test("the currency's own marks go, wherever a person puts them", () => {
  assert.deepEqual(without("€12", "EUR", "de-DE"), ok("12"));
  assert.deepEqual(without("12€", "EUR", "en-US"), ok("12"));
  assert.deepEqual(without("-eur12", "EUR", "en-US"), ok("-12"));
  assert.deepEqual(without("(12chf)", "CHF", "de-CH"), ok("(12)"));
  assert.deepEqual(without("12kr.", "DKK", "da-DK"), ok("12"));
  assert.deepEqual(without("12kr", "DKK", "da-DK"), ok("12"));
  assert.deepEqual(without("12fcfa", "XOF", "fr-FR"), ok("12"));
  assert.deepEqual(without("ca$12", "CAD", "en-US"), ok("12"));
  assert.deepEqual(without("5€+3€", "EUR", "de-DE"), ok("5+3"));
  assert.deepEqual(without("5+3", "EUR", "de-DE"), ok("5+3"));
});

test("another currency's sign or code is another currency", () => {
  for (const text of ["$12", "£12", "12usd", "¥12"]) {
    assert.deepEqual(without(text, "EUR", "de-DE"), fail({ code: "other-currency" }), text);
  }
});

test("a word, or a mark within a number, makes no amount", () => {
  for (const text of ["1e3", "12abc", "12€50", "lunch12", "12.€50", "ca12"]) {
    assert.deepEqual(without(text, "EUR", "de-DE"), fail({ code: "not-an-amount" }), text);
  }
});
