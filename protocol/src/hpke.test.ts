import assert from "node:assert/strict";
import test from "node:test";
import { ml_kem768_x25519 as xWing } from "@noble/post-quantum/hybrid.js";
import { concat, toHex } from "./bytes.ts";
import {
  encapsulationLength,
  hpkeOpen,
  hpkeSeal,
  isKemPublicKey,
  kemPublicKeyLength,
  kemPublicKeyOf,
} from "./hpke.ts";
import { withByteChanged } from "../../test/fixtures/codec-values.ts";
import { effort } from "../../test/fixtures/effort.ts";
import { openFirst, sealFirst } from "../../test/fixtures/hpke-schedule.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { missing, readVectors, type Wycheproof } from "../../test/fixtures/shared-vectors.ts";

const seed = randomBytes(32);
const publicKey = await kemPublicKeyOf(seed);
const info = randomBytes(40);
const aad = randomBytes(32);
const plaintext = randomBytes(32);
const sealing = { publicKey, info, aad, plaintext };

test("G1: HPKE agrees with another X-Wing both ways", async () => {
  for (let round = 0; round < effort(3, 200); round += 1) {
    const keys = xWing.keygen(randomBytes(32));
    assert.deepEqual(await kemPublicKeyOf(keys.secretKey.slice()), Uint8Array.from(keys.publicKey));

    const sealed = await hpkeSeal({ ...sealing, publicKey: keys.publicKey });
    assert.equal(sealed.encapsulation.length, encapsulationLength);
    const decapsulated = xWing.decapsulate(sealed.encapsulation, keys.secretKey);
    const { ciphertext } = sealed;
    const opened = openFirst({ sharedSecret: decapsulated, info, aad, ciphertext });
    assert.deepEqual(opened, Buffer.from(plaintext));

    const { cipherText: encapsulation, sharedSecret } = xWing.encapsulate(keys.publicKey);
    const theirs = sealFirst({ sharedSecret, info, aad, plaintext });
    const read = await hpkeOpen({
      seed: keys.secretKey,
      info,
      aad,
      sealed: { encapsulation, ciphertext: theirs },
    });
    assert.deepEqual(read, plaintext);
  }
});

interface XWingVector {
  readonly seed: string;
  readonly sk: string;
  readonly pk: string;
  readonly eseed: string;
  readonly ct: string;
  readonly ss: string;
}

test(
  "G1: the vectors of X-Wing, through our wrappers",
  { skip: missing("xwing.json") },
  async () => {
    const vectors = readVectors("xwing.json") as readonly XWingVector[];
    for (const vector of vectors) {
      const secret = Buffer.from(vector.sk, "hex");
      assert.equal(toHex(await kemPublicKeyOf(secret)), vector.pk);
      assert.equal(isKemPublicKey(Buffer.from(vector.pk, "hex")), true);
      const sharedSecret = Buffer.from(vector.ss, "hex");
      const sealed = {
        encapsulation: Buffer.from(vector.ct, "hex"),
        ciphertext: sealFirst({ sharedSecret, info, aad, plaintext }),
      };
      assert.deepEqual(await hpkeOpen({ seed: secret, info, aad, sealed }), plaintext);
    }
    assert.equal(vectors.length, 3);
  },
);

test("G1: eight seals side by side are eight ciphertexts, and all open (A6)", async () => {
  const sealed = await Promise.all(Array.from({ length: 8 }, () => hpkeSeal(sealing)));
  assert.equal(new Set(sealed.map((each) => toHex(each.encapsulation))).size, 8);
  assert.equal(new Set(sealed.map((each) => toHex(each.ciphertext))).size, 8);
  for (const each of sealed) {
    assert.deepEqual(await hpkeOpen({ seed, info, aad, sealed: each }), plaintext);
  }
});

