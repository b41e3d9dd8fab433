import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fail, ok } from "../result.ts";
import { presets } from "./presets.ts";
import {
  defaultRule,
  formatRule,
  needsWantsSavings,
  parseRule,
  validateRule,
  type Rule,
} from "./rule.ts";

test("50/30/20 is two ceilings and a floor", () => {
  assert.deepEqual(parseRule("50/30/20"), ok(defaultRule));
  assert.deepEqual(
    defaultRule.buckets.map(({ id, kind, basisPoints }) => [id, kind, basisPoints]),
    [
      ["needs", "ceiling", 5_000],
      ["wants", "ceiling", 3_000],
      ["savings", "floor", 2_000],
    ],
  );
});

test("other shares are read in percent, with up to two decimals", () => {
  assert.deepEqual(parseRule("60/30/10"), ok(needsWantsSavings(6_000, 3_000, 1_000)));
  assert.deepEqual(parseRule("33.34/33.33/33.33"), ok(needsWantsSavings(3_334, 3_333, 3_333)));
  assert.deepEqual(parseRule(" 12.5 / 12.5 / 75 "), ok(needsWantsSavings(1_250, 1_250, 7_500)));
  assert.ok(parseRule("50/30/20".padEnd(60)).ok);
  assert.ok(!parseRule("50/30/20".padEnd(61)).ok);
  assert.deepEqual(parseRule("100/0/0"), ok(needsWantsSavings(10_000, 0, 0)));
});

test("shares that are not the whole say what they sum to", () => {
  assert.deepEqual(parseRule("50/30/30"), fail({ code: "not-the-whole", sumBasisPoints: 11_000 }));
  assert.deepEqual(
    parseRule("33.33/33.33/33.33"),
    fail({ code: "not-the-whole", sumBasisPoints: 9_999 }),
  );
});

test("other texts are no rules", () => {
  for (const text of [
    "",
    "50",
    "50/50",
    "50/30/10/10",
    "50/30/",
    "-50/130/20",
    "50%/30%/20%",
    "50,0/30/20",
    "1e2/0/0",
    "33.333/33.333/33.334",
    "a/b/c",
    "٥٠/30/20",
    "/".repeat(1e6),
  ]) {
    assert.deepEqual(parseRule(text), fail({ code: "not-a-rule" }), text.slice(0, 50));
  }
});

test("a rule's text has no more decimals than it needs", () => {
  assert.equal(formatRule(defaultRule), "50/30/20");
  assert.equal(formatRule(needsWantsSavings(3_334, 3_330, 3_336)), "33.34/33.3/33.36");
  assert.equal(formatRule(needsWantsSavings(5, 9_995, 0)), "0.05/99.95/0");
});

const twoCuts = fc
  .tuple(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 10_000 }))
  .map(([one, other]) => [Math.min(one, other), Math.max(one, other)] as const);

test("every rule of needs, wants and savings survives being written and read", () => {
  fc.assert(
    fc.property(twoCuts, ([least, most]) => {
      const rule = needsWantsSavings(least, most - least, 10_000 - most);
      assert.deepEqual(parseRule(formatRule(rule)), ok(rule));
      assert.deepEqual(validateRule(structuredClone(rule)), ok(rule));
    }),
  );
});

function withShares(shares: readonly number[]): unknown {
  const buckets = shares.map((basisPoints, index) => ({
    id: "abcdefg"[index],
    name: "N",
    kind: "ceiling",
    basisPoints,
  }));
  return { buckets };
}

test("a rule has two to six buckets", () => {
  assert.ok(validateRule(withShares([5_000, 5_000])).ok);
  assert.ok(validateRule(withShares([5_000, 1_000, 1_000, 1_000, 1_000, 1_000])).ok);
  assert.ok(!validateRule(withShares([10_000])).ok);
  assert.ok(!validateRule(withShares([4_000, 1_000, 1_000, 1_000, 1_000, 1_000, 1_000])).ok);
  assert.deepEqual(
    validateRule(withShares([5_000, 4_000])),
    fail({ code: "not-the-whole", sumBasisPoints: 9_000 }),
  );
});

test("every preset is a rule", () => {
  for (const { rule } of presets) assert.deepEqual(validateRule(rule), ok(rule));
});

test("a rule with any field else is none", () => {
  const [first, ...others] = defaultRule.buckets;
  assert.ok(first !== undefined);
  const withFirst = (bucket: unknown) => ({ buckets: [bucket, ...others] });
  const wrong: readonly unknown[] = [
    undefined,
    null,
    1,
    "50/30/20",
    [],
    {},
    { buckets: null },
    { buckets: {} },
    { buckets: defaultRule.buckets, more: 1 },
    ...[null, [], {}, { ...first, more: 1 }].map(withFirst),
    ...["", "Needs", "needs!", "b2", "a".repeat(33), 1].map((id) => withFirst({ ...first, id })),
    ...["", "a".repeat(101), "\uD800", 1].map((name) => withFirst({ ...first, name })),
    ...["roof", "", 1].map((kind) => withFirst({ ...first, kind })),
    ...[-1, 10_001, 0.5, Number.NaN, "5000", 5_000n].map((basisPoints) =>
      withFirst({ ...first, basisPoints }),
    ),
    withFirst({ ...first, id: "wants" }),
  ];
  for (const value of wrong) {
    assert.deepEqual(validateRule(value), fail({ code: "not-a-rule" }));
  }
  fc.assert(fc.property(fc.anything(), (value) => assert.ok(!validateRule(value).ok)));
});

test("what was validated is a copy that keeps no foreign object", () => {
  const value: Rule = structuredClone(defaultRule);
  const outcome = validateRule(value);
  assert.ok(outcome.ok);
  assert.notEqual(outcome.value.buckets, value.buckets);
  assert.notEqual(outcome.value.buckets[0], value.buckets[0]);
});
