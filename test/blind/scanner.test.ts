/**
 * The scan itself: a marker in any form, at any place, is found; nothing else is.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { deflateSync, gzipSync } from "node:zlib";
import { countedRandom } from "../fixtures/random.ts";
import { inflatedMembers } from "./inflated.ts";
import { amountMarkers, keyMarker, textMarker } from "./markers.ts";
import { Scanner } from "./scanner.ts";

const random = countedRandom("scanner");
const text = "Zoë's Bücher + 3/4";
const key = random(32);
const minor = 839_172_645_051n;
const markers = [textMarker("text", text), keyMarker("key", key), ...amountMarkers("sum", minor)];
const scanner = new Scanner(markers);

/** Noise with bytes in it. */
function planted(bytes: Uint8Array, at: number): Buffer {
  const noise = Buffer.from(random(at + bytes.length + 50));
  noise.set(bytes, at);
  return noise;
}

test("every form of every marker is found at every place", () => {
  for (const { name, forms } of markers) {
    for (const { encoding, bytes } of forms) {
      for (const at of [0, 1, 2, 3, 4, 5, 6, 7, 63, 500]) {
        const found = scanner.scan(planted(bytes, at));
        const isFound = found.some(
          (finding) =>
            finding.marker === name && finding.offset === at && finding.encoding === encoding,
        );
        assert.ok(isFound, `${name} as ${encoding} at ${at}`);
      }
    }
  }
});

test("encodings are those of the platform, whatever the text around the marker", () => {
  const utf8 = Buffer.from(text);
  for (let before = 0; before < 9; before += 1) {
    for (let after = 0; after < 4; after += 1) {
      const inside = Buffer.concat([random(before), utf8, random(after)]);
      const written: Readonly<Record<string, Buffer>> = {
        "utf-8": inside,
        hex: Buffer.from(inside.toString("hex")),
        HEX: Buffer.from(inside.toString("hex").toUpperCase()),
        base64: Buffer.from(inside.toString("base64")),
        base64url: Buffer.from(inside.toString("base64url")),
        "utf-16le": Buffer.from(`x${text}y`, "utf16le"),
        "utf-16be": Buffer.from(`x${text}y`, "utf16le").swap16(),
        "latin-1": Buffer.from(`x${text}y`, "latin1"),
      };
      for (const [encoding, bytes] of Object.entries(written)) {
        const found = scanner.scan(planted(bytes, 17 + before));
        assert.ok(
          found.some((finding) => finding.marker === "text"),
          `${encoding} after ${before} and before ${after}`,
        );
      }
    }
  }
});

test("amounts are found as people and as programs write them", () => {
  const asNumber = (write: (bytes: Buffer<ArrayBuffer>) => void): Buffer<ArrayBuffer> => {
    const bytes = Buffer.alloc(8);
    write(bytes);
    return bytes;
  };
  const written = [
    "839172645051",
    "8391726450.51",
    "8391726450,51",
    "8,391,726,450.51",
    "8.391.726.450,51",
  ].map((one) => Buffer.from(one));
  written.push(asNumber((bytes) => bytes.writeBigInt64LE(minor)));
  written.push(asNumber((bytes) => bytes.writeBigInt64LE(-minor)));
  written.push(asNumber((bytes) => bytes.writeDoubleLE(-Number(minor))));
  written.push(asNumber((bytes) => bytes.writeBigUInt64BE(minor)));
  // CBOR's form of -839172645051, after its first byte.
  written.push(asNumber((bytes) => bytes.writeBigUInt64BE(minor - 1n)));
  for (const bytes of written) {
    assert.notDeepEqual(scanner.scan(planted(bytes, 30)), [], bytes.toString("latin1"));
  }
});

test("a marker across the border of two parts is found once, wherever the border is", () => {
  for (const { name, forms } of markers) {
    for (const { bytes } of forms) {
      const whole = planted(bytes, 20);
      const once = scanner.scan(whole);
      for (let border = 0; border <= whole.length; border += 1) {
        const look = scanner.stream();
        const found = [...look(whole.subarray(0, border)), ...look(whole.subarray(border))];
        assert.deepEqual(
          found.toSorted((a, b) => a.offset - b.offset),
          once.toSorted((a, b) => a.offset - b.offset),
          `${name} with a border at ${border}`,
        );
      }
      const look = scanner.stream();
      const found = Array.from(whole).flatMap((byte) => look(Uint8Array.of(byte)));
      assert.equal(found.length, once.length, `${name}, byte by byte`);
    }
  }
});

test("what is not whole is not found, nor is anything in noise", () => {
  for (const { forms } of markers) {
    for (const { bytes, encoding } of forms) {
      const cut = planted(bytes.subarray(0, -1), 20);
      cut[20 + bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 0x55;
      const same = scanner.scan(cut).filter((finding) => finding.encoding === encoding);
      assert.deepEqual(same, [], encoding);
    }
  }
  assert.deepEqual(scanner.scan(random(1_000_000)), []);
  // A form at the very end, and one that the end cuts.
  const bytes = Buffer.from(text);
  assert.equal(scanner.scan(bytes).length, 1);
  assert.deepEqual(scanner.scan(bytes.subarray(0, -1)), []);
});

test("compressed members are looked into, cut off too", () => {
  const content = Buffer.from(`${"filler ".repeat(50)}${text}${" end".repeat(50)}`);
  for (const member of [
    gzipSync(content),
    deflateSync(content),
    deflateSync(content, { level: 9 }),
  ]) {
    const hidden = planted(member, 33);
    assert.deepEqual(scanner.scan(hidden), [], "compressed, it is not seen");
    for (const bytes of [hidden, hidden.subarray(0, 33 + member.length - 6)]) {
      const found = inflatedMembers(bytes).flatMap((inside) => scanner.scan(inside));
      assert.ok(found.some((finding) => finding.marker === "text"));
    }
  }
  assert.deepEqual(inflatedMembers(Buffer.from([0x1f, 0x8b, 8])), []);
});
