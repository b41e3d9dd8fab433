/**
 * MT940 and MT942 files of many banks against what a correct import must yield: outcome, number of
 * transactions, value dates, sums by currency and, where a file has one statement of an account,
 * its balances. A record that is to be reported counts among the transactions whether it could be
 * taken or not.
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

/** All of them. */
const REQUIRED = 89;

interface ExpectedStatement {
  readonly account: string | null;
  readonly opening: string | null;
  readonly closing: string | null;
}

type Expected = Expectation & { readonly statements?: readonly ExpectedStatement[] };

test("corpus: mt940 files meet their expectation", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  const expectations = readExpectations().filter(({ format }) => format === "mt940");
  let met = 0;
  for (const expected of expectations) {
    const misses = missesOf(expected, readThroughLedger(expected.file));
    if (misses.length === 0) met += 1;
    else t.diagnostic(`${expected.file} (${expected.confidence}): ${misses.join("; ")}`);
  }
  t.diagnostic(`${met} of ${expectations.length} mt940 files met`);
  assert.ok(met >= REQUIRED, `only ${met} of ${expectations.length} met`);
});

function missesOf(expected: Expected, read: ImportFileJson): string[] {
  const misses: string[] = [];
  if (read.outcome !== expected.outcome) {
    misses.push(`outcome ${read.outcome} (${read.reason}), expected ${expected.outcome}`);
  }
  if (expected.outcome === "reject") return misses;
  if (read.format !== "mt940") misses.push(`format ${read.format}`);
  const located = read.warnings.filter(({ line }) => line !== null).length;
  if (located < (expected.bad_records?.length ?? 0)) misses.push("a bad record is not reported");
  const { rows } = read;
  if (rows.length !== expected.n_transactions) {
    misses.push(`${rows.length} transactions, expected ${expected.n_transactions}`);
  }
  const dates = rows.map(({ date }) => date ?? "").toSorted();
  if (expected.first_date !== undefined && dates[0] !== expected.first_date) {
    misses.push(`from ${dates[0]}, expected ${expected.first_date}`);
  }
  if (expected.last_date !== undefined && dates.at(-1) !== expected.last_date) {
    misses.push(`to ${dates.at(-1)}, expected ${expected.last_date}`);
  }
  if (rows.some(({ text }) => text === "")) misses.push("a row without a text");
  return [...misses, ...missesOfSums(expected, read), ...missesOfBalances(expected, read)];
}

function missesOfSums({ sums = {} }: Expected, { rows }: ImportFileJson): string[] {
  const found = new Map<string, Decimal>();
  for (const { currency, amount } of rows) {
    const code = currency ?? "?";
    found.set(code, add(found.get(code) ?? ZERO, decimal(amount ?? "0")));
  }
  const misses = Object.entries(sums)
    .filter(([code, sum]) => !equals(found.get(code) ?? ZERO, decimal(sum)))
    .map(([code]) => `sum of ${code}`);
  for (const code of found.keys()) if (sums[code] === undefined) misses.push(`no sum of ${code}`);
  return misses;
}

/** Of an account with several statements the opening of the first and the closing of the last. */
function missesOfBalances({ statements = [] }: Expected, read: ImportFileJson): string[] {
  const misses: string[] = [];
  for (const { account, opening, closing } of read.statements) {
    const stated = statements.filter((statement) => statement.account === account);
    const [first] = stated;
    const last = stated.at(-1);
    if (first === undefined || last === undefined) continue;
    if (!sameBalance(opening, first.opening)) misses.push(`opening ${opening} of ${account}`);
    if (!sameBalance(closing, last.closing)) misses.push(`closing ${closing} of ${account}`);
  }
  return misses;
}

function sameBalance(found: string | null, expected: string | null): boolean {
  if (found === null || expected === null) return found === expected;
  return equals(decimal(found), decimal(expected));
}
