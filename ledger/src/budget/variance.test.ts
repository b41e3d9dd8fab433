import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { varianceOf, type PayeeFigures } from "./variance.ts";

function payee(amountMinor: bigint, count: number, movedMinor = 0n, movedCount = 0): PayeeFigures {
  return { amountMinor, count, movedMinor, movedCount };
}

const even = { recommendedMinor: 0n, actualMinor: 0n };

function explained(
  before: Readonly<Record<string, PayeeFigures>>,
  now: Readonly<Record<string, PayeeFigures>>,
) {
  return varianceOf({
    earlier: [],
    previous: null,
    current: even,
    payeesBefore: new Map(Object.entries(before)),
    payeesNow: new Map(Object.entries(now)),
  });
}

const none = { newMinor: 0n, priceMinor: 0n, volumeMinor: 0n, timingMinor: 0n };

function total(all: Readonly<Record<string, PayeeFigures>>): bigint {
  return Object.values(all).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

test("over and under, cumulated and against the period before", () => {
  const facts = {
    current: { recommendedMinor: 1_000n, actualMinor: 1_300n },
    earlier: [
      { recommendedMinor: 1_000n, actualMinor: 900n },
      { recommendedMinor: 1_000n, actualMinor: 1_050n },
    ],
    payeesBefore: new Map<string, PayeeFigures>(),
    payeesNow: new Map<string, PayeeFigures>(),
  };
  const variance = varianceOf({
    ...facts,
    previous: { recommendedMinor: 1_000n, actualMinor: 1_050n },
  });
  assert.equal(variance.varianceMinor, 300n);
  assert.equal(variance.cumulatedMinor, 250n);
  assert.equal(variance.changeMinor, 250n);
  assert.equal(varianceOf({ ...facts, previous: null }).changeMinor, null);
});

test("a payee that was not there before is new", () => {
  assert.deepEqual(explained({}, { gym: payee(3_000n, 1) }).causes, { ...none, newMinor: 3_000n });
});

test("the same visits at higher prices are price, more visits are volume", () => {
  assert.deepEqual(explained({ bus: payee(1_000n, 10) }, { bus: payee(1_200n, 10) }).causes, {
    ...none,
    priceMinor: 200n,
  });
  assert.deepEqual(explained({ bus: payee(1_000n, 10) }, { bus: payee(1_300n, 13) }).causes, {
    ...none,
    volumeMinor: 300n,
  });
  assert.deepEqual(explained({ bus: payee(1_000n, 10) }, { bus: payee(1_500n, 12) }).causes, {
    ...none,
    priceMinor: 300n,
    volumeMinor: 200n,
  });
  assert.deepEqual(explained({ rent: payee(900n, 1) }, { rent: payee(950n, 1) }).causes, {
    ...none,
    priceMinor: 50n,
  });
  assert.deepEqual(explained({ bus: payee(1_000n, 10) }, {}).causes, {
    ...none,
    volumeMinor: -1_000n,
  });
});

test("a bill that moved is timing, in the period it left and in the one it came to", () => {
  const rent = payee(90_000n, 1);
  const twice = payee(180_000n, 2, 90_000n, 1);
  const gone = payee(0n, 0, -90_000n, -1);
  assert.deepEqual(explained({ rent }, { rent: twice }).causes, { ...none, timingMinor: 90_000n });
  assert.deepEqual(explained({ rent: twice }, { rent }).causes, { ...none, timingMinor: -90_000n });
  assert.deepEqual(explained({ rent }, { rent: gone }).causes, { ...none, timingMinor: -90_000n });
  assert.deepEqual(explained({ rent: gone }, { rent: twice }).causes, {
    ...none,
    timingMinor: 180_000n,
  });
});

test("the three that changed most in the direction of the whole are told", () => {
  const before = { a: payee(100n, 1), b: payee(100n, 1), c: payee(100n, 1), d: payee(100n, 1) };
  const now = { a: payee(400n, 1), b: payee(150n, 1), c: payee(50n, 1), d: payee(200n, 1) };
  assert.deepEqual(explained(before, now).contributors, [
    { name: "a", amountMinor: 300n, shareBasisPoints: 7_500 },
    { name: "d", amountMinor: 100n, shareBasisPoints: 2_500 },
    { name: "b", amountMinor: 50n, shareBasisPoints: 1_250 },
  ]);
  assert.deepEqual(explained(now, before).contributors, [
    { name: "a", amountMinor: -300n, shareBasisPoints: 7_500 },
    { name: "d", amountMinor: -100n, shareBasisPoints: 2_500 },
    { name: "b", amountMinor: -50n, shareBasisPoints: 1_250 },
  ]);
  assert.deepEqual(explained(before, before).contributors, []);
  // A whole that did not change has no direction: what grew is told.
  assert.deepEqual(
    explained({ a: payee(5n, 1), b: payee(9n, 1) }, { a: payee(9n, 1), b: payee(5n, 1) })
      .contributors,
    [{ name: "a", amountMinor: 4n, shareBasisPoints: null }],
  );
});

test("the causes sum to the change, whatever changed", () => {
  const amount = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
  const count = fc.integer({ min: -3, max: 20 });
  const figures = fc
    .tuple(amount, count, amount, count)
    .map(([minor, times, moved, movedTimes]) => payee(minor, times, moved, movedTimes));
  const payees = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), figures);
  fc.assert(
    fc.property(payees, payees, (before, now) => {
      const { newMinor, priceMinor, volumeMinor, timingMinor } = explained(before, now).causes;
      assert.equal(newMinor + priceMinor + volumeMinor + timingMinor, total(now) - total(before));
    }),
    { numRuns: 500 },
  );
});
