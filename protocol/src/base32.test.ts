import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { formatBase32, formatSecret, normalizeBase32, parseBase32, parseSecret } from "./base32.ts";
import { runs } from "../../test/fixtures/effort.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

test("K1: bytes are their bits in groups of five, zero bits at the end", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
      const groups = bits.match(/.{1,5}/g) ?? [];
      const expected = groups.map((group) => alphabet[Number.parseInt(group.padEnd(5, "0"), 2)]);
      assert.equal(formatBase32(bytes), expected.join(""));
      assert.deepEqual(parseBase32(formatBase32(bytes), bytes.length), Uint8Array.from(bytes));
    }),
    runs(200),
  );
});

test("K1: text of another length, another alphabet or with bits after the end is refused", () => {
  assert.deepEqual(parseBase32("00", 1), Uint8Array.of(0));
  assert.deepEqual(parseBase32("ZW", 1), Uint8Array.of(255));
  for (const text of ["", "0", "000", "01", "ZZ", "0U", "0u", "zw", "O0"]) {
    assert.equal(parseBase32(text, 1), undefined, text);
  }
});

test("K1: reading tolerates case, spaces, dashes, O, I and L, and nothing else", () => {
  assert.equal(normalizeBase32(" o1-iIlL\tabz \n"), "011111ABZ");
  for (const text of ["U", "u", "0_0", "0.0", "0é", "０", "ß", "ı", "ſ", "ﬁ"]) {
    assert.equal(normalizeBase32(text), undefined, text);
  }
});

test("K1: what is far longer than a secret is refused before it is looked through", () => {
  const spaced = (length: number): string => "0".padEnd(length, " ");
  assert.equal(normalizeBase32(spaced(1_024)), "0");
  assert.equal(normalizeBase32(spaced(1_025)), undefined);
  // Replacing its letters one by one would take more than an array can hold.
  assert.equal(normalizeBase32("a".repeat(2 ** 28)), undefined);
});

test("K1: a secret has four check characters and groups of four", () => {
  const secret = new Uint8Array(20).fill(0xa5);
  const text = formatSecret(secret);
  const body = formatBase32(secret);
  const hash = createHash("sha256").update(body, "latin1").digest();
  const first20Bits = (hash.readUInt32BE(0) >>> 12).toString(2).padStart(20, "0");
  const check = (first20Bits.match(/.{5}/g) ?? []).map(
    (bits) => alphabet[Number.parseInt(bits, 2)],
  );
  assert.equal(text.replaceAll("-", ""), body + check.join(""));
  assert.match(text, /^([0-9A-Z]{4}-){8}[0-9A-Z]{4}$/);
  assert.equal(formatSecret(new Uint8Array(32)).replaceAll("-", "").length, 56);
});

test("K1: a secret is read however it was typed, and no character of it may be wrong", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 20, maxLength: 20 }),
      fc.nat(35),
      fc.integer({ min: 1, max: 31 }),
      (bytes, at, difference) => {
        const text = formatSecret(bytes);
        const read = Uint8Array.from(bytes);
        assert.deepEqual(parseSecret(text, 20), read);
        assert.deepEqual(parseSecret(text.toLowerCase().replaceAll("-", " "), 20), read);
        assert.deepEqual(parseSecret(text.replaceAll("0", "o").replaceAll("1", "l"), 20), read);
        const plain = text.replaceAll("-", "");
        const other = alphabet[(alphabet.indexOf(plain.charAt(at)) + difference) % 32];
        const wrong = plain.slice(0, at) + other + plain.slice(at + 1);
        assert.equal(parseSecret(wrong, 20), undefined);
        assert.equal(parseSecret(plain.slice(0, at) + plain.slice(at + 1), 20), undefined);
        assert.equal(parseSecret(text, 32), undefined);
      },
    ),
    { ...runs(100), seed: 1 },
  );
  for (const text of ["", "0000", "-", "not a secret", "U".repeat(36)])
    assert.equal(parseSecret(text, 20), undefined);
});
