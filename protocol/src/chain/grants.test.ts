import assert from "node:assert/strict";
import test from "node:test";
import { concat, u64 } from "../bytes.ts";
import { hpkeOpen, hpkeSeal } from "../hpke.ts";
import { epochCommitmentOf, type EpochKey } from "../key-hierarchy.ts";
import { recipientsOf } from "./chain-state.ts";
import { isCommittedKey, openGrant, sealGrants } from "./grants.ts";
import type { Grants } from "./public-part.ts";
import { newDevice, newEpochKey, newRoot } from "../../../test/fixtures/chain.ts";
import { randomBytes } from "../../../test/fixtures/random.ts";

const [phone, laptop, spy] = [await newDevice(), await newDevice(), await newDevice()];
const root = await newRoot();
const vaultId = randomBytes(16);
const epochKey = newEpochKey();
const place = { vaultId, epoch: 3 };
const recipients = [phone, laptop]
  .map(({ deviceId, kemKey }) => ({ recipientId: deviceId, publicKey: kemKey }))
  .concat({ recipientId: root.accountId, publicKey: root.identityKemKey })
  .toSorted((a, b) => Buffer.compare(a.recipientId, b.recipientId));
const grants = await sealGrants({ ...place, epochKey, recipients });

const infoOf = (recipientId: Uint8Array) =>
  concat(Buffer.from("coffer/v1/grant\0"), vaultId, u64(3), recipientId);

/** Grants in which the phone's is of another key, info, aad or commitment than it says. */
async function forPhone(fault: {
  readonly sealedKey?: Uint8Array;
  readonly info?: Uint8Array;
  readonly aad?: Uint8Array;
  readonly commitment?: Uint8Array<ArrayBuffer>;
}): Promise<Grants> {
  const commitment = fault.commitment ?? grants.commitment;
  const sealed = await hpkeSeal({
    publicKey: phone.kemKey,
    info: fault.info ?? infoOf(phone.deviceId),
    aad: fault.aad ?? commitment,
    plaintext: fault.sealedKey ?? epochKey,
  });
  return { commitment, grants: [{ recipientId: phone.deviceId, ...sealed }] };
}

const openedByPhone = (given: Grants) =>
  openGrant({ ...place, grants: given, recipientId: phone.deviceId, seed: phone.kemSeed });

test("G1: a grant is HPKE with the documented info and the commitment as aad", async () => {
  const grant = grants.grants.find(({ recipientId }) => recipientId === phone.deviceId);
  assert.ok(grant);
  const aad = epochCommitmentOf(epochKey, vaultId, 3);
  assert.deepEqual(grants.commitment, aad);
  const info = infoOf(phone.deviceId);
  const opened = await hpkeOpen({ seed: phone.kemSeed, info, aad, sealed: grant });
  assert.deepEqual(opened, epochKey);
  assert.deepEqual(await openedByPhone(await forPhone({})), epochKey);
});

test("G1: every recipient opens its grant, a device and an account alike", async () => {
  const seeds = [phone, laptop].map(({ deviceId, kemSeed }) => [deviceId, kemSeed] as const);
  for (const [recipientId, seed] of [...seeds, [root.accountId, root.kemSeed] as const]) {
    assert.deepEqual(await openGrant({ ...place, grants, recipientId, seed }), epochKey);
  }
});

test("G2: a key that the commitment does not name is not believed (A4, A20)", async () => {
  assert.equal(await openedByPhone(await forPhone({ sealedKey: newEpochKey() })), undefined);
  // A commitment to another key, vault or epoch, sealed with it.
  const others = [
    epochCommitmentOf(newEpochKey(), vaultId, 3),
    epochCommitmentOf(epochKey, randomBytes(16), 3),
    epochCommitmentOf(epochKey, vaultId, 4),
  ];
  for (const commitment of others) {
    assert.equal(await openedByPhone(await forPhone({ commitment })), undefined);
  }
});

test("G2: a key of another length is not believed, though it is committed (A4)", async () => {
  for (const length of [0, 16, 31, 33]) {
    const sealedKey = randomBytes(length) as EpochKey;
    const commitment = epochCommitmentOf(sealedKey, vaultId, 3);
    assert.equal(await openedByPhone(await forPhone({ sealedKey, commitment })), undefined);
    assert.equal(isCommittedKey(sealedKey, place, commitment), false);
  }
  assert.equal(isCommittedKey(epochKey, place, grants.commitment), true);
});

test("G3: a grant opens for its recipient, vault, epoch and commitment only (A4)", async () => {
  const opening = { ...place, grants, recipientId: phone.deviceId, seed: phone.kemSeed };
  assert.deepEqual(await openGrant(opening), epochKey);
  assert.equal(await openGrant({ ...opening, vaultId: randomBytes(16) }), undefined);
  assert.equal(await openGrant({ ...opening, epoch: 4 }), undefined);
  assert.equal(await openGrant({ ...opening, seed: laptop.kemSeed }), undefined);
  assert.equal(await openGrant({ ...opening, recipientId: laptop.deviceId }), undefined);
  assert.equal(
    await openGrant({ ...opening, recipientId: spy.deviceId, seed: spy.kemSeed }),
    undefined,
  );
});

test("G3: a grant replayed from another vault, epoch or recipient does not open (A4)", async () => {
  const infos = [
    concat(Buffer.from("coffer/v1/grant\0"), randomBytes(16), u64(3), phone.deviceId),
    concat(Buffer.from("coffer/v1/grant\0"), vaultId, u64(2), phone.deviceId),
    infoOf(laptop.deviceId),
    new Uint8Array(0),
  ];
  for (const info of infos) {
    assert.equal(await openedByPhone(await forPhone({ info })), undefined);
  }
  assert.equal(await openedByPhone(await forPhone({ aad: randomBytes(32) })), undefined);
});

test("G3: garbage in a grant's place is as none (A4)", async () => {
  for (const [encapsulation, ciphertext] of [
    [new Uint8Array(1_120), new Uint8Array(48)],
    [randomBytes(1_120), randomBytes(48)],
    [new Uint8Array(1_120).fill(0xff), new Uint8Array(48)],
  ] as const) {
    const garbage = { recipientId: phone.deviceId, encapsulation, ciphertext };
    const given = { commitment: grants.commitment, grants: [garbage] };
    assert.equal(await openedByPhone(given), undefined);
  }
});

test("G4: the recipients are the active devices and the members, sorted by id", async () => {
  const verifyKey = {} as CryptoKey;
  const deviceOf = ({ deviceId, signKey, kemKey }: typeof phone, active: boolean) => ({
    deviceId,
    accountId: root.accountId,
    signKey,
    kemKey,
    verifyKey,
    active,
    counter: 1,
  });
  const devices = [deviceOf(laptop, true), deviceOf(spy, false), deviceOf(phone, true)];
  const members = [{ ...root, verifyKey }];
  const found = recipientsOf({
    devices: new Map(devices.map((each) => [each.deviceId.toHex(), each])),
    members: new Map(members.map((each) => [each.accountId.toHex(), each])),
  });
  assert.deepEqual(found, recipients);
  const ids = grants.grants.map(({ recipientId }) => recipientId);
  assert.deepEqual(
    ids,
    ids.toSorted((a, b) => Buffer.compare(a, b)),
  );
});
