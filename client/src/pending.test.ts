import assert from "node:assert/strict";
import test from "node:test";
import {
  formatKit,
  type AccountSecret,
  type MasterKey,
  type RecoverySecret,
} from "@coffer/protocol";
import { recoveryPublicKeyOf } from "./connection.ts";
import { newDeviceKeys, sealDeviceRecord } from "./device-record.ts";
import { loadPending, openTakenKit, savePending } from "./pending.ts";
import { TestEnvironment, TestFiles } from "../../test/fixtures/client-environment.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const { argon2id } = new TestEnvironment();
const keys = await newDeviceKeys(randomBytes);
const accountSecret = randomBytes(20) as AccountSecret;
const recoverySecret = randomBytes(32) as RecoverySecret;
const serverKeys = {
  serverId: randomBytes(16),
  opaquePublicKey: randomBytes(32),
  channelPublicKey: randomBytes(32),
};
const identity = {
  serverUrl: "https://coffer.example",
  serverKeys,
  loginName: "anna",
  accountId: randomBytes(16),
  deviceId: keys.deviceId,
  accountChainId: randomBytes(16),
  vaultId: randomBytes(16),
};
const record = await sealDeviceRecord({
  identity,
  keys,
  password: "correct horse battery",
  masterKey: randomBytes(32) as MasterKey,
  argon2id,
  randomBytes,
});
const chain = {
  vaultId: identity.vaultId,
  genesisHash: randomBytes(32),
  seq: 0,
  head: randomBytes(32),
};
const kit = formatKit({
  ...identity,
  ...serverKeys,
  accountSecret,
  recoverySecret,
  chains: [chain, chain],
  date: "2027-01-15",
});

async function written(text: string | null): Promise<TestFiles> {
  const files = new TestFiles();
  await savePending(files, { generation: 7, record, accountSecret, kit: text, keys, randomBytes });
  return files;
}

test("pending credentials come back whole, and the kit only by the device's keys", async () => {
  const files = await written(kit);
  const pending = await loadPending(files);
  assert.ok(pending !== undefined);
  assert.equal(pending.generation, 7);
  assert.deepEqual(pending.record, record);
  assert.deepEqual(pending.accountSecret, accountSecret);
  const recoveryKey = recoveryPublicKeyOf(recoverySecret);
  assert.equal(await openTakenKit(pending, keys, recoveryKey), kit);
  const other = await newDeviceKeys(randomBytes);
  assert.equal(await openTakenKit(pending, other, recoveryKey), null);
  const text = Buffer.from(files.bytesOf("pending")).toString("latin1");
  assert.equal(text.includes("recovery secret"), false);
});

test("a kit that the account chain does not know was not taken over", async () => {
  const pending = await loadPending(await written(kit));
  assert.ok(pending !== undefined);
  assert.equal(await openTakenKit(pending, keys, randomBytes(32)), null);
  assert.equal(await openTakenKit(pending, keys, null), null);
});

test("credentials without a kit have none", async () => {
  const pending = await loadPending(await written(null));
  assert.ok(pending !== undefined);
  assert.equal(pending.sealedKit, null);
  assert.equal(await openTakenKit(pending, keys, recoveryPublicKeyOf(recoverySecret)), null);
});

test("no file, a cut one and one of other bytes are nothing pending", async () => {
  assert.equal(await loadPending(new TestFiles()), undefined);
  const bytes = (await written(kit)).bytesOf("pending");
  for (let length = 0; length < bytes.length; length += 17) {
    const files = new TestFiles(new Map([["pending", bytes.slice(0, length)]]));
    assert.equal(await loadPending(files), undefined);
  }
  assert.equal(
    await loadPending(new TestFiles(new Map([["pending", randomBytes(900)]]))),
    undefined,
  );
});
