/**
 * Real bank files of many sources against what a correct import must yield. The files lie beside
 * the repository, are read and never copied; without them these tests are skipped. The comparison
 * takes the JSON shape that the terminal prints, so that it does not matter which way a file went.
 */

import assert from "node:assert/strict";
import test from "node:test";
import { importFile, isTaken, judgeRows, minorOfExact } from "@coffer/ledger";
import type { ExistingRow, ImportFileJson } from "@coffer/ledger";
import {
  add,
  decimal,
  equals,
  isCorpusHere,
  readBytes,
  readExpectations,
  readThroughLedger,
  ZERO,
  type Decimal,
  type Expectation,
} from "./corpus.ts";

/** Files of each format that must meet their expectation; the rest are printed with the reason. */
const REQUIRED = { ofx: 84, qfx: 9, csv: 114 } as const;

/** Why expectations are not met. */
const EXPLAINED: readonly (readonly [RegExp, string])[] = [
  [
    /icbc-debit-v[12]/u,
    "the expectation takes the first row, of 2 May, for a line before the table",
  ],
  [
    /you-need-a-parser__test-data_transactions/u,
    "amounts in cents, which nothing in the file says",
  ],
];

for (const format of ["ofx", "qfx", "csv"] as const) {
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
        const why = EXPLAINED.find(([name]) => name.test(expected.file))?.[1] ?? "unexplained";
        t.diagnostic(`${expected.file}: ${misses.join("; ")} (${why})`);
      }
    }
    t.diagnostic(`${met} of ${expectations.length} ${format} files met`);
    assert.ok(met >= REQUIRED[format], `only ${met} of ${expectations.length} met`);
  });
}

test("corpus: a file that is imported again is the same, row by row", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  for (const { file, format } of readExpectations()) {
    if (format !== "ofx" && format !== "qfx" && format !== "csv") continue;
    const { rows } = importFile(readBytes(file), {});
    const existing: ExistingRow[] = [];
    for (const [index, row] of rows.entries()) {
      if (!isTaken(row)) continue;
      const minor = row.currency === null ? null : minorOfExact(row.amount, row.currency);
      const amountMinor = minor?.amountMinor ?? row.amount.units;
      const { day, text, bankId } = row;
      existing.push({
        id: `${index}`,
        day,
        amountMinor,
        text,
        bankId,
        pending: false,
        imported: true,
      });
    }
    const verdicts = judgeRows(rows, { currency: null, existing });
    const others = verdicts.filter(({ verdict }) => verdict !== "same" && verdict !== "skipped");
    assert.deepEqual(others, [], file);
    assert.equal(
      verdicts.filter(({ verdict }) => verdict === "same").length,
      existing.length,
      file,
    );
  }
});

/** Returns what differs between a file as it was read and what is expected of it. */
function missesOf(expected: Expectation, read: ImportFileJson): string[] {
  const misses: string[] = [];
  const outcome = missOfOutcome(expected, read);
  if (outcome !== null) misses.push(outcome);
  // A refusal that names the record is as good as taking the others.
  if (read.outcome === "reject") return misses;

  const taken = read.rows.filter(({ verdict }) => verdict !== "skipped");
  const bad = expected.bad_records ?? [];
  const located = read.warnings.filter(({ line }) => line !== null).length;
  if (located < bad.length) misses.push(`${located} of ${bad.length} bad records are reported`);
  // Of OFX the bad records are counted too, and carry their line.
  const isOfx = expected.format !== "csv";
  const unreadable = read.rows.filter(({ verdict, pending }) => verdict === "skipped" && !pending);
  const count = taken.length + (isOfx && bad.length > 0 ? unreadable.length : 0);
  if (expected.n_transactions !== undefined && count !== expected.n_transactions) {
    misses.push(`${count} transactions, expected ${expected.n_transactions}`);
  }
  const pending = read.rows.filter((row) => row.pending).length;
  if (expected.n_pending !== undefined && pending !== expected.n_pending) {
    misses.push(`${pending} pending, expected ${expected.n_pending}`);
  }
  misses.push(...missesOfDates(expected, taken), ...missesOfSums(expected, taken));
  misses.push(...missesOfStatements(read, taken));
  return misses;
}

