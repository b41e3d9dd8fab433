/** Advice: each rule by example, with figures computed by hand; and what holds for all of it. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { adviceMax, adviceOf, type Advice, type AdviceFacts, type FullPeriod } from "./advice.ts";
import type { Bill } from "./bills.ts";
import { presets } from "./presets.ts";
import { defaultRule, formatRule, needsWantsSavings } from "./rule.ts";

type Facts = AdviceFacts<string>;

/** A monthly income of 4,000.00 on day 20 of 30, all within the rule, after three months like it. */
const calm: Facts = {
  rule: defaultRule,
  incomeMinor: 400_000n,
  receivedMinor: 400_000n,
  plannedMinor: null,
  isPlanned: false,
  actualMinor: [190_000n, 100_000n, 80_000n],
  unassignedMinor: 0n,
  paces: ["watch", "on-track", "ahead"],
  largest: [
    { name: "rent", amountMinor: 110_000n },
    { name: "restaurants", amountMinor: 40_000n },
    { name: "transfers", amountMinor: 80_000n },
  ],
  bills: [[], [], []],
  full: habit([190_000n, 110_000n, 80_000n]),
  daysGone: 20,
  daysLeft: 11,
  savedMinor: 500_000n,
  periodsPerYear: { numerator: 12n, denominator: 1n },
};

function month(actualMinor: readonly bigint[], incomeMinor = 400_000n): FullPeriod {
  return { incomeMinor, regularMinor: incomeMinor, actualMinor };
}

/** Three months alike. */
function habit(actualMinor: readonly bigint[]): readonly FullPeriod[] {
  return Array.from({ length: 3 }, () => month(actualMinor));
}

function advise(
  facts: Partial<Facts>,
  dismissed: readonly string[] = [],
): readonly Advice<string>[] {
  return adviceOf({ ...calm, ...facts }, (piece) => dismissed.includes(piece));
}

function only(facts: Partial<Facts>): Advice<string> {
  const advice = advise(facts);
  assert.deepEqual(
    advice.map(({ code }) => code),
    [advice[0]?.code],
    "one piece",
  );
  return advice[0] as Advice<string>;
}

test("all is well: no advice", () => {
  assert.deepEqual(advise({}), []);
});

test("needs over because of one thing of 30 % of the income or more", () => {
  const facts = {
    actualMinor: [230_000n, 80_000n, 80_000n],
    largest: [{ name: "rent", amountMinor: 120_000n }, null, null],
    bills: [[bill("landlord", 120_000n)], [], []],
  };
  assert.deepEqual(only(facts), {
    code: "one-large-item",
    piece: "one-large-item rent",
    bucket: "needs",
    overMinor: 30_000n,
    category: "rent",
    amountMinor: 120_000n,
    shareBasisPoints: 3_000,
    // 300.00 less brings needs back to half of the income: 7.5 points.
    effect: { minor: 30_000n, basisPoints: 750, per: "period" },
  });
  const largest = [{ name: "rent", amountMinor: 119_900n }, null, null];
  assert.equal(only({ ...facts, largest }).code, "large-bills", "29.98 % is not 30 %");
});

test("needs over by many things: the three largest bills, and a tenth of them", () => {
  const bills = [40_000n, 30_000n, 20_000n, 10_000n].map((amount) => bill(`at ${amount}`, amount));
  const found = only({ actualMinor: [210_000n, 80_000n, 80_000n], bills: [bills, [], []] });
  assert.ok(found.code === "large-bills");
  assert.deepEqual(
    found.bills.map(({ payee }) => payee),
    ["at 40000", "at 30000", "at 20000"],
  );
  assert.equal(found.overMinor, 10_000n);
  assert.deepEqual(found.effect, { minor: 9_000n, basisPoints: 225, per: "period" });
});

