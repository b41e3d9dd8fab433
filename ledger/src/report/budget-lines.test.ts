/** A period by category: what is shown, what is planned and what is usual; and the sums against the buckets'. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import type { Id } from "../book/id.ts";
import { defaultRule } from "../budget/rule.ts";
import { parseDay } from "../calendar/day.ts";
import { parsePeriod, type Period } from "../calendar/period.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { budgetLines, type BudgetLine } from "./budget-lines.ts";

function idOf(number: number): Id {
  return number.toString(16).padStart(32, "0") as Id;
}

function dayOf(text: string): number {
  const day = parseDay(text);
  assert.ok(day !== undefined);
  return day;
}

function month(text: string): Period {
  const period = parsePeriod({ kind: "calendar-month" }, text);
  assert.ok(period.ok);
  return period.value;
}

const [rent, food, restaurants, old, salary] = [0x20, 0x21, 0x22, 0x23, 0x24].map(idOf);
const household: readonly Change[] = [
  { table: "account", id: idOf(0x10), fields: { name: "Current", currency: "USD" as never } },
  {
    table: "account",
    id: idOf(0x11),
    fields: { name: "Saved", role: "savings", currency: "USD" as never },
  },
  category(rent, { name: "Rent", bucket: "needs", plannedMinor: 115_000n, order: 1 }),
  category(food, { name: "Food", bucket: "needs", order: 2 }),
  category(restaurants, { name: "Restaurants", bucket: "wants", parent: food, order: 3 }),
  category(old, { name: "Old", bucket: "wants", archived: true, order: 4 }),
  category(salary, { name: "Salary", kind: "income", order: 5 }),
];

function category(id: Id | undefined, fields: object): Change {
  assert.ok(id !== undefined);
  return { table: "category", id, fields };
}

function bookOf(...changes: readonly Change[]): Book {
  const book = createBook();
  const set = { id: idOf(1), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes: [...household, ...changes] }, "ann");
  return book;
}

let rows = 0x1000;
function spent(on: string, minor: bigint, of: Id | null | undefined, fields: object = {}): Change {
  rows += 1;
  const own = { day: dayOf(on), account: idOf(0x10), kind: "expense", minor: -minor };
  const all = { ...own, category: of ?? null, ...fields } as const;
  return { table: "transaction", id: idOf(rows), fields: all as never };
}

function shown(lines: readonly BudgetLine[] | undefined): unknown[] {
  return (lines ?? []).map((line) => [
    line.category,
    line.actualMinor,
    line.plannedMinor,
    line.usualMinor,
    line.expectedMinor,
  ]);
}

const saved = { transferAccount: idOf(0x11), kind: "transfer" };

test("categories in use stand in their order, with plan, actual, usual and what will be", () => {
  const book = bookOf(
    spent("2026-08-03", 1n, food),
    spent("2026-08-09", 40_000n, restaurants),
    spent("2026-09-03", 90_000n, food),
    spent("2026-10-03", 30_000n, food),
    spent("2026-11-02", 115_000n, rent),
    spent("2026-11-03", 10_000n, food),
    spent("2026-11-05", 700n, old),
    spent("2026-11-06", 60_000n, null, { ...saved, transferMinor: 60_000n }),
    spent("2026-11-07", 500n, null),
    spent("2026-11-08", 300n, food, { bucket: "wants" }),
  );
  const lines = budgetLines(book, defaultRule, month("2026-11"), dayOf("2026-11-24"));
  assert.deepEqual(shown(lines.buckets[0]), [
    [rent, 115_000n, 115_000n, 0n, 115_000n],
    [food, 10_000n, null, 30_000n, 30_000n],
  ]);
  assert.deepEqual(shown(lines.buckets[1]), [
    [restaurants, 0n, null, 0n, 0n],
    [old, 700n, null, 0n, 700n],
    [food, 300n, null, 0n, 300n],
  ]);
  assert.deepEqual(shown(lines.buckets[2]), [[null, 60_000n, null, 0n, 60_000n]]);
  assert.deepEqual(shown(lines.unassigned), [[null, 500n, null, 0n, 500n]]);
  assert.deepEqual(
    lines.buckets.flat().map(({ isPlannable }) => isPlannable),
    [true, true, true, false, false, false],
  );
  assert.deepEqual(lines.plannedByBucket, [115_000n, null, null]);
  assert.deepEqual(
    lines.buckets[0]?.map(({ leftMinor }) => leftMinor),
    [0n, null],
  );
});

test("the sample is of periods that are over, and none from before the book begins", () => {
  const book = bookOf(spent("2026-09-03", 90_000n, food), spent("2026-10-03", 30_001n, food));
  const sampleOf = (period: string, today: string) => {
    const { buckets } = budgetLines(book, defaultRule, month(period), dayOf(today));
    const line = buckets[0]?.find((each) => each.category === food);
    return [line?.sample.map(({ amountMinor }) => amountMinor), line?.usualMinor];
  };
  assert.deepEqual(sampleOf("2026-11", "2026-11-24"), [[30_001n, 90_000n], 60_000n]);
  assert.deepEqual(sampleOf("2026-10", "2026-11-24"), [[90_000n], 90_000n]);
  assert.deepEqual(sampleOf("2026-09", "2026-11-24"), [[], null]);
  // A later period looks at what is over by today, and not at the one that runs.
  assert.deepEqual(sampleOf("2026-12", "2026-11-24"), [[30_001n, 90_000n], 60_000n]);
  assert.deepEqual(sampleOf("2026-12", "2026-12-01"), [[0n, 30_001n, 90_000n], 30_001n]);
});

test("the lines of a bucket sum to the bucket, whatever is in the book", () => {
  const row = fc.record({
    day: fc.integer({ min: dayOf("2026-10-20"), max: dayOf("2026-11-30") }),
    minor: fc.bigInt(-9_000n, 9_000n),
    kind: fc.constantFrom("expense", "refund", "income"),
    category: fc.constantFrom(rent, food, restaurants, old, salary, idOf(0x99), null),
    bucket: fc.constantFrom("needs", "savings", "none", null),
    account: fc.constantFrom(idOf(0x10), idOf(0x11)),
  });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 12 }), (fields) => {
      const changes = fields.map(
        (each, place) =>
          ({ table: "transaction", id: idOf(0x5000 + place), fields: each }) as Change,
      );
      const book = bookOf(...changes);
      const period = month("2026-11");
      const lines = budgetLines(book, defaultRule, period, period.first);
      const [totals] = bucketTotals(book, [period], defaultRule);
      const sums = [...lines.buckets, lines.unassigned].map((list) =>
        list.reduce((sum, { actualMinor }) => sum + actualMinor, 0n),
      );
      const expected = totals?.buckets.map(({ amountMinor }) => amountMinor) ?? [];
      assert.deepEqual(sums, [...expected, totals?.unassignedMinor]);
      for (const list of lines.buckets) {
        assert.equal(new Set(list.map((line) => line.category)).size, list.length);
      }
    }),
  );
});
