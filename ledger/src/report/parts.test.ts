/** What one period is made of: the parts of every grouping sum to what other reports make of the same book. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  bookOf,
  category,
  idOf,
  largeAmount,
  periods,
  rowsOf,
  rules,
  transaction,
} from "../../../test/fixtures/report-books.ts";
import type { Book } from "../book/book.ts";
import { defaultRule, type Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { cashFlow } from "./cash-flow.ts";
import {
  bucketParts,
  categoryParts,
  countedRows,
  payeeParts,
  type Part,
  type Within,
} from "./parts.ts";
import { levelsOf, spendingByDay } from "./spending-days.ts";
import { waterfallOf } from "./waterfall.ts";

const [period = { first: 0, last: 9 }, before = { first: 0, last: 9 }] = periods;

function sumOf(parts: readonly { readonly amountMinor: bigint }[]): bigint {
  return parts.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

function beforeOf(parts: readonly Part[]): bigint {
  return parts.reduce((sum, { beforeMinor }) => sum + beforeMinor, 0n);
}

function countedIn(book: Book, rule: Rule, of: Period): ReadonlyMap<number, bigint> {
  const [totals] = bucketTotals(book, [of], rule);
  assert.ok(totals !== undefined);
  const places = totals.buckets.map(({ amountMinor }, place) => [place, amountMinor] as const);
  return new Map([...places, [-1, totals.unassignedMinor]]);
}

test("the parts of a bucket, by category and by payee, sum to it in both periods", () => {
  fc.assert(
    fc.property(rowsOf(largeAmount), rules, (changes, rule) => {
      const book = bookOf(changes);
      const compared = { book, rule, period, before };
      const now = countedIn(book, rule, period);
      const then = countedIn(book, rule, before);
      const buckets = bucketParts(compared);
      for (const [place, amount] of now) {
        const part = buckets.find((one) => one.place === place);
        assert.equal(part?.amountMinor ?? 0n, amount);
        assert.equal(part?.beforeMinor ?? 0n, then.get(place));
        const categories = categoryParts(compared, { place });
        const payees = payeeParts(compared, { place });
        for (const parts of [categories, payees]) {
          assert.equal(sumOf(parts), amount);
          assert.equal(beforeOf(parts), then.get(place));
        }
      }
    }),
    { numRuns: 100 },
  );
});

test("the transactions of a part sum to it, and are as many", () => {
  fc.assert(
    fc.property(rowsOf(largeAmount), rules, (changes, rule) => {
      const book = bookOf(changes);
      const compared = { book, rule, period, before: null };
      const check = (part: Part, within: Within): void => {
        const rows = countedRows(book, rule, period, within);
        assert.equal(sumOf(rows), part.amountMinor);
        assert.equal(rows.length, part.count);
      };
      for (const part of bucketParts(compared)) {
        const { place } = part;
        check(part, { place });
        for (const each of categoryParts(compared, { place })) {
          check(each, { place, category: each.category });
          for (const payee of payeeParts(compared, { place, category: each.category })) {
            check(payee, { place, category: each.category, payeeOf: payee.transaction });
          }
        }
      }
    }),
    { numRuns: 60 },
  );
});

test("transactions come newest first, and on one day what the log named later", () => {
  const spent = (id: number, day: number) =>
    transaction(0x1000 + id, { day, account: idOf(0x100), minor: -100n, category: idOf(0x202) });
  const book = bookOf([spent(0, 21), spent(1, 28), spent(2, 21), spent(3, 3)]);
  const rows = countedRows(book, defaultRule, period, { place: 0 });
  assert.deepEqual(
    rows.map(({ row }) => row),
    [1, 2, 0],
  );
});

test("a payee is found whatever number or case the bank wrote with it", () => {
  const spent = (id: number, text: string) =>
    transaction(0x1000 + id, { day: 21, account: idOf(0x100), minor: -100n, text });
  const book = bookOf([spent(0, "Cinema 12"), spent(1, "CINEMA 7"), spent(2, "Books")]);
  const parts = payeeParts({ book, rule: defaultRule, period, before: null }, { place: -1 });
  assert.deepEqual(
    parts.map(({ text, amountMinor, count }) => [text, amountMinor, count]),
    [
      ["CINEMA 7", 200n, 2],
      ["Books", 100n, 1],
    ],
  );
});

test("a waterfall of any parts goes from what was to what is", () => {
  const amount = fc.bigInt(-1_000n, 1_000n);
  const part = fc.record({ amountMinor: amount, beforeMinor: amount, count: fc.constant(1) });
  fc.assert(
    fc.property(fc.array(part), fc.nat(5), (parts, limit) => {
      const waterfall = waterfallOf(parts, limit);
      const { startMinor, steps, othersMinor, endMinor } = waterfall;
      assert.ok(steps.length <= limit);
      const changed = steps.reduce((sum, { changeMinor }) => sum + changeMinor, 0n);
      assert.equal(startMinor + changed + othersMinor, endMinor);
      assert.equal((steps.at(-1)?.reachedMinor ?? startMinor) + othersMinor, endMinor);
      assert.equal(endMinor, sumOf(parts));
      assert.equal(startMinor + waterfall.changeMinor, endMinor);
      const sizes = steps.map(({ changeMinor }) => (changeMinor < 0n ? -changeMinor : changeMinor));
      assert.deepEqual(
        sizes,
        sizes.toSorted((left, right) => Number(right - left)),
      );
    }),
  );
});

test("a step's share is of the whole change, and below zero if it went the other way", () => {
  const part = (beforeMinor: bigint, amountMinor: bigint) => ({
    beforeMinor,
    amountMinor,
    count: 1,
  });
  const shares = (...parts: readonly Part[]): readonly (number | null)[] =>
    waterfallOf(parts, 9).steps.map(({ shareBasisPoints }) => shareBasisPoints);
  assert.deepEqual(shares(part(0n, 300n), part(100n, 0n)), [15_000, -5_000]);
  assert.deepEqual(shares(part(300n, 0n), part(0n, 100n)), [15_000, -5_000]);
  assert.deepEqual(shares(part(300n, 0n), part(0n, 300n)), [null, null]);
});

test("cash flow: what comes in goes out, and nets to the totals of the buckets", () => {
  fc.assert(
    fc.property(rowsOf(largeAmount), rules, (changes, rule) => {
      const book = bookOf(changes);
      const [totals] = bucketTotals(book, [period], rule);
      const { sources, uses, totalMinor } = cashFlow(book, rule, period, 2);
      assert.equal(sumOf(sources), totalMinor);
      assert.equal(sumOf(uses), totalMinor);
      for (const { amountMinor } of [...sources, ...uses]) assert.ok(amountMinor > 0n);
      for (const { amountMinor, categories, othersMinor, kind } of uses) {
        assert.ok(categories.length <= 2);
        if (kind === "bucket" || kind === "unassigned") {
          assert.equal(sumOf(categories) + othersMinor, amountMinor);
        }
      }
      const of = (kind: string): bigint =>
        sumOf([...sources, ...uses].filter((one) => one.kind === kind));
      assert.equal(
        of("income") - of("income-back"),
        (totals?.incomeMinor ?? 0n) + (totals?.windfallMinor ?? 0n),
      );
      assert.equal(of("bucket") + of("unassigned") - of("back"), totals?.countedMinor);
      assert.ok(of("before") === 0n || of("unallocated") === 0n);
    }),
    { numRuns: 100 },
  );
});

test("cash flow by example: salary to two buckets, the rest unallocated", () => {
  const book = bookOf([
    category(0x210, { name: "Salary", kind: "income" }),
    transaction(0x1000, {
      day: 20,
      account: idOf(0x100),
      kind: "income",
      minor: 1_000n,
      category: idOf(0x210),
    }),
    transaction(0x1001, { day: 21, account: idOf(0x100), minor: -300n, category: idOf(0x202) }),
    transaction(0x1002, { day: 22, account: idOf(0x100), minor: -200n, category: idOf(0x201) }),
  ]);
  assert.deepEqual(cashFlow(book, defaultRule, period, 5), {
    sources: [{ kind: "income", category: idOf(0x210), amountMinor: 1_000n }],
    uses: [
      {
        kind: "bucket",
        place: 0,
        amountMinor: 300n,
        categories: [{ category: idOf(0x202), amountMinor: 300n }],
        othersMinor: 0n,
      },
      {
        kind: "bucket",
        place: 1,
        amountMinor: 200n,
        categories: [{ category: idOf(0x201), amountMinor: 200n }],
        othersMinor: 0n,
      },
      { kind: "unallocated", place: null, amountMinor: 500n, categories: [], othersMinor: 0n },
    ],
    totalMinor: 1_000n,
  });
});

test("a day's level says how it compares to the other days on which something was spent", () => {
  const amounts = [0n, 10n, 20n, 30n, 40n, -5n];
  const days = amounts.map((amountMinor, day) => ({ day, amountMinor, count: 1 }));
  assert.deepEqual(levelsOf(days), [0, 1, 2, 3, 4, 0]);
  const five = [10n, 20n, 30n, 40n, 50n].map((amountMinor, day) => ({
    day,
    amountMinor,
    count: 1,
  }));
  assert.deepEqual(levelsOf(five), [1, 2, 3, 4, 4], "what was spent is never nothing");
  const same = [7n, 7n, 0n].map((amountMinor, day) => ({ day, amountMinor, count: 1 }));
  assert.deepEqual(levelsOf(same), [4, 4, 0]);
});

test("the days of a period sum to what was spent in it, in each bucket and in all", () => {
  fc.assert(
    fc.property(rowsOf(largeAmount), rules, (changes, rule) => {
      const book = bookOf(changes);
      for (const place of [undefined, 0, 1, -1]) {
        const days = spendingByDay(book, rule, period, place);
        assert.deepEqual(
          days.map(({ day }) => day),
          [20, 21, 22, 23, 24, 25, 26, 27, 28, 29],
        );
        for (const { day, amountMinor, count } of days) {
          const only = { first: day, last: day };
          const rows = countedRows(book, rule, only, { place, isSpent: true });
          assert.equal(amountMinor, sumOf(rows));
          assert.equal(count, rows.length);
        }
      }
    }),
    { numRuns: 60 },
  );
});
