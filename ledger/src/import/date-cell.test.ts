import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { civilFromDay, dayToText } from "../calendar/day.ts";
import { dayOf, readDateCell } from "./date-cell.ts";
import type { DateOrder } from "./date-cell.ts";

function read(cell: string, order: DateOrder = "DMY"): string | null {
  const parts = readDateCell(cell);
  const day = parts === null ? null : dayOf(parts, order);
  return day === null ? null : dayToText(day);
}

test("date-cell: the ways to write one day", () => {
  const cells = [
    "2026-01-03",
    "2026/01/03",
    "2026.01.03",
    "20260103",
    "3.1.2026",
    "03/01/2026",
    "3-1-26",
    "03.01.26",
    "3. 1. 2026",
    "03 Jan 2026",
    "3-Jan-26",
    "3. Januar 2026",
    "Jan 3 '26",
    "January 3rd, 2026",
    "2026-Jan-03",
    "03 janv. 2026",
    "3 de enero de 2026",
    "3 stycznia 2026",
    "3. ledna 2026",
    "2026年1月3日",
    "2026년 1월 3일",
    "Sat, 3 Jan 2026",
    "03012026",
  ];
  for (const cell of cells) assert.equal(read(cell), "2026-01-03", cell);
});

test("date-cell: times and zones do not move the day", () => {
  const cells = [
    "20260103233000[-8:PST]",
    "20260103120000.000[0:GMT]",
    "2026-01-03T23:30:00Z",
    "2026-01-03 23:30:00 -0700",
    "2026-01-03-23.30.26.47192",
    "03.01.2026 00:00:30:989",
    "03/01/2026 11:30 PM",
    "2026-01-03 6:11:59",
  ];
  for (const cell of cells) assert.equal(read(cell), "2026-01-03", cell);
  assert.equal(read("01/03/2026 as of 01/02/2026", "MDY"), "2026-01-03");
});

test("date-cell: years of one and two digits", () => {
  assert.equal(read("10-Nov-9"), "2009-11-10");
  assert.equal(read("01/02/69"), "2069-02-01");
  assert.equal(read("01/02/70"), "1970-02-01");
  assert.equal(read("26-01-03", "YMD"), "2026-01-03");
});

test("date-cell: what is no date", () => {
  const cells = [
    "",
    "12.50",
    "31.02.2026",
    "2026-13-01",
    "15/12/2018 MY RESTAURANT",
    "1234567890",
    "20261301",
    "12:30:00",
    "00/00/2026",
    "3 Foo 2026",
    "99.99.9999",
  ];
  for (const cell of cells) assert.equal(readDateCell(cell), null, cell);
});

test("date-cell: an order that gives no day gives none", () => {
  assert.equal(read("12/31/2026", "DMY"), null);
  assert.equal(read("12/31/2026", "MDY"), "2026-12-31");
  assert.equal(read("12/31/2026", "YMD"), null);
});

test("date-cell: every day comes back in every order", () => {
  const days = fc.integer({ min: 0, max: 25_000 });
  fc.assert(
    fc.property(days, fc.constantFrom<DateOrder>("DMY", "MDY", "YMD"), (day, order) => {
      const { year, month, dayOfMonth } = civilFromDay(day);
      const cell = {
        DMY: `${dayOfMonth}/${month}/${year}`,
        MDY: `${month}/${dayOfMonth}/${year}`,
        YMD: `${year}/${month}/${dayOfMonth}`,
      }[order];
      assert.equal(read(cell, order), dayToText(day));
    }),
  );
});
