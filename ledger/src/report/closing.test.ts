/** Closing a period, what it comes to later, and how the last periods went. */
import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import { SETTINGS_ID, type Id } from "../book/id.ts";
import { defaultRule, needsWantsSavings } from "../budget/rule.ts";
import { parseDay } from "../calendar/day.ts";
import { parsePeriod, type Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { closedReviews, isOfPeriod } from "./closed-reviews.ts";
import { closingChecks, snapshotOf } from "./closing.ts";
import { incomeChoices } from "./income-choices.ts";
import { periodHistory } from "./period-history.ts";
import { reviewPeriod } from "./period-review.ts";

const dollar = "USD" as CurrencyCode;

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

const current = idOf(0x10);
const rent = idOf(0x20);
let made = 0x1000;

function newBook(): Book {
  const book = createBook();
  write(book, { table: "account", id: current, fields: { name: "Current", currency: dollar } });
  write(book, { table: "account", id: idOf(0x11), fields: { currency: "EUR" as CurrencyCode } });
  write(book, { table: "category", id: rent, fields: { name: "Rent", bucket: "needs" } });
  return book;
}

function write(book: Book, ...changes: readonly Change[]): void {
  made += 1;
  const set = { id: idOf(made), label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes }, "ann");
}

function enter(book: Book, on: string, minor: bigint, more: object = {}): Id {
  made += 1;
  const id = idOf(made);
  const kind = minor > 0n ? ("income" as const) : ("expense" as const);
  const fields = { day: dayOf(on), account: current, kind, minor, ...more };
  write(book, { table: "transaction", id, fields });
  return id;
}

function close(book: Book, period: Period, notes = ""): Id {
  const { rule, currency } = { rule: defaultRule, currency: dollar };
  const reviewed = reviewPeriod(book, rule, period, undefined);
  const snapshot = snapshotOf(reviewed, { period, currency, notes });
  assert.ok(snapshot.ok);
  made += 1;
  const id = idOf(made);
  write(book, { table: "review", id, fields: { snapshot: snapshot.value } });
  return id;
}

test("before closing: what has no bucket, what is pending, what is not converted, what is to come", () => {
  const book = newBook();
  enter(book, "2026-10-05", -1_000n);
  enter(book, "2026-10-06", -2_000n, { category: rent, pending: true });
  enter(book, "2026-10-07", -3_000n, { account: idOf(0x11) });
  enter(book, "2026-11-01", -4_000n, { pending: true });
  enter(book, "2026-10-08", -5_000n, { pending: true, deleted: true });
  const checks = closingChecks(book, defaultRule, month("2026-10"), dayOf("2026-10-30"));
  assert.deepEqual(checks, {
    daysToCome: 2,
    unassignedCount: 1,
    unassignedMinor: 1_000n,
    pendingCount: 1,
    notConverted: [{ currency: "EUR", count: 1, inMinor: 0n, outMinor: 3_000n }],
  });
  const later = closingChecks(book, defaultRule, month("2026-10"), dayOf("2026-11-24"));
  assert.equal(later.daysToCome, 0);
});

test("a late transaction and a changed income show as restated; what was closed stays", () => {
  const book = newBook();
  const salary = enter(book, "2026-10-01", 400_000n);
  enter(book, "2026-10-02", -190_000n, { category: rent });
  const id = close(book, month("2026-10"), "a quiet month");
  const [unchanged] = closedReviews(book);
  assert.equal(unchanged?.id, id);
  assert.equal(unchanged.snapshot.notes, "a quiet month");
  assert.equal(unchanged.restatement?.hasChanged, false);

  enter(book, "2026-10-31", -20_000n, { category: rent });
  write(book, { table: "transaction", id: salary, fields: { minor: 410_000n } });
  const [review] = closedReviews(book);
  assert.deepEqual(review?.snapshot, unchanged.snapshot);
  const needs = review?.restatement?.buckets[0];
  assert.deepEqual(needs?.actual, {
    closedMinor: 190_000n,
    restatedMinor: 210_000n,
    changeMinor: 20_000n,
  });
  assert.deepEqual([needs.closedStatus, needs.restatedStatus], ["within", "over"]);
  assert.equal(review?.restatement?.income.changeMinor, 10_000n);

  write(book, { table: "review", id, fields: { deleted: true } });
  assert.deepEqual(closedReviews(book), []);
});

