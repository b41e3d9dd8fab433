/** What a draft of the plan and a what-if come to, from what the Worker says of a period. */
import assert from "node:assert/strict";
import test from "node:test";
import { defaultRule, presets, withShare, type CurrencyCode, type Rule } from "@coffer/ledger";
import type { BudgetModel, LineModel } from "../engine/views/budget-models.ts";
import { hasAnything, leftText, lineLeftText, lineName } from "./line-words.ts";
import { draftOf, figuresOf, isChanged, otherBuckets, presetOf } from "./plan-draft.ts";
import { nothingTyped, whatIfOf } from "./what-if-draft.ts";

const currency = "USD" as CurrencyCode;
const locale = "en-US";
const day = { first: 20_758, last: 20_787 };

function line(fields: Partial<LineModel>): LineModel {
  const nothing = { id: null, name: "", group: null, actual: 0n, planned: null, left: null };
  return { ...nothing, isPlannable: false, usual: null, sample: [], expected: 0n, ...fields };
}

const rent = line({
  id: "a",
  name: "Rent",
  group: "Housing",
  isPlannable: true,
  expected: 115_000n,
});
const cinema = line({ id: "b", name: "Cinema", isPlannable: true, expected: 3_000n });
const elsewhere = line({ id: "a", name: "Rent", expected: 500n });
const saved = line({ expected: 60_000n });

function budget(fields: Partial<BudgetModel> = {}): BudgetModel {
  const actuals = [115_000n, 3_500n, 60_000n];
  return {
    review: {
      currency,
      period: { ...day, name: "2026-11", isRunning: true, daysLeft: 7 },
      rule: defaultRule,
      income: 420_000n,
      incomeMode: { kind: "actual" },
      buckets: defaultRule.buckets.map((bucket, place) => ({
        ...bucket,
        recommended: 0n,
        actual: actuals[place] ?? 0n,
        status: "within",
        by: 0n,
        pace: null,
        expected: null,
        safePerDay: null,
      })),
      unassigned: { amount: 700n, count: 1 },
      unallocated: 0n,
      notConverted: [],
    },
    isOver: false,
    previous: null,
    next: null,
    lines: [[rent], [cinema, elsewhere], [saved]],
    planned: [null, null, null],
    unassigned: [line({ expected: 700n })],
    homeless: 0,
    plan: {
      rule: defaultRule,
      cycle: { kind: "calendar-month" },
      incomeMode: { kind: "actual" },
      planned: 400_000n,
      currency,
    },
    incomes: [
      { mode: { kind: "actual" }, income: 420_000n, isOwn: true },
      { mode: { kind: "planned" }, income: 400_000n, isOwn: true },
      { mode: { kind: "rolling-average", periods: 3 }, income: 410_000n, isOwn: true },
      { mode: { kind: "floor" }, income: 400_000n, isOwn: false },
    ],
    history: [],
    closed: null,
    ...fields,
  };
}

const presetRule = (id: string): Rule =>
  presets.find((preset) => preset.id === id)?.rule ?? defaultRule;

test("without a draft the figures are those of the period", () => {
  const { review, incomeMode } = figuresOf(budget(), null, locale);
  assert.deepEqual(
    review.buckets.map(({ recommendedMinor, status, byMinor }) => [
      recommendedMinor,
      status,
      byMinor,
    ]),
    [
      [210_000n, "within", 95_000n],
      [126_000n, "within", 122_500n],
      [84_000n, "below", 24_000n],
    ],
  );
  assert.equal(review.unallocatedMinor, 420_000n - 115_000n - 3_500n - 60_000n - 700n);
  assert.deepEqual(incomeMode, { kind: "actual" });
});

test("a draft's shares and its income count at once", () => {
  const { plan } = budget();
  const draft = { ...draftOf(plan, locale), rule: withShare(defaultRule, 0, 2_500) };
  const recommended = (more: object) => {
    const { review, incomeMode } = figuresOf(budget(), { ...draft, ...more }, locale);
    return [review.buckets[0]?.recommendedMinor, review.buckets[0]?.status, incomeMode.kind];
  };
  assert.deepEqual(recommended({}), [105_000n, "over", "actual"]);
  const average = { mode: { kind: "rolling-average", periods: 3 } };
  assert.deepEqual(recommended(average), [102_500n, "over", "rolling-average"]);
  const planned = { mode: { kind: "planned" }, planned: "5,000" };
  assert.deepEqual(recommended(planned), [125_000n, "within", "planned"]);
  // What cannot be read leaves what is saved; what has nothing to look at counts on what is expected.
  assert.deepEqual(recommended({ ...planned, planned: "5,0x" }), [100_000n, "over", "planned"]);
  const floor = { mode: { kind: "floor" }, planned: "3000" };
  assert.deepEqual(recommended(floor), [75_000n, "over", "planned"]);
});

