import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import {
  compareBytes,
  concat,
  equalBytes,
  fromBase64Url,
  fromHex,
  lengthPrefixed,
  toBase64Url,
  toHex,
  u32,
  u64,
  utf8,
} from "./bytes.ts";
import { runs } from "../../test/fixtures/effort.ts";

const bytes = fc.uint8Array({ maxLength: 40 });

test("hex and base64url give the bytes back, and read no other text", () => {
  fc.assert(
    fc.property(bytes, (value) => {
      assert.deepEqual(fromHex(toHex(value)), Uint8Array.from(value));
      assert.deepEqual(fromBase64Url(toBase64Url(value)), Uint8Array.from(value));
      assert.equal(toBase64Url(value), Buffer.from(value).toString("base64url"));
    }),
    runs(100),
  );
  for (const text of ["0", "0g", "AB", " 00", "00\n", "é0"]) assert.equal(fromHex(text), undefined);
  // A length no bytes have, the other alphabet, padding, and bits after the end.
  for (const text of ["A", "a+b/", "AA==", "AB", "AAB", "AA A", "AA\n"]) {
    assert.equal(fromBase64Url(text), undefined);
  }
});

test("numbers are big-endian, and a length prefix makes joined parts unambiguous", () => {
  assert.equal(toHex(u32(0x01020304)), "01020304");
  assert.equal(toHex(u64(2 ** 53 - 1)), "001fffffffffffff");
  assert.equal(toHex(lengthPrefixed(utf8("é"))), "00000002c3a9");
  fc.assert(
    fc.property(fc.tuple(bytes, bytes), fc.tuple(bytes, bytes), ([a, b], [c, d]) => {
      const one = toHex(concat(lengthPrefixed(a), lengthPrefixed(b)));
      const other = toHex(concat(lengthPrefixed(c), lengthPrefixed(d)));
      assert.equal(one === other, equalBytes(a, c) && equalBytes(b, d));
    }),
    runs(100),
  );
});

test("of long bytes, too, any one byte that differs is seen, wherever they lie in memory", () => {
  const ends = fc.record({ length: fc.integer({ min: 200, max: 600 }), from: fc.nat(7) });
  fc.assert(
    fc.property(ends, fc.nat(), fc.integer({ min: 1, max: 255 }), ({ length, from }, at, by) => {
      const a = Uint8Array.from({ length }, (_, index) => index * 7 + by);
      const b = new Uint8Array(from + length).subarray(from);
      b.set(a);
      assert.equal(equalBytes(a, b), true);
      const place = at % length;
      b[place] = (b[place] ?? 0) ^ by;
      assert.equal(equalBytes(a, b), false);
      assert.equal(equalBytes(a, b.subarray(1)), false);
    }),
    runs(300),
  );
});

test("bytes are equal or ordered as their hex is", () => {
  const few = fc.uint8Array({ maxLength: 3, max: 2 });
  fc.assert(
    fc.property(few, few, (a, b) => {
      assert.equal(equalBytes(a, b), toHex(a) === toHex(b));
      assert.equal(Math.sign(compareBytes(a, b)), Buffer.compare(a, b));
    }),
    runs(300),
  );
});
