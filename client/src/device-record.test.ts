import assert from "node:assert/strict";
import test from "node:test";
import type { MasterKey } from "@coffer/protocol";
import {
  decodeDeviceRecord,
  encodeDeviceRecord,
  newDeviceKeys,
  openWithMasterKey,
  openWithPassword,
  sealDeviceRecord,
  type DeviceKeys,
  type DeviceRecord,
} from "./device-record.ts";
import { TestEnvironment } from "../../test/fixtures/client-environment.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const { argon2id } = new TestEnvironment();
const keys = await newDeviceKeys(randomBytes);
const masterKey = randomBytes(32) as MasterKey;
const password = "correct horse battery";
const record = await sealDeviceRecord({
  identity: {
    serverUrl: "https://coffer.example",
    serverKeys: {
      serverId: randomBytes(16),
      opaquePublicKey: randomBytes(32),
      channelPublicKey: randomBytes(32),
    },
    loginName: "anna",
    accountId: randomBytes(16),
    deviceId: keys.deviceId,
    accountChainId: randomBytes(16),
    vaultId: randomBytes(16),
  },
  keys,
  password,
  masterKey,
  argon2id,
  randomBytes,
});

function secretsOf(opened: DeviceKeys | undefined): readonly Uint8Array[] {
  assert.ok(opened !== undefined);
  return [opened.signSeed, opened.kemSeed, opened.localKey, opened.deviceId, opened.kemKey];
}

test("a device's keys open by the password, and by the account's master key", async () => {
  assert.deepEqual(secretsOf(await openWithPassword(record, password, argon2id)), secretsOf(keys));
  assert.deepEqual(secretsOf(await openWithMasterKey(record, masterKey)), secretsOf(keys));
});

test("nothing else opens them, and neither box opens as the other device's", async () => {
  assert.equal(await openWithPassword(record, "correct horse batterz", argon2id), undefined);
  assert.equal(await openWithMasterKey(record, randomBytes(32) as MasterKey), undefined);
  const other: DeviceRecord = { ...record, deviceId: randomBytes(16) };
  assert.equal(await openWithPassword(other, password, argon2id), undefined);
  assert.equal(await openWithMasterKey(other, masterKey), undefined);
  const swapped = {
    ...record,
    lockedBundle: record.accountBundle,
    accountBundle: record.lockedBundle,
  };
  assert.equal(await openWithPassword(swapped, password, argon2id), undefined);
  assert.equal(await openWithMasterKey(swapped, masterKey), undefined);
});

test("a record comes back as it was written", () => {
  assert.deepEqual(decodeDeviceRecord(encodeDeviceRecord(record)), record);
});

test("a damaged record is none, or one whose keys do not open: never other keys", async () => {
  const file = encodeDeviceRecord(record);
  for (let at = 0; at < file.length; at += 3) {
    const bytes = file.slice();
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    const read = decodeDeviceRecord(bytes);
    if (read === undefined) continue;
    for (const opened of [
      await openWithPassword(read, password, argon2id),
      await openWithMasterKey(read, masterKey),
    ]) {
      if (opened !== undefined) assert.deepEqual(secretsOf(opened), secretsOf(keys), `byte ${at}`);
    }
  }
  for (let length = 0; length < file.length; length += 11) {
    assert.equal(decodeDeviceRecord(file.slice(0, length)), undefined);
  }
});

test("one damaged box leaves the other way in", async () => {
  const damaged = (box: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(box.toReversed());
  const noLock = { ...record, lockedBundle: damaged(record.lockedBundle) };
  assert.equal(await openWithPassword(noLock, password, argon2id), undefined);
  assert.deepEqual(secretsOf(await openWithMasterKey(noLock, masterKey)), secretsOf(keys));
  const noAccount = { ...record, accountBundle: damaged(record.accountBundle) };
  assert.equal(await openWithMasterKey(noAccount, masterKey), undefined);
  assert.deepEqual(
    secretsOf(await openWithPassword(noAccount, password, argon2id)),
    secretsOf(keys),
  );
});

test("new keys may take the local key of files that are here already", async () => {
  const next = await newDeviceKeys(randomBytes, keys.localKey);
  assert.deepEqual(next.localKey, keys.localKey);
  assert.notDeepEqual(next.deviceId, keys.deviceId);
});
