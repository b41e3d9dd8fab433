import assert from "node:assert/strict";
import test from "node:test";
import { openEpochKeys, sealEpochKeys } from "./epoch-key-file.ts";
import { newEpochKey } from "../../test/fixtures/chain.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const vaultId = randomBytes(16);
const localKey = randomBytes(32);
const keys = new Map([
  [3, newEpochKey()],
  [1, newEpochKey()],
  [40_000, newEpochKey()],
]);
const none = { keys: new Map(), owesEpoch: false };

test("keys come back by their epochs, and with what the device owes", async () => {
  for (const owesEpoch of [true, false]) {
    const file = await sealEpochKeys({ keys, owesEpoch }, vaultId, localKey, randomBytes);
    assert.deepEqual(await openEpochKeys(file, vaultId, localKey), { keys, owesEpoch });
  }
});

test("a key file that was damaged, or is another vault's or device's, holds no keys", async () => {
  const file = await sealEpochKeys({ keys, owesEpoch: true }, vaultId, localKey, randomBytes);
  assert.deepEqual(await openEpochKeys(file, randomBytes(16), localKey), none);
  assert.deepEqual(await openEpochKeys(file, vaultId, randomBytes(32)), none);
  for (let at = 0; at < file.length; at += 1) {
    const bytes = file.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 0x10;
    assert.deepEqual(await openEpochKeys(bytes, vaultId, localKey), none, `byte ${at}`);
  }
  assert.deepEqual(await openEpochKeys(new Uint8Array(0), vaultId, localKey), none);
});
