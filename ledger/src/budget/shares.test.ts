import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { presets } from "./presets.ts";
import { defaultRule, formatRule, validateRule, type Rule } from "./rule.ts";
import { cutRange, cutsOf, withCut, withShare } from "./shares.ts";

const anyRule = fc.constantFrom(...presets.map(({ rule }) => rule)).chain((rule) =>
  fc
    .array(fc.integer({ min: 0, max: 10_000 }), {
      minLength: rule.buckets.length - 1,
      maxLength: rule.buckets.length - 1,
    })
    .map((cuts) => cuts.reduce((moved, at, cut) => withCut(moved, cut, at), rule)),
);
const anywhere = fc.double({ min: -20_000, max: 20_000, noNaN: true });

test("a bar is cut where one share ends and the next begins", () => {
  assert.deepEqual(cutsOf(defaultRule), [5_000, 8_000]);
  assert.deepEqual(cutRange(defaultRule, 0), { min: 0, max: 8_000 });
  assert.deepEqual(cutRange(defaultRule, 1), { min: 5_000, max: 10_000 });
});

test("a cut takes from one neighbour and gives to the other, and stops at the next cut", () => {
  assert.equal(formatRule(withCut(defaultRule, 0, 5_500)), "55/25/20");
  assert.equal(formatRule(withCut(defaultRule, 1, 7_500)), "50/25/25");
  assert.equal(formatRule(withCut(defaultRule, 0, 9_000)), "80/0/20");
  assert.equal(formatRule(withCut(defaultRule, 1, 1_000)), "50/0/50");
});

test("a share takes from those after it, then from those before it, the nearest first", () => {
  assert.equal(formatRule(withShare(defaultRule, 0, 5_500)), "55/25/20");
  assert.equal(formatRule(withShare(defaultRule, 0, 9_000)), "90/0/10");
  assert.equal(formatRule(withShare(defaultRule, 1, 2_000)), "50/20/30");
  assert.equal(formatRule(withShare(defaultRule, 2, 2_500)), "50/25/25");
  assert.equal(formatRule(withShare(defaultRule, 2, 6_000)), "40/0/60");
  assert.equal(formatRule(withShare(defaultRule, 2, 10_000)), "0/0/100");
});

test("whatever is moved wherever, the outcome is a rule of the same buckets", () => {
  const isRuleLike = (moved: Rule, rule: Rule): void => {
    assert.ok(validateRule(moved).ok);
    assert.deepEqual(
      moved.buckets.map(({ id, name, kind }) => [id, name, kind]),
      rule.buckets.map(({ id, name, kind }) => [id, name, kind]),
    );
  };
  fc.assert(
    fc.property(anyRule, fc.nat(), anywhere, (rule, pick, at) => {
      const cut = pick % (rule.buckets.length - 1);
      const place = pick % rule.buckets.length;
      isRuleLike(withCut(rule, cut, at), rule);
      isRuleLike(withShare(rule, place, at), rule);
      // What was asked for is there, as far as it can be.
      const { min, max } = cutRange(rule, cut);
      const asked = Math.min(max, Math.max(min, Math.round(at)));
      assert.equal(cutsOf(withCut(rule, cut, at))[cut], asked);
      const share = withShare(rule, place, at).buckets[place]?.basisPoints;
      assert.equal(share, Math.min(10_000, Math.max(0, Math.round(at))));
      // Moving back comes back.
      assert.deepEqual(withCut(withCut(rule, cut, at), cut, cutsOf(rule)[cut] ?? 0), rule);
    }),
  );
});
