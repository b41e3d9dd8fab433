import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { concat } from "./bytes.ts";
import { accountIdOf, deviceIdOf, vaultIdOf } from "./identity.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const [signKey, kemKey] = [randomBytes(32), randomBytes(1_216)];

function shortHash(label: string, ...parts: readonly Uint8Array[]): Uint8Array {
  const hash = createHash("sha256").update(`coffer/v1/${label}\0`, "latin1");
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest().subarray(0, 16));
}

test("I1: an account id is the hash of its identity keys", () => {
  assert.deepEqual(accountIdOf(signKey, kemKey), shortHash("account-id", signKey, kemKey));
});

test("I2: a device id is the hash of its keys, and never an account's of the same keys", () => {
  assert.deepEqual(deviceIdOf(signKey, kemKey), shortHash("device-id", signKey, kemKey));
  assert.notDeepEqual(deviceIdOf(signKey, kemKey), accountIdOf(signKey, kemKey));
});

test("I3: a vault id is the hash of the hash of its genesis content", () => {
  const content = concat(signKey, kemKey);
  const inner = createHash("sha256").update(content).digest();
  assert.deepEqual(vaultIdOf(content), shortHash("vault-id", inner));
});
