import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { roundedQuotient } from "./rounding.ts";

test("halves go to the even neighbour, on both sides of zero", () => {
  const halves = [-5n, -3n, -1n, 1n, 3n, 5n].map((half) => roundedQuotient(half, 2n));
  assert.deepEqual(halves, [-2n, -2n, 0n, 0n, 2n, 2n]);
});

test("everything else goes to the nearest", () => {
  assert.equal(roundedQuotient(7n, 3n), 2n);
  assert.equal(roundedQuotient(8n, 3n), 3n);
  assert.equal(roundedQuotient(-8n, 3n), -3n);
  assert.equal(roundedQuotient(249n, 100n), 2n);
  assert.equal(roundedQuotient(251n, 100n), 3n);
  assert.equal(roundedQuotient(0n, 7n), 0n);
});

test("the quotient is never further than half a unit away", () => {
  fc.assert(
    fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 20n }), (numerator, denominator) => {
      const off = (roundedQuotient(numerator, denominator) * denominator - numerator) * 2n;
      assert.ok(off <= denominator && off >= -denominator);
    }),
  );
});
