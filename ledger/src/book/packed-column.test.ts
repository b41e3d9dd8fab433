/** Packing is exact at every width, as narrow as it can be, and reading refuses everything else. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { packColumn, unpackAmounts, unpackIntegers } from "./packed-column.ts";

const int32 = { min: -(2 ** 31), max: 2 ** 31 - 1 };
const amountMax = 10 ** 15 - 1;
const integers = fc.oneof(
  ...[1, 2 ** 8, 2 ** 16, 2 ** 31 - 1].map((span) => fc.array(fc.integer({ min: -1, max: span }))),
  fc.array(fc.integer(int32)),
);

test("integers come back, with bounds that hold", () => {
  fc.assert(
    fc.property(integers, (values) => {
      const packed = packColumn(Int32Array.from(values), values.length);
      const read = unpackIntegers(packed, values.length, int32.min, int32.max);
      assert(read !== undefined);
      assert.deepEqual([...read.column], values);
      for (const value of values) assert(value >= read.least && value <= read.greatest);
      // In memory that does not begin at a multiple of the width, too.
      const [base, width, bytes] = packed as [number, number, Uint8Array];
      const shifted = new Uint8Array(bytes.length + 1);
      shifted.set(bytes, 1);
      const again = [base, width, shifted.subarray(1)];
      assert.deepEqual(unpackIntegers(again, values.length, int32.min, int32.max), read);
    }),
  );
});

test("amounts come back", () => {
  const amounts = fc.array(
    fc.oneof(fc.integer({ min: -amountMax, max: amountMax }), fc.integer({ min: -9, max: 9 })),
  );
  fc.assert(
    fc.property(amounts, (values) => {
      const packed = packColumn(Float64Array.from(values), values.length);
      const read = unpackAmounts(packed, values.length, amountMax);
      assert(read !== undefined);
      assert.deepEqual([...read.column], values);
      assert.equal(read.furthest, Math.max(0, ...values.map(Math.abs)));
    }),
  );
});

test("a column is as wide as its span", () => {
  const widthOf = (...values: readonly number[]) =>
    (packColumn(Float64Array.from(values), values.length) as readonly unknown[])[1];
  assert.equal(widthOf(), 0);
  assert.equal(widthOf(7, 7), 0);
  assert.equal(widthOf(1_000, 1_255), 1);
  assert.equal(widthOf(1_000, 1_256), 2);
  assert.equal(widthOf(-5, 65_530), 2);
  assert.equal(widthOf(-5, 65_531), 4);
  assert.equal(widthOf(0, 2 ** 32 - 1), 4);
  assert.equal(widthOf(0, 2 ** 32), 8);
});

test("values out of range, of another length or no whole numbers are refused", () => {
  const one = (value: number) => packColumn(Float64Array.of(value, 0), 2);
  assert(unpackIntegers(one(5), 2, 0, 5) !== undefined);
  assert.equal(unpackIntegers(one(6), 2, 0, 5), undefined);
  assert.equal(unpackIntegers(one(-1), 2, 0, 5), undefined);
  assert.equal(unpackIntegers(one(5), 3, 0, 5), undefined);
  assert.equal(unpackIntegers(one(2 ** 40), 2, 0, 2 ** 50), undefined);
  assert.equal(unpackAmounts(one(6), 2, 5), undefined);
  const floats = (...values: readonly number[]) =>
    [0, 8, new Uint8Array(Float64Array.from(values).buffer)] as const;
  assert.equal(unpackAmounts(floats(0.5), 1, 5), undefined);
  assert.equal(unpackAmounts(floats(Number.NaN), 1, 5), undefined);
  assert.equal(unpackAmounts(floats(Number.POSITIVE_INFINITY), 1, 5), undefined);
  assert.deepEqual(unpackAmounts(floats(-0), 1, 5)?.column, Float64Array.of(0));
  for (const junk of [null, [], [0, 3, new Uint8Array(3)], [0.5, 0, new Uint8Array(0)], [0, 1]]) {
    assert.equal(unpackIntegers(junk, 1, -9, 9), undefined);
    assert.equal(unpackAmounts(junk, 1, 9), undefined);
  }
});
