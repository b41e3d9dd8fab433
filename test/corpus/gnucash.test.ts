/**
 * GnuCash books, saved as XML, compressed or as SQLite, against what a correct import must yield:
 * outcome, transactions, days, accounts by type, those that do not add up, and the balance of every
 * account in what is counted on it, which GnuCash itself has worked out.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { dayToText, importFile, type ImportedFile } from "@coffer/ledger";
import { formatExact } from "../../ledger/src/import/exact-amount.ts";
import { transactionCount, type SourceAccountKind } from "../../ledger/src/import/imported-file.ts";
import { sqlite } from "../fixtures/sqlite-files.ts";
import { isCorpusHere, readBytes, readExpectations, type Expectation } from "./corpus.ts";

/** All of them. */
const REQUIRED = 22;

interface GnuCashExpectation extends Expectation {
  readonly account_types?: Readonly<Record<string, number>>;
  readonly balances?: readonly {
    readonly account: string;
    readonly balance: string;
    readonly commodity: string;
  }[];
  readonly n_accounts?: number;
  readonly n_splits?: number;
  readonly n_unbalanced?: number;
}

/**
 * Files of which the expectation has other days than the person who wrote them. They keep the day
 * that was chosen in a slot `date-posted`, beside the moment that stands for it, which is the
 * midnight of a zone east of Greenwich: 20170720210000 (UTC) for 20170721. GnuCash looks at the slot
 * first, because it does not shift with the time zone; the expectation has the day of the moment.
 */
const DAYS_BY_SLOT: Readonly<Record<string, readonly [string, string]>> = {
  "visible/gnucash/sdementen+piecash__all_account_types.gnucash": ["2014-12-25", "2014-12-26"],
  "visible/gnucash/sdementen+piecash__book_schtx.gnucash": ["2013-01-03", "2019-04-01"],
  "visible/gnucash/sdementen+piecash__ghost_kvp_scheduled_transaction.gnucash": [
    "2017-07-21",
    "2017-07-22",
  ],
};

/** What each type is here. */
const kinds: Readonly<Record<string, SourceAccountKind>> = {
  ASSET: "tracking",
  BANK: "spending",
  CASH: "cash",
  CREDIT: "card",
  EQUITY: "equity",
  EXPENSE: "expense",
  INCOME: "income",
  LIABILITY: "loan",
  MUTUAL: "investment",
  PAYABLE: "loan",
  RECEIVABLE: "tracking",
  STOCK: "investment",
  TRADING: "equity",
};

test("corpus: gnucash files meet their expectation", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  const expectations = readExpectations().filter(({ format }) => format === "gnucash");
  let met = 0;
  for (const expected of expectations) {
    const read = importFile(readBytes(expected.file), { sqlite });
    const misses = missesOf(expected, read);
    if (misses.length === 0) met += 1;
    else t.diagnostic(`${expected.file}: ${misses.join("; ")}`);
  }
  t.diagnostic(`${met} of ${expectations.length} gnucash files met`);
  assert.ok(met >= REQUIRED, `only ${met} of ${expectations.length} met`);
});

function missesOf(expected: GnuCashExpectation, read: ImportedFile): string[] {
  const misses: string[] = [];
  const compare = (what: string, found: unknown, wanted: unknown): void => {
    if (wanted !== undefined && JSON.stringify(found) !== JSON.stringify(wanted)) {
      misses.push(`${what}: ${JSON.stringify(found)}, expected ${JSON.stringify(wanted)}`);
    }
  };
  compare("outcome", read.outcome, expected.outcome);
  compare("format", read.format, "gnucash");
  compare("transactions", transactionCount(read.rows), expected.n_transactions);
  compare("accounts", read.accounts.length, expected.n_accounts);
  compare("more rows than splits", read.rows.length > (expected.n_splits ?? Infinity), false);
  const unbalanced = read.warnings.filter(({ text }) => /add up to zero/.test(text.message));
  compare("unbalanced", unbalanced.length, expected.n_unbalanced);
  if (expected.account_types !== undefined) {
    compare("kinds", countsOf(read.accounts.map(({ kind }) => kind)), kindsOf(expected));
  }
  const days = read.rows.flatMap(({ day }) => day ?? []).toSorted((a, b) => a - b);
  const range = [days[0], days.at(-1)].flatMap((day) => (day === undefined ? [] : dayToText(day)));
  if (expected.first_date !== undefined) {
    compare(
      "days",
      range,
      DAYS_BY_SLOT[expected.file] ?? [expected.first_date, expected.last_date],
    );
  }
  if (expected.balances !== undefined) {
    // A name is shown on one line.
    const wanted = expected.balances
      .map(({ account, commodity, balance }) =>
        `${account} ${balance} ${commodity}`.replaceAll(/\s+/gu, " "),
      )
      .toSorted();
    compare("balances of the rows", balancesOfRows(read), wanted);
    compare("balances of the accounts", balancesOfAccounts(read), wanted);
  }
  return misses;
}

function countsOf(words: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const word of words.toSorted()) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

function kindsOf({ account_types: types = {} }: GnuCashExpectation): unknown {
  return countsOf(
    Object.entries(types).flatMap(([type, count]) =>
      Array<string>(count).fill(kinds[type] ?? type),
    ),
  );
}

/** Accounts on which nothing is are not in the expectation. */
function balancesOfRows({ statements }: ImportedFile): readonly string[] {
  return statements
    .filter(({ sum }) => sum.units !== 0n)
    .map(({ account, sum, currency }) => `${account} ${formatExact(sum, 0)} ${currency}`)
    .toSorted();
}

function balancesOfAccounts({ accounts }: ImportedFile): readonly string[] {
  return accounts
    .flatMap(({ name, balance, currency }) =>
      balance === null || balance.units === 0n
        ? []
        : [`${name} ${formatExact(balance, 0)} ${currency}`],
    )
    .toSorted();
}
