import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parseCurrency } from "../money/currency.ts";
import { amountOfNumber } from "./json-numbers.ts";
import { formatExact } from "./exact-amount.ts";
import { readPrototypeFile } from "./prototype.ts";
import type { PrototypeReview } from "./prototype.ts";
import { sentenceText, type Sentence } from "../sentence.ts";

const english = (said: Sentence | null | undefined): string =>
  said === null || said === undefined ? "" : sentenceText(said);

const currency = parseCurrency("USD");
assert.ok(currency !== undefined);
const usd = currency;

const ENTRY = `{
    "income": 4200.0,
    "recommended_budget": {"needs": 2100.0, "wants": 1260.0, "savings": 840.0},
    "actual_expenses": {"needs": 2200, "wants": 900.005, "savings": 5e2},
    "analysis": {"needs_status": "Over budget by $100.0", "wants_status": "Within recommended budget",
      "savings_status": "Below recommended savings by $340.0"}
}`;

function read(text: string) {
  return readPrototypeFile(new TextEncoder().encode(text), usd);
}

function history(text: string) {
  const file = read(text);
  assert.ok(file?.kind === "budget-history");
  return file;
}

test("prototype: an entry is kept as recorded, amounts exact from their text", () => {
  const { reviews, warnings } = history(`[${ENTRY}]`);
  const [review] = reviews;
  assert.equal(review?.incomeMinor, 420_000n);
  assert.deepEqual(review.outcomes, {
    needs: {
      recommendedMinor: 210_000n,
      actualMinor: 220_000n,
      statusText: "Over budget by $100.0",
      status: "over",
    },
    wants: {
      recommendedMinor: 126_000n,
      actualMinor: 90_000n,
      statusText: "Within recommended budget",
      status: "within",
    },
    savings: {
      recommendedMinor: 84_000n,
      actualMinor: 50_000n,
      statusText: "Below recommended savings by $340.0",
      status: "below",
    },
  });
  assert.deepEqual(warnings, []);
});

test("prototype: a status that a bucket cannot have is none, and its text is kept", () => {
  const swapped = ENTRY.replace(
    "Over budget by $100.0",
    "Meeting or exceeding savings goal",
  ).replace("Below recommended savings by $340.0", "Within recommended budget");
  const { outcomes } = history(`[${swapped}]`).reviews[0] ?? {};
  assert.equal(outcomes?.needs.status, null);
  assert.equal(outcomes?.needs.statusText, "Meeting or exceeding savings goal");
  assert.equal(outcomes?.wants.status, "within");
  assert.equal(outcomes?.savings.status, null);
});

test("prototype: numbers that floating point bends are not bent", () => {
  const { reviews } = history(
    `[${ENTRY.replace("2200", "0.285")}, ${ENTRY.replace("2200", "1.005")}]`,
  );
  assert.deepEqual(
    reviews.map(({ outcomes }) => outcomes.needs.actualMinor),
    [28n, 100n],
  );
});

test("prototype: a recommendation that the rule does not give is kept, with a warning", () => {
  const { reviews, warnings } = history(`[${ENTRY.replace("2100.0", "2000.0")}]`);
  assert.equal(reviews[0]?.outcomes.needs.recommendedMinor, 200_000n);
  const said = warnings.map((warning) => ({ ...warning, text: english(warning.text) }));
  assert.deepEqual(said, [
    {
      line: 1,
      text: "Entry 1: it recommends 2000.00 for needs, the 50/30/20 rule gives 2100.00; it is kept as recorded.",
      isRecord: false,
    },
  ]);
});

test("prototype: the order of the file stays, broken entries are left out by name", () => {
  const broken = ENTRY.replace("900.005", '"much"');
  const { reviews, warnings } = history(
    `[${ENTRY}, 7, ${broken}, ${ENTRY.replace("4200.0", "100")}]`,
  );
  assert.deepEqual(
    reviews.map(({ index }) => index),
    [0, 3],
  );
  assert.deepEqual(
    warnings.filter(({ isRecord }) => isRecord).map(({ line }) => line),
    [2, 3],
  );
});

const fingerprints = (text: string): string[] =>
  history(text).reviews.map(({ fingerprint }: PrototypeReview) => fingerprint);

test("prototype: an entry's fingerprint is its place and content, whatever the spacing", () => {
  const first = fingerprints(`[${ENTRY}, ${ENTRY}]`);
  assert.equal(new Set(first).size, 2);
  assert.deepEqual(
    fingerprints(`[${ENTRY.replaceAll(/\s+/gu, " ")},${ENTRY}, ${ENTRY}]`).slice(0, 2),
    first,
  );
  assert.notEqual(fingerprints(`[${ENTRY.replace("2200", "2201")}]`)[0], first[0]);
});

test("prototype: expenses outside of the three buckets are said to be left out", () => {
  const { warnings } = history(`[${ENTRY.replace('"needs": 2200', '"fun": 5, "needs": 2200')}]`);
  assert.match(english(warnings[0]?.text), /^Entry 1: its expenses under "fun"/u);
});

test("prototype: the user list is refused with the reason", () => {
  const hash = "a1".repeat(32);
  for (const text of [`{"anna": {"password": "${hash}"}}`, `{"anna": "${hash}"}`]) {
    const file = read(text);
    assert.ok(file?.kind === "users");
    assert.match(english(file.reason), /SHA-256 alone, without salt/u);
  }
});

test("prototype: other files are none of its files", () => {
  for (const text of [
    "",
    "[]",
    "{}",
    '{"a": 1}',
    "[1, 2]",
    "not json",
    "[".repeat(200_000),
    '{"anna": {"password": "x"}}',
    '{"anna": "x"}',
  ]) {
    assert.equal(read(text), null, text.slice(0, 20));
  }
});

const value = (text: string): string | null => {
  const amount = amountOfNumber(text);
  return amount === null ? null : formatExact(amount, 0);
};

test("prototype: the exact value of every JSON number", () => {
  assert.equal(value("4200.0"), "4200");
  assert.equal(value("-1.5e3"), "-1500");
  assert.equal(value("1e-05"), "0.00001");
  assert.equal(value("12.5E-1"), "1.25");
  assert.equal(value("1e300"), null);
  fc.assert(
    fc.property(
      fc.integer({ min: -999_999_999, max: 999_999_999 }),
      fc.integer({ min: 0, max: 4 }),
      (units, digits) => {
        const plain = formatExact({ units: BigInt(units), digits }, 0);
        assert.equal(value(`${units}e-${digits}`), plain);
        assert.equal(value(plain), plain);
      },
    ),
  );
});
