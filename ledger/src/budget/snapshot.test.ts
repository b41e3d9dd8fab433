import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { DAY_MAX } from "../calendar/day.ts";
import { fail, ok } from "../result.ts";
import { parseCurrency } from "../money/currency.ts";
import { defaultRule } from "./rule.ts";
import { SNAPSHOT_MINOR_MAX, validateSnapshot, type ReviewSnapshot } from "./snapshot.ts";

const currency = parseCurrency("USD");
assert.ok(currency !== undefined);

const closed: ReviewSnapshot = {
  period: { first: 20_758, last: 20_787 },
  currency,
  rule: defaultRule,
  income: { mode: { kind: "rolling-average", periods: 3 }, amountMinor: 420_000n },
  buckets: [
    {
      id: "needs",
      recommendedMinor: 210000n,
      actualMinor: 220000n,
      status: "over",
      byMinor: 10000n,
    },
    {
      id: "wants",
      recommendedMinor: 126000n,
      actualMinor: 90000n,
      status: "within",
      byMinor: 36000n,
    },
    {
      id: "savings",
      recommendedMinor: 84000n,
      actualMinor: 50000n,
      status: "below",
      byMinor: 34000n,
    },
  ],
  unassignedMinor: 0n,
  unallocatedMinor: 60_000n,
  notes: "A dear month",
  warnings: ["The recommendation was recorded otherwise"],
  source: "0f".repeat(64),
};

test("a snapshot is what was closed, dated or not", () => {
  assert.deepEqual(validateSnapshot(structuredClone(closed)), ok(closed));
  const undated = { ...closed, period: null, source: null, warnings: [], notes: "" };
  assert.deepEqual(validateSnapshot(undated), ok(undated));
});

test("figures are kept as recorded, whether they agree or not", () => {
  const [needs, ...others] = closed.buckets;
  const strange = {
    ...closed,
    buckets: [{ ...needs, recommendedMinor: 1n, status: "within" }, ...others],
    unallocatedMinor: -5n,
  };
  assert.deepEqual(validateSnapshot(strange), ok(strange));
});

const outside = SNAPSHOT_MINOR_MAX + 1n;
const wrongByField: { readonly [Name in keyof ReviewSnapshot]: readonly unknown[] } = {
  period: [
    undefined,
    1,
    "2026-11",
    {},
    { first: 1 },
    {
      first: 2,
      last: 1,
    },
    {
      first: 0.5,
      last: 1,
    },
    {
      first: 1,
      last: DAY_MAX + 1,
    },
    {
      first: 1,
      last: 2,
      more: 3,
    },
    [1, 2],
  ],
  currency: [undefined, null, "usd", "USDT", "US", "US$", "USD\n", "", 1, "US Dollar"],
  rule: [undefined, null, "50/30/20", {}, { buckets: [] }, { ...defaultRule, more: 1 }],
  income: [
    undefined,
    null,
    420_000n,
    {},
    { mode: { kind: "actual" } },
    { amountMinor: 1n },
    { mode: { kind: "guess" }, amountMinor: 1n },
    { mode: { kind: "actual" }, amountMinor: 1 },
    { mode: { kind: "actual" }, amountMinor: outside },
    { mode: { kind: "actual" }, amountMinor: 1n, more: 1 },
  ],
  buckets: [
    undefined,
    null,
    {},
    [],
    closed.buckets.slice(1),
    [...closed.buckets, closed.buckets[0]],
    closed.buckets.toReversed(),
    ...[
      { id: "wants" },
      { recommendedMinor: 1 },
      { recommendedMinor: outside },
      { more: 1 },
      { actualMinor: "1" },
      { actualMinor: -outside },
      { byMinor: -1n },
      { byMinor: outside },
      { status: "below" },
      { status: "met" },
      { status: "" },
      { status: null },
    ].map((wrong) => closed.buckets.with(0, Object.assign({}, closed.buckets[0], wrong))),
    closed.buckets.with(2, Object.assign({}, closed.buckets[2], { status: "over" })),
  ],
  unassignedMinor: [undefined, null, 0, "0", outside, -outside],
  unallocatedMinor: [undefined, null, 0, "0", outside, -outside],
  notes: [undefined, null, 1, "a".repeat(2_001), "\uD800"],
  warnings: [
    undefined,
    null,
    "text",
    {},
    [""],
    [1],
    ["a".repeat(501)],
    ["\uDC00"],
    Array.from({ length: 51 }, () => "again"),
  ],
  source: [undefined, "", 1, "a".repeat(129), "\uD800"],
};

test("a snapshot with one field out of its limits is none, and the field is named", () => {
  for (const [field, values] of Object.entries(wrongByField)) {
    for (const [index, value] of values.entries()) {
      assert.deepEqual(
        validateSnapshot({ ...closed, [field]: value }),
        fail({ code: "not-a-snapshot", field }),
        `${field}, wrong value ${index}`,
      );
    }
  }
});

test("a snapshot with a field more or less is none", () => {
  for (const value of [undefined, null, 1, "", [], {}, { ...closed, more: 1 }]) {
    assert.deepEqual(validateSnapshot(value), fail({ code: "not-a-snapshot", field: "" }));
  }
  for (const name of Object.keys(closed)) {
    const less: Record<string, unknown> = { ...closed };
    delete less[name];
    assert.deepEqual(validateSnapshot(less), fail({ code: "not-a-snapshot", field: "" }), name);
  }
});

test("the limits themselves are within", () => {
  const income = { mode: { kind: "actual" }, amountMinor: SNAPSHOT_MINOR_MAX } as const;
  const full = {
    ...closed,
    income,
    unassignedMinor: -SNAPSHOT_MINOR_MAX,
    notes: "a".repeat(2_000),
    warnings: Array.from({ length: 50 }, () => "w".repeat(500)),
    source: "s".repeat(128),
  };
  assert.deepEqual(validateSnapshot(full), ok(full));
});

test("the least that a snapshot can say is enough", () => {
  const [needs, ...others] = closed.buckets;
  const least = {
    ...closed,
    // A currency that a later version may know.
    currency: "QQQ",
    buckets: [{ ...needs, status: "within", byMinor: 0n }, ...others],
    warnings: ["w"],
    source: "s",
  };
  assert.deepEqual(validateSnapshot(least), ok(least));
});

test("any value ends with an outcome", () => {
  const names = fc.constantFrom(...Object.keys(closed));
  fc.assert(
    fc.property(names, fc.anything({ withBigInt: true }), (name, value) => {
      const outcome = validateSnapshot({ ...closed, [name]: value });
      if (outcome.ok) assert.deepEqual(outcome.value, { ...closed, [name]: value });
    }),
    { numRuns: 500 },
  );
});
