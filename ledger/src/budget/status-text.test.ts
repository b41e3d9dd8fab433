import assert from "node:assert/strict";
import test from "node:test";
import { parseCurrency } from "../money/currency.ts";
import { defaultRule, type Bucket } from "./rule.ts";
import { statusText } from "./status-text.ts";

function inCurrency(code: string, locale: string) {
  const currency = parseCurrency(code);
  assert.ok(currency !== undefined);
  return { currency, locale };
}

const dollars = inCurrency("USD", "en-US");
const [needs, , savings] = defaultRule.buckets;
assert.ok(needs !== undefined && savings !== undefined);

test("the sentences of 50/30/20", () => {
  assert.equal(
    statusText(needs, { status: "over", byMinor: 10_000n }, dollars),
    "Over budget by $100.00",
  );
  assert.equal(
    statusText(needs, { status: "within", byMinor: 36_000n }, dollars),
    "Within recommended budget",
  );
  assert.equal(
    statusText(savings, { status: "below", byMinor: 34_000n }, dollars),
    "Below recommended savings by $340.00",
  );
  assert.equal(
    statusText(savings, { status: "met", byMinor: 0n }, dollars),
    "Meeting or exceeding savings goal",
  );
});

test("the savings bucket is called savings whatever its name is; other floors by their name", () => {
  const renamed: Bucket = { ...savings, name: "Rainy days" };
  assert.equal(
    statusText(renamed, { status: "met", byMinor: 5n }, dollars),
    "Meeting or exceeding savings goal",
  );
  const retirement: Bucket = {
    id: "retirement",
    name: "Retirement",
    kind: "floor",
    basisPoints: 1,
  };
  assert.equal(
    statusText(retirement, { status: "below", byMinor: 5n }, dollars),
    "Below recommended amount for Retirement by $0.05",
  );
  assert.equal(
    statusText(retirement, { status: "met", byMinor: 5n }, dollars),
    "Meeting or exceeding goal for Retirement",
  );
});

test("amounts are written as the currency and the locale do", () => {
  const over = { status: "over", byMinor: 123_456n } as const;
  assert.equal(statusText(needs, over, inCurrency("JPY", "en-US")), "Over budget by ¥123,456");
  assert.equal(
    statusText(needs, over, inCurrency("KWD", "en-US")),
    "Over budget by KWD\u00A0123.456",
  );
  assert.equal(
    statusText(needs, over, inCurrency("EUR", "de-DE")),
    "Over budget by 1.234,56\u00A0€",
  );
});
