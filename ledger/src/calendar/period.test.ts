/** Periods: golden dates of each cycle, and that they cover the calendar without gap or overlap. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fail, ok } from "../result.ts";
import { DAY_MAX, DAY_MIN, dayToText, parseDay, weekday } from "./day.ts";
import {
  formatPeriod,
  nextPeriod,
  parsePeriod,
  periodContaining,
  periodsPerYear,
  previousPeriod,
  validateCycle,
  type Cycle,
  type Period,
} from "./period.ts";

const anchor = fc.integer({ min: DAY_MIN, max: DAY_MAX });
const plain = { noNullPrototype: true };
const anyCycle: fc.Arbitrary<Cycle> = fc.oneof(
  fc.constant<Cycle>({ kind: "calendar-month" }),
  fc.constant<Cycle>({ kind: "last-working-day" }),
  fc.record({ kind: fc.constantFrom("weekly", "biweekly", "four-weekly"), anchor }, plain),
  fc
    .tuple(fc.integer({ min: 1, max: 27 }), fc.integer({ min: 1, max: 30 }))
    .map(([firstDay, more]): Cycle => {
      return { kind: "semi-monthly", firstDay, secondDay: Math.min(31, firstDay + more) };
    }),
  fc.record(
    {
      kind: fc.constant("monthly" as const),
      dayOfMonth: fc.integer({ min: 1, max: 31 }),
      businessDay: fc.constantFrom("none", "previous", "next"),
    },
    plain,
  ),
);
const anyDay = fc.oneof(
  fc.integer({ min: DAY_MIN, max: DAY_MAX }),
  fc.integer({ min: 10_000, max: 25_000 }),
  fc.integer({ min: DAY_MIN, max: DAY_MIN + 40 }),
  fc.integer({ min: DAY_MAX - 40, max: DAY_MAX }),
);

function day(text: string): number {
  const found = parseDay(text);
  assert.ok(found !== undefined, text);
  return found;
}

function written(period: Period | undefined): string | undefined {
  return period && `${dayToText(period.first)}..${dayToText(period.last)}`;
}

function containing(cycle: Cycle, text: string): string | undefined {
  return written(periodContaining(cycle, day(text)));
}

function monthly(dayOfMonth: number, businessDay: "none" | "previous" | "next"): Cycle {
  return { kind: "monthly", dayOfMonth, businessDay };
}

function named(cycle: Cycle, text: string): string | undefined {
  const outcome = parsePeriod(cycle, text);
  return outcome.ok ? written(outcome.value) : outcome.error.code;
}

function whole(numerator: bigint) {
  return { numerator, denominator: 1n };
}

test("a calendar month is a month", () => {
  const cycle: Cycle = { kind: "calendar-month" };
  assert.equal(containing(cycle, "2024-02-29"), "2024-02-01..2024-02-29");
  assert.equal(containing(cycle, "2026-11-30"), "2026-11-01..2026-11-30");
  assert.equal(containing(cycle, "2026-12-01"), "2026-12-01..2026-12-31");
});

test("weeks are counted from their anchor in both directions", () => {
  const friday = day("2026-11-13");
  assert.equal(
    containing({ kind: "weekly", anchor: friday }, "2026-11-19"),
    "2026-11-13..2026-11-19",
  );
  assert.equal(
    containing({ kind: "biweekly", anchor: friday }, "2026-11-12"),
    "2026-10-30..2026-11-12",
  );
  assert.equal(
    containing({ kind: "biweekly", anchor: friday }, "2026-11-27"),
    "2026-11-27..2026-12-10",
  );
  assert.equal(
    containing({ kind: "four-weekly", anchor: friday }, "2026-12-10"),
    "2026-11-13..2026-12-10",
  );
});

test("two days cut a month in two", () => {
  const cycle: Cycle = { kind: "semi-monthly", firstDay: 1, secondDay: 16 };
  assert.equal(containing(cycle, "2026-11-15"), "2026-11-01..2026-11-15");
  assert.equal(containing(cycle, "2026-11-16"), "2026-11-16..2026-11-30");
  const lateDays: Cycle = { kind: "semi-monthly", firstDay: 15, secondDay: 31 };
  assert.equal(containing(lateDays, "2026-02-28"), "2026-02-28..2026-03-14");
  assert.equal(containing(lateDays, "2026-03-15"), "2026-03-15..2026-03-30");
});

test("a day that a month does not have is its last one", () => {
  assert.equal(containing(monthly(31, "none"), "2026-02-28"), "2026-02-28..2026-03-30");
  assert.equal(containing(monthly(30, "none"), "2024-02-28"), "2024-01-30..2024-02-28");
});

test("a beginning on a weekend moves to the working day before or after", () => {
  // 1 August 2026 is a Saturday, 1 November 2026 a Sunday.
  assert.equal(containing(monthly(1, "none"), "2026-08-01"), "2026-08-01..2026-08-31");
  assert.equal(containing(monthly(1, "previous"), "2026-08-01"), "2026-07-31..2026-08-31");
  assert.equal(containing(monthly(1, "next"), "2026-08-02"), "2026-07-01..2026-08-02");
  assert.equal(containing(monthly(1, "next"), "2026-08-03"), "2026-08-03..2026-08-31");
  assert.equal(containing(monthly(1, "previous"), "2026-10-30"), "2026-10-30..2026-11-30");
  assert.equal(containing(monthly(1, "next"), "2026-11-01"), "2026-10-01..2026-11-01");
  // 1 May 2026 is a Friday, and stays.
  assert.equal(containing(monthly(1, "next"), "2026-05-01"), "2026-05-01..2026-05-31");
  assert.equal(containing(monthly(1, "previous"), "2026-05-01"), "2026-05-01..2026-05-31");
  // 31 May 2026 is a Sunday: the beginning leaves its month.
  assert.equal(containing(monthly(31, "next"), "2026-06-01"), "2026-06-01..2026-06-29");
});

test("the last working day is a Friday where the month ends on a weekend", () => {
  const cycle: Cycle = { kind: "last-working-day" };
  assert.equal(containing(cycle, "2026-10-30"), "2026-10-30..2026-11-29");
  assert.equal(containing(cycle, "2026-11-30"), "2026-11-30..2026-12-30");
});

test("periods cover every day once", () => {
  fc.assert(
    fc.property(anyCycle, anyDay, (cycle, on) => {
      const period = periodContaining(cycle, on);
      assert.ok(period.first <= on && on <= period.last);
      assert.ok(period.first >= DAY_MIN && period.last <= DAY_MAX);
      assert.deepEqual(periodContaining(cycle, period.first), period);
      assert.deepEqual(periodContaining(cycle, period.last), period);
      const next = nextPeriod(cycle, period);
      const previous = previousPeriod(cycle, period);
      assert.equal(next?.first, period.last === DAY_MAX ? undefined : period.last + 1);
      assert.equal(previous?.last, period.first === DAY_MIN ? undefined : period.first - 1);
      if (next !== undefined) assert.deepEqual(previousPeriod(cycle, next), period);
      if (previous !== undefined) assert.deepEqual(nextPeriod(cycle, previous), period);
    }),
    { numRuns: 1_000 },
  );
});

test("a year of days is walked in the periods that it has", () => {
  fc.assert(
    fc.property(anyCycle, fc.integer({ min: 10_000, max: 25_000 }), (cycle, start) => {
      let period: Period | undefined = periodContaining(cycle, start);
      let count = 0;
      while (period !== undefined && period.first < start + 366) {
        count += 1;
        period = nextPeriod(cycle, period);
      }
      const { numerator, denominator } = periodsPerYear(cycle);
      const perYear = Number(numerator / denominator);
      assert.ok(count >= perYear && count <= perYear + 2, `${count} in place of ${perYear}`);
    }),
  );
});

test("with a business-day rule no period begins on a weekend", () => {
  const rule = fc.constantFrom("previous" as const, "next" as const);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 31 }), rule, anyDay, (dayOfMonth, businessDay, on) => {
      const { first } = periodContaining({ kind: "monthly", dayOfMonth, businessDay }, on);
      assert.ok(first === DAY_MIN || weekday(first) <= 5);
    }),
  );
});

test("the outermost periods are cut, and nothing comes after or before them", () => {
  const cycle: Cycle = { kind: "four-weekly", anchor: DAY_MAX - 3 };
  const last = periodContaining(cycle, DAY_MAX);
  assert.deepEqual(last, { first: DAY_MAX - 3, last: DAY_MAX });
  assert.equal(nextPeriod(cycle, last), undefined);
  const first = periodContaining({ kind: "weekly", anchor: DAY_MIN + 2 }, DAY_MIN);
  assert.deepEqual(first, { first: DAY_MIN, last: DAY_MIN + 1 });
  assert.equal(previousPeriod({ kind: "weekly", anchor: DAY_MIN + 2 }, first), undefined);
  assert.throws(() => periodContaining(cycle, DAY_MAX + 1), /Broken invariant/);
  assert.throws(() => periodContaining(cycle, 0.5), /Broken invariant/);
});

test("a month's text is the period that begins in it, where there is one", () => {
  assert.equal(named({ kind: "calendar-month" }, "2026-11"), "2026-11-01..2026-11-30");
  assert.equal(named(monthly(25, "none"), "2026-11"), "2026-11-25..2026-12-24");
  assert.equal(named({ kind: "last-working-day" }, "2026-10"), "2026-10-30..2026-11-29");
  // It is November's although it begins in October: the first is a Sunday.
  assert.equal(named(monthly(1, "previous"), "2026-11"), "2026-10-30..2026-11-30");
  for (const kind of ["weekly", "biweekly", "four-weekly"] as const) {
    assert.equal(named({ kind, anchor: 0 }, "2026-11"), "needs-a-date");
  }
  assert.equal(
    named({ kind: "semi-monthly", firstDay: 1, secondDay: 15 }, "2026-11"),
    "needs-a-date",
  );
});

test("a date's text is the period that it is in", () => {
  assert.deepEqual(
    parsePeriod({ kind: "calendar-month" }, "2026-11-13"),
    ok({ first: day("2026-11-01"), last: day("2026-11-30") }),
  );
  assert.deepEqual(
    parsePeriod({ kind: "semi-monthly", firstDay: 1, secondDay: 15 }, "2026-11-14"),
    ok({ first: day("2026-11-01"), last: day("2026-11-14") }),
  );
});

test("other texts are no periods, in any cycle", () => {
  const texts = ["", "2026", "2026-13", "2026-00", "2026-11-31", "11-2026", "2026-11-", "2026-11 "];
  for (const kind of ["calendar-month", "last-working-day"] as const) {
    for (const text of [...texts, "x".repeat(1_000_000)]) {
      assert.deepEqual(parsePeriod({ kind }, text), fail({ code: "not-a-period" }));
    }
  }
  assert.deepEqual(
    parsePeriod({ kind: "weekly", anchor: 0 }, "2026-13"),
    fail({ code: "not-a-period" }),
  );
});

test("every period is found again by its text", () => {
  fc.assert(
    fc.property(anyCycle, anyDay, (cycle, on) => {
      const period = periodContaining(cycle, on);
      assert.deepEqual(parsePeriod(cycle, formatPeriod(cycle, period)), ok(period));
    }),
  );
});

test("only calendar months are written as months", () => {
  const november = { first: day("2026-11-01"), last: day("2026-11-30") };
  assert.equal(formatPeriod({ kind: "calendar-month" }, november), "2026-11");
  assert.equal(formatPeriod(monthly(1, "none"), november), "2026-11-01");
});

test("a year has as many periods as paydays", () => {
  assert.deepEqual(periodsPerYear({ kind: "weekly", anchor: 0 }), whole(52n));
  assert.deepEqual(periodsPerYear({ kind: "biweekly", anchor: 0 }), whole(26n));
  assert.deepEqual(periodsPerYear({ kind: "four-weekly", anchor: 0 }), whole(13n));
  assert.deepEqual(
    periodsPerYear({ kind: "semi-monthly", firstDay: 1, secondDay: 15 }),
    whole(24n),
  );
  assert.deepEqual(periodsPerYear(monthly(25, "none")), whole(12n));
  assert.deepEqual(periodsPerYear({ kind: "calendar-month" }), whole(12n));
  assert.deepEqual(periodsPerYear({ kind: "last-working-day" }), whole(12n));
});

test("every cycle is one, and with anything more, less or else none", () => {
  fc.assert(
    fc.property(anyCycle, (cycle) => {
      assert.deepEqual(validateCycle({ ...cycle }), ok(cycle));
      assert.deepEqual(validateCycle({ ...cycle, more: 1 }), fail({ code: "not-a-cycle" }));
      for (const name of Object.keys(cycle)) {
        for (const wrong of [undefined, null, "x", 0.5, -1e9, 1e9, Number.NaN, 1n, {}, []]) {
          assert.ok(!validateCycle({ ...cycle, [name]: wrong }).ok, `${name}: ${typeof wrong}`);
        }
        const less: Record<string, unknown> = { ...cycle };
        delete less[name];
        assert.ok(!validateCycle(less).ok, `without ${name}`);
      }
    }),
  );
});

test("the limits of a cycle's days are within", () => {
  for (const cycle of [
    { kind: "semi-monthly", firstDay: 1, secondDay: 2 },
    { kind: "semi-monthly", firstDay: 27, secondDay: 28 },
    { kind: "semi-monthly", firstDay: 27, secondDay: 31 },
    monthly(1, "none"),
    monthly(31, "next"),
    { kind: "weekly", anchor: DAY_MIN },
    { kind: "weekly", anchor: DAY_MAX },
  ]) {
    assert.deepEqual(validateCycle(cycle), ok(cycle));
  }
});

test("values outside of a cycle's limits are none", () => {
  for (const value of [
    undefined,
    null,
    1,
    "weekly",
    [],
    ["weekly"],
    {},
    { kind: "yearly" },
    { kind: 1 },
    { kind: "calendar-month", anchor: 0 },
    { kind: "weekly", firstDay: 1 },
    { kind: "semi-monthly", firstDay: 15, secondDay: 15 },
    { kind: "semi-monthly", firstDay: 28, secondDay: 31 },
    { kind: "semi-monthly", firstDay: 0, secondDay: 15 },
    { kind: "semi-monthly", firstDay: 1, secondDay: 32 },
    { kind: "monthly", dayOfMonth: 0, businessDay: "none" },
    { kind: "monthly", dayOfMonth: 32, businessDay: "none" },
    { kind: "monthly", dayOfMonth: 1, businessDay: "nearest" },
    { kind: "weekly", anchor: DAY_MAX + 1 },
  ]) {
    assert.deepEqual(validateCycle(value), fail({ code: "not-a-cycle" }), JSON.stringify(value));
  }
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const outcome = validateCycle(value);
      if (outcome.ok) assert.deepEqual(outcome.value, value);
    }),
  );
});
