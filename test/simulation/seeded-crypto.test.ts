/** The simulation's cryptography against the platform's: what one makes the other takes, and both refuse the same. */
import assert from "node:assert/strict";
import test from "node:test";
import { openOnce, sealOnce } from "../../protocol/src/aead.ts";
import { hpkeOpen, hpkeSeal, kemPublicKeyOf } from "../../protocol/src/hpke.ts";
import { exchangeKeyOf, sharedSecret } from "../../protocol/src/session/key-exchange.ts";
import {
  importSigningKey,
  importVerifyKey,
  publicKeyOf,
  sign,
  verify,
} from "../../protocol/src/signature.ts";
import { randomBytes } from "../fixtures/random.ts";
import { Random } from "./random.ts";
import { withSeededCrypto } from "./seeded-crypto.ts";

/** Does something with the simulation's cryptography. */
function simulated<Value>(work: () => Promise<Value>): Promise<Value> {
  return withSeededCrypto(new Random(1, "test").bytes, work);
}

test("a sealed message opens on either side, and a changed one on neither", async () => {
  const [key, aad, plaintext] = [randomBytes(32), randomBytes(20), randomBytes(300)];
  const byPlatform = await sealOnce(key, aad, plaintext);
  const bySimulation = await simulated(() => sealOnce(key, aad, plaintext));
  assert.deepEqual(bySimulation, byPlatform);
  assert.deepEqual(await simulated(() => openOnce(key, aad, byPlatform)), plaintext);
  const changed = byPlatform.with(7, (byPlatform[7] ?? 0) ^ 1);
  assert.equal(await simulated(() => openOnce(key, aad, changed)), undefined);
});

test("a signature is the same on either side, and a wrong one is refused", async () => {
  const [seed, message] = [randomBytes(32), randomBytes(100)];
  const byPlatform = await sign(await importSigningKey(seed), message);
  await simulated(async () => {
    assert.deepEqual(await sign(await importSigningKey(seed), message), byPlatform);
    const key = await importVerifyKey(publicKeyOf(seed));
    assert.equal(await verify(key, byPlatform, message), true);
    assert.equal(await verify(key, byPlatform, message.with(0, (message[0] ?? 0) ^ 1)), false);
  });
});

test("both agree on a shared secret, and refuse a low-order key", async () => {
  const [mine, theirs] = [randomBytes(32), randomBytes(32)];
  const { publicKey } = await exchangeKeyOf(theirs);
  const byPlatform = await sharedSecret((await exchangeKeyOf(mine)).secret, publicKey);
  await simulated(async () => {
    const { secret } = await exchangeKeyOf(mine);
    assert.deepEqual(await sharedSecret(secret, publicKey), byPlatform);
    assert.equal(await sharedSecret(secret, new Uint8Array(32)), undefined);
  });
});

test("a key that is granted in a simulation opens on the platform", async () => {
  const [seed, info, aad, key] = [randomBytes(32), randomBytes(9), randomBytes(9), randomBytes(32)];
  const publicKey = await kemPublicKeyOf(seed);
  const sealed = await simulated(() => hpkeSeal({ publicKey, info, aad, plaintext: key }));
  assert.deepEqual(await hpkeOpen({ seed, info, aad, sealed }), key);
});

test("afterwards the platform's own cryptography is back", async () => {
  const encryption = (): unknown => Reflect.get(crypto.subtle, "encrypt");
  const before = encryption();
  await assert.rejects(
    simulated(() => Promise.reject(new Error("in the middle"))),
    /in the middle/,
  );
  assert.equal(encryption(), before);
  assert.notDeepEqual(randomBytes(16), randomBytes(16));
});
