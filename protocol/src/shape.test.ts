import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  anyField,
  bytesField,
  integerField,
  listField,
  nullableField,
  oneOfField,
  textField,
  tupleField,
} from "./shape.ts";
import { codecValue } from "../../test/fixtures/codec-values.ts";
import { runs } from "../../test/fixtures/effort.ts";

test("D4: bytes have a length of the given range and are copied", () => {
  const field = bytesField(2, 3);
  const given = Uint8Array.of(1, 2);
  const read = field(given);
  given[0] = 9;
  assert.deepEqual(read, Uint8Array.of(1, 2));
  assert.deepEqual(field(new Uint8Array(3)), new Uint8Array(3));
  for (const value of [new Uint8Array(1), new Uint8Array(4), "ab", [1, 2], null]) {
    assert.equal(field(value), undefined);
  }
  assert.equal(bytesField(2)(new Uint8Array(3)), undefined);
});

test("D4: integers are numbers of the given range", () => {
  const field = integerField(1, 5);
  assert.equal(field(1), 1);
  assert.equal(field(5), 5);
  for (const value of [0, 6, 3n, "3", null, true]) assert.equal(field(value), undefined);
  assert.equal(integerField(0)(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
  assert.equal(integerField(0)(2n ** 53n), undefined);
});

test("D4: texts have a maximum, choices are of the list, null is only where it may be", () => {
  assert.equal(textField(3)("abc"), "abc");
  assert.equal(textField(3)("abcd"), undefined);
  assert.equal(textField(3)(new Uint8Array(1)), undefined);
  assert.equal(oneOfField(["a", "b"])("b"), "b");
  assert.equal(oneOfField(["a", "b"])("c"), undefined);
  assert.equal(oneOfField(["a", "b"])(null), undefined);
  assert.equal(nullableField(textField(3))(null), null);
  assert.equal(nullableField(textField(3))(4), undefined);
});

test("D4: lists have lengths of the given range and items of one kind", () => {
  const field = listField(integerField(0), { min: 1, max: 2 });
  assert.deepEqual(field([1, 2]), [1, 2]);
  for (const value of [[], [1, 2, 3], [1, "2"], [1, null], new Map(), null, 1]) {
    assert.equal(field(value), undefined);
  }
  assert.deepEqual(listField(anyField, { max: 1 })([]), []);
});

test("D4: a tuple with a field more, a field fewer or a wrong one is refused", () => {
  const field = tupleField(integerField(0), nullableField(textField(9)), anyField);
  assert.deepEqual(field([1, null, null]), [1, null, null]);
  for (const value of [[1, "a"], [1, "a", 2, 3], ["1", "a", 2], [null, "a", 2], [], null]) {
    assert.equal(field(value), undefined);
  }
  assert.deepEqual(tupleField()([]), []);
  assert.equal(tupleField()([null]), undefined);
});

test("D4: no value of the codec makes a field throw", () => {
  const field = tupleField(
    listField(tupleField(bytesField(1, 9), integerField(0)), { max: 3 }),
    oneOfField(["a text that nobody makes by chance"]),
  );
  fc.assert(
    fc.property(codecValue, (value) => {
      assert.equal(field(value), undefined);
    }),
    runs(200),
  );
});