test("G3: another key, info, aad or a changed byte opens nothing", async () => {
  const sealed = await hpkeSeal(sealing);
  const opening = { seed, info, aad, sealed };
  assert.deepEqual(await hpkeOpen(opening), plaintext);
  assert.equal(await hpkeOpen({ ...opening, seed: randomBytes(32) }), undefined);
  assert.equal(await hpkeOpen({ ...opening, info: withByteChanged(info, 0) }), undefined);
  assert.equal(await hpkeOpen({ ...opening, aad: withByteChanged(aad, 0) }), undefined);
  const { encapsulation, ciphertext } = sealed;
  for (let at = 0; at < encapsulationLength; at += effort(97, 1)) {
    const changed = { encapsulation: withByteChanged(encapsulation, at), ciphertext };
    assert.equal(await hpkeOpen({ ...opening, sealed: changed }), undefined, `${at}`);
  }
  for (let at = 0; at < ciphertext.length; at += 1) {
    const changed = { encapsulation, ciphertext: withByteChanged(ciphertext, at) };
    assert.equal(await hpkeOpen({ ...opening, sealed: changed }), undefined);
  }
  for (const length of [0, 1, encapsulationLength - 1, encapsulationLength + 1]) {
    const changed = { encapsulation: new Uint8Array(length), ciphertext };
    assert.equal(await hpkeOpen({ ...opening, sealed: changed }), undefined);
  }
  for (const length of [0, 15, 16]) {
    const changed = { encapsulation, ciphertext: new Uint8Array(length) };
    assert.equal(await hpkeOpen({ ...opening, sealed: changed }), undefined);
  }
});

test("S10: an ML-KEM coefficient of 3,329 or more is refused, wherever it stands", () => {
  const withCoefficient = (index: number, value: number) => {
    const key = Uint8Array.from(publicKey);
    const at = 3 * (index >> 1);
    if (index % 2 === 0) {
      key[at] = value & 0xff;
      key[at + 1] = ((key[at + 1] ?? 0) & 0xf0) | (value >> 8);
    } else {
      key[at + 1] = ((key[at + 1] ?? 0) & 0x0f) | ((value & 0x0f) << 4);
      key[at + 2] = value >> 4;
    }
    return key;
  };
  assert.equal(isKemPublicKey(publicKey), true);
  for (let index = 0; index < 768; index += 1) {
    // A key that passes is also multiplied with, which takes its time.
    if (index % effort(11, 1) === 0) {
      assert.equal(isKemPublicKey(withCoefficient(index, 3_328)), true, `${index}`);
    }
    assert.equal(isKemPublicKey(withCoefficient(index, 3_329)), false, `${index}`);
    assert.equal(isKemPublicKey(withCoefficient(index, 4_095)), false, `${index}`);
  }
});

// RFC 7748 §6.1: every point of low order, and the same with p or the high bit added.
const lowOrder = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
];

test("S10: an X25519 part of low order is refused, and any other taken", () => {
  const withPoint = (point: Uint8Array) => concat(publicKey.subarray(0, 1_184), point);
  for (const hex of lowOrder) {
    const point = Buffer.from(hex, "hex");
    assert.equal(isKemPublicKey(withPoint(point)), false, hex);
    point[31] = (point[31] ?? 0) | 0x80;
    assert.equal(isKemPublicKey(withPoint(point)), false, `${hex} with the high bit`);
  }
  for (let round = 0; round < 20; round += 1) {
    assert.equal(isKemPublicKey(withPoint(randomBytes(32))), true);
  }
});

test("S10: an X-Wing key has 1,216 bytes", () => {
  assert.equal(publicKey.length, kemPublicKeyLength);
  for (const length of [0, 1_184, 1_215, 1_217]) {
    assert.equal(isKemPublicKey(new Uint8Array(length).fill(9)), false);
  }
});

const mlKem = "wycheproof/mlkem_768_test.json";

interface MlKemCase {
  readonly ek?: string;
}

test("S10: every valid ML-KEM-768 key of Wycheproof is admitted", { skip: missing(mlKem) }, () => {
  let count = 0;
  for (const group of (readVectors(mlKem) as Wycheproof<object, MlKemCase>).testGroups) {
    for (const { ek, result } of group.tests) {
      if (ek === undefined || result !== "valid") continue;
      const key = concat(Buffer.from(ek, "hex"), publicKey.subarray(1_184));
      assert.equal(isKemPublicKey(key), true);
      key[1] = 0xff;
      key[0] = 0xff;
      assert.equal(isKemPublicKey(key), false);
      count += 1;
    }
  }
  assert.equal(count, 153);
});
