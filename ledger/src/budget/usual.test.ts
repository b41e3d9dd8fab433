import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { expectedOf, medianOf } from "./usual.ts";

test("the median is the middle amount, or the mean of the two in the middle", () => {
  assert.equal(medianOf([]), undefined);
  assert.equal(medianOf([4_530n]), 4_530n);
  assert.equal(medianOf([6_000n, 4_000n]), 5_000n);
  assert.equal(medianOf([90_000n, 4_000n, 6_000n]), 6_000n);
  assert.equal(medianOf([1n, 2n]), 2n, "half to even");
  assert.equal(medianOf([-3n, 0n, 8n]), 0n);
});

test("as many amounts are at or below the median as at or above it", () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt(-50n, 50n), { minLength: 1, maxLength: 24 }), (amounts) => {
      const median = medianOf(amounts) ?? 0n;
      const below = amounts.filter((amount) => amount <= median).length;
      const above = amounts.filter((amount) => amount >= median).length;
      assert.ok(2 * below >= amounts.length && 2 * above >= amounts.length);
      assert.equal(medianOf(amounts.toReversed()), median);
    }),
  );
});

test("a period will come to what is planned, else to what is usual, and to what it has already", () => {
  const running = { actualMinor: 40n, plannedMinor: 100n, usualMinor: 70n, isOver: false };
  assert.equal(expectedOf(running), 100n);
  assert.equal(expectedOf({ ...running, plannedMinor: null }), 70n);
  assert.equal(expectedOf({ ...running, plannedMinor: null, usualMinor: null }), 40n);
  assert.equal(expectedOf({ ...running, plannedMinor: 0n }), 40n);
  assert.equal(expectedOf({ ...running, actualMinor: 120n }), 120n);
  assert.equal(expectedOf({ ...running, isOver: true }), 40n);
});
