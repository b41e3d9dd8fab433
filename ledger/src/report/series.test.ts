/** Many periods at once: the same figures as one by one, and nothing before the book begins. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  bookOf,
  euro,
  idOf,
  largeAmount,
  largest,
  rowsOf,
  rules,
  transaction,
} from "../../../test/fixtures/report-books.ts";
import { accountBalances } from "../book/balances.ts";
import type { Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import { recordOf } from "../book/record-table.ts";
import type { IncomeMode } from "../budget/income-base.ts";
import { defaultRule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { bucketToExplain, explainPeriod } from "./explanation.ts";
import { netWorth, worthPeriods } from "./net-worth.ts";
import { reviewPeriod } from "./period-review.ts";
import { periodSeries } from "./series.ts";

const weekly = { kind: "weekly", anchor: 0 } as const;

function weeksOf(changes: readonly Change[], incomeMode: IncomeMode): Book {
  const fields = { cycle: weekly, incomeMode, plannedIncomeMinor: 1_000n };
  return bookOf([...changes, { table: "settings", id: idOf(0), fields }]);
}

const modes = fc.constantFrom<IncomeMode>(
  { kind: "actual" },
  { kind: "planned" },
  { kind: "rolling-average", periods: 2 },
  { kind: "floor" },
);
const week = (number: number): Period => ({ first: 7 * number, last: 7 * number + 6 });

test("a series has the figures of each period's own review", () => {
  fc.assert(
    fc.property(rowsOf(largeAmount), rules, modes, (changes, rule, mode) => {
      const book = weeksOf(changes, mode);
      const series = periodSeries(book, rule, week(5), 4);
      assert.deepEqual(series.at(-1)?.period, week(5));
      for (const [index, { period, review }] of series.entries()) {
        assert.deepEqual(period, week(6 - series.length + index));
        const own = reviewPeriod(book, rule, period, undefined).review;
        assert.equal(review.incomeMinor, own.incomeMinor);
        assert.equal(review.unallocatedMinor, own.unallocatedMinor);
        for (const [place, bucket] of review.buckets.entries()) {
          assert.deepEqual({ ...own.buckets[place], contributors: [] }, bucket);
        }
      }
    }),
    { numRuns: 100 },
  );
});

const spent = (id: number, day: number, minor: bigint): Change =>
  transaction(0x1000 + id, { day, account: idOf(0x100), minor: -minor, category: idOf(0x202) });

test("a series begins with the first period that has anything in it", () => {
  const book = weeksOf([spent(0, 15, 10n), spent(1, 30, 10n)], { kind: "planned" });
  const firsts = (count: number): readonly number[] =>
    periodSeries(book, defaultRule, week(4), count).map(({ period }) => period.first);
  assert.deepEqual(firsts(12), [14, 21, 28]);
  assert.deepEqual(firsts(2), [21, 28]);
  const empty = weeksOf([], { kind: "planned" });
  assert.equal(periodSeries(empty, defaultRule, week(4), 12).length, 1);
});

test("what was not spent before the book begins is no saving, and no change", () => {
  const book = weeksOf([spent(0, 15, 600n)], { kind: "planned" });
  const { previous, variances } = explainPeriod(book, defaultRule, week(2));
  assert.equal(previous, null);
  assert.equal(variances[0]?.varianceMinor, 100n);
  assert.equal(variances[0]?.cumulatedMinor, 100n);
  assert.equal(variances[0]?.changeMinor, null);
});

test("an explanation has the period before, and the year's earlier periods in its sum", () => {
  const book = weeksOf([spent(0, 8, 450n), spent(1, 15, 600n)], { kind: "planned" });
  const { previous, variances } = explainPeriod(book, defaultRule, week(2));
  assert.deepEqual(previous?.period, week(1));
  assert.equal(variances[0]?.cumulatedMinor, 100n - 50n);
  assert.equal(variances[0]?.changeMinor, 150n);
});

test("the bucket to explain is the one furthest off, and savings only when the period is over", () => {
  const wants = (id: number, minor: bigint): Change =>
    transaction(0x1000 + id, {
      day: 15,
      account: idOf(0x100),
      minor: -minor,
      category: idOf(0x201),
    });
  const toExplain = (changes: readonly Change[], isRunning: boolean): number => {
    const book = weeksOf(changes, { kind: "planned" });
    return bucketToExplain(explainPeriod(book, defaultRule, week(2)), isRunning);
  };
  // Of 1,000: needs may take 500, wants 300, and savings are to get 200, which nothing did.
  assert.equal(toExplain([spent(0, 15, 600n), wants(1, 350n)], true), 0);
  assert.equal(toExplain([spent(0, 15, 510n), wants(1, 350n)], true), 1);
  assert.equal(toExplain([spent(0, 15, 510n), wants(1, 350n)], false), 2);
  assert.equal(toExplain([spent(0, 15, 10n)], true), 0);
});

test("net worth is the balances of the currency's accounts at the end of each period", () => {
  fc.assert(
    fc.property(rowsOf(largeAmount), (changes) => {
      const book = weeksOf(
        [...changes, { table: "account", id: idOf(0x100), fields: { openingMinor: 7n } }],
        { kind: "planned" },
      );
      const periods = [week(1), week(2), week(3)];
      const { roles, points, changeMinor, notConverted } = netWorth(book, periods);
      assert.equal((points[0]?.totalMinor ?? 0n) + changeMinor, points[2]?.totalMinor);
      assert.deepEqual(notConverted, ["USD"]);
      for (const { period, byRoleMinor, totalMinor } of points) {
        const balances = [...accountBalances(book, { through: period.last })]
          .map(([id, minor]) => ({ minor, account: recordOf(book.tables.account, id) }))
          .filter(({ account }) => account?.currency === euro);
        for (const [place, role] of roles.entries()) {
          const own = balances.filter(({ account }) => account?.role === role);
          assert.equal(
            byRoleMinor[place],
            own.reduce((sum, { minor }) => sum + minor, 0n),
          );
        }
        assert.equal(
          totalMinor,
          balances.reduce((sum, { minor }) => sum + minor, 0n),
        );
      }
    }),
    { numRuns: 100 },
  );
});

test("net worth is exact to the unit beyond 2^53", () => {
  // Eleven of the largest amount are an odd number that floats do not have.
  const rows = Array.from({ length: 11 }, (_, id) =>
    transaction(0x1000 + id, { day: 1, account: idOf(0x100), kind: "income", minor: largest }),
  );
  const { points } = netWorth(weeksOf(rows, { kind: "planned" }), [week(0)]);
  assert.equal(points[0]?.totalMinor, 11n * largest);
});

test("net worth has no role that nothing was ever on, unless there is no other", () => {
  const opened: Change = { table: "account", id: idOf(0x103), fields: { openingMinor: 5n } };
  const worth = netWorth(weeksOf([opened], { kind: "planned" }), [week(0)]);
  assert.deepEqual([worth.roles, worth.points[0]?.byRoleMinor], [["savings"], [5n]]);
  assert.equal(netWorth(weeksOf([], { kind: "planned" }), [week(0)]).roles.length, 7);
});

test("net worth leaves out accounts that are deleted", () => {
  const book = weeksOf(
    [
      { table: "account", id: idOf(0x100), fields: { openingMinor: 5n } },
      { table: "account", id: idOf(0x101), fields: { openingMinor: 70n, deleted: true } },
    ],
    { kind: "planned" },
  );
  assert.equal(netWorth(book, [week(0)]).points[0]?.totalMinor, 5n);
});

test("the periods of net worth begin with the first transaction", () => {
  const book = weeksOf([spent(0, 15, 10n)], { kind: "planned" });
  assert.deepEqual(worthPeriods(book, week(4), 12), [week(2), week(3), week(4)]);
  assert.deepEqual(worthPeriods(book, week(4), 2), [week(3), week(4)]);
  assert.deepEqual(worthPeriods(weeksOf([], { kind: "planned" }), week(4), 12), [week(4)]);
});
