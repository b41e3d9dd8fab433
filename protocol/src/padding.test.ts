import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { limits } from "./limits.ts";
import { pad, paddedLength, unpad } from "./padding.ts";
import { runs } from "../../test/fixtures/effort.ts";

/** Padmé by bits, as the paper writes it. */
function padme(length: number): number {
  const exponent = 31 - Math.clz32(length);
  const lastBits = exponent - (32 - Math.clz32(exponent));
  const mask = 2 ** lastBits - 1;
  return (length + mask) & ~mask;
}

test("P1: every length to 5,000 is padded to 256 bytes or a Padmé size, and comes back", () => {
  for (let length = 0; length <= 5_000; length += 1) {
    const plaintext = new Uint8Array(length).fill(length % 3 === 0 ? 0 : 0x80);
    const padded = pad(plaintext);
    assert.equal(padded.length, Math.max(256, padme(Math.max(256, length + 1))));
    assert.deepEqual(unpad(padded), plaintext);
    if (length >= 256) assert.ok(padded.length <= Math.ceil((length + 1) * 1.12), `${length}`);
  }
});

test("P1: sizes grow with lengths, cost at most 12 % and are sizes of themselves", () => {
  fc.assert(
    fc.property(fc.integer({ min: 257, max: limits.frameMax }), (length) => {
      const size = paddedLength(length);
      assert.equal(size, padme(length));
      assert.ok(size >= length && size <= length * 1.12);
      assert.ok(paddedLength(length - 1) <= size);
      assert.equal(paddedLength(size), size);
    }),
    runs(500),
  );
});

test("P1: the largest plaintext fits in the largest ciphertext", () => {
  assert.ok(paddedLength(limits.entryPlaintextMax + 1) + 16 <= limits.entryCiphertextMax);
});

test("P1: padding that is not exactly ours is refused", () => {
  const padded = pad(Uint8Array.of(1, 2, 3));
  const changed = (at: number, byte: number) => {
    const bytes = Uint8Array.from(padded);
    bytes[at] = byte;
    return bytes;
  };
  assert.equal(unpad(new Uint8Array(0)), undefined);
  assert.equal(unpad(new Uint8Array(256)), undefined);
  assert.equal(unpad(Uint8Array.of(1, 0x80)), undefined);
  assert.equal(unpad(changed(3, 0x81)), undefined);
  assert.equal(unpad(changed(3, 0)), undefined);
  assert.equal(unpad(changed(255, 1)), undefined);
  assert.equal(unpad(padded.subarray(0, 255)), undefined);
  assert.equal(unpad(Uint8Array.of(...padded, 0)), undefined);
  // Padded more than it must be: the size of a longer plaintext.
  const larger = new Uint8Array(272);
  larger.set(padded);
  assert.equal(unpad(larger), undefined);
});
