import assert from "node:assert/strict";
import { createHash, createHmac, hkdfSync } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { deriveKey, hash256, hash512, hkdfExpand, hkdfExtract, hmac256, hmac512 } from "./hash.ts";
import { runs } from "../../test/fixtures/effort.ts";
import { missing, readVectors, type Wycheproof } from "../../test/fixtures/shared-vectors.ts";

const bytes = fc.uint8Array({ maxLength: 200 });
const hex = (value: Uint8Array | ArrayBuffer) => Buffer.from(new Uint8Array(value)).toString("hex");

test("hashes and MACs over parts are the platform's over the whole", () => {
  fc.assert(
    fc.property(bytes, bytes, bytes, (key, a, b) => {
      const whole = Buffer.concat([a, b]);
      assert.equal(hex(hash256(a, b)), createHash("sha256").update(whole).digest("hex"));
      assert.equal(hex(hash512(a, b)), createHash("sha512").update(whole).digest("hex"));
      assert.equal(hex(hmac256(key, a, b)), createHmac("sha256", key).update(whole).digest("hex"));
      assert.equal(hex(hmac512(key, a, b)), createHmac("sha512", key).update(whole).digest("hex"));
    }),
    runs(100),
  );
});

test("HKDF is the platform's, in one step and in two", () => {
  const empty = new Uint8Array(0);
  fc.assert(
    fc.property(
      bytes,
      bytes,
      bytes,
      fc.integer({ min: 1, max: 100 }),
      (key, salt, info, length) => {
        const expected = hex(hkdfSync("sha256", key, salt, info, length));
        assert.equal(hex(deriveKey({ key, salt, info, length })), expected);
        assert.equal(hex(deriveKey({ key, info })), hex(hkdfSync("sha256", key, empty, info, 32)));
        assert.equal(
          hex(hkdfExpand(hkdfExtract(salt, key), info)),
          hex(deriveKey({ key, salt, info })),
        );
      },
    ),
    runs(100),
  );
});

interface HkdfCase {
  readonly ikm: string;
  readonly salt: string;
  readonly info: string;
  readonly size: number;
  readonly okm: string;
}

const hkdfVectors = "wycheproof/hkdf_sha256_test.json";

test("Wycheproof HKDF-SHA-256", { skip: missing(hkdfVectors) }, () => {
  let count = 0;
  for (const group of (readVectors(hkdfVectors) as Wycheproof<object, HkdfCase>).testGroups) {
    for (const { ikm, salt, info, size, okm, result, tcId } of group.tests) {
      const derive = () =>
        deriveKey({
          key: Buffer.from(ikm, "hex"),
          salt: Buffer.from(salt, "hex"),
          info: Buffer.from(info, "hex"),
          length: size,
        });
      if (result === "valid") assert.equal(hex(derive()), okm, `test ${tcId}`);
      else assert.throws(derive, `test ${tcId}`);
      count += 1;
    }
  }
  assert.equal(count, 86);
});

interface HmacGroup {
  readonly tagSize: number;
}
interface HmacCase {
  readonly key: string;
  readonly msg: string;
  readonly tag: string;
}

const hmacVectors = "wycheproof/hmac_sha256_test.json";

test("Wycheproof HMAC-SHA-256", { skip: missing(hmacVectors) }, () => {
  let count = 0;
  for (const group of (readVectors(hmacVectors) as Wycheproof<HmacGroup, HmacCase>).testGroups) {
    for (const { key, msg, tag, result, tcId } of group.tests) {
      const mac = hmac256(Buffer.from(key, "hex"), Buffer.from(msg, "hex"));
      const isTag = hex(mac.subarray(0, group.tagSize / 8)) === tag;
      assert.equal(isTag, result === "valid", `test ${tcId}`);
      count += 1;
    }
  }
  assert.equal(count, 174);
});
