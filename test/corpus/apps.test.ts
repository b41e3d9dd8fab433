/**
 * Exports of other apps against what a correct import must yield. The files lie beside the repository, are
 * read and never copied; without them these tests are skipped.
 *
 * An expectation counts records and adds them up as the app writes them, so that a transfer, which is one
 * record and two rows here, is counted and added once.
 */
import assert from "node:assert/strict";
import test from "node:test";
import type { ImportFileJson } from "@coffer/ledger";
import {
  add,
  decimal,
  equals,
  isCorpusHere,
  readExpectations,
  readThroughLedger,
  ZERO,
  type Decimal,
  type Expectation,
} from "./corpus.ts";

/** Files of each format that must meet their expectation; the rest are printed with the reason. */
const REQUIRED = { ynab: 11, firefly: 5, mint: 4 } as const;

/** Expectations that are wrong, and why. */
const REFUTED: ReadonlyMap<string, string> = new Map([
  [
    "visible/firefly/ft-t+go-money__ff_reconciliation_plus.csv",
    "money goes from the reconciliation account to the asset account: it gains 49.37; the minus is of the other side",
  ],
]);

for (const format of ["ynab", "firefly", "mint"] as const) {
  test(`corpus: ${format} files meet their expectation`, (t) => {
    if (!isCorpusHere) {
      t.skip("the corpus is not here");
      return;
    }
    const expectations = readExpectations().filter((expected) => expected.format === format);
    let met = 0;
    for (const expected of expectations) {
      const misses = missesOf(expected, readThroughLedger(expected.file));
      if (misses.length === 0) met += 1;
      else {
        const why = REFUTED.get(expected.file);
        t.diagnostic(
          `${expected.file}: ${misses.join("; ")}${why === undefined ? "" : ` (${why})`}`,
        );
        assert.ok(why !== undefined || expected.confidence !== "high", expected.file);
      }
    }
    t.diagnostic(`${met} of ${expectations.length} ${format} files met`);
    assert.equal(met, REQUIRED[format]);
  });
}

function missesOf(expected: Expectation, read: ImportFileJson): string[] {
  const misses: string[] = [];
  const refusesRecord = read.outcome === "reject" && /Line \d/u.test(read.reason ?? "");
  const isFine =
    read.outcome === expected.outcome || (expected.outcome === "ok_with_warnings" && refusesRecord);
  if (!isFine)
    misses.push(`outcome ${read.outcome} (${read.reason}), expected ${expected.outcome}`);
  if (read.outcome === "reject") return misses;
  const bad = expected.bad_records ?? [];
  const located = read.warnings.filter(({ line }) => line !== null).length;
  if (located < bad.length) misses.push(`${located} of ${bad.length} bad records are reported`);
  const isJson = expected.file.endsWith(".yfull");
  // Where a register has two records of a transfer, both are counted.
  const records = isJson ? takenRows(read) : recordsOf(expected, read);
  const named = isJson ? read.rows.filter(({ verdict }) => verdict === "skipped") : [];
  if (records.length + named.length !== expected.n_transactions) {
    misses.push(`${records.length} transactions, expected ${expected.n_transactions}`);
  }
  if (named.length > 0) return misses;
  misses.push(...missesOfDates(expected, records), ...missesOfSums(expected, records));
  return misses;
}

type Row = ImportFileJson["rows"][number];

function takenRows({ rows }: ImportFileJson): readonly Row[] {
  return rows.filter(({ verdict }) => verdict !== "skipped");
}

/** The rows that stand for the file's records: of one record the first. */
function recordsOf({ format }: Expectation, read: ImportFileJson): readonly Row[] {
  if (format !== "firefly") return takenRows(read);
  const rowByLine = new Map<number, Row>();
  for (const row of takenRows(read)) {
    if (!rowByLine.has(row.line)) rowByLine.set(row.line, row);
  }
  return [...rowByLine.values()];
}

function missesOfDates(expected: Expectation, rows: readonly Row[]): string[] {
  const dates = rows.map(({ date }) => date ?? "").toSorted();
  const first = dates[0] ?? null;
  const last = dates.at(-1) ?? null;
  if (first === (expected.first_date ?? null) && last === (expected.last_date ?? null)) return [];
  return [`${first} to ${last}, expected ${expected.first_date} to ${expected.last_date}`];
}

function missesOfSums({ sums = {} }: Expectation, rows: readonly Row[]): string[] {
  const found = new Map<string, Decimal>();
  for (const { currency, amount } of rows) {
    const key = currency ?? "?";
    found.set(key, add(found.get(key) ?? ZERO, decimal(amount ?? "")));
  }
  const wanted = Object.entries(sums).map(([code, sum]): readonly [string, Decimal] => [
    /^[A-Z]{3}$/u.test(code) ? code : "?",
    decimal(sum),
  ]);
  const isSame =
    wanted.length === found.size &&
    wanted.every(([code, sum]) => equals(found.get(code) ?? ZERO, sum));
  return isSame
    ? []
    : [
        `sums ${[...found].map(([code, { units, digits }]) => `${code} ${units}e-${digits}`).join(", ")}`,
      ];
}