test("a draft of other buckets waits for what the Worker says of them", () => {
  const { plan } = budget();
  const draft = { ...draftOf(plan, locale), rule: presetRule("save-first") };
  assert.equal(otherBuckets(draft, plan), "save-first");
  assert.deepEqual(figuresOf(budget(), draft, locale).review.rule, defaultRule);
  assert.equal(otherBuckets({ ...draft, rule: presetRule("tight") }, plan), null);
});

test("a draft is changed as long as it differs, and a rule is a preset only as it stands there", () => {
  const { plan } = budget();
  const draft = draftOf(plan, locale);
  assert.equal(draft.planned, "4,000.00");
  assert.equal(isChanged(draft, plan, locale), false);
  assert.equal(isChanged({ ...draft, rule: presetRule("tight") }, plan, locale), true);
  assert.equal(isChanged({ ...draft, planned: "" }, plan, locale), true);
  assert.equal(isChanged({ ...draft, planned: "4000" }, plan, locale), false);
  assert.equal(isChanged({ ...draft, planned: "4001" }, plan, locale), true);
  assert.equal(presetOf(defaultRule)?.id, "balanced");
  assert.equal(presetOf(withShare(defaultRule, 0, 5_100)), undefined);
});

test("what if: nothing typed changes nothing, and there is nothing to apply", () => {
  const { result, plan } = whatIfOf(budget(), nothingTyped, locale);
  assert.deepEqual(result.changed, result.present);
  assert.equal(plan, null);
  assert.deepEqual(
    result.present.buckets.map(({ actualMinor }) => actualMinor),
    [115_000n, 3_500n, 60_000n],
  );
  assert.equal(result.present.unassignedMinor, 700n);
});

test("what if: a category is changed where it is planned, and not where else it counts", () => {
  const amounts = new Map([["a", "+100"]]);
  const { result, plan } = whatIfOf(budget(), { ...nothingTyped, amounts }, locale);
  assert.deepEqual(
    result.changed.buckets.map(({ actualMinor }) => actualMinor),
    [125_000n, 3_500n, 60_000n],
  );
  assert.deepEqual(plan, { planned: [{ categoryId: "a", amount: 125_000n }] });
});

test("what if: income and rule are applied with it; what cannot be read keeps all of it back", () => {
  const rule = withShare(defaultRule, 2, 2_500);
  const draft = { rule, income: "-200", amounts: new Map([["b", "0"]]) };
  const { plan } = whatIfOf(budget(), draft, locale);
  assert.deepEqual(plan, { rule, income: 400_000n, planned: [{ categoryId: "b", amount: 0n }] });
  const wrong = whatIfOf(budget(), { ...draft, income: "much" }, locale);
  assert.equal(wrong.plan, null);
  assert.deepEqual(wrong.income, { problem: "not-an-amount" });
});

test("lines are named and judged in words", () => {
  const amount = (minor: bigint) => `${minor}`;
  assert.equal(lineName(rent, "ceiling"), "Housing › Rent");
  assert.equal(lineName(cinema, "ceiling"), "Cinema");
  assert.equal(lineName(saved, "floor"), "Transfers");
  assert.equal(lineName(line({}), "ceiling"), "Without a category");
  assert.equal(lineLeftText("ceiling", null, amount), "");
  assert.equal(lineLeftText("ceiling", 5n, amount), "5 left");
  assert.equal(lineLeftText("ceiling", -5n, amount), "5 over");
  assert.equal(lineLeftText("floor", 5n, amount), "5 to go");
  assert.equal(lineLeftText("floor", 0n, amount), "Met");
  assert.equal(lineLeftText("floor", -5n, amount), "5 more");
  assert.equal(leftText({ status: "over", byMinor: 7n }, amount), "7 over");
  assert.deepEqual(
    [{}, { planned: 0n }, { usual: 1n }, { usual: 0n }, { actual: -1n }].map((fields) =>
      hasAnything(line(fields)),
    ),
    [false, true, true, false, true],
  );
});
