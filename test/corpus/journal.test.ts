/**
 * Journals of hledger, ledger and Beancount of many sources against what these programs work out:
 * how many transactions, the balance of every account, and what they refuse.
 */

import assert from "node:assert/strict";
import test from "node:test";
import { currencyOfSymbol } from "../../ledger/src/import/currency-symbols.ts";
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

/** Journals that must meet their expectation. */
const REQUIRED = 57;

interface JournalExpectation extends Expectation {
  readonly balances?: readonly {
    readonly account: string;
    readonly commodity: string;
    readonly quantity: string;
  }[];
  readonly n_balances?: number;
  readonly errors?: readonly string[];
}

test("corpus: journals meet their expectation", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  const expectations = readExpectations().filter(
    (expected): expected is JournalExpectation => expected.format === "journal",
  );
  let met = 0;
  for (const expected of expectations) {
    const misses = missesOf(expected, readThroughLedger(expected.file));
    if (misses.length === 0) met += 1;
    else t.diagnostic(`${expected.file}: ${misses.join("; ")}`);
  }
  t.diagnostic(`${met} of ${expectations.length} journals met`);
  assert.ok(met >= REQUIRED, `only ${met} of ${expectations.length} met`);
});

function missesOf(expected: JournalExpectation, read: ImportFileJson): string[] {
  const { outcome, n_transactions, first_date, last_date, errors } = expected;
  const misses: string[] = [];
  if (read.format !== "journal") misses.push(`format ${read.format}`);
  if (read.outcome !== outcome) {
    misses.push(`outcome ${read.outcome} (${read.reason ?? ""}), expected ${outcome}`);
  }
  if (outcome === "reject") {
    if (!/^Line \d/u.test(read.reason ?? "")) misses.push(`no line in ${read.reason ?? ""}`);
    return misses;
  }
  const located = read.warnings.filter(({ line }) => line !== null).length;
  if (located < (errors?.length ?? 0)) misses.push(`${located} errors are told`);
  if (n_transactions !== undefined && read.transactions !== n_transactions) {
    misses.push(`${read.transactions} transactions, expected ${n_transactions}`);
  }
  const dates = read.rows.map(({ date }) => date ?? "").toSorted();
  if (typeof first_date === "string" && dates[0] !== first_date) misses.push(`first ${dates[0]}`);
  if (typeof last_date === "string" && dates.at(-1) !== last_date) {
    misses.push(`last ${dates.at(-1)}, expected ${last_date}`);
  }
  return [...misses, ...missesOfBalances(expected, read)];
}

/** Long expectations name only their first balances, and how many there are. */
function missesOfBalances(
  { balances, n_balances }: JournalExpectation,
  read: ImportFileJson,
): string[] {
  if (balances === undefined) return [];
  const sums = new Map<string, Decimal>();
  for (const { account, currency, amount } of read.rows) {
    const key = `${account} ${currency ?? ""}`;
    sums.set(key, add(sums.get(key) ?? ZERO, decimal(amount ?? "0")));
  }
  const misses: string[] = [];
  for (const { account, commodity, quantity } of balances) {
    const sign = /^\p{Sc}$/u.test(commodity) ? currencyOfSymbol(commodity) : null;
    const key = `${account} ${sign ?? commodity}`;
    const sum = sums.get(key) ?? ZERO;
    if (!equals(sum, decimal(quantity))) {
      misses.push(`${key} is ${sum.units}e-${sum.digits}, expected ${quantity}`);
    }
  }
  const count = [...sums.values()].filter(({ units }) => units !== 0n).length;
  if (n_balances !== undefined && count !== n_balances) {
    misses.push(`${count} balances, expected ${n_balances}`);
  }
  return misses;
}
