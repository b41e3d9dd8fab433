import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { presets } from "./presets.ts";
import { reviewOf, type Contribution } from "./review.ts";
import { defaultRule } from "./rule.ts";

function review(incomeMinor: bigint, actualByBucket: readonly bigint[], unassignedMinor = 0n) {
  return reviewOf({
    rule: defaultRule,
    incomeMinor,
    actualByBucket,
    unassignedMinor,
    contributorsByBucket: [],
  });
}

function outcomes(incomeMinor: bigint, actualByBucket: readonly bigint[]) {
  return review(incomeMinor, actualByBucket).buckets.map(({ id, status, byMinor }) => [
    id,
    status,
    byMinor,
  ]);
}

test("4200 with 2200, 900 and 500: over by 100, within by 360, below by 340", () => {
  const { buckets, unallocatedMinor } = review(420_000n, [220_000n, 90_000n, 50_000n]);
  assert.deepEqual(buckets, [
    {
      id: "needs",
      recommendedMinor: 210000n,
      actualMinor: 220000n,
      status: "over",
      byMinor: 10000n,
      incomeBasisPoints: 5238,
      contributors: [],
    },
    {
      id: "wants",
      recommendedMinor: 126000n,
      actualMinor: 90000n,
      status: "within",
      byMinor: 36000n,
      incomeBasisPoints: 2143,
      contributors: [],
    },
    {
      id: "savings",
      recommendedMinor: 84000n,
      actualMinor: 50000n,
      status: "below",
      byMinor: 34000n,
      incomeBasisPoints: 1190,
      contributors: [],
    },
  ]);
  assert.equal(unallocatedMinor, 60_000n);
});

test("currencies without decimals and with three are reviewed in their own units", () => {
  // 300,000 yen and 1,000.000 dinars.
  assert.deepEqual(outcomes(300_000n, [150_001n, 90_000n, 60_000n]), [
    ["needs", "over", 1n],
    ["wants", "within", 0n],
    ["savings", "met", 0n],
  ]);
  assert.deepEqual(outcomes(1_000_000n, [499_999n, 300_001n, 199_999n]), [
    ["needs", "within", 1n],
    ["wants", "over", 1n],
    ["savings", "below", 1n],
  ]);
});

test("saving more than the floor is met, not over", () => {
  assert.deepEqual(outcomes(420_000n, [0n, 0n, 420_000n])[2], ["savings", "met", 336_000n]);
});

test("without income every spending is over, nothing is divided by it", () => {
  for (const income of [0n, -5n]) {
    const { buckets } = review(income, [1n, 0n, 0n]);
    assert.deepEqual(
      buckets.map(({ status, recommendedMinor, incomeBasisPoints }) => [
        status,
        recommendedMinor,
        incomeBasisPoints,
      ]),
      [
        ["over", 0n, null],
        ["within", 0n, null],
        ["met", 0n, null],
      ],
    );
  }
});

test("more refunds than spending stay within", () => {
  const [needs] = review(100_000n, [-2_000n, 0n, 0n]).buckets;
  assert.equal(needs?.status, "within");
  assert.equal(needs?.byMinor, 52_000n);
  assert.equal(needs?.incomeBasisPoints, -200);
});

test("what is in no bucket is not unallocated", () => {
  assert.equal(review(1_000n, [400n, 200n, 100n], 250n).unallocatedMinor, 50n);
  assert.equal(review(1_000n, [900n, 200n, 100n], 250n).unallocatedMinor, -450n);
});

test("the three largest contributions are told, with their share of the bucket", () => {
  const contributions: readonly Contribution<string>[] = [
    { name: "phone", amountMinor: 3_000n },
    { name: "rent", amountMinor: 90_000n },
    { name: "returned", amountMinor: -8_000n },
    { name: "power", amountMinor: 9_000n },
    { name: "food", amountMinor: 6_000n },
  ];
  const { buckets } = reviewOf({
    rule: defaultRule,
    incomeMinor: 200_000n,
    actualByBucket: [100_000n, 0n, 0n],
    unassignedMinor: 0n,
    contributorsByBucket: [contributions, [{ name: "fun", amountMinor: 500n }]],
  });
  assert.deepEqual(buckets[0]?.contributors, [
    { name: "rent", amountMinor: 90_000n, shareBasisPoints: 9_000 },
    { name: "power", amountMinor: 9_000n, shareBasisPoints: 900 },
    { name: "food", amountMinor: 6_000n, shareBasisPoints: 600 },
  ]);
  // The bucket came to nothing, because a refund took it back.
  assert.deepEqual(buckets[1]?.contributors, [
    { name: "fun", amountMinor: 500n, shareBasisPoints: null },
  ]);
  assert.deepEqual(buckets[2]?.contributors, []);
});

test("of equal contributions the earlier one comes first, and one unit is a contribution", () => {
  const names = ["d", "b", "c", "a"];
  const { buckets } = reviewOf({
    rule: defaultRule,
    incomeMinor: 1n,
    actualByBucket: [4n, 1n, 0n],
    unassignedMinor: 0n,
    contributorsByBucket: [
      names.map((name) => ({ name, amountMinor: 1n })),
      [{ name: "x", amountMinor: 1n }],
    ],
  });
  assert.deepEqual(
    buckets[0]?.contributors.map(({ name }) => name),
    ["d", "b", "c"],
  );
  assert.equal(buckets[1]?.contributors[0]?.shareBasisPoints, 10_000);
  assert.equal(buckets[0]?.incomeBasisPoints, 40_000);
});

test("there must be one amount per bucket", () => {
  assert.throws(() => review(1n, [1n, 1n]), /Broken invariant/);
});

test("income is the buckets, what is unassigned and what is unallocated", () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  fc.assert(
    fc.property(
      fc.constantFrom(...presets.map((preset) => preset.rule)),
      fc.array(amount, { minLength: 8, maxLength: 8 }),
      (rule, [incomeMinor = 0n, unassignedMinor = 0n, ...amounts]) => {
        const actualByBucket = amounts.slice(0, rule.buckets.length);
        const facts = { rule, incomeMinor, actualByBucket, unassignedMinor };
        const result = reviewOf({ ...facts, contributorsByBucket: [] });
        const sum = result.buckets.reduce((before, bucket) => before + bucket.actualMinor, 0n);
        assert.equal(sum + unassignedMinor + result.unallocatedMinor, incomeMinor);
        for (const { recommendedMinor, actualMinor, status, byMinor } of result.buckets) {
          const isAbove = status === "over" || status === "met";
          assert.ok(byMinor >= 0n);
          assert.equal(actualMinor, recommendedMinor + (isAbove ? byMinor : -byMinor));
        }
      },
    ),
  );
});
