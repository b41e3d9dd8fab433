/** Day numbers against Temporal, which counts the same calendar with other means. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  civilFromDay,
  DAY_MAX,
  DAY_MIN,
  dayFromCivil,
  daysInMonth,
  dayToText,
  isDay,
  parseDay,
  weekday,
} from "./day.ts";

const epoch = Temporal.PlainDate.from("1970-01-01");
const anyDay = fc.oneof(
  fc.integer({ min: DAY_MIN, max: DAY_MAX }),
  fc.integer({ min: -1_000, max: 25_000 }),
  fc.constantFrom(DAY_MIN, DAY_MAX, -1, 0, 1),
);

test("the ends of the calendar are the first day of year 1 and the last of 9999", () => {
  assert.equal(dayToText(DAY_MIN), "0001-01-01");
  assert.equal(dayToText(DAY_MAX), "9999-12-31");
  assert.equal(dayToText(0), "1970-01-01");
  assert.deepEqual([DAY_MIN - 1, DAY_MIN, DAY_MAX, DAY_MAX + 1, 0.5].map(isDay), [
    false,
    true,
    true,
    false,
    false,
  ]);
});

test("a day is the date that Temporal says, and back", () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const date = epoch.add({ days: day });
      const civil = { year: date.year, month: date.month, dayOfMonth: date.day };
      assert.deepEqual(civilFromDay(day), civil);
      assert.equal(dayFromCivil(date.year, date.month, date.day), day);
      assert.equal(weekday(day), date.dayOfWeek);
      assert.equal(daysInMonth(date.year, date.month), date.daysInMonth);
      assert.equal(dayToText(day), date.toString());
      assert.equal(parseDay(date.toString()), day);
    }),
    { numRuns: 500 },
  );
});

test("every day of a century of leap years follows the one before", () => {
  let expected = parseDay("1899-12-31");
  assert.ok(expected !== undefined);
  for (const year of [1900, 1999, 2000, 2001, 2024, 2100]) {
    expected = dayFromCivil(year, 1, 1);
    for (let month = 1; month <= 12; month++) {
      for (let dayOfMonth = 1; dayOfMonth <= daysInMonth(year, month); dayOfMonth++) {
        assert.equal(dayFromCivil(year, month, dayOfMonth), expected);
        assert.ok(expected !== undefined);
        expected += 1;
      }
    }
    assert.equal(dayFromCivil(year + 1, 1, 1), expected);
  }
});

test("dates that do not exist are none", () => {
  const wrong: readonly (readonly [number, number, number])[] = [
    ...([
      [2023, 2, 29],
      [1900, 2, 29],
      [2024, 2, 30],
      [2024, 4, 31],
      [2024, 13, 1],
    ] as const),
    ...([
      [2024, 0, 1],
      [2024, 1, 0],
      [2024, 1, 32],
      [0, 1, 1],
      [10_000, 1, 1],
    ] as const),
    ...([
      [2024, 1.5, 1],
      [Number.NaN, 1, 1],
      [2024, 1, Infinity],
      [-1, 1, 1],
    ] as const),
  ];
  for (const [year, month, day] of wrong) {
    assert.equal(dayFromCivil(year, month, day), undefined, `${year}-${month}-${day}`);
  }
});

test("only YYYY-MM-DD is a day's text", () => {
  for (const text of [
    "",
    "2024-02-30",
    "2024-2-3",
    "24-02-03",
    "2024/02/03",
    "2024-02-03 ",
    " 2024-02-03",
    "2024-02-03T00:00",
    "+002024-02-03",
    "0000-01-01",
    "10000-01-01",
    "٢٠٢٤-02-03",
    "2024-02",
  ]) {
    assert.equal(parseDay(text), undefined, text);
  }
});

test("any text and number ends with an outcome", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const day = parseDay(text);
      assert.ok(day === undefined || dayToText(day) === text);
    }),
  );
});
