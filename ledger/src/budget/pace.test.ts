import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { defaultPaceThresholds, paceOf, type PaceFacts } from "./pace.ts";

const noBills = { paidMinor: 0n, dueMinor: 0n, laterMinor: 0n };
/** Thirty days, of which today is the tenth. */
const base: PaceFacts = {
  kind: "ceiling",
  targetMinor: 90_000n,
  actualMinor: 0n,
  fixed: noBills,
  period: { first: 100, last: 129 },
  today: 109,
  thresholds: defaultPaceThresholds,
};

function word(facts: Partial<PaceFacts>): string {
  return paceOf({ ...base, ...facts }).word;
}

function saved(actualMinor: bigint): string {
  return word({ kind: "floor", actualMinor });
}

function safe(facts: Partial<PaceFacts>): bigint | null {
  return paceOf({ ...base, ...facts }).safePerDayMinor;
}

test("a third of the days gone expects a third of what is variable", () => {
  assert.equal(paceOf(base).expectedToDateMinor, 30_000n);
  assert.equal(paceOf({ ...base, today: 100 }).expectedToDateMinor, 3_000n);
  assert.equal(paceOf({ ...base, today: 129 }).expectedToDateMinor, 90_000n);
  assert.equal(paceOf({ ...base, today: 500 }).expectedToDateMinor, 90_000n);
});

test("fixed bills are expected when they are paid or due, not by the day", () => {
  const fixed = { paidMinor: 40_000n, dueMinor: 10_000n, laterMinor: 10_000n };
  assert.equal(paceOf({ ...base, fixed }).expectedToDateMinor, 60_000n);
  // More bills than the target leave nothing variable.
  const tooMany = { paidMinor: 60_000n, dueMinor: 0n, laterMinor: 50_000n };
  assert.equal(paceOf({ ...base, fixed: tooMany }).expectedToDateMinor, 60_000n);
});

test("a ceiling is ahead, on track, to watch, and over once all of it is spent", () => {
  assert.equal(word({ actualMinor: 25_499n }), "ahead");
  assert.equal(word({ actualMinor: 25_500n }), "on-track");
  assert.equal(word({ actualMinor: 30_000n }), "on-track");
  assert.equal(word({ actualMinor: 30_001n }), "watch");
  assert.equal(word({ actualMinor: 90_000n }), "watch");
  assert.equal(word({ actualMinor: 90_001n }), "over");
  assert.equal(word({ actualMinor: 90_000n, today: 129 }), "on-track");
});

test("a floor is to watch below, and ahead above; more of it is never over", () => {
  assert.equal(saved(25_499n), "watch");
  assert.equal(saved(25_500n), "on-track");
  assert.equal(saved(30_000n), "on-track");
  assert.equal(saved(30_001n), "ahead");
  assert.equal(saved(1_000_000n), "ahead");
});

test("the thresholds can be set", () => {
  const thresholds = { lower: 5_000, upper: 12_000 };
  assert.equal(word({ thresholds, actualMinor: 14_999n }), "ahead");
  assert.equal(word({ thresholds, actualMinor: 15_000n }), "on-track");
  assert.equal(word({ thresholds, actualMinor: 36_000n }), "on-track");
  assert.equal(word({ thresholds, actualMinor: 36_001n }), "watch");
});

test("without a target and before the period nothing is known", () => {
  const unknown = { word: "unknown", expectedToDateMinor: null, safePerDayMinor: null };
  assert.deepEqual(paceOf({ ...base, targetMinor: null }), unknown);
  assert.deepEqual(paceOf({ ...base, today: 99 }), unknown);
});

test("what is safe per day is for the days left, bills paid first, rounded down", () => {
  // 21 days are left, today included.
  assert.equal(safe({ actualMinor: 27_000n }), 3_000n);
  assert.equal(safe({ actualMinor: 27_001n }), 2_999n);
  assert.equal(
    safe({
      actualMinor: 27_000n,
      fixed: { paidMinor: 20_000n, dueMinor: 21_000n, laterMinor: 21_000n },
    }),
    1_000n,
  );
  assert.equal(safe({ actualMinor: 27_000n, today: 129 }), 63_000n);
  assert.equal(safe({ actualMinor: 89_999n, today: 129 }), 1n);
  assert.equal(safe({ actualMinor: 95_000n }), 0n);
  assert.equal(safe({ today: 130 }), null);
  assert.equal(safe({ kind: "floor" }), null);
});

test("spending what is safe on every day left never goes over", () => {
  const amount = fc.bigInt({ min: 0n, max: 10n ** 9n });
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 100, max: 129 }), (target, spent, today) => {
      const facts = { ...base, targetMinor: target, actualMinor: spent, today };
      const perDay = paceOf(facts).safePerDayMinor;
      assert.ok(perDay !== null && perDay >= 0n);
      const atEnd = spent + perDay * BigInt(129 - today + 1);
      assert.ok(atEnd <= (spent > target ? spent : target));
    }),
  );
});
