import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { CurrencyCode } from "../money/currency.ts";
import { presets } from "./presets.ts";
import { defaultRule, needsWantsSavings } from "./rule.ts";
import { parseInstead, whatIf, type WhatIfFacts } from "./what-if.ts";

const facts: WhatIfFacts<string> = {
  rule: defaultRule,
  incomeMinor: 420_000n,
  amounts: [
    { name: "rent", bucket: "needs", amountMinor: 115_000n },
    { name: "groceries", bucket: "needs", amountMinor: 94_000n },
    { name: "cinema", bucket: "wants", amountMinor: 40_000n },
    { name: "saved", bucket: "savings", amountMinor: 60_000n },
    { name: "?", bucket: null, amountMinor: 5_000n },
  ],
};

test("a dearer rent takes the needs over their ceiling; everything else stays", () => {
  const { present, changed } = whatIf(facts, { amounts: new Map([["rent", 125_000n]]) });
  const [needs, ...others] = changed.buckets;
  assert.deepEqual([present.buckets[0]?.status, present.buckets[0]?.byMinor], ["within", 1_000n]);
  assert.deepEqual([needs?.status, needs?.byMinor], ["over", 9_000n]);
  assert.deepEqual(others, present.buckets.slice(1));
  assert.equal(changed.unallocatedMinor, present.unallocatedMinor - 10_000n);
});

test("another income and another rule recommend other amounts", () => {
  const { changed } = whatIf(facts, {
    incomeMinor: 450_000n,
    rule: needsWantsSavings(6_000, 2_000, 2_000),
  });
  assert.deepEqual(
    changed.buckets.map(({ recommendedMinor }) => recommendedMinor),
    [270_000n, 90_000n, 90_000n],
  );
});

test("what counts in a bucket that another rule does not have is unassigned by it", () => {
  const rule = presets.find(({ id }) => id === "save-first")?.rule;
  assert.ok(rule !== undefined);
  const { changed } = whatIf(facts, { rule });
  assert.equal(changed.unassignedMinor, 254_000n);
});

const anyRule = fc.constantFrom(...presets.map(({ rule }) => rule));
const minor = fc.bigInt(-(10n ** 9n), 10n ** 15n - 1n);
const anyFacts = fc.record({
  rule: anyRule,
  incomeMinor: minor,
  amounts: fc.uniqueArray(
    fc.record({
      name: fc.nat(20),
      bucket: fc.constantFrom("needs", "wants", "savings", "rest", null),
      amountMinor: minor,
    }),
    { selector: ({ name }) => name, maxLength: 12 },
  ),
});

test("no change, or a change to what is there already, gives the same result", () => {
  fc.assert(
    fc.property(anyFacts, (given) => {
      const { present, changed } = whatIf(given, {});
      assert.deepEqual(changed, present);
      const { rule, incomeMinor, amounts } = given;
      const same = new Map(amounts.map(({ name, amountMinor }) => [name, amountMinor]));
      assert.deepEqual(whatIf(given, { rule, incomeMinor, amounts: same }).changed, present);
    }),
  );
});

test("the parts always sum to the income, recommended and as it would be", () => {
  const anyChanges = fc.record(
    {
      rule: anyRule,
      incomeMinor: minor,
      amounts: fc.array(fc.tuple(fc.nat(25), minor)).map((entries) => new Map(entries)),
    },
    { requiredKeys: [], noNullPrototype: true },
  );
  fc.assert(
    fc.property(anyFacts, anyChanges, (given, changes) => {
      const { changed } = whatIf(given, changes);
      const incomeMinor = changes.incomeMinor ?? given.incomeMinor;
      const sum = (amounts: readonly bigint[]) => amounts.reduce((all, one) => all + one, 0n);
      assert.equal(
        sum(changed.buckets.map(({ recommendedMinor }) => recommendedMinor)),
        incomeMinor > 0n ? incomeMinor : 0n,
      );
      const { unassignedMinor, unallocatedMinor } = changed;
      const used = sum(changed.buckets.map(({ actualMinor }) => actualMinor));
      assert.equal(used + unassignedMinor + unallocatedMinor, incomeMinor);
      const expected = sum(
        given.amounts.map(({ name, amountMinor }) => changes.amounts?.get(name) ?? amountMinor),
      );
      assert.equal(used + unassignedMinor, expected);
    }),
  );
});

test("instead of an amount a new one is typed, or how much more or less", () => {
  const format = { currency: "USD" as CurrencyCode, locale: "en-US" };
  const typed = (text: string) => {
    const read = parseInstead(text, 115_000n, format);
    return read.ok ? read.value : read.error.code;
  };
  assert.equal(typed("1250"), 125_000n);
  assert.equal(typed("+100"), 125_000n);
  assert.equal(typed(" -50.50 "), 109_950n);
  assert.equal(typed("−150"), 100_000n);
  assert.equal(typed("+ 2*50"), 125_000n);
  assert.equal(typed("1150+100"), 125_000n);
  assert.equal(typed("-1150"), 0n);
  assert.equal(typed("-1151"), "not-an-amount");
  assert.equal(typed("+"), "empty");
  assert.equal(typed("rent"), "not-an-amount");
});
