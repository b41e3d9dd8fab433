/** Which payments are a bill that moved, and that the causes found from them sum to the change. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { payeeFigures, type Payment } from "./payee-figures.ts";
import { varianceOf } from "./variance.ts";

/** The later period begins on day 31. */
const boundary = 31;

type Facts = Partial<Parameters<typeof payeeFigures<string>>[0]>;

function causesOf({ before = [], now = [], known = new Set() }: Facts) {
  const even = { recommendedMinor: 0n, actualMinor: 0n };
  return varianceOf({
    earlier: [],
    previous: null,
    current: even,
    ...payeeFigures({ before, now, boundary, known }),
  }).causes;
}

function paid(payee: string, ...days: readonly number[]): readonly Payment<string>[] {
  return days.map((day) => ({ payee, day, amountMinor: 90_000n }));
}

const none = { newMinor: 0n, priceMinor: 0n, volumeMinor: 0n, timingMinor: 0n };
const known = new Set(["rent"]);

test("amounts and counts are those of the payments", () => {
  const before = [
    { payee: "bus", day: 3, amountMinor: 250n },
    { payee: "bus", day: 9, amountMinor: -50n },
  ];
  const { payeesBefore, payeesNow } = payeeFigures({
    before,
    now: paid("gym", 40),
    boundary,
    known: new Set(),
  });
  const figures = { movedMinor: 0n, movedCount: 0 };
  assert.deepEqual(payeesBefore.get("bus"), { amountMinor: 200n, count: 2, ...figures });
  assert.deepEqual(payeesBefore.get("gym"), { amountMinor: 0n, count: 0, ...figures });
  assert.deepEqual(payeesNow.get("gym"), { amountMinor: 90_000n, count: 1, ...figures });
});

test("rent paid early is timing on both sides, and so is rent paid late", () => {
  assert.deepEqual(causesOf({ before: paid("rent", 1, 30) }), { ...none, timingMinor: -180_000n });
  assert.deepEqual(causesOf({ now: paid("rent", 60, 32), known }), {
    ...none,
    timingMinor: 180_000n,
  });
});

test("a bill that comes less often than every period is timing where it was paid", () => {
  assert.deepEqual(causesOf({ before: paid("rent", 30) }), { ...none, timingMinor: -90_000n });
  assert.deepEqual(causesOf({ now: paid("rent", 31), known }), { ...none, timingMinor: 90_000n });
});

test("five days on either side of the boundary are near, six are not", () => {
  for (const day of [26, 30]) {
    assert.equal(causesOf({ before: paid("rent", day) }).timingMinor, -90_000n, String(day));
  }
  for (const day of [31, 35]) {
    assert.equal(causesOf({ now: paid("rent", day), known }).timingMinor, 90_000n, String(day));
  }
  assert.deepEqual(causesOf({ before: paid("rent", 25) }), { ...none, volumeMinor: -90_000n });
  assert.deepEqual(causesOf({ now: paid("rent", 36), known }), { ...none, newMinor: 90_000n });
});

test("the payment nearest to the boundary is the one that moved", () => {
  const before = [
    { payee: "rent", day: 27, amountMinor: 1n },
    { payee: "rent", day: 29, amountMinor: 10n },
  ];
  const { payeesBefore, payeesNow } = payeeFigures({ before, now: [], boundary, known });
  assert.equal(payeesBefore.get("rent")?.movedMinor, 10n);
  assert.equal(payeesNow.get("rent")?.movedMinor, -10n);
});

test("who was never paid before is new, also right after the boundary", () => {
  assert.deepEqual(causesOf({ now: paid("gym", 32), known }), { ...none, newMinor: 90_000n });
});

test("who was paid in both periods, or often in one, has moved nothing", () => {
  assert.deepEqual(causesOf({ before: paid("rent", 1, 30), now: paid("rent", 50) }), {
    ...none,
    volumeMinor: -90_000n,
  });
  assert.deepEqual(causesOf({ before: paid("rent", 10, 20, 30) }), {
    ...none,
    volumeMinor: -270_000n,
  });
});

test("the causes sum to the change, whatever was paid", () => {
  const payments = (min: number, max: number) =>
    fc.array(
      fc.record({
        payee: fc.constantFrom("a", "b", "c", "d"),
        day: fc.integer({ min, max }),
        amountMinor: fc.bigInt({ min: -1_000_000n, max: 10_000_000n }),
      }),
      { maxLength: 8 },
    );
  const total = (all: readonly Payment<string>[]): bigint =>
    all.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  fc.assert(
    fc.property(
      payments(1, 30),
      payments(31, 61),
      fc.subarray(["a", "b", "c", "d"]),
      (before, now, seen) => {
        const causes = causesOf({ before, now, known: new Set(seen) });
        const { newMinor, priceMinor, volumeMinor, timingMinor } = causes;
        assert.equal(newMinor + priceMinor + volumeMinor + timingMinor, total(now) - total(before));
      },
    ),
    { numRuns: 500 },
  );
});
