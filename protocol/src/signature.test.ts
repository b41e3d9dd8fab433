import assert from "node:assert/strict";
import test from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import fc from "fast-check";
import {
  importSigningKey,
  importVerifyKey,
  isPrimeOrderKey,
  publicKeyOf,
  sign,
  verify,
} from "./signature.ts";
import { withByteChanged } from "../../test/fixtures/codec-values.ts";
import { runs } from "../../test/fixtures/effort.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { missing, readVectors, type Wycheproof } from "../../test/fixtures/shared-vectors.ts";

const { Point } = ed25519;

// The points of order 1, 2, 4 and 8, in every encoding that a decoder may take for them.
const smallOrder = [
  "0100000000000000000000000000000000000000000000000000000000000000",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0000000000000000000000000000000000000000000000000000000000000080",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
  "0100000000000000000000000000000000000000000000000000000000000080",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
];

test("S10: keys of small order are refused in every encoding (A31)", () => {
  for (const hex of smallOrder) assert.equal(isPrimeOrderKey(Buffer.from(hex, "hex")), false, hex);
});

test("S10: a key with a small-order part is refused, though it has a secret half (A31)", () => {
  const torsion = Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05");
  for (let multiple = 1; multiple < 8; multiple += 1) {
    const honest = Point.fromBytes(publicKeyOf(randomBytes(32)));
    const mixed = honest.add(torsion.multiplyUnsafe(BigInt(multiple))).toBytes();
    assert.equal(isPrimeOrderKey(mixed), false);
    assert.equal(isPrimeOrderKey(honest.toBytes()), true);
  }
});

test("S10: what is no point, not canonical or of another length is refused", () => {
  const valid = publicKeyOf(new Uint8Array(32).fill(1));
  assert.equal(isPrimeOrderKey(valid), true);
  assert.equal(isPrimeOrderKey(valid.subarray(0, 31)), false);
  assert.equal(isPrimeOrderKey(Uint8Array.of(...valid, 0)), false);
  assert.equal(isPrimeOrderKey(new Uint8Array(32).fill(0xff)), false);
  assert.equal(isPrimeOrderKey(Buffer.from(`02${"00".repeat(31)}`, "hex")), false);
  // y from p to 2^255 − 1: a second encoding of a small y.
  for (let low = 0xed; low <= 0xff; low += 1) {
    for (const high of ["7f", "ff"]) {
      const key = Buffer.from(`${low.toString(16)}${"ff".repeat(30)}${high}`, "hex");
      assert.equal(isPrimeOrderKey(key), false);
    }
  }
});

test("S12: signatures are those of noble, and both verifiers agree on them (A31)", async () => {
  const seed = fc.uint8Array({ minLength: 32, maxLength: 32 });
  const message = fc.uint8Array({ minLength: 1, maxLength: 100 });
  await fc.assert(
    fc.asyncProperty(seed, message, fc.nat(), async (secret, said, at) => {
      const publicKey = publicKeyOf(secret);
      assert.equal(isPrimeOrderKey(publicKey), true);
      const signature = await sign(await importSigningKey(secret), said);
      assert.deepEqual(signature, Uint8Array.from(ed25519.sign(said, secret)));
      const key = await importVerifyKey(publicKey);
      assert.equal(await verify(key, signature, said), true);
      const changed = withByteChanged(signature, at);
      assert.equal(await verify(key, changed, said), false);
      assert.equal(ed25519.verify(changed, said, publicKey, { zip215: false }), false);
      assert.equal(await verify(key, signature, withByteChanged(said, at)), false);
    }),
    runs(20),
  );
});

test("S12: a signature of another length is wrong, and no seed comes back from its handle", async () => {
  const key = await importVerifyKey(publicKeyOf(new Uint8Array(32)));
  for (const length of [0, 63, 65, 128]) {
    assert.equal(await verify(key, new Uint8Array(length), new Uint8Array(3)), false);
  }
  const signing = await importSigningKey(new Uint8Array(32));
  await assert.rejects(crypto.subtle.exportKey("pkcs8", signing));
});

interface Group {
  readonly publicKey: { readonly pk: string };
}
interface Case {
  readonly msg: string;
  readonly sig: string;
}

const vectors = "wycheproof/ed25519_test.json";

test("S12: Wycheproof Ed25519", { skip: missing(vectors) }, async () => {
  let count = 0;
  for (const group of (readVectors(vectors) as Wycheproof<Group, Case>).testGroups) {
    const publicKey = Buffer.from(group.publicKey.pk, "hex");
    const isAdmissible = isPrimeOrderKey(publicKey);
    const key = await importVerifyKey(publicKey);
    for (const { msg, sig, result, tcId } of group.tests) {
      const message = Buffer.from(msg, "hex");
      const signature = Buffer.from(sig, "hex");
      const isValid = await verify(key, signature, message);
      assert.equal(isValid, result === "valid", `test ${tcId}`);
      // Verifiers may differ only where the key is refused anyway. (Noble throws at other lengths.)
      if (isAdmissible && signature.length === 64) {
        const isValidForNoble = ed25519.verify(signature, message, publicKey, { zip215: false });
        assert.equal(isValidForNoble, isValid, `test ${tcId}`);
      }
      count += 1;
    }
  }
  assert.equal(count, 151);
});
