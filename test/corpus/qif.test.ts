/**
 * QIF files of many programs against what a correct import must yield. `n_transactions` counts the
 * records of transaction lists, which are the rows here: two records that are one transfer are two
 * rows of one transaction, so `transactions` may be less. `sums` leave investments out, whose rows
 * carry what they did to the cash; per account only its number of records is compared there. An
 * account that a file names in its opening balance only has no name in the expectation.
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
const REQUIRED = 26;

interface ExpectedQif extends Expectation {
  readonly date_order?: "DMY" | "MDY" | "YMD" | "ambiguous";
  readonly per_account?: readonly {
    readonly account: string | null;
    readonly n: number;
    readonly section: string;
    readonly sum: string;
  }[];
  /** First and last date by the order of dates. */
  readonly alternative_readings?: Readonly<Record<string, readonly [string, string, number]>>;
}

test("corpus: qif files meet their expectation", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  const expectations = readExpectations().filter(({ format }) => format === "qif");
  let met = 0;
  for (const expected of expectations) {
    const misses = missesOf(expected, readThroughLedger(expected.file));
    if (misses.length === 0) met += 1;
    else t.diagnostic(`${expected.file} (${expected.confidence}): ${misses.join("; ")}`);
  }
  t.diagnostic(`${met} of ${expectations.length} qif files met`);
  assert.ok(met >= REQUIRED, `only ${met} of ${expectations.length} met`);
});

type Row = ImportFileJson["rows"][number];

function missesOf(expected: ExpectedQif, read: ImportFileJson): string[] {
  const misses: string[] = [];
  if (read.format !== "qif") misses.push(`format ${read.format}`);
  if (read.outcome !== expected.outcome) {
    misses.push(`outcome ${read.outcome} (${read.reason}), expected ${expected.outcome}`);
  }
  const rows = read.rows.filter(({ verdict }) => verdict !== "skipped");
  if (rows.length !== expected.n_transactions) {
    misses.push(`${rows.length} transactions, expected ${expected.n_transactions}`);
  }
  misses.push(...missesOfDates(expected, read, rows));
  const [wanted] = Object.values(expected.sums ?? {});
  if (wanted !== undefined && !equals(sumOf(rows), decimal(wanted))) misses.push("sum");
  for (const { account, n, section, sum } of expected.per_account ?? []) {
    const own = account === null ? rows : rows.filter((row) => row.account === account);
    if (own.length !== n) misses.push(`${own.length} rows of ${account}, expected ${n}`);
    if (section !== "invst" && !equals(sumOf(own), decimal(sum))) misses.push(`sum of ${account}`);
  }
  return misses;
}

function sumOf(rows: readonly Row[]): Decimal {
  return rows.reduce((sum, { amount }) => add(sum, decimal(amount ?? "0")), ZERO);
}

/** An ambiguous order is a question, and what was taken meanwhile is one of its answers. */
function missesOfDates(
  expected: ExpectedQif,
  { questions }: ImportFileJson,
  rows: readonly Row[],
): string[] {
  const asked = questions.find(({ about }) => about === "date-order");
  const isOpen = expected.date_order === "ambiguous" && rows.length > 0;
  if ((asked !== undefined) !== isOpen) return [isOpen ? "no question" : "a needless question"];
  const dates = rows.map(({ date }) => date ?? "").toSorted();
  const reading = expected.alternative_readings?.[asked?.taken ?? ""];
  const [first, last] = reading ?? [expected.first_date, expected.last_date];
  return dates[0] === (first ?? undefined) && dates.at(-1) === (last ?? undefined)
    ? []
    : [`${dates[0]} to ${dates.at(-1)}, expected ${first} to ${last}`];
}
