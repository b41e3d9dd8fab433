import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fail, ok } from "../result.ts";
import { incomeBase, readIncomeMode, type IncomeFacts, type IncomeMode } from "./income-base.ts";

function factsOf(regular: readonly bigint[], more: Partial<IncomeFacts> = {}): IncomeFacts {
  return {
    current: { regularMinor: 300_000n, windfallMinor: 50_000n },
    previous: regular.map((regularMinor) => ({ regularMinor, windfallMinor: 999_999n })),
    plannedMinor: null,
    floorMinor: null,
    ...more,
  };
}

const average3: IncomeMode = { kind: "rolling-average", periods: 3 };

test("actual is all that came in, windfalls too", () => {
  const mode: IncomeMode = { kind: "actual" };
  assert.deepEqual(
    incomeBase(mode, factsOf([])),
    ok({ mode, incomeMinor: 350_000n, periodsUsed: 0 }),
  );
});

test("planned is what was stated, and needs to be", () => {
  const mode: IncomeMode = { kind: "planned" };
  assert.deepEqual(
    incomeBase(mode, factsOf([1n], { plannedMinor: 420_000n })),
    ok({ mode, incomeMinor: 420_000n, periodsUsed: 0 }),
  );
  assert.deepEqual(incomeBase(mode, factsOf([1n])), fail({ code: "no-planned-income" }));
});

test("an average is over the latest periods, without windfalls, half-even", () => {
  assert.deepEqual(
    incomeBase(average3, factsOf([100n, 200n, 400n, 1_000_000n])),
    ok({ mode: average3, incomeMinor: 233n, periodsUsed: 3 }),
  );
  const average2: IncomeMode = { kind: "rolling-average", periods: 2 };
  const halves = [
    [1n, 2n],
    [2n, 3n],
    [-1n, -2n],
  ].map((regular) => {
    const base = incomeBase(average2, factsOf(regular));
    return base.ok && base.value.incomeMinor;
  });
  assert.deepEqual(halves, [2n, 2n, -2n]);
});

test("an average over one period is none", () => {
  const facts = factsOf([100n, 200n]);
  assert.ok(incomeBase({ kind: "rolling-average", periods: 2 }, facts).ok);
  assert.throws(
    () => incomeBase({ kind: "rolling-average", periods: 1 }, facts),
    /Broken invariant/,
  );
});

test("an average of fewer periods says so, and of none takes the plan", () => {
  assert.deepEqual(
    incomeBase(average3, factsOf([100n])),
    ok({ mode: average3, incomeMinor: 100n, periodsUsed: 1 }),
  );
  assert.deepEqual(
    incomeBase(average3, factsOf([], { plannedMinor: 7n })),
    ok({ mode: { kind: "planned" }, incomeMinor: 7n, periodsUsed: 0 }),
  );
  assert.deepEqual(incomeBase(average3, factsOf([])), fail({ code: "no-planned-income" }));
});

test("the floor is the least of the last twelve, or what was stated for it", () => {
  const mode: IncomeMode = { kind: "floor" };
  const thirteen = [5n, 9n, 4n, 8n, 7n, 6n, 5n, 9n, 8n, 7n, 6n, 5n, 1n];
  assert.deepEqual(
    incomeBase(mode, factsOf(thirteen)),
    ok({ mode, incomeMinor: 4n, periodsUsed: 12 }),
  );
  assert.deepEqual(
    incomeBase(mode, factsOf(thirteen, { floorMinor: 3n })),
    ok({ mode, incomeMinor: 3n, periodsUsed: 0 }),
  );
  assert.deepEqual(
    incomeBase(mode, factsOf([], { plannedMinor: 7n })),
    ok({ mode: { kind: "planned" }, incomeMinor: 7n, periodsUsed: 0 }),
  );
  assert.deepEqual(incomeBase(mode, factsOf([])), fail({ code: "no-planned-income" }));
});

test("an average lies between the least and the most", () => {
  const amounts = fc.array(fc.bigInt({ min: 0n, max: 10n ** 12n }), {
    minLength: 1,
    maxLength: 24,
  });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 2, max: 24 }), (regular, periods) => {
      const base = incomeBase({ kind: "rolling-average", periods }, factsOf(regular));
      assert.ok(base.ok);
      const seen = regular.slice(0, periods);
      assert.equal(base.value.periodsUsed, seen.length);
      assert.ok(seen.some((amount) => amount <= base.value.incomeMinor));
      assert.ok(seen.some((amount) => amount >= base.value.incomeMinor));
    }),
  );
});

test("only a mode with exactly its fields is one", () => {
  for (const kind of ["actual", "planned", "floor"]) {
    assert.deepEqual(readIncomeMode({ kind }), { kind });
    assert.equal(readIncomeMode({ kind, periods: 3 }), undefined);
  }
  assert.deepEqual(readIncomeMode({ kind: "rolling-average", periods: 24 }), {
    kind: "rolling-average",
    periods: 24,
  });
  for (const value of [
    undefined,
    null,
    "actual",
    [],
    {},
    { kind: "rolling-average" },
    { kind: "guess" },
    ...[1, 25, 2.5, "3", null].map((periods) => ({ kind: "rolling-average", periods })),
    { kind: "rolling-average", periods: 3, more: 1 },
  ]) {
    assert.equal(readIncomeMode(value), undefined, JSON.stringify(value));
  }
});
