import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  addExact,
  equalsExact,
  formatExact,
  minorOfExact,
  readExactAmount,
  roundExact,
} from "./exact-amount.ts";
import type { ExactAmount } from "./exact-amount.ts";

function amount(text: string): ExactAmount {
  const read = readExactAmount(text);
  assert.ok(read !== null, text);
  return read;
}

test("exact-amount: minor units by the currency, with every number of decimals", () => {
  assert.deepEqual(minorOfExact(amount("-12.5"), "EUR"), { amountMinor: -1250n, isExact: true });
  assert.deepEqual(minorOfExact(amount("237000"), "JPY"), { amountMinor: 237_000n, isExact: true });
  assert.deepEqual(minorOfExact(amount("4.75"), "JOD"), { amountMinor: 4750n, isExact: true });
  assert.equal(minorOfExact(amount("1"), "BTC"), null);
});

test("exact-amount: what is finer than the currency is rounded half to even, and said so", () => {
  assert.deepEqual(roundExact(amount("0.005"), 2), { amountMinor: 0n, isExact: false });
  assert.deepEqual(roundExact(amount("0.015"), 2), { amountMinor: 2n, isExact: false });
  assert.deepEqual(roundExact(amount("-0.025"), 2), { amountMinor: -2n, isExact: false });
  assert.deepEqual(roundExact(amount("1.0100"), 2), { amountMinor: 101n, isExact: true });
});

test("exact-amount: more than a budget can hold is no amount", () => {
  assert.equal(readExactAmount("1".repeat(13)), null);
  assert.equal(readExactAmount(`1.${"0".repeat(40)}`), null);
  assert.notEqual(readExactAmount("999999999999.99"), null);
});

const scaled = (value: ExactAmount): bigint => value.units * 10n ** BigInt(8 - value.digits);

test("exact-amount: text and back, and sums of different decimals", () => {
  const parts = fc.record({
    units: fc.bigInt({ min: -(10n ** 11n), max: 10n ** 11n }),
    digits: fc.integer({ min: 0, max: 8 }),
  });
  fc.assert(
    fc.property(parts, parts, (a, b) => {
      assert.ok(equalsExact(amount(formatExact(a, 0)), a));
      assert.equal(scaled(addExact(a, b)), scaled(a) + scaled(b));
    }),
  );
  assert.equal(formatExact({ units: 29_000n, digits: 3 }, 2), "29.00");
  assert.equal(formatExact({ units: -5n, digits: 1 }, 2), "-0.50");
});
