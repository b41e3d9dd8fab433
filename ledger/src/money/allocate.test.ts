import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { allocate } from "./allocate.ts";

const weights = fc
  .array(fc.integer({ min: 0, max: 10_000 }), { minLength: 1, maxLength: 12 })
  .filter((all) => all.some((weight) => weight > 0));
const total = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });

function sum(parts: readonly bigint[]): bigint {
  return parts.reduce((before, part) => before + part, 0n);
}

test("five cents at 50/30/20 are 3, 1 and 1: of equal remainders the earlier one wins", () => {
  assert.deepEqual(allocate(5n, [5_000, 3_000, 2_000]), [3n, 1n, 1n]);
});

test("what is left goes to the largest remainders", () => {
  assert.deepEqual(allocate(100n, [1, 1, 1]), [34n, 33n, 33n]);
  assert.deepEqual(allocate(10n, [15, 65, 20]), [2n, 6n, 2n]);
  assert.deepEqual(allocate(7n, [0, 1, 0]), [0n, 7n, 0n]);
  assert.deepEqual(allocate(0n, [1, 2]), [0n, 0n]);
  assert.deepEqual(allocate(-100n, [1, 1, 1]), [-34n, -33n, -33n]);
});

test("weights that are no weights are a bug of the caller", () => {
  for (const wrong of [[], [0], [0, 0], [-1, 2], [0.5, 0.5], [Number.NaN], [2 ** 53]]) {
    assert.throws(() => allocate(10n, wrong), /Broken invariant/, String(wrong));
  }
});

test("shares sum to the total and are less than one unit from exact", () => {
  fc.assert(
    fc.property(total, weights, (amount, all) => {
      const shares = allocate(amount, all);
      const whole = BigInt(all.reduce((before, weight) => before + weight, 0));
      assert.equal(shares.length, all.length);
      assert.equal(sum(shares), amount);
      for (const [index, share] of shares.entries()) {
        const off = share * whole - amount * BigInt(all[index] ?? 0);
        assert.ok(off < whole && off > -whole);
      }
    }),
  );
});

test("a larger weight never gets a smaller share, nor an earlier equal one", () => {
  fc.assert(
    fc.property(total, weights, (amount, all) => {
      const size = amount < 0n ? -amount : amount;
      const shares = allocate(size, all);
      for (const [i, left] of all.entries()) {
        for (const [j, right] of all.entries()) {
          if (left > right || (left === right && i < j)) {
            assert.ok((shares[i] ?? 0n) >= (shares[j] ?? 0n));
          }
        }
      }
    }),
  );
});

test("a negative total is cut as the positive one is", () => {
  fc.assert(
    fc.property(total, weights, (amount, all) => {
      assert.deepEqual(
        allocate(-amount, all),
        allocate(amount, all).map((share) => -share),
      );
    }),
  );
});
