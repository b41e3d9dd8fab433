/** How queries are read and written: by example, forwards and backwards, and with whatever may be typed. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { DAY_MAX, DAY_MIN, parseDay, type Day } from "../calendar/day.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { foldText } from "./fold-text.ts";
import { parseQuery } from "./parse-query.ts";
import { printQuery } from "./print-query.ts";
import {
  QUERY_TERMS_MAX,
  queryStates,
  type AmountBound,
  type Query,
  type QueryTest,
} from "./query.ts";

const us = { currency: "EUR" as CurrencyCode, locale: "en-US" };
const german = { currency: "EUR" as CurrencyCode, locale: "de-DE" };
const yen = { currency: "JPY" as CurrencyCode, locale: "ja-JP" };
const dinar = { currency: "KWD" as CurrencyCode, locale: "de-DE" };

function read(text: string, format = us): readonly object[] {
  const query = parseQuery(text, format);
  if (!query.ok) throw new Error(`${text}: ${query.error.code}`);
  return query.value.map(({ isNot, asks }) => (isNot ? { not: asks } : asks));
}

function day(text: string): Day {
  const found = parseDay(text);
  assert.ok(found !== undefined);
  return found;
}

const just = (minor: bigint): AmountBound => ({ minor, isIncluded: true });
const beyond = (minor: bigint): AmountBound => ({ minor, isIncluded: false });

test("a query is words and fields, each of them turned around by a minus", () => {
  assert.deepEqual(read(""), []);
  assert.deepEqual(read("  lunch   Tom "), [
    { kind: "word", text: "lunch" },
    { kind: "word", text: "Tom" },
  ]);
  assert.deepEqual(read('cat:food ACCT:"my card" -tag:trip -is:pending "cat:x" 12:30'), [
    { kind: "cat", name: "food" },
    { kind: "acct", name: "my card" },
    { not: { kind: "tag", text: "trip" } },
    { not: { kind: "is", state: "pending" } },
    { kind: "word", text: "cat:x" },
    { kind: "word", text: "12:30" },
  ]);
  assert.deepEqual(read(String.raw`note:"say \"hi\" \\" a"b c"d is:uncategorized`), [
    { kind: "note", text: String.raw`say "hi" \ `.trim() },
    { kind: "word", text: "ab cd" },
    { kind: "is", state: "uncategorised" },
  ]);
});

test("amounts are read as everywhere, by the locale, and ranges have open ends", () => {
  const amounts = (text: string, format = us): unknown => {
    const [made] = read(`amt:${text}`, format) as [{ from: unknown; to: unknown }];
    return [made.from, made.to];
  };
  assert.deepEqual(amounts(">50"), [beyond(5_000n), null]);
  assert.deepEqual(amounts(">=12.50"), [just(1_250n), null]);
  assert.deepEqual(amounts("<1,000"), [null, beyond(100_000n)]);
  assert.deepEqual(amounts("<1.000", german), [null, beyond(100_000n)]);
  assert.deepEqual(amounts("<=12,5", german), [null, just(1_250n)]);
  assert.deepEqual(amounts("=9.99"), [just(999n), just(999n)]);
  assert.deepEqual(amounts("3*4"), [just(1_200n), just(1_200n)]);
  assert.deepEqual(amounts("10..20"), [just(1_000n), just(2_000n)]);
  assert.deepEqual(amounts("..20"), [null, just(2_000n)]);
  assert.deepEqual(amounts("500..", yen), [just(500n), null]);
});

test("dates are days, months and years, alone and as ends of a range", () => {
  const dates = (text: string): unknown => {
    const [made] = read(`date:${text}`) as [{ from: unknown; to: unknown }];
    return [made.from, made.to];
  };
  assert.deepEqual(dates("2026-11"), [day("2026-11-01"), day("2026-11-30")]);
  assert.deepEqual(dates("2024-02"), [day("2024-02-01"), day("2024-02-29")]);
  assert.deepEqual(dates("2026"), [day("2026-01-01"), day("2026-12-31")]);
  assert.deepEqual(dates("2026-11-05..2026-11-20"), [day("2026-11-05"), day("2026-11-20")]);
  assert.deepEqual(dates("2026-09..2026-11"), [day("2026-09-01"), day("2026-11-30")]);
  assert.deepEqual(dates(">=2026-11"), [day("2026-11-01"), null]);
  assert.deepEqual(dates(">2026-11"), [day("2026-12-01"), null]);
  assert.deepEqual(dates("<2026-11"), [null, day("2026-10-31")]);
  assert.deepEqual(dates("<=2026"), [null, day("2026-12-31")]);
  assert.deepEqual(dates("..2026-11-05"), [null, day("2026-11-05")]);
});

test("what is not understood is said, with its place", () => {
  const wrong = (text: string): unknown => {
    const query = parseQuery(text, us);
    assert.ok(!query.ok, `${text} is understood`);
    const { code, from, to, text: part } = query.error;
    assert.equal(text.slice(from, to), part);
    return [code, part];
  };
  assert.deepEqual(wrong("food kat:food"), ["unknown-field", "kat:"]);
  assert.deepEqual(wrong("a -shop:x"), ["unknown-field", "shop:"]);
  assert.deepEqual(wrong("cat: food"), ["value-missing", "cat:"]);
  assert.deepEqual(wrong("a -"), ["value-missing", "-"]);
  assert.deepEqual(wrong('note:""'), ["value-missing", 'note:""']);
  assert.deepEqual(wrong("a --b"), ["not-twice", "--"]);
  assert.deepEqual(wrong('a "b c'), ["quote-open", '"b c']);
  assert.deepEqual(wrong("is:big"), ["unknown-state", "big"]);
  assert.deepEqual(wrong("amt:abc"), ["amount-wrong", "abc"]);
  assert.deepEqual(wrong("amt:>-5"), ["amount-wrong", ">-5"]);
  assert.deepEqual(wrong("amt:.."), ["amount-wrong", ".."]);
  assert.deepEqual(wrong("amt:20..10"), ["range-empty", "20..10"]);
  assert.deepEqual(wrong("date:2026-13"), ["date-wrong", "2026-13"]);
  assert.deepEqual(wrong("date:2026-02-30"), ["date-wrong", "2026-02-30"]);
  assert.deepEqual(wrong("date:24.11.2026"), ["date-wrong", "24.11.2026"]);
  assert.deepEqual(wrong("date:2026-12..2026-11"), ["range-empty", "2026-12..2026-11"]);
  assert.deepEqual(wrong("date:>9999-12-31"), ["range-empty", ">9999-12-31"]);
  assert.deepEqual(wrong("a ".repeat(QUERY_TERMS_MAX + 1)), ["too-many-terms", "a "]);
  assert.deepEqual(wrong("x".repeat(501)), ["too-long", "x"]);
});

const someText = fc
  .oneof(
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.constantFrom('a "b"', "-x", "cat:x", "\\"),
  )
  .filter((text) => foldText(text) !== "");
const someDay = fc.integer({ min: DAY_MIN, max: DAY_MAX });
const someMinor = fc.bigInt({ min: 0n, max: 10n ** 14n });

function range<Value>(
  value: fc.Arbitrary<Value>,
  isBelow: (left: Value, right: Value) => boolean,
): fc.Arbitrary<readonly [Value | null, Value | null]> {
  const both = fc.tuple(value, value);
  return fc.oneof(
    both.map(([left, right]) =>
      isBelow(right, left) ? ([right, left] as const) : ([left, right] as const),
    ),
    value.map((from) => [from, null] as const),
    value.map((to) => [null, to] as const),
  );
}

const someTest: fc.Arbitrary<QueryTest> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("word" as const, "note" as const, "tag" as const),
    text: someText,
  }),
  fc.record({
    kind: fc.constantFrom("cat" as const, "acct" as const, "bucket" as const),
    name: someText,
  }),
  fc.record({ kind: fc.constant("is" as const), state: fc.constantFrom(...queryStates) }),
  range(someDay, (left, right) => left < right).map(([from, to]) => ({
    kind: "date" as const,
    from,
    to,
  })),
  fc
    .tuple(
      range(someMinor, (left, right) => left < right),
      fc.boolean(),
    )
    .map(([[from, to], isIncluded]) => {
      const isClosed = from !== null && to !== null;
      const bound = (minor: bigint | null): AmountBound | null =>
        minor === null ? null : { minor, isIncluded: isClosed || isIncluded };
      return { kind: "amt" as const, from: bound(from), to: bound(to) };
    }),
);

const someQuery: fc.Arbitrary<Query> = fc.array(
  fc.record({ isNot: fc.boolean(), asks: someTest, at: fc.constant({ from: 0, to: 0 }) }),
  { maxLength: 8 },
);

test("what is printed is read as the same query, in every locale", () => {
  fc.assert(
    fc.property(someQuery, fc.constantFrom(us, german, yen, dinar), (query, format) => {
      const text = printQuery(query, format);
      fc.pre(text.length <= 500);
      const again = parseQuery(text, format);
      assert.ok(again.ok, text);
      const withoutPlaces = (terms: Query): unknown =>
        terms.map(({ isNot, asks }) => ({ isNot, asks: { ...asks } }));
      assert.deepEqual(withoutPlaces(again.value), withoutPlaces(query));
    }),
  );
});

test("the places of terms are in order and hold what was typed", () => {
  fc.assert(
    fc.property(someQuery, (query) => {
      const text = printQuery(query, us);
      const again = parseQuery(text, us);
      fc.pre(again.ok);
      const parts = again.value.map(({ at }) => text.slice(at.from, at.to));
      assert.equal(parts.join(" "), text);
    }),
  );
});

test("whatever is typed is a query or an error with a place in it", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      "cat:",
      "amt:",
      "date:",
      "is:",
      "-",
      '"',
      "\\",
      " ",
      "..",
      ">",
      "2026",
      "50",
      "é",
      "\ud800",
      "𝒳",
    ),
  );
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 12 }),
      fc.constantFrom(us, german),
      (pieces, format) => {
        const text = pieces.join("");
        const query = parseQuery(text, format);
        if (query.ok) return;
        const { from, to } = query.error;
        assert.ok(from >= 0 && from < to && to <= text.length);
      },
    ),
  );
});
