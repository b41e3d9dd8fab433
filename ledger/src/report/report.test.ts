/**
 * The reports against a slow model of the rules in flows.ts, which looks at transactions as objects and knows
 * nothing of columns, keys and passes; and the rules by example.
 */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { createBook, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import { dump } from "../book/dump.ts";
import type { Id } from "../book/id.ts";
import { transactionById } from "../book/listing.ts";
import { load } from "../book/load.ts";
import { recordOf } from "../book/record-table.ts";
import { accountRoles, type AccountRole, type Split } from "../book/records.ts";
import { defaultRule, type Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import { bucketTotals, type PeriodTotals } from "./bucket-totals.ts";
import { contributions } from "./contributors.ts";
import { sumByCategory } from "./month-category.ts";
import {
  accountIds,
  anyCategory,
  bookOf,
  category,
  euro,
  foreignIds,
  idOf,
  largeAmount,
  largest,
  periods,
  rowsOf,
  rules,
  smallAmount,
  transaction,
} from "../../../test/fixtures/report-books.ts";

type Amount = {
  readonly to: string;
  readonly minor: bigint;
  readonly category: Id | null;
  readonly text: string;
};

/** Everything that counts of a transaction, by the rules, one by one. */
function amountsOf(book: Book, id: Id, rule: Rule): readonly Amount[] {
  const row = transactionById(book, id);
  assert(row !== undefined);
  const own = accountOf(book, row.account);
  const other = accountOf(book, row.transferAccount);
  const floor = rule.buckets.find(({ kind }) => kind === "floor")?.id ?? "unassigned";
  const ceiling = rule.buckets.find(({ kind }) => kind === "ceiling")?.id ?? "unassigned";
  const amounts: Amount[] = [];
  const add = (to: string, minor: bigint, of: Id | null): void => {
    if (minor !== 0n) amounts.push({ to, minor, category: of, text: row.text });
  };
  const bucketOf = (line: Split, otherwise: string): string => {
    const live = liveOf(book, line.category);
    const parent = liveOf(book, live?.parent ?? null);
    const name = line.bucket ?? live?.bucket ?? parent?.bucket ?? null;
    if (name === null) return otherwise;
    return rule.buckets.some((one) => one.id === name) ? name : "unassigned";
  };
  const lines = linesOf(row.minor, row);
  if (row.kind !== "transfer") {
    if (own.group === "loan" || own.group === "tracking") return [];
    if (!own.isMain) return [{ to: "foreign", minor: row.minor, category: null, text: row.text }];
    for (const line of lines) {
      if (row.kind === "income") {
        add(row.windfall ? "windfall" : "income", line.minor, line.category);
        if (own.group === "saving") add(floor, line.minor, line.category);
      } else {
        add(bucketOf(line, "unassigned"), -line.minor, line.category);
        if (own.group === "saving") add(floor, line.minor, line.category);
      }
    }
    return amounts;
  }
  const leaves = row.minor < 0n || (row.minor === 0n && row.transferMinor > 0n);
  const from = leaves ? { ...own, minor: row.minor } : { ...other, minor: row.transferMinor };
  const to = leaves ? { ...other, minor: row.transferMinor } : { ...own, minor: row.minor };
  if (from.group === to.group || from.group === "loan" || from.group === "tracking") return [];
  if (!from.isMain && !to.isMain) {
    return [{ to: "foreign", minor: row.minor, category: null, text: row.text }];
  }
  const minor = distance(from.isMain ? from.minor : to.minor);
  if (from.group === "saving") add(floor, -minor, null);
  if (to.group === "saving") add(floor, minor, null);
  if (to.group === "loan" || to.group === "tracking") {
    const otherwise = to.group === "loan" ? ceiling : "unassigned";
    const whole = { minor: -minor, category: row.category, bucket: row.bucket, note: "" };
    const isOwn = distance(row.minor) === minor;
    const sign = isOwn && !leaves ? -1n : 1n;
    for (const line of isOwn ? lines : [whole]) {
      add(bucketOf(line, otherwise), -line.minor * sign, line.category);
    }
  }
  return amounts;
}

function linesOf(
  minor: bigint,
  row: { readonly splits: readonly Split[] | null; category: Id | null; bucket: string | null },
): readonly Split[] {
  if (row.splits === null) return [{ minor, category: row.category, bucket: row.bucket, note: "" }];
  const rest = row.splits.reduce((left, part) => left - part.minor, minor);
  return [...row.splits, { minor: rest, category: null, bucket: null, note: "" }];
}

function accountOf(
  book: Book,
  id: Id | null,
): { readonly group: string; readonly isMain: boolean } {
  const record = recordOf(book.tables.account, id);
  if (record === undefined) return { group: "spending", isMain: true };
  const groups: { readonly [Role in AccountRole]: string } = {
    spending: "spending",
    cash: "spending",
    card: "spending",
    savings: "saving",
    investment: "saving",
    loan: "loan",
    tracking: "tracking",
  };
  return { group: groups[record.role], isMain: record.currency === euro };
}

function liveOf(book: Book, id: Id | null) {
  const record = recordOf(book.tables.category, id);
  return record?.deleted === true ? undefined : record;
}

function distance(minor: bigint): bigint {
  return minor < 0n ? -minor : minor;
}

function amountsIn(book: Book, period: Period, rule: Rule): readonly (readonly [Id, Amount])[] {
  const amounts: (readonly [Id, Amount])[] = [];
  for (let row = 0; row < book.transactions.count; row++) {
    const id = idOf(0x1000 + row);
    const found = transactionById(book, id);
    assert(found !== undefined);
    if (found.hidden || found.day < period.first || found.day > period.last) continue;
    for (const amount of amountsOf(book, id, rule)) amounts.push([id, amount]);
  }
  return amounts;
}

function sum(amounts: readonly (readonly [Id, Amount])[], to: string): bigint {
  return amounts.reduce((all, [, one]) => (one.to === to ? all + one.minor : all), 0n);
}

function checkTotals(changes: readonly Change[], rule: Rule): void {
  const book = bookOf(changes);
  const totals = bucketTotals(book, periods, rule);
  const loaded = load(dump(book));
  assert(loaded.ok);
  assert.deepEqual(bucketTotals(loaded.value, periods, rule), totals);
  for (const [place, period] of periods.entries()) {
    const amounts = amountsIn(book, period, rule);
    const total = totals[place];
    assert(total !== undefined);
    assert.equal(total.incomeMinor, sum(amounts, "income"));
    assert.equal(total.windfallMinor, sum(amounts, "windfall"));
    assert.equal(total.unassignedMinor, sum(amounts, "unassigned"));
    for (const { bucket: name, amountMinor } of total.buckets) {
      assert.equal(amountMinor, sum(amounts, name));
    }
    assert.equal(total.countedMinor, countedIn(total));
    const counted = amounts.filter(([, { to }]) => !["income", "windfall", "foreign"].includes(to));
    assert.equal(
      total.countedMinor,
      counted.reduce((all, [, one]) => all + one.minor, 0n),
    );
  }
}

function countedIn(total: PeriodTotals): bigint {
  return total.buckets.reduce((all, one) => all + one.amountMinor, total.unassignedMinor);
}

test("bucket totals follow the rules", () => {
  fc.assert(fc.property(rowsOf(smallAmount), rules, checkTotals), { numRuns: 300 });
});

test("bucket totals stay exact where floats do not", () => {
  fc.assert(fc.property(rowsOf(largeAmount), rules, checkTotals), { numRuns: 300 });
});

test("sums beyond 2^53 are exact to the unit, also in a loaded book", () => {
  // Eleven of the largest amount are an odd number that floats do not have.
  const rows = Array.from({ length: 11 }, (_, row) =>
    transaction(0x1000 + row, { day: row, account: spending, minor: -largest, category: food }),
  );
  const part = { minor: -largest, category: food, bucket: null, note: "" };
  const splits = Array.from({ length: 49 }, () => part);
  const parts = [transaction(0x1000, { day: 1, account: spending, minor: 0n, splits })];
  const within = [
    { first: 20, last: 29 },
    { first: 0, last: 10 },
  ];
  for (const [changes, needs, unassigned] of [
    [rows, 11n * largest, 0n],
    [parts, 49n * largest, -49n * largest],
  ] as const) {
    const book = bookOf(changes);
    const loaded = load(dump(book));
    assert(loaded.ok);
    for (const one of [book, loaded.value]) {
      const [, total] = bucketTotals(one, within, defaultRule);
      assert.deepEqual(
        [total?.buckets[0]?.amountMinor, total?.unassignedMinor],
        [needs, unassigned],
      );
      const { categories: columns, sumsMinor } = sumByCategory(one, within);
      assert.equal(sumsMinor[1]?.[columns.indexOf(food)], -needs);
    }
  }
});

test("contributions are the totals, taken apart", () => {
  fc.assert(
    fc.property(rowsOf(largeAmount), rules, (changes, rule) => {
      const book = bookOf(changes);
      for (const period of periods) {
        const amounts = amountsIn(book, period, rule);
        const made = contributions(book, period, rule, 1_000);
        const parts = [
          ...rule.buckets.map(({ id }, place) => [id, made.buckets[place]] as const),
          ["unassigned", made.unassigned] as const,
        ];
        for (const [to, total] of parts) {
          assert(total !== undefined);
          const own = amounts.filter(([, one]) => one.to === to);
          checkContributors(total.categories, own, (one) => one.category);
          checkContributors(total.texts, own, (one) => one.text);
        }
        const unassigned = amounts.filter(([, one]) => one.to === "unassigned");
        assert.equal(made.unassigned.amountMinor, sum(amounts, "unassigned"));
        assert(made.unassigned.count >= new Set(unassigned.map(([id]) => id)).size);
        const income = amounts.filter(([, { to }]) => to === "income" || to === "windfall");
        checkContributors(made.income.texts, income, (one) => one.text);
        const foreign = amounts.filter(([, { to }]) => to === "foreign");
        assert.equal(
          made.notConverted.reduce((count, one) => count + one.count, 0),
          foreign.length,
        );
        assert.equal(
          made.notConverted.reduce((all, one) => all + one.inMinor - one.outMinor, 0n),
          sum(amounts, "foreign"),
        );
      }
    }),
  );
});

function checkContributors<Name>(
  contributors: readonly { readonly name: Name; readonly amountMinor: bigint }[],
  amounts: readonly (readonly [Id, Amount])[],
  nameOf: (amount: Amount) => Name,
): void {
  const sums = new Map<Name, bigint>();
  for (const [, amount] of amounts) {
    const name = nameOf(amount);
    sums.set(name, (sums.get(name) ?? 0n) + amount.minor);
  }
  for (const { name, amountMinor } of contributors) assert.equal(amountMinor, sums.get(name) ?? 0n);
  for (const name of sums.keys()) assert(contributors.some((one) => one.name === name));
  const order = contributors.map(({ amountMinor }) => amountMinor);
  assert(order.every((minor, place) => place === 0 || minor <= (order[place - 1] ?? 0n)));
}

test("sums by category follow the rules", () => {
  for (const amount of [smallAmount, largeAmount]) {
    fc.assert(
      fc.property(rowsOf(amount), (changes) => {
        const book = bookOf(changes);
        const sums = sumByCategory(book, periods);
        for (const [place, period] of periods.entries()) {
          for (const [column, id] of [null, ...anyCategory].entries()) {
            let expected = 0n;
            for (let row = 0; row < book.transactions.count; row++) {
              const found = transactionById(book, idOf(0x1000 + row));
              assert(found !== undefined);
              const { group, isMain } = accountOf(book, found.account);
              if (found.hidden || found.day < period.first || found.day > period.last) continue;
              if (found.kind === "transfer" || !isMain) continue;
              if (group === "loan" || group === "tracking") continue;
              for (const line of linesOf(found.minor, found)) {
                if (line.category === id) expected += line.minor;
              }
            }
            const at = sums.categories.indexOf(id);
            const sumMinor = at < 0 ? 0n : sums.sumsMinor[place]?.[at];
            assert.equal(sumMinor, expected, `column ${column}`);
          }
        }
      }),
    );
  }
});

function totalsOf(...rows: readonly object[]): unknown {
  const book = bookOf(rows.map((fields, row) => transaction(0x1000 + row, { day: 1, ...fields })));
  const [total] = bucketTotals(book, [{ first: 0, last: 9 }], defaultRule);
  assert(total !== undefined);
  const [needs, wants, savings] = total.buckets.map(({ amountMinor }) => Number(amountMinor));
  return { needs, wants, savings, unassigned: Number(total.unassignedMinor) };
}

function idOfRole(role: AccountRole): Id | null {
  return accountIds[accountRoles.indexOf(role)] ?? null;
}

function transfer(from: AccountRole, to: AccountRole, amount: bigint, fields: object = {}): object {
  const sides = { account: idOfRole(from), transferAccount: idOfRole(to) };
  return { kind: "transfer", ...sides, minor: -amount, transferMinor: amount, ...fields };
}

const food = idOf(0x202);
const spending = idOfRole("spending");
const nothing = { needs: 0, wants: 0, savings: 0, unassigned: 0 };

test("rule 1: a refund counts against what was spent, in its own bucket", () => {
  const expense = { account: spending, minor: -500n, category: food };
  const refund = { account: spending, kind: "refund", minor: 200n, category: food };
  assert.deepEqual(totalsOf(expense, refund), { ...nothing, needs: 300 });
  const own = { ...expense, bucket: "wants" };
  assert.deepEqual(totalsOf(own), { ...nothing, wants: 500 });
  assert.deepEqual(totalsOf({ account: null, minor: -5n }), { ...nothing, unassigned: 5 });
});

test("rule 2: spending from a savings account is as if it was withdrawn first", () => {
  const expense = { account: idOfRole("savings"), minor: -500n, category: food };
  assert.deepEqual(totalsOf(expense), { ...nothing, needs: 500, savings: -500 });
  const interest = { account: idOfRole("investment"), kind: "income", minor: 30n };
  assert.deepEqual(totalsOf(interest), { ...nothing, savings: 30 });
});

test("rule 3: a transfer into savings is saved, and back is taken from it", () => {
  assert.deepEqual(totalsOf(transfer("spending", "savings", 500n)), { ...nothing, savings: 500 });
  assert.deepEqual(totalsOf(transfer("savings", "cash", 100n)), { ...nothing, savings: -100 });
  // Booked from the other side it is the same.
  const other = transfer("spending", "savings", -500n, {
    account: idOfRole("savings"),
    transferAccount: spending,
  });
  assert.deepEqual(totalsOf(other), { ...nothing, savings: 500 });
});

test("rule 4: paying a loan is a need unless it says otherwise", () => {
  const pay = transfer("spending", "loan", 500n);
  assert.deepEqual(totalsOf(pay), { ...nothing, needs: 500 });
  assert.deepEqual(totalsOf({ ...pay, bucket: "savings" }), { ...nothing, savings: 500 });
  const part = (minor: bigint, own: string | null) => ({
    minor,
    bucket: own,
    category: null,
    note: "",
  });
  const parts = [part(-400n, null), part(-100n, "savings")];
  assert.deepEqual(totalsOf({ ...pay, splits: parts }), { ...nothing, needs: 400, savings: 100 });
  const track = transfer("cash", "tracking", 70n);
  assert.deepEqual(totalsOf(track), { ...nothing, unassigned: 70 });
  assert.deepEqual(totalsOf({ ...track, category: food }), { ...nothing, needs: 70 });
  const fromSavings = transfer("savings", "loan", 500n);
  assert.deepEqual(totalsOf(fromSavings), { ...nothing, needs: 500, savings: -500 });
});

test("rule 5: paying a card, moving money, and what a loan does itself count nowhere", () => {
  assert.deepEqual(totalsOf(transfer("spending", "card", 500n)), nothing);
  assert.deepEqual(totalsOf(transfer("savings", "investment", 500n)), nothing);
  assert.deepEqual(totalsOf(transfer("loan", "spending", 500n)), nothing);
  assert.deepEqual(totalsOf(transfer("tracking", "savings", 500n)), nothing);
  assert.deepEqual(totalsOf({ account: idOfRole("loan"), minor: -9n, category: food }), nothing);
});

test("rule 7: windfalls are income apart; refunds are told again for the gross", () => {
  const book = bookOf([
    transaction(0x1000, { day: 1, account: spending, kind: "income", minor: 900n }),
    transaction(0x1001, { day: 1, account: spending, kind: "income", minor: 50n, windfall: true }),
    transaction(0x1002, { day: 1, account: spending, minor: -40n, category: food, pending: true }),
    transaction(0x1003, { day: 1, account: spending, kind: "refund", minor: 15n, category: food }),
    transaction(0x1004, { day: 30, account: spending, kind: "income", minor: 7n }),
  ]);
  const [total] = bucketTotals(book, [{ first: 0, last: 9 }], defaultRule);
  assert.deepEqual([total?.incomeMinor, total?.windfallMinor], [900n, 50n]);
  assert.deepEqual(total?.buckets[0], { bucket: "needs", amountMinor: 25n, refundedMinor: 15n });
});

test("rule 8: other currencies do not count, and transfers across count by their side in ours", () => {
  const [dollars = null, saved = null] = foreignIds;
  assert.deepEqual(totalsOf({ account: dollars, minor: -9n, category: food }), nothing);
  const across = { kind: "transfer", account: spending, minor: -90n };
  const toDollars = { ...across, transferAccount: saved, transferMinor: 100n };
  assert.deepEqual(totalsOf(toDollars), { ...nothing, savings: 90 });
  const into = { ...across, account: dollars, transferAccount: idOfRole("savings") };
  assert.deepEqual(totalsOf({ ...into, minor: -100n, transferMinor: 90n }), {
    ...nothing,
    savings: 90,
  });
  const both = { kind: "transfer", account: dollars, transferAccount: saved };
  assert.deepEqual(totalsOf({ ...both, minor: -100n, transferMinor: 100n }), nothing);
});

test("a transaction with several parts in one bucket is counted once", () => {
  const part = { minor: -5n, category: null, bucket: null, note: "" };
  const book = bookOf([
    transaction(0x1000, {
      day: 1,
      account: spending,
      minor: -10n,
      text: "x",
      splits: [part, part],
    }),
    transaction(0x1001, { day: 1, account: spending, minor: -3n, text: "y" }),
  ]);
  const made = contributions(book, { first: 0, last: 9 }, defaultRule, 1);
  assert.deepEqual(made.unassigned, {
    amountMinor: 13n,
    count: 2,
    categories: [{ name: null, amountMinor: 13n, count: 2 }],
    texts: [{ name: "x", amountMinor: 10n, count: 1 }],
  });
});

test("periods that overlap are a bug, none and empty ones are not", () => {
  const book = bookOf([transaction(0x1000, { day: 5, account: spending, minor: -1n })]);
  const twice = [
    { first: 0, last: 5 },
    { first: 5, last: 9 },
  ];
  assert.throws(() => bucketTotals(book, twice, defaultRule), /do not overlap/);
  assert.deepEqual(bucketTotals(book, [], defaultRule), []);
  assert.deepEqual(sumByCategory(createBook(), [{ first: 0, last: 5 }]).categories, []);
  const [before] = bucketTotals(book, [{ first: -10, last: -5 }], defaultRule);
  assert.equal(before?.countedMinor, 0n);
});

test("more sums than are kept at a time are made in turns", () => {
  const many = Array.from({ length: 1_000 }, (_, place) => category(0x5000 + place, { name: "C" }));
  const rows = Array.from({ length: 500 }, (_, row) =>
    transaction(0x1000 + row, { day: row * 2, minor: -1n, category: idOf(0x5000 + row) }),
  );
  const book = bookOf([...many, ...rows]);
  const days = Array.from({ length: 1_000 }, (_, day) => ({ first: day, last: day }));
  const totals = bucketTotals(book, days, defaultRule);
  assert.deepEqual(
    totals.map((total) => Number(total.countedMinor)),
    days.map((_, day) => (day + 1) % 2),
  );
});
