import assert from "node:assert/strict";
import test from "node:test";
import { exactObject, isInteger, isText } from "./exact-object.ts";

test("an object has exactly the named fields of its own, or is none", () => {
  const names = ["a", "b"] as const;
  const exact = { a: 1, b: undefined };
  assert.equal(exactObject(exact, names), exact);
  for (const value of [
    undefined,
    null,
    1,
    "ab",
    true,
    [],
    [1, 2],
    {},
    { a: 1 },
    {
      a: 1,
      b: 2,
      c: 3,
    },
    {
      a: 1,
      c: 2,
    },
    Object.create(exact),
    new Map([["a", 1]]),
    () => exact,
  ]) {
    assert.equal(exactObject(value, names), undefined);
  }
  assert.equal(exactObject({ a: 1 }, ["toString"]), undefined);
});

test("whole numbers and texts are within their limits", () => {
  assert.deepEqual(
    [1, 3].map((value) => isInteger(value, 1, 3)),
    [true, true],
  );
  for (const value of [0, 4, 1.5, Number.NaN, Infinity, "2", 2n, null]) {
    assert.equal(isInteger(value, 1, 3), false, String(value));
  }
  assert.deepEqual(
    ["a", "abc"].map((value) => isText(value, 1, 3)),
    [true, true],
  );
  for (const value of ["", "abcd", "\uD800", "a\uDC00", 1, null]) {
    assert.equal(isText(value, 1, 3), false, String(value));
  }
});
