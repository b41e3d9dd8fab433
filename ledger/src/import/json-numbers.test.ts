import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parseExactJson } from "./json-numbers.ts";

/** The value with every number as the text that it was written with. */
function withTexts(text: string): unknown {
  const json = parseExactJson(text);
  if (json === null) return null;
  const show = (value: unknown): unknown => {
    const number = json.numberText(value);
    if (number !== null) return { number };
    if (Array.isArray(value)) return value.map(show);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, show(each)]));
  };
  return { value: show(json.value) };
}

test("a number keeps the text that it was written with", () => {
  assert.deepEqual(withTexts('[4200.0, -0, 1e-05, {"a": 12345678901234567890.10}]'), {
    value: [
      { number: "4200.0" },
      { number: "-0" },
      { number: "1e-05" },
      { a: { number: "12345678901234567890.10" } },
    ],
  });
});

test("an object of the file is not taken for a number", () => {
  const json = parseExactJson("[{}, 1]");
  assert.ok(json !== null && Array.isArray(json.value));
  assert.deepEqual(json.value.map(json.numberText), [null, "1"]);
});

test("what is no JSON is none", () => {
  for (const text of ["", "[1,]", "01", "[1", "{a: 1}", "1 2", "NaN", "'a'", "[.5]", '"\n"']) {
    assert.equal(parseExactJson(text), null, text);
  }
  assert.equal(parseExactJson("[".repeat(1_000_000)), null, "nested beyond every budget");
});

test("a key with two values is refused: nobody knows which one was meant", () => {
  assert.equal(parseExactJson('{"income": 1, "income": 2}'), null);
});

test("the key __proto__ is a key like any other", () => {
  const json = parseExactJson('{"__proto__": {"polluted": true}}');
  assert.deepEqual(Object.keys(json?.value ?? {}), ["__proto__"]);
  assert.equal(Reflect.get({}, "polluted"), undefined);
});

test("whatever JSON.stringify writes is read, with the same structure", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const expected = JSON.parse(JSON.stringify(value), (_key, each: unknown) =>
        typeof each === "number" ? { number: JSON.stringify(each) } : each,
      ) as unknown;
      assert.deepEqual(withTexts(JSON.stringify(value)), { value: expected });
    }),
  );
});
