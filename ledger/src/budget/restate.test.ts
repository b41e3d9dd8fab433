import assert from "node:assert/strict";
import test from "node:test";
import { parseCurrency } from "../money/currency.ts";
import { restate } from "./restate.ts";
import { reviewOf } from "./review.ts";
import { defaultRule } from "./rule.ts";
import type { ReviewSnapshot } from "./snapshot.ts";

const currency = parseCurrency("EUR");
assert.ok(currency !== undefined);

const then = {
  incomeMinor: 420_000n,
  actualByBucket: [220_000n, 90_000n, 50_000n],
  unassignedMinor: 1_000n,
};
const review = reviewOf({ rule: defaultRule, ...then, contributorsByBucket: [] });
const closed: ReviewSnapshot = {
  period: null,
  currency,
  rule: defaultRule,
  income: { mode: { kind: "actual" }, amountMinor: review.incomeMinor },
  buckets: review.buckets,
  unassignedMinor: review.unassignedMinor,
  unallocatedMinor: review.unallocatedMinor,
  notes: "",
  warnings: [],
  source: null,
};

test("without later edits nothing has changed", () => {
  const restatement = restate(closed, then);
  assert.equal(restatement.hasChanged, false);
  assert.deepEqual(restatement.unallocated, {
    closedMinor: 59_000n,
    restatedMinor: 59_000n,
    changeMinor: 0n,
  });
  for (const { recommended, actual, closedStatus, restatedStatus } of restatement.buckets) {
    assert.equal(recommended.changeMinor, 0n);
    assert.equal(actual.changeMinor, 0n);
    assert.equal(closedStatus, restatedStatus);
  }
});

test("a later edit shows in its bucket, its status and what is unallocated", () => {
  const now = { ...then, actualByBucket: [200_000n, 90_000n, 50_000n] };
  const { hasChanged, income, buckets, unallocated } = restate(closed, now);
  assert.equal(hasChanged, true);
  assert.equal(income.changeMinor, 0n);
  assert.deepEqual(buckets[0], {
    id: "needs",
    recommended: { closedMinor: 210_000n, restatedMinor: 210_000n, changeMinor: 0n },
    actual: { closedMinor: 220_000n, restatedMinor: 200_000n, changeMinor: -20_000n },
    closedStatus: "over",
    restatedStatus: "within",
  });
  assert.equal(buckets[1]?.actual.changeMinor, 0n);
  assert.equal(unallocated.changeMinor, 20_000n);
});

test("another income recommends anew", () => {
  const { hasChanged, income, buckets, unallocated } = restate(closed, {
    ...then,
    incomeMinor: 500_000n,
  });
  assert.equal(hasChanged, true);
  assert.equal(income.changeMinor, 80_000n);
  assert.deepEqual(
    buckets.map(({ recommended }) => recommended.restatedMinor),
    [250_000n, 150_000n, 100_000n],
  );
  assert.equal(buckets[0]?.restatedStatus, "within");
  assert.equal(unallocated.changeMinor, 80_000n);
});

test("what moved out of the buckets has changed too", () => {
  const { hasChanged, unassigned } = restate(closed, { ...then, unassignedMinor: 0n });
  assert.equal(hasChanged, true);
  assert.equal(unassigned.changeMinor, -1_000n);
});

test("a recommendation that a file recorded otherwise is not restated", () => {
  const [needs, ...others] = closed.buckets;
  assert.ok(needs !== undefined);
  const recorded = { ...closed, buckets: [{ ...needs, recommendedMinor: 230_000n }, ...others] };
  const [bucket] = restate(recorded, then).buckets;
  assert.equal(bucket?.recommended.changeMinor, 0n);
  assert.equal(bucket?.restatedStatus, "within");
});

test("there must be one amount per bucket", () => {
  assert.throws(() => restate(closed, { ...then, actualByBucket: [1n] }), /Broken invariant/);
});