test("wants over by less than a twentieth: which category, and the days left", () => {
  const facts = { actualMinor: [190_000n, 125_999n, 80_000n] };
  assert.deepEqual(only(facts), {
    code: "ceiling-passed",
    piece: "ceiling-passed wants",
    bucket: "wants",
    overMinor: 5_999n,
    isSlight: true,
    category: "restaurants",
    amountMinor: 40_000n,
    daysLeft: 11,
    // 400.00 in 20 days are 220.00 in the 11 days left.
    effect: { minor: 22_000n, basisPoints: 550, per: "once" },
  });
  const more = only({ actualMinor: [190_000n, 126_000n, 80_000n] });
  assert.ok(more.code === "ceiling-passed" && !more.isSlight, "a twentieth is not slight");
});

test("savings below the floor: what is there, but not what needs may still take", () => {
  const there = only({ actualMinor: [190_000n, 100_000n, 30_000n] });
  assert.ok(there.code === "floor-not-reached" && there.isMoneyThere);
  assert.equal(there.belowMinor, 50_000n);
  assert.deepEqual(there.effect, { minor: 50_000n, basisPoints: 1_250, per: "once" });
  const some = only({ actualMinor: [190_000n, 120_000n, 60_000n], unassignedMinor: 5_000n });
  assert.deepEqual(some.effect, { minor: 15_000n, basisPoints: 375, per: "once" });
  const none = { actualMinor: [190_000n, 120_000n, 60_000n], unassignedMinor: 20_000n };
  assert.deepEqual(advise(none), [], "none left, and not behind the days");
  const late = only({ ...none, paces: ["on-track", "on-track", "watch"] });
  assert.ok(late.code === "floor-not-reached" && !late.isMoneyThere);
  assert.deepEqual(late.effect, { minor: 20_000n, basisPoints: 500, per: "period" });
  const waiting = { actualMinor: [190_000n, 100_000n, 30_000n], receivedMinor: 0n };
  assert.deepEqual(advise({ ...waiting, isPlanned: true }), [], "the pay has not come yet");
  const full = calm.full.map((each) => ({ ...each, regularMinor: 0n }));
  const unwritten = only({ ...waiting, isPlanned: true, full });
  assert.equal(unwritten.effect?.minor, 50_000n, "who never writes it down has it");
  const nowhere = advise({ actualMinor: [190_000n, 100_000n, 30_000n], savedMinor: null });
  assert.ok(
    nowhere.every(({ code }) => code !== "floor-not-reached"),
    "no account to move it to",
  );
});

test("less than a month of needs on savings accounts: a target, and how long it takes", () => {
  const full = [190_000n, 200_000n, 210_000n, 900_000n].map((needs) => month([needs, 0n, 80_000n]));
  assert.deepEqual(only({ full, savedMinor: 30_000n }), {
    code: "no-emergency-fund",
    piece: "no-emergency-fund",
    hasAccount: true,
    savedMinor: 30_000n,
    // The mean of the last three months.
    targetMinor: 200_000n,
    periods: 3,
    effect: { minor: 80_000n, basisPoints: 2_000, per: "period" },
  });
  assert.deepEqual(advise({ full, savedMinor: 200_000n }), []);
  const weekly = only({
    full,
    savedMinor: null,
    periodsPerYear: { numerator: 52n, denominator: 1n },
  });
  assert.ok(weekly.code === "no-emergency-fund" && !weekly.hasAccount);
  assert.equal(weekly.targetMinor, 866_667n, "4⅓ weeks are a month");
});

test("the income dropped: against the plan, or against the months before", () => {
  const dropped = {
    full: [month([170_000n, 90_000n, 80_000n], 350_000n), month([], 400_000n), month([], 400_000n)],
  };
  const facts = { ...dropped, receivedMinor: 350_000n };
  const planned = only({ ...facts, isPlanned: true, plannedMinor: 400_000n });
  assert.ok(planned.code === "income-dropped");
  assert.deepEqual([planned.beforeMinor, planned.nowMinor], [400_000n, 350_000n]);
  assert.deepEqual(planned.effect, { minor: 50_000n, basisPoints: 1_250, per: "period" });
  const actual = { incomeMinor: 350_000n, actualMinor: [170_000n, 100_000n, 80_000n] };
  assert.equal(only({ ...facts, ...actual }).code, "income-dropped");
  const slight = { ...facts, full: [month([], 360_000n), ...dropped.full.slice(1)] };
  assert.deepEqual(advise({ ...slight, isPlanned: true }), [], "a tenth less is no drop");
  assert.deepEqual(advise({ ...dropped, isPlanned: true }), [], "it came back");
});

