import assert from "node:assert/strict";
import { createCipheriv } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import {
  decrypt,
  importAesKey,
  openCounted,
  openOnce,
  sealCounted,
  sealOnce,
  tagLength,
} from "./aead.ts";
import { withByteChanged } from "../../test/fixtures/codec-values.ts";
import { runs } from "../../test/fixtures/effort.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { missing, readVectors, type Wycheproof } from "../../test/fixtures/shared-vectors.ts";

const bytes = fc.uint8Array({ maxLength: 64 });
const key32 = fc.uint8Array({ minLength: 32, maxLength: 32 });

test("B1: sealed once is AES-256-GCM with the zero nonce", async () => {
  await fc.assert(
    fc.asyncProperty(key32, bytes, bytes, async (key, aad, plaintext) => {
      const cipher = createCipheriv("aes-256-gcm", key, new Uint8Array(12)).setAAD(aad);
      const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
      const expected = Buffer.concat([body, cipher.getAuthTag()]);
      const sealed = await sealOnce(key, aad, plaintext);
      assert.deepEqual(Buffer.from(sealed), expected);
      assert.deepEqual(await openOnce(key, aad, sealed), Uint8Array.from(plaintext));
    }),
    runs(50),
  );
});

test("B1: a counted nonce is four zero bytes and the count", async () => {
  const raw = randomBytes(32);
  const key = await importAesKey(raw);
  const aad = randomBytes(5);
  for (const count of [0, 1, 256, 2 ** 32, Number.MAX_SAFE_INTEGER]) {
    const nonce = Buffer.alloc(12);
    nonce.writeBigUInt64BE(BigInt(count), 4);
    const cipher = createCipheriv("aes-256-gcm", raw, nonce).setAAD(aad);
    const expected = Buffer.concat([cipher.update("m"), cipher.final(), cipher.getAuthTag()]);
    const sealed = await sealCounted(key, count, aad, Buffer.from("m"));
    assert.deepEqual(Buffer.from(sealed), expected);
    assert.deepEqual(await openCounted(key, count, aad, sealed), Uint8Array.from(Buffer.from("m")));
    assert.equal(await openCounted(key, count + 1, aad, sealed), undefined);
  }
});

test("B1: any changed byte, another key or other additional data opens nothing", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(key32, fc.uint8Array({ minLength: 1, maxLength: 64 }), bytes),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      async ([key, aad, plaintext], at, difference) => {
        const sealed = await sealOnce(key, aad, plaintext);
        const changed = withByteChanged(sealed, at, difference);
        assert.equal(await openOnce(key, aad, changed), undefined);
        assert.equal(await openOnce(withByteChanged(key, at, difference), aad, sealed), undefined);
        assert.equal(await openOnce(key, withByteChanged(aad, at, difference), sealed), undefined);
        assert.equal(await openOnce(key, aad, sealed.subarray(0, -1)), undefined);
      },
    ),
    runs(50),
  );
});

test("B1: what is shorter than a tag opens nothing, and no key gives its bytes back", async () => {
  const key = randomBytes(32);
  const aad = new Uint8Array(0);
  for (let length = 0; length < tagLength; length += 1) {
    assert.equal(await openOnce(key, aad, new Uint8Array(length)), undefined);
  }
  const handle = await importAesKey(key);
  await assert.rejects(crypto.subtle.exportKey("raw", handle));
  // Sound under a nonce of another length, which GCM would take.
  const iv = randomBytes(16);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const sealed = Buffer.concat([cipher.update("m"), cipher.final(), cipher.getAuthTag()]);
  assert.equal(await decrypt(handle, iv, aad, sealed), undefined);
});

interface Group {
  readonly ivSize: number;
  readonly keySize: number;
  readonly tagSize: number;
}
interface Case {
  readonly key: string;
  readonly iv: string;
  readonly aad: string;
  readonly msg: string;
  readonly ct: string;
  readonly tag: string;
}

const aesGcm = "wycheproof/aes_gcm_test.json";

test("B1: Wycheproof AES-256-GCM with 96-bit nonces", { skip: missing(aesGcm) }, async () => {
  let count = 0;
  for (const group of (readVectors(aesGcm) as Wycheproof<Group, Case>).testGroups) {
    if (group.keySize !== 256 || group.ivSize !== 96) continue;
    assert.equal(group.tagSize, 8 * tagLength);
    for (const { key, iv, aad, msg, ct, tag, result, tcId } of group.tests) {
      const opened = await decrypt(
        await importAesKey(Buffer.from(key, "hex")),
        Buffer.from(iv, "hex"),
        Buffer.from(aad, "hex"),
        Buffer.from(ct + tag, "hex"),
      );
      assert.equal(opened?.toHex(), result === "valid" ? msg : undefined, `test ${tcId}`);
      count += 1;
    }
  }
  assert.equal(count, 66);
});
