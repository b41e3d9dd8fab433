/**
 * That nothing has become slower by a kind, such as a second pass or a square: small forms of the measurements of bench/,
 * as ratios within this run, with bounds far above what they come to (docs/performance.md). No time is judged by itself.
 *
 * A busy machine can spoil one measurement; it is made up to three times, and the best one counts.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { measureAppends } from "../bench/append.ts";
import { measureJudging } from "../bench/import.ts";
import { measureLogins } from "../bench/login.ts";
import { cpuMs, medians, repeated, type Measurement } from "../bench/measure.ts";
import { measureOpening } from "../bench/open.ts";
import { measureReports } from "../bench/reports.ts";
import { bookOf } from "../bench/rows.ts";
import { smallSize } from "../bench/size.ts";
import { dump, existingRowsOf, importFile, judgeRows, load } from "../ledger/src/index.ts";
import { decode, encode } from "../protocol/src/index.ts";

const tries = 3;
/** Twice the work may take so many times as long; four times would be a square. */
const doubledAtMost = 3;

/** Measures until a ratio is within its bound, at most three times, and demands that it is. */
async function within(bound: number, ratioOf: () => Promise<number>): Promise<void> {
  const ratios: number[] = [];
  while (ratios.length < tries && !ratios.some((ratio) => ratio <= bound)) {
    ratios.push(await ratioOf());
  }
  assert.ok(Math.min(...ratios) <= bound, `at most ${bound}, not ${ratios.join(", ")}`);
}

/** CPU time of a piece of work on twice as much, by that on once as much. */
async function growth(once: () => unknown, twice: () => unknown): Promise<number> {
  const took = await medians(3, { once: () => cpuMs(once), twice: () => cpuMs(twice) });
  return took.twice / took.once;
}

/** The ratio of a line of the table. */
async function ratioIn(lines: Promise<readonly Measurement[]>, name: string): Promise<number> {
  const line = (await lines).find((each) => each.name.includes(name));
  assert.ok(line !== undefined, `${name} is measured`);
  return line.ratio;
}

test("a month × category report is a few passes over typed arrays", () =>
  within(20, () => ratioIn(measureReports(smallSize), "month × category")));

test("a 50/30/20 report of every month is not much more", () =>
  within(40, () => ratioIn(measureReports(smallSize), "50/30/20")));

test("opening a vault costs a bounded multiple of reading and decrypting it", () =>
  within(60, () => ratioIn(measureOpening(smallSize), "open a sealed vault")));

test("a durable append costs a bounded multiple of a bare insert", () =>
  within(8, () => ratioIn(measureAppends({ ...smallSize, appendsEach: 5 }), "in a commit")));

test("a login costs the server a bounded multiple of OPAQUE's own step", () =>
  // The line has logins a second: less is slower.
  within(8, async () => 1 / (await ratioIn(measureLogins(smallSize), "logins"))));

test("reading and judging a bank's file costs a bounded multiple of splitting its lines", () =>
  within(150, () => ratioIn(measureJudging(smallSize), "duplicates")));

test("twice as many rows take about twice as long to fold, to write and to load", async () => {
  const [once, twice] = [encode(dump(bookOf(10_000))), encode(dump(bookOf(20_000)))];
  const loading = (bytes: Uint8Array) => () => {
    const value = decode(bytes);
    assert.ok(value.ok && load(value.value).ok);
  };
  await within(doubledAtMost, () =>
    growth(
      () => bookOf(10_000),
      () => bookOf(20_000),
    ),
  );
  await within(doubledAtMost, () =>
    growth(repeated(5, loading(once)), repeated(5, loading(twice))),
  );
});

test("twice as many rows of a bank's file take about twice as long to judge", async () => {
  const book = bookOf(5_000);
  const account = book.tables.account.ids[0];
  assert.ok(account !== undefined);
  const judging = (rows: number) => {
    const lines = Array.from({ length: rows }, (_, row) => {
      const day = String(1 + (row % 28)).padStart(2, "0");
      return `2024-${String(1 + (row % 12)).padStart(2, "0")}-${day},Shop ${row % 90},-${row % 300}.50`;
    });
    const bytes = new TextEncoder().encode(`Date,Description,Amount\n${lines.join("\n")}\n`);
    return () => {
      const { rows: read } = importFile(bytes, {});
      assert.equal(read.length, rows);
      return judgeRows(read, { currency: "USD", existing: existingRowsOf(book, account) });
    };
  };
  await within(doubledAtMost, () => growth(judging(2_000), judging(4_000)));
});