test("the price of a bill rose: what it comes to in a year", () => {
  const facts = { bills: [[], [bill("films", 1_599n, [1_299n, 1_299n, 1_299n])], []] };
  assert.deepEqual(only(facts), {
    code: "price-rise",
    piece: "price-rise films",
    payee: "films",
    beforeMinor: 1_299n,
    nowMinor: 1_599n,
    effect: { minor: 3_600n, basisPoints: 8, per: "year" },
  });
  const both = [
    bill("films", 1_599n, [1_299n, 1_299n]),
    bill("rent", 105_000n, [100_000n, 100_000n]),
  ];
  const dearest = only({ bills: [[], both, []] });
  assert.equal(dearest.piece, "price-rise rent", "one at a time, the dearest first");
  const next = advise({ bills: [[], both, []] }, ["price-rise rent"]);
  assert.equal(next[0]?.piece, "price-rise films");
});

test("three months above the floor: raise it by what the ceilings did not use", () => {
  const full = [96_000n, 92_500n, 120_000n].map((saved) => month([190_000n, 110_000n, saved]));
  const found = only({ full });
  assert.ok(found.code === "floor-ahead");
  // 23.125 % at least: three whole points, of which wants (27.5 % used of 30 %) give two, and needs one.
  assert.equal(formatRule(found.rule), "49/28/23");
  assert.deepEqual(found.effect, { minor: 12_000n, basisPoints: 300, per: "period" });
  assert.deepEqual(advise({ full: full.slice(1) }), [], "two are no row");
  const passed = only({ full, actualMinor: [190_000n, 125_000n, 80_000n] });
  assert.equal(passed.code, "ceiling-passed", "what was not kept comes first");
  const full20 = full.with(2, month([190_000n, 110_000n, 83_900n]));
  assert.deepEqual(advise({ full: full20 }), [], "less than a point is not worth it");
});

test("three months over the needs: the nearest preset that is in reach", () => {
  const needs = [224_000n, 220_000n, 228_000n];
  const full = needs.map((amount) => month([amount, 90_000n, 80_000n]));
  const found = only({ full });
  assert.ok(found.code === "rule-out-of-reach");
  assert.equal(found.actualBasisPoints, 5_600);
  // 60/30/10 is as near: of the two the one that saves more.
  assert.deepEqual([found.preset, formatRule(found.rule)], ["high-costs-saver", "60/20/20"]);
  assert.deepEqual(found.effect, { minor: 40_000n, basisPoints: 1_000, per: "period" });
  const out = needs.map((amount) => month([amount + 80_000n, 60_000n, 0n]));
  assert.ok(!advise({ full: out }).some(({ code }) => code === "rule-out-of-reach"), "none is");
});

test("without a full period it says so, and counts on the plan; an empty book hears nothing", () => {
  const early = { full: [], isPlanned: true, plannedMinor: 400_000n, receivedMinor: 0n };
  assert.deepEqual(only(early), {
    code: "too-early",
    piece: "too-early",
    plannedMinor: 400_000n,
    effect: null,
  });
  const nothing = { actualMinor: [0n, 0n, 0n], largest: [null, null, null], savedMinor: 900_000n };
  assert.deepEqual(advise({ ...early, ...nothing, savedMinor: 0n }), []);
});

test("without an income nothing is held against it", () => {
  const facts = { incomeMinor: 0n, receivedMinor: 0n, actualMinor: [1n, 1n, 0n], savedMinor: 0n };
  assert.deepEqual(advise(facts), []);
});

function bill(payee: string, latestMinor: bigint, earlierMinor: readonly bigint[] = []): Bill {
  return { payee, latestMinor, earlierMinor };
}