function missOfOutcome({ outcome, tags }: Expectation, read: ImportFileJson): string | null {
  const found = `outcome ${read.outcome}${read.reason === null ? "" : ` (${read.reason})`}`;
  if (read.outcome === "reject" || read.outcome === "no_transactions") {
    if (read.reason === null || read.reason === "") return `${found} without a reason`;
    if (read.rows.some(({ verdict }) => verdict !== "skipped")) return `${found} with rows`;
  }
  if (read.outcome === outcome) return null;
  const namesRecord = read.outcome === "reject" && /Line \d/u.test(read.reason ?? "");
  if (outcome === "ok_with_warnings" && namesRecord) return null;
  // Columns without names that the file itself explains need no mapping by hand.
  const isMapped =
    tags.includes("needs-mapping") && read.outcome === "ok" && read.warnings.length > 0;
  return isMapped ? null : `${found}, expected ${outcome}`;
}

type Row = ImportFileJson["rows"][number];

function missesOfDates(expected: Expectation, taken: readonly Row[]): string[] {
  if (expected.first_date === undefined || expected.first_date === null) return [];
  const dates = taken.map(({ date }) => date ?? "").toSorted();
  const [first] = dates;
  const last = dates.at(-1);
  if (first === expected.first_date && last === expected.last_date) return [];
  return [`${first} to ${last}, expected ${expected.first_date} to ${expected.last_date}`];
}

/** A currency that the file does not name is the account's, whatever the expectation calls it. */
function missesOfSums(expected: Expectation, taken: readonly Row[]): string[] {
  const wanted = expectedSums(expected);
  if (wanted === null) return [];
  const sums = new Map<string | null, Decimal>();
  for (const { currency, amount } of taken) {
    sums.set(currency, add(sums.get(currency) ?? ZERO, decimal(amount ?? "")));
  }
  for (const [currency, sum] of wanted) {
    const isOpen = !/^[A-Z]{3}$/u.test(currency) || sums.has(null);
    const [only] = sums.values();
    const found = isOpen && sums.size === 1 ? only : (sums.get(currency) ?? noneOf(taken));
    if (found === undefined || !equals(found, sum)) {
      return [
        `sums ${[...sums].map(([code, { units, digits }]) => `${code} ${units}e-${digits}`).join(", ")}, expected ${currency}`,
      ];
    }
  }
  return wanted.size < sums.size ? ["more currencies than expected"] : [];
}

function noneOf(taken: readonly Row[]): Decimal | undefined {
  return taken.length === 0 ? ZERO : undefined;
}

/**
 * Of OFX the sums of investment accounts stand apart; together they are what the rows add up to.
 */
function expectedSums({ format, sums, accounts }: Expectation): Map<string, Decimal> | null {
  if (format === "csv") {
    return sums === undefined
      ? null
      : new Map(Object.entries(sums).map(([code, sum]) => [code, decimal(sum)]));
  }
  const wanted = new Map<string, Decimal>();
  for (const { currency, sum, investment_total: investments } of accounts ?? []) {
    const total = add(decimal(sum), decimal(investments ?? "0"));
    const code = currency ?? "?";
    wanted.set(code, add(wanted.get(code) ?? ZERO, total));
  }
  return wanted;
}

function missesOfStatements({ statements }: ImportFileJson, taken: readonly Row[]): string[] {
  const count = statements.reduce((sum, statement) => sum + statement.count, 0);
  if (count !== taken.length) return [`statements count ${count} of ${taken.length} rows`];
  const total = taken.reduce((sum, { amount }) => add(sum, decimal(amount ?? "")), ZERO);
  const stated = statements.reduce((sum, statement) => add(sum, decimal(statement.sum)), ZERO);
  return equals(total, stated) ? [] : ["the statements' sums are not those of the rows"];
}
