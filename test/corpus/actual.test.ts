/** Budgets of Actual, as SQLite and as CSV, against what a correct import must yield. */
import assert from "node:assert/strict";
import test from "node:test";
import { dayToText, importFile, type ImportedFile } from "@coffer/ledger";
import { formatExact } from "../../ledger/src/import/exact-amount.ts";
import { transactionCount } from "../../ledger/src/import/imported-file.ts";
import { sqlite } from "../fixtures/sqlite-files.ts";
import { isCorpusHere, readBytes, readExpectations, type Expectation } from "./corpus.ts";

/** All of them. */
const REQUIRED = 2;

test("corpus: actual files meet their expectation", (t) => {
  if (!isCorpusHere) {
    t.skip("the corpus is not here");
    return;
  }
  const expectations = readExpectations().filter(({ format }) => format === "actual");
  let met = 0;
  for (const expected of expectations) {
    const misses = missesOf(expected, importFile(readBytes(expected.file), { sqlite }));
    if (misses.length === 0) met += 1;
    else t.diagnostic(`${expected.file}: ${misses.join("; ")}`);
  }
  t.diagnostic(`${met} of ${expectations.length} actual files met`);
  assert.ok(met >= REQUIRED, `only ${met} of ${expectations.length} met`);
});

function missesOf(expected: Expectation, read: ImportedFile): string[] {
  const days = read.rows.flatMap(({ day }) => day ?? []).toSorted((a, b) => a - b);
  const [first] = days;
  const last = days.at(-1);
  const found: readonly (readonly [what: string, found: unknown, wanted: unknown])[] = [
    ["outcome", read.outcome, expected.outcome],
    ["format", read.format, "actual"],
    ["transactions", transactionCount(read.rows), expected.n_transactions],
    ["first day", first === undefined ? undefined : dayToText(first), expected.first_date],
    ["last day", last === undefined ? undefined : dayToText(last), expected.last_date],
    ["sum", sumOf(read), expected.sums?.["(no currency in file)"] ?? "0.00"],
  ];
  return found
    .filter(([, is, wanted]) => is !== wanted)
    .map(([what, is, wanted]) => `${what} ${String(is)}, expected ${String(wanted)}`);
}

function sumOf({ statements }: ImportedFile): string {
  const cents = statements.reduce(
    (sum, { sum: { units, digits } }) => sum + units * 10n ** BigInt(2 - digits),
    0n,
  );
  return formatExact({ units: cents, digits: 2 }, 2);
}
