import assert from "node:assert/strict";
import { createHmac, hkdfSync } from "node:crypto";
import test from "node:test";
import { unwrap, wrap } from "./box.ts";
import { concat, u32 } from "./bytes.ts";
import {
  deviceKekOf,
  entryKeyOf,
  epochCommitmentOf,
  openAccountBox,
  openRecoveryBox,
  openRootBox,
  recoverySeedOf,
  rootKeysOf,
  sealAccountBox,
  sealRecoveryBox,
  sealRootBox,
  type EpochKey,
  type MasterKey,
  type RecoverySecret,
} from "./key-hierarchy.ts";
import { publicKeyOf } from "./signature.ts";
import { newRoot } from "../../test/fixtures/chain.ts";
import { withByteChanged } from "../../test/fixtures/codec-values.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const exportKey = randomBytes(64);
const masterKey = randomBytes(32) as MasterKey;
const recoverySecret = randomBytes(32) as RecoverySecret;
const root = await newRoot();
const { accountId } = root;
const otherId = randomBytes(16);
const none = new Uint8Array(0);

const hkdf = (key: Uint8Array, salt: Uint8Array, info: string, after: Uint8Array = none) =>
  new Uint8Array(hkdfSync("sha256", key, salt, concat(Buffer.from(info), after), 32));

const accountBox = { accountId, generation: 7, exportKey } as const;

test("H1: the AccountBox is under the export key, for one account and one generation (A1)", async () => {
  const box = await sealAccountBox({ ...accountBox, masterKey, randomBytes });
  const context = concat(accountId, u32(7));
  const key = hkdf(exportKey, context, "coffer/v1/account-kek\0");
  assert.deepEqual(await unwrap({ key, purpose: "account", context, box }), masterKey);

  assert.deepEqual(await openAccountBox({ ...accountBox, box }), masterKey);
  assert.equal(await openAccountBox({ ...accountBox, generation: 8, box }), undefined);
  assert.equal(await openAccountBox({ ...accountBox, accountId: otherId, box }), undefined);
  const otherKey = withByteChanged(exportKey, 63);
  assert.equal(await openAccountBox({ ...accountBox, exportKey: otherKey, box }), undefined);
});

test("H2: the RootBox is under the master key, for one account (A1)", async () => {
  const box = await sealRootBox({ root, masterKey, randomBytes });
  const opened = await unwrap({ key: masterKey, purpose: "root", context: accountId, box });
  assert.deepEqual(opened, concat(root.signSeed, root.kemSeed));

  assert.deepEqual(await openRootBox({ accountId, masterKey, box }), root);
  assert.equal(await openRootBox({ accountId: otherId, masterKey, box }), undefined);
  const otherKey = randomBytes(32) as MasterKey;
  assert.equal(await openRootBox({ accountId, masterKey: otherKey, box }), undefined);
});

test("H2: root keys are those of their seeds", async () => {
  assert.deepEqual(await rootKeysOf(root.signSeed, root.kemSeed), root);
  assert.deepEqual(root.identityKey, publicKeyOf(root.signSeed));
});

test("H3: the RecoveryBox is under the recovery secret, for one account and recovery key (A1)", async () => {
  const box = await sealRecoveryBox({ accountId, recoverySecret, masterKey, randomBytes });
  const seed = hkdf(recoverySecret, none, "coffer/v1/recovery-key\0");
  assert.deepEqual(recoverySeedOf(recoverySecret), seed);
  const key = hkdf(recoverySecret, none, "coffer/v1/recovery-kek\0");
  const context = concat(accountId, publicKeyOf(seed));
  assert.deepEqual(await unwrap({ key, purpose: "recovery", context, box }), masterKey);

  assert.deepEqual(await openRecoveryBox({ accountId, recoverySecret, box }), masterKey);
  assert.equal(await openRecoveryBox({ accountId: otherId, recoverySecret, box }), undefined);
  const otherSecret = randomBytes(32) as RecoverySecret;
  assert.equal(await openRecoveryBox({ accountId, recoverySecret: otherSecret, box }), undefined);
});

test("H3: no box opens in another one's place, and none of another length is a key (A1)", async () => {
  const boxes = {
    account: await sealAccountBox({ ...accountBox, masterKey, randomBytes }),
    root: await sealRootBox({ root, masterKey, randomBytes }),
    recovery: await sealRecoveryBox({ accountId, recoverySecret, masterKey, randomBytes }),
  };
  for (const [name, box] of Object.entries(boxes)) {
    const account = await openAccountBox({ ...accountBox, box });
    const opened = await openRootBox({ accountId, masterKey, box });
    const recovery = await openRecoveryBox({ accountId, recoverySecret, box });
    assert.equal(account !== undefined, name === "account");
    assert.equal(opened !== undefined, name === "root");
    assert.equal(recovery !== undefined, name === "recovery");
  }
  const short = randomBytes(31) as MasterKey;
  const shortBox = await sealAccountBox({ ...accountBox, masterKey: short, randomBytes });
  assert.equal(await openAccountBox({ ...accountBox, box: shortBox }), undefined);
  const plaintext = randomBytes(63);
  const context = accountId;
  const box = await wrap({ key: masterKey, purpose: "root", context, plaintext, randomBytes });
  assert.equal(await openRootBox({ accountId, masterKey, box }), undefined);
});

test("H1: what a box gives is undefined for any two malformed ones alike (A2)", async () => {
  const box = await sealAccountBox({ ...accountBox, masterKey, randomBytes });
  for (const at of [0, 1, 33, 65, box.length - 1]) {
    const opened = await openAccountBox({ ...accountBox, box: withByteChanged(box, at) });
    assert.equal(opened, undefined);
  }
  assert.equal(await openAccountBox({ ...accountBox, box: none }), undefined);
});

test("H4: the device kek is of the master key and the device", () => {
  const expected = hkdf(masterKey, none, "coffer/v1/device-kek\0", otherId);
  assert.deepEqual(deviceKekOf(masterKey, otherId), expected);
});

const epochKey = randomBytes(32) as EpochKey;

test("H5: the key of an entry is of the epoch key, the entry's salt and the vault", () => {
  const salt = randomBytes(32);
  const key = entryKeyOf(epochKey, salt, otherId);
  assert.deepEqual(key, hkdf(epochKey, salt, "coffer/v1/entry\0", otherId));
  assert.notDeepEqual(entryKeyOf(epochKey, randomBytes(32), otherId), key);
  assert.notDeepEqual(entryKeyOf(epochKey, salt, accountId), key);
});

test("H6: the commitment is of the epoch key, the vault and the epoch", () => {
  const message = concat(Buffer.from("coffer/v1/vk-commit\0"), otherId, u32(0), u32(3));
  const expected = createHmac("sha256", epochKey).update(message).digest();
  assert.deepEqual(Buffer.from(epochCommitmentOf(epochKey, otherId, 3)), expected);
});
