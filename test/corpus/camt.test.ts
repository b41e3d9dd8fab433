/**
 * Real CAMT files against what a correct import must yield. The expectations count entries (`Ntry`);
 * an entry that is a batch may be several rows, which keep its sum. They count pending entries among
 * the entries and their amounts in the sums, so here too, though a pending entry is never booked: a
 * file of nothing else is one with nothing to import yet.
 */

import assert from "node:assert/strict";
import test from "node:test";
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
import type { ImportFileJson } from "@coffer/ledger";

interface CamtExpectation extends Expectation {
  readonly n_entries: number;
  readonly n_pending_entries?: number;
  readonly n_statements: number;
  readonly n_transaction_details: number;
  readonly account_ids?: readonly string[];
}

test("corpus: camt files meet their expectation", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  const expectations = readExpectations().filter(({ format }) => format === "camt");
  let met = 0;
  for (const expected of expectations as CamtExpectation[]) {
    const misses = missesOf(expected, readThroughLedger(expected.file));
    if (misses.length === 0) met += 1;
    else t.diagnostic(`${expected.file}: ${misses.join("; ")}`);
  }
  t.diagnostic(`${met} of ${expectations.length} camt files met`);
  assert.equal(met, expectations.length);
});

function missesOf(expected: CamtExpectation, read: ImportFileJson): string[] {
  const misses: string[] = [];
  const pending = expected.n_pending_entries ?? 0;
  const isAllPending = pending > 0 && pending === expected.n_entries;
  const outcome = isAllPending ? "no_transactions" : expected.outcome;
  if (read.outcome !== outcome)
    misses.push(`outcome ${read.outcome} (${read.reason}), expected ${outcome}`);
  if (read.outcome !== "ok" && (read.reason ?? "") === "") misses.push("no reason");
  const rows = read.rows.filter((row) => row.verdict !== "skipped" || row.pending);
  if (rows.length !== read.rows.length) misses.push("a row is skipped");
  const isCounted = rows.length >= expected.n_entries && rows.length <= rowsMax(expected);
  if (!isCounted)
    misses.push(`${rows.length} rows, expected ${expected.n_entries} to ${rowsMax(expected)}`);
  const count = rows.filter((row) => row.pending).length;
  if (count !== pending) misses.push(`${count} pending, expected ${pending}`);
  return [...misses, ...missesOfSums(expected, rows), ...missesOfDates(expected, rows)];
}

/** An entry is at least one row, and each of its details at most one. */
function rowsMax({ n_entries: entries, n_transaction_details: details }: CamtExpectation): number {
  return Math.max(entries, entries + details - 1);
}

type Row = ImportFileJson["rows"][number];

function missesOfSums(expected: CamtExpectation, rows: readonly Row[]): string[] {
  const sums = new Map<string, Decimal>();
  for (const { currency, amount } of rows) {
    const code = currency ?? "?";
    sums.set(code, add(sums.get(code) ?? ZERO, decimal(amount ?? "")));
  }
  const wanted = Object.entries(expected.sums ?? {});
  const isSame =
    wanted.length === sums.size &&
    wanted.every(([code, sum]) => equals(sums.get(code) ?? ZERO, decimal(sum)));
  const found = [...sums].map(([code, { units, digits }]) => `${code} ${units}e-${digits}`);
  return isSame ? [] : [`sums ${found.join(", ")}, expected ${JSON.stringify(expected.sums)}`];
}

function missesOfDates(expected: CamtExpectation, rows: readonly Row[]): string[] {
  const accounts = new Set(rows.map(({ account }) => account ?? ""));
  const wrong = [...accounts].filter((account) => expected.account_ids?.includes(account) !== true);
  const misses = wrong.length === 0 ? [] : [`accounts ${wrong.join(", ")}`];
  if (expected.first_date === undefined) return misses;
  const dates = rows.map(({ date }) => date ?? "").toSorted();
  if (dates[0] === expected.first_date && dates.at(-1) === expected.last_date) return misses;
  return [...misses, `${dates[0]} to ${dates.at(-1)}`];
}