const amount = fc.bigInt(0n, 300_000n);
const signed = fc.bigInt(-50_000n, 300_000n);
const amounts = fc.tuple(signed, signed, signed);
const anyBill = fc.record({
  payee: fc.constantFrom("a", "b", "c", "d"),
  latestMinor: fc.bigInt(1n, 90_000n),
  earlierMinor: fc.array(fc.constantFrom(9_000n, 9_001n, 20_000n), { maxLength: 3 }),
});
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  rule: fc.oneof(
    fc.constant(defaultRule),
    fc.constantFrom(...presets.map(({ rule }) => rule), needsWantsSavings(10_000, 0, 0)),
  ),
  incomeMinor: fc.oneof(amount, fc.constantFrom(0n, -5n, 400_000n)),
  receivedMinor: amount,
  plannedMinor: fc.option(amount, { nil: null }),
  isPlanned: fc.boolean(),
  actualMinor: amounts,
  unassignedMinor: signed,
  paces: fc.constantFrom(["on-track", "watch", "watch"], ["over", "ahead", "ahead"]),
  largest: fc.array(
    fc.option(
      fc.record({ name: fc.constantFrom("x", "y"), amountMinor: fc.bigInt(1n, 200_000n) }),
      {
        nil: null,
      },
    ),
    { minLength: 3, maxLength: 3 },
  ),
  bills: fc.array(fc.array(anyBill, { maxLength: 4 }), { minLength: 3, maxLength: 3 }),
  full: fc.oneof(
    fc.array(fc.record({ incomeMinor: amount, regularMinor: amount, actualMinor: amounts }), {
      maxLength: 5,
    }),
    fc.constantFrom(
      habit([224_000n, 90_000n, 80_000n]),
      habit([180_000n, 90_000n, 130_000n]),
      habit([190_000n, 110_000n, 80_000n]).with(0, month([], 300_000n)),
    ),
  ),
  daysGone: fc.integer({ min: 1, max: 31 }),
  daysLeft: fc.integer({ min: 1, max: 31 }),
  savedMinor: fc.option(signed, { nil: null }),
  periodsPerYear: fc.constantFrom(
    { numerator: 12n, denominator: 1n },
    { numerator: 52n, denominator: 1n },
  ),
});

test("never more than three pieces, no effect below zero, and no two that contradict each other", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(anyFacts, (facts) => {
      const advice = adviceOf(facts, () => false);
      for (const { code } of advice) seen.add(code);
      assert.ok(advice.length <= adviceMax && adviceMax === 3);
      for (const { effect } of advice) {
        if (effect === null) continue;
        assert.ok(effect.minor >= 0n && (effect.basisPoints ?? 0) >= 0);
      }
      checkTogether(advice);
    }),
    { numRuns: 2_000 },
  );
  assert.equal(seen.size, 10, `every kind of advice was met: ${[...seen].join(", ")}`);
});

/** What must not stand side by side, said independently of how it is avoided. */
function checkTogether(advice: readonly Advice<string>[]): void {
  const codes = advice.map(({ code }) => code);
  const planned = codes.filter((code) =>
    ["income-dropped", "rule-out-of-reach", "floor-ahead"].includes(code),
  );
  assert.ok(planned.length <= 1, "one change of the plan at a time");
  const spendLess = advice.filter(({ code }) =>
    ["one-large-item", "large-bills", "ceiling-passed"].includes(code),
  );
  for (const each of advice) {
    if (each.code === "floor-ahead") {
      assert.equal(spendLess.length, 0, "no more to save where too much was spent");
      assert.ok(!codes.includes("floor-not-reached"));
    }
    if (each.code !== "rule-out-of-reach") continue;
    const less = spendLess.filter((other) => "bucket" in other && other.bucket === each.bucket);
    assert.deepEqual(less, [], "not more room and less of the same");
  }
  assert.equal(new Set(advice.map(({ piece }) => piece)).size, advice.length);
}

test("what is dismissed stays away, and what is left keeps its order", () => {
  fc.assert(
    fc.property(anyFacts, fc.nat(2), (facts, place) => {
      const before = adviceOf(facts, () => false);
      const gone = before[place]?.piece;
      if (gone === undefined) return;
      const after = adviceOf(facts, (piece) => piece === gone);
      assert.ok(!after.some(({ piece }) => piece === gone));
      assert.deepEqual(after.slice(0, place), before.slice(0, place));
    }),
    { numRuns: 300 },
  );
});