test("an income that was stated stays, whatever is planned later", () => {
  const book = newBook();
  const plan = (plannedIncomeMinor: bigint) =>
    write(book, {
      table: "settings",
      id: SETTINGS_ID,
      fields: { incomeMode: { kind: "planned" }, plannedIncomeMinor },
    });
  plan(300_000n);
  close(book, month("2026-10"));
  plan(350_000n);
  enter(book, "2026-10-01", 999_000n);
  const [review] = closedReviews(book);
  assert.equal(review?.restatement?.hasChanged, false);
  assert.equal(review?.restatement?.income.restatedMinor, 300_000n);
});

test("reviews come latest period first; another cycle later on disturbs none of them", () => {
  const book = newBook();
  for (const period of ["2026-09", "2026-11", "2026-10", "2026-10"]) close(book, month(period));
  write(book, {
    table: "settings",
    id: SETTINGS_ID,
    fields: { cycle: { kind: "monthly", dayOfMonth: 25, businessDay: "none" } },
  });
  enter(book, "2026-10-26", -700n, { category: rent });
  const reviews = closedReviews(book);
  const october = reviews.filter((review) => isOfPeriod(review, month("2026-10")));
  assert.deepEqual(reviews.slice(1, 3), october);
  assert.deepEqual(
    reviews.map(({ snapshot }) => snapshot.period?.first),
    ["2026-11-01", "2026-10-01", "2026-10-01", "2026-09-01"].map(dayOf),
  );
  assert.deepEqual(
    reviews.map(({ restatement }) => restatement?.buckets[0]?.actual.changeMinor),
    [0n, 700n, 700n, 0n],
  );
});

test("in another currency there is nothing to compare with", () => {
  const book = newBook();
  close(book, month("2026-10"));
  const euro = "EUR" as CurrencyCode;
  write(book, { table: "settings", id: SETTINGS_ID, fields: { currency: euro } });
  assert.equal(closedReviews(book)[0]?.restatement, null);
});

test("the last periods, each by its own income; none where nothing was", () => {
  const book = newBook();
  enter(book, "2026-09-01", 100_000n);
  enter(book, "2026-09-02", -60_000n, { category: rent });
  enter(book, "2026-11-01", 300_000n);
  enter(book, "2026-11-02", -60_000n, { category: rent });
  const history = periodHistory(book, defaultRule, month("2026-11"), 4);
  assert.deepEqual(
    history.map(({ period, review }) => [period.first, review?.buckets[0]?.status]),
    [
      [dayOf("2026-08-01"), undefined],
      [dayOf("2026-09-01"), "over"],
      [dayOf("2026-10-01"), undefined],
      [dayOf("2026-11-01"), "within"],
    ],
  );
  for (const { period, review } of history) {
    if (review === null) continue;
    const alone = reviewPeriod(book, defaultRule, period, undefined);
    assert.equal(review.incomeMinor, alone.review.incomeMinor);
    assert.deepEqual(
      review.buckets.map(({ actualMinor }) => actualMinor),
      alone.review.buckets.map(({ actualMinor }) => actualMinor),
    );
  }
  const stricter = periodHistory(book, needsWantsSavings(1_000, 1_000, 8_000), month("2026-11"), 1);
  assert.equal(stricter[0]?.review?.buckets[0]?.status, "over");
});

test("every way to find the income has its own figure, or none", () => {
  const book = newBook();
  enter(book, "2026-09-01", 100_000n);
  enter(book, "2026-10-01", 200_000n);
  enter(book, "2026-11-01", 50_000n);
  const figures = () =>
    incomeChoices(book, month("2026-11"), [
      { kind: "actual" },
      { kind: "planned" },
      { kind: "rolling-average", periods: 3 },
      { kind: "floor" },
    ]).map(({ base }) => [base?.incomeMinor, base?.periodsUsed]);
  assert.deepEqual(figures(), [
    [50_000n, 0],
    [undefined, undefined],
    [150_000n, 2],
    [100_000n, 2],
  ]);
});
