import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { fromHex, toHex } from "./bytes.ts";
import { decode, encode, type CodecValue } from "./codec.ts";
import { limits } from "./limits.ts";
import { codecValue, withByteChanged } from "../../test/fixtures/codec-values.ts";
import { runs } from "../../test/fixtures/effort.ts";

const read = (hex: string) => decode(fromHex(hex) ?? new Uint8Array(0));
const refused = { ok: false, error: { code: "not-canonical" } };

function nested(levels: number): CodecValue {
  let value: CodecValue = null;
  for (let level = 0; level < levels; level += 1) value = [value];
  return value;
}

test("D1: what was encoded decodes to the same value", () => {
  fc.assert(
    fc.property(codecValue, (value) => {
      assert.deepEqual(decode(encode(value)), { ok: true, value });
    }),
    runs(300),
  );
});

test("D1: integers have 64 bits and are numbers where a number is exact", () => {
  const edges: readonly (readonly [number | bigint, string])[] = [
    [0, "00"],
    [23, "17"],
    [24, "1818"],
    [-1, "20"],
    [-25, "3818"],
    [255, "18ff"],
    [256, "190100"],
    [65_536, "1a00010000"],
    [Number.MAX_SAFE_INTEGER, "1b001fffffffffffff"],
    [2n ** 53n, "1b0020000000000000"],
    [2n ** 64n - 1n, "1bffffffffffffffff"],
    [-(2n ** 64n), "3bffffffffffffffff"],
  ];
  for (const [value, hex] of edges) {
    assert.equal(toHex(encode(value)), hex);
    assert.deepEqual(read(hex), { ok: true, value });
  }
  assert.equal(toHex(encode(5n)), "05");
});

test("D1: what has no encoding is a bug of who encodes it", () => {
  const none: readonly unknown[] = [
    0.5,
    Number.NaN,
    Infinity,
    2 ** 53,
    2n ** 64n,
    -(2n ** 64n) - 1n,
    "\ud800",
    ["a\udfff"],
    undefined,
    [undefined],
    { a: 1 },
    new Map([[true, 1]]),
    new Map([["\ud800", 1]]),
    Symbol.iterator,
    nested(limits.codecDepthMax + 1),
  ];
  for (const value of none) {
    assert.throws(() => encode(value as CodecValue), /Broken invariant: a value without/);
  }
});

test("D1: arrays and maps nest 16 deep and no deeper", () => {
  const deepest = nested(limits.codecDepthMax);
  assert.deepEqual(decode(encode(deepest)), { ok: true, value: deepest });
  assert.equal(read(`${"a100".repeat(16)}f6`).ok, true);
  assert.deepEqual(read(`${"81".repeat(17)}f6`), refused);
  assert.deepEqual(read(`${"a100".repeat(17)}f6`), refused);
  assert.deepEqual(decode(new Uint8Array(200_000).fill(0x81)), refused);
  assert.deepEqual(decode(new Uint8Array(200_000).fill(0xa1)), refused);
});

test("D2: map keys are sorted by their encoded bytes, whatever the order of the map", () => {
  const pairs: [number | string, CodecValue][] = [
    ["aa", 1],
    ["b", 2],
    [-1, 3],
    [100, 4],
    [9, 5],
    ["", 6],
  ];
  const hex = "a609051864042003600661620262616101";
  assert.equal(toHex(encode(new Map(pairs))), hex);
  assert.equal(toHex(encode(new Map(pairs.toReversed()))), hex);
  assert.deepEqual(read(hex), { ok: true, value: new Map(pairs) });
});

const notCanonical: Readonly<Record<string, string>> = {
  "no bytes": "",
  "two items": "0000",
  "an integer in more bytes than it needs": "1801",
  "an integer in two bytes that fits in one": "1900ff",
  "an integer in four bytes that fits in two": "1a0000ffff",
  "an integer in eight bytes that fits in four": "1b00000000ffffffff",
  "a negative integer in more bytes than it needs": "3800",
  "a length in more bytes than it needs": "580141",
  "a text length in more bytes than it needs": "780161",
  "an array length in more bytes than it needs": "980100",
  "a map length in more bytes than it needs": "b8010000",
  "indefinite bytes": "5f4161ff",
  "an indefinite text": "7f6161ff",
  "an indefinite array": "9f01ff",
  "an indefinite map": "bf6161 01ff".replace(" ", ""),
  "a break alone": "ff",
  "unsorted keys": "a2616201616101",
  "longer text before number": "a2616101 0a01".replace(" ", ""),
  "a key twice": "a2616101616102",
  "a number key twice": "a201010102",
  "a key of bytes": "a1416101",
  "a key of null": "a1f601",
  "a key of an array": "a1800 1".replace(" ", ""),
  "a half float": "f93c00",
  "a float": "fa3f800000",
  "a double": "fb3ff0000000000000",
  "not a number": "f97e00",
  infinity: "f97c00",
  "a tag": "c11a514b67b0",
  "a bignum": "c249010000000000000000",
  "a tag around bytes": "d82441 00".replace(" ", ""),
  undefined: "f7",
  "a simple value": "f0",
  "a simple value of two bytes": "f8ff",
  "reserved length": "1c",
  "text that is not UTF-8": "61ff",
  "text cut in a character": "61c3",
  "text with an overlong character": "62c0af",
  "text with a surrogate": "63eda080",
  "bytes that end early": "4361",
  "an array that ends early": "8201",
  "a length beyond any memory": "9bffffffffffffffff",
  "bytes of a length beyond any memory": "5bffffffffffffffff",
  "a map of a length beyond any memory": "bbffffffffffffffff",
};

for (const [what, hex] of Object.entries(notCanonical)) {
  test(`D3: ${what} is not canonical (A32)`, () => {
    assert.deepEqual(read(hex), refused);
    // Nor inside of something that would be.
    assert.deepEqual(read(`81${hex}`), refused);
  });
}

test("D3: random bytes never throw, and what decodes is its own encoding", () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    fc
      .tuple(codecValue, fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([value, at, difference]) => withByteChanged(encode(value), at, difference)),
    fc.tuple(codecValue, fc.nat(80)).map(([value, end]) => encode(value).subarray(0, end)),
  );
  let decodedCount = 0;
  fc.assert(
    fc.property(anything, (bytes) => {
      const decoded = decode(bytes);
      if (!decoded.ok) return;
      decodedCount += 1;
      assert.equal(toHex(encode(decoded.value)), toHex(bytes));
    }),
    runs(1_000),
  );
  assert.ok(decodedCount > 0, "some of them were encodings");
});

test("D1: a text that begins with U+FEFF decodes to itself", () => {
  for (const text of ["\ufeff", "\ufefflunch", `\ufeff${"é".repeat(40)}`, "\ufeff\ufeffx"]) {
    assert.deepEqual(decode(encode(text)), { ok: true, value: text });
    assert.deepEqual(decode(encode(new Map([[text, 1]]))), {
      ok: true,
      value: new Map([[text, 1]]),
    });
  }
});

test("D1: beside a text that begins with U+FEFF, others that look alike stay as they are", () => {
  // In UTF-8, U+FEFF is ef bb bf; these share one or two of its bytes.
  for (const text of ["lunch", "\ufefe", "\uff3f", "\ufdbf", "", "x\ufeff"]) {
    for (const value of [
      ["\ufeffa", text],
      [text, "\ufeffa"],
    ]) {
      assert.deepEqual(decode(encode(value)), { ok: true, value });
    }
  }
});
