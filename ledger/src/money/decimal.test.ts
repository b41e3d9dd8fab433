import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fail, ok } from "../result.ts";
import { formatDecimal, parseDecimal } from "./decimal.ts";

test("minor units are written with exactly the currency's decimals", () => {
  assert.equal(formatDecimal(210_000n, 2), "2100.00");
  assert.equal(formatDecimal(-5n, 2), "-0.05");
  assert.equal(formatDecimal(0n, 2), "0.00");
  assert.equal(formatDecimal(1_200n, 0), "1200");
  assert.equal(formatDecimal(-1n, 0), "-1");
  assert.equal(formatDecimal(1n, 3), "0.001");
  assert.equal(formatDecimal(12_345n, 4), "1.2345");
});

test("fewer decimals than the currency has are read, more are not", () => {
  assert.deepEqual(parseDecimal("12", 2), ok(1_200n));
  assert.deepEqual(parseDecimal("12.5", 2), ok(1_250n));
  assert.deepEqual(parseDecimal("-0.05", 2), ok(-5n));
  assert.deepEqual(parseDecimal("12.345", 2), fail({ code: "too-many-decimals" }));
  assert.deepEqual(parseDecimal("12.0", 0), fail({ code: "too-many-decimals" }));
});

test("what is no decimal text is refused, however long it is", () => {
  for (const text of ["", "-", ".5", "5.", "1,5", "+5", "1e3", " 1", "1\n", "--1", "٣", "0x1"]) {
    assert.deepEqual(parseDecimal(text, 2), fail({ code: "not-a-decimal" }), JSON.stringify(text));
  }
  const longest = `-${"9".repeat(38)}.99`;
  assert.deepEqual(parseDecimal(longest, 2), ok(-(10n ** 40n - 1n)));
  assert.deepEqual(parseDecimal(`${longest}9`, 3), fail({ code: "too-long" }));
  assert.deepEqual(parseDecimal("9".repeat(1_000_000), 2), fail({ code: "too-long" }));
});

test("every amount survives being written and read", () => {
  const amount = fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n });
  fc.assert(
    fc.property(amount, fc.integer({ min: 0, max: 4 }), (minor, digits) => {
      assert.deepEqual(parseDecimal(formatDecimal(minor, digits), digits), ok(minor));
    }),
  );
});
