/**
 * Every code of the public checks, each by an entry that an insider hashed, countersigned and signed again, so
 * that nothing but the check of that code can refuse it; and beside it the same entry without the fault.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { ed25519 } from "@noble/curves/ed25519.js";
import { concat, toHex, type Bytes } from "../bytes.ts";
import { encode } from "../codec.ts";
import { accountIdOf, deviceIdOf, vaultIdOf } from "../identity.ts";
import { limits } from "../limits.ts";
import { schemaKnown, type ChainDevice } from "./chain-state.ts";
import { decodeEntry, encodeEntry, entryKinds, type Entry } from "./entry.ts";
import { checkEntries, type PublicCheckCode } from "./public-checks.ts";
import { encodeGenesisContent, encodePublicPart, type GenesisContent } from "./public-part.ts";
import {
  forgeGenesis,
  newDevice,
  newEpochKey,
  newRoot,
  TestChain,
  type TestDevice,
} from "../../../test/fixtures/chain.ts";
import { withByteChanged } from "../../../test/fixtures/codec-values.ts";
import { randomBytes } from "../../../test/fixtures/random.ts";

const chain = await TestChain.found();
const laptop = await chain.addDevice();
const stolen = await chain.addDevice();
await chain.revoke([stolen.deviceId]);
const revocation = await chain.revokePart([laptop.deviceId]);
const stranger = await newDevice();
const otherRoot = await newRoot();
const { device, epoch, genesis, revoke } = entryKinds;

/** The chain refuses one entry for the reason of the code, and takes the other. */
async function refuses(code: PublicCheckCode, bad: Entry, good: Entry): Promise<void> {
  assert.equal(await chain.refusal(good), undefined);
  assert.equal(await chain.refusal(bad), code);
  assert.notEqual(decodeEntry(bad.bytes), undefined, "it is an entry, so only a check refuses it");
}

const honest = await chain.forge({ by: laptop });

const idOfContent = (content: GenesisContent) => vaultIdOf(encodeGenesisContent(content));
const founder = { root: chain.root, device: chain.device, vaultIdOf: idOfContent };

/** Why a genesis is refused; undefined if it is not. */
async function genesisRefusal(
  fault: Partial<Parameters<typeof forgeGenesis>[0]>,
): Promise<PublicCheckCode | undefined> {
  const { state, checked, refused } = await checkEntries(undefined, [
    await forgeGenesis({ ...founder, ...fault }),
  ]);
  assert.equal(refused === undefined, state !== undefined);
  assert.equal(checked.length, refused === undefined ? 1 : 0);
  return refused?.code;
}

test("S2: reserved and unknown kinds are refused (A9)", async () => {
  for (const kind of [5, 6, 7, 8, 255]) {
    await refuses("kind-unknown", await chain.forge({ by: laptop, header: { kind } }), honest);
  }
});

test("S3: a public part that the header does not name is refused", async () => {
  const header = { publicHash: randomBytes(32) };
  await refuses("public-hash-wrong", await chain.forge({ by: laptop, header }), honest);
  assert.equal(await genesisRefusal({}), undefined);
  assert.equal(await genesisRefusal({ header }), "public-hash-wrong");
  // The entry is signed; the public part was put in by somebody on the way.
  const entry = await chain.forge(await chain.epochPart());
  const other = encodePublicPart((await chain.epochPart()).part);
  await refuses("public-hash-wrong", encodeEntry({ ...entry, publicBytes: other }), entry);
});

test("S4: a gap, a repeat and another number than the next are refused (A15)", async () => {
  const { seq } = chain.state;
  for (const wrong of [0, seq - 1, seq, seq + 2]) {
    const bad = await chain.forge({ by: laptop, header: { seq: wrong } });
    await refuses("seq-wrong", bad, honest);
  }
  assert.equal(await genesisRefusal({ header: { seq: 1 } }), "seq-wrong");
});

test("S5: an entry after another head, or a genesis after anything, is refused (A15)", async () => {
  const earlier = chain.entries.at(-2);
  assert.ok(earlier);
  for (const previous of [earlier.hash, randomBytes(32), new Uint8Array(32)]) {
    const bad = await chain.forge({ by: laptop, header: { previous } });
    await refuses("previous-wrong", bad, honest);
  }
  const header = { previous: randomBytes(32) };
  assert.equal(await genesisRefusal({ header }), "previous-wrong");
});

test("S6: a public part that is not canonical or not of its kind is refused (A32)", async () => {
  const dataPart = Uint8Array.of(0x82, 0xf6, 0xf6);
  const good = await chain.forge({ by: laptop, publicBytes: dataPart });
  const malformed: readonly Bytes[] = [
    // An indefinite array, an array of three, something after it, grants where none belong.
    Uint8Array.of(0x9f, 0xf6, 0xf6, 0xff),
    Uint8Array.of(0x83, 0xf6, 0xf6, 0xf6),
    Uint8Array.of(0x82, 0xf6, 0xf6, 0x00),
    Uint8Array.of(0x82, 0xf7, 0xf6),
    encode([null, [randomBytes(32), []]]),
    encode([0, null]),
  ];
  for (const publicBytes of malformed) {
    const bad = await chain.forge({ by: laptop, publicBytes });
    await refuses("public-malformed", bad, good);
  }
  const { part, epochKey } = await chain.revokePart([laptop.deviceId]);
  assert.ok(part.kind === revoke);
  const sorted = [laptop.deviceId, stranger.deviceId].toSorted((a, b) => Buffer.compare(b, a));
  const unsorted = { ...part, content: { ...part.content, deviceIds: sorted } };
  const bad = await chain.forge({ part: unsorted, epochKey });
  await refuses("public-malformed", bad, await chain.forge({ part, epochKey }));
  const publicBytes = encode([null, null]);
  assert.equal(await genesisRefusal({ publicBytes }), "public-malformed");
});

test("S7: a chain begins with a genesis", async () => {
  const { state, checked, refused } = await checkEntries(undefined, [honest]);
  assert.deepEqual([state, checked], [undefined, []]);
  assert.deepEqual(refused, { index: 0, code: "genesis-not-first" });
});

test("S7: a chain has no second genesis", async () => {
  const part = chain.checked[0]?.publicPart;
  assert.ok(part?.kind === genesis);
  const bad = await chain.forge({ by: laptop, part, countersignedBy: chain.root });
  await refuses("genesis-not-first", bad, honest);
});

test("S7: after a raise of the schema, too, a chain has no second genesis", async () => {
  const raised = await TestChain.found();
  await raised.newEpoch({ schema: schemaKnown + 1 }, { countersignedBy: raised.root });
  const bad = await raised.forge({ header: { kind: genesis }, countersignedBy: raised.root });
  assert.equal(await raised.refusal(bad), "genesis-not-first");
});

test("S7: an entry of another chain is refused, and a genesis that does not name itself (A12)", async () => {
  const other = await TestChain.found("vault", { root: chain.root, device: laptop });
  const { vaultId } = other.state;
  const bad = await chain.forge({ by: laptop, header: { vaultId } });
  await refuses("vault-wrong", bad, honest);
  assert.equal(await genesisRefusal({ vaultIdOf: () => vaultId }), "vault-wrong");
});

test("S8: a device that the chain does not know writes nothing (A3)", async () => {
  await refuses("author-unknown", await chain.forge({ by: stranger }), honest);
  // Nor an account, whose id is a recipient's too.
  const header = { author: chain.root.accountId };
  await refuses("author-unknown", await chain.forge({ by: laptop, header }), honest);
});

test("S8: a revoked device writes nothing, of any kind (A21)", async () => {
  await refuses("author-revoked", await chain.forge({ by: stolen }), honest);
  const rotation = await chain.epochPart();
  const good = await chain.forge({ ...rotation, by: laptop });
  await refuses("author-revoked", await chain.forge({ ...rotation, by: stolen }), good);
  const removal = await chain.revokePart([chain.device.deviceId]);
  const counter = await chain.forge({ ...removal, by: laptop });
  await refuses("author-revoked", await chain.forge({ ...revocation, by: stolen }), counter);
});

const admit = (added: TestDevice, fault: Parameters<TestChain["forge"]>[0] = {}) =>
  chain.forge({ part: chain.devicePart(added), by: added, ...fault });

test("S9: a device entry is written by the device that it admits", async () => {
  const good = await admit(stranger);
  const bad = await admit(stranger, { header: { author: laptop.deviceId }, signedBy: stranger });
  await refuses("author-not-in-content", bad, good);
  // A member's device that would admit another by its own signature.
  const byLaptop = await admit(stranger, { by: laptop });
  await refuses("author-not-in-content", byLaptop, good);
  const header = { author: laptop.deviceId };
  assert.equal(await genesisRefusal({ header }), "author-not-in-content");
});

test("S9: an id that is not of the keys is refused (A5)", async () => {
  const good = await admit(stranger);
  const swapped = { ...stranger, kemKey: laptop.kemKey };
  await refuses("id-not-of-keys", await admit(swapped), good);
  const renamed = { ...stranger, deviceId: randomBytes(16) };
  await refuses("id-not-of-keys", await admit(renamed), good);
  // The id that an account would have of these keys.
  const accountId = accountIdOf(stranger.signKey, stranger.kemKey);
  await refuses("id-not-of-keys", await admit({ ...stranger, deviceId: accountId }), good);
  for (const content of [
    { accountId: randomBytes(16) },
    { deviceId: randomBytes(16) },
    { identityKemKey: laptop.kemKey },
    { kemKey: laptop.kemKey },
  ]) {
    assert.equal(await genesisRefusal({ content }), "id-not-of-keys", Object.keys(content).join());
  }
});

const torsion = ed25519.Point.fromHex(
  "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
);
const mixed = (key: Uint8Array) =>
  Uint8Array.from(ed25519.Point.fromBytes(key).add(torsion).toBytes());

/** A KEM key whose first coefficient is the modulus, or whose X25519 part has order 1. */
const badKemKeys = (key: Bytes): readonly Bytes[] => [
  concat(Uint8Array.of(0x01, 0x0d | ((key[1] ?? 0) & 0xf0)), key.subarray(2)),
  concat(key.subarray(0, 1_184), new Uint8Array(32)),
];

test("S10: a device with a key that is not admissible is refused (A31)", async () => {
  const good = await admit(stranger);
  const identity = Uint8Array.of(1, ...new Uint8Array(31));
  const faults = [
    ...[mixed(stranger.signKey), identity].map((signKey) => ({ ...stranger, signKey })),
    ...badKemKeys(stranger.kemKey).map((kemKey) => ({ ...stranger, kemKey })),
  ];
  for (const fault of faults) {
    const deviceId = deviceIdOf(fault.signKey, fault.kemKey);
    await refuses("key-not-admissible", await admit({ ...fault, deviceId }), good);
  }
});

test("S10: a genesis with a key that is not admissible is refused (A31)", async () => {
  const { root } = chain;
  const identityKeys = [
    { identityKey: mixed(root.identityKey), identityKemKey: root.identityKemKey },
    ...badKemKeys(root.identityKemKey).map((identityKemKey) => ({
      identityKey: root.identityKey,
      identityKemKey,
    })),
  ];
  for (const keys of identityKeys) {
    const accountId = accountIdOf(keys.identityKey, keys.identityKemKey);
    const code = await genesisRefusal({ content: { ...keys, accountId } });
    assert.equal(code, "key-not-admissible");
  }
  const signKey = mixed(chain.device.signKey);
  const deviceId = deviceIdOf(signKey, chain.device.kemKey);
  assert.equal(await genesisRefusal({ content: { signKey, deviceId } }), "key-not-admissible");
});

test("S11: a counter that was used, or an earlier one, is refused (A15)", async () => {
  const writer = await TestChain.found();
  await writer.write([], { header: { counter: 9 } });
  for (const counter of [1, 8, 9]) {
    const bad = await writer.forge({ header: { counter } });
    assert.equal(await writer.refusal(bad), "counter-not-greater");
  }
  for (const counter of [10, 1_000]) {
    assert.equal(await writer.refusal(await writer.forge({ header: { counter } })), undefined);
  }
  assert.equal(await genesisRefusal({ header: { counter: 2 } }), "counter-not-greater");
});

test("S11: a counter counts for its device only", async () => {
  const writer = await TestChain.found();
  const second = await writer.addDevice();
  await writer.write([], { header: { counter: 50 } });
  await writer.write([], { by: second, header: { counter: 2 } });
  assert.equal(await writer.refusal(await writer.forge({ by: second })), undefined);
});

test("S12: a signature of another device, or over other bytes, is refused", async () => {
  const bySomeoneElse = await chain.forge({ by: laptop, signedBy: chain.device });
  await refuses("signature-wrong", bySomeoneElse, honest);
  const signature = withByteChanged(honest.signature, 5);
  await refuses("signature-wrong", encodeEntry({ ...honest, signature }), honest);
  // A countersignature taken off or put on: it is in what the device signs.
  const rotation = await chain.epochPart();
  const plain = await chain.forge({ ...rotation, by: laptop });
  const countersigned = await chain.forge({
    ...rotation,
    by: laptop,
    header: plain.header,
    ciphertext: plain.ciphertext,
    countersignedBy: chain.root,
  });
  const { countersignature } = countersigned;
  await refuses("signature-wrong", encodeEntry({ ...plain, countersignature }), countersigned);
  const bare = encodeEntry({ ...countersigned, countersignature: new Uint8Array(0) });
  await refuses("signature-wrong", bare, plain);
  const signedByAnother = { ...chain.device, signingKey: laptop.signingKey };
  assert.equal(await genesisRefusal({ device: signedByAnother }), "signature-wrong");
});

test("S12: a ciphertext that was exchanged is refused, though its length is right (A12)", async () => {
  const ciphertext = withByteChanged(honest.ciphertext, 100);
  await refuses("signature-wrong", encodeEntry({ ...honest, ciphertext }), honest);
});

test("S13: genesis, device and revoke need the identity key (A21)", async () => {
  const missing = "countersignature-missing";
  const none = { countersignedBy: null };
  assert.equal(await genesisRefusal(none), missing);
  await refuses(missing, await forgeBare("device"), await admit(stranger));
  await refuses(missing, await forgeBare("revoke"), await chain.forge(revocation));
});

/** The entry without a countersignature, signed again by its device. */
async function forgeBare(kind: "device" | "revoke"): Promise<Entry> {
  const forgery =
    kind === "device"
      ? { part: chain.devicePart(stranger), by: stranger }
      : { ...revocation, by: chain.device };
  const publicBytes = encodePublicPart(forgery.part);
  // As a data entry the fixture does not countersign it; its header says what it is.
  return chain.forge({
    by: forgery.by,
    publicBytes,
    header: {
      kind: forgery.part.kind,
      epoch: chain.state.epoch + (kind === "revoke" ? 1 : 0),
    },
  });
}

test("S13: an epoch that raises the schema or names lost epochs needs the identity key", async () => {
  for (const content of [{ schema: schemaKnown + 1 }, { lostEpochs: [1] }]) {
    const made = await chain.epochPart(content);
    const good = await chain.forge({ ...made, countersignedBy: chain.root });
    await refuses("countersignature-missing", await chain.forge(made), good);
  }
  // One that only rotates does not: any active device may.
  const made = await chain.epochPart();
  assert.equal(await chain.refusal(await chain.forge({ ...made, by: laptop })), undefined);
});

test("S13: a countersignature of another account, or over another entry, is refused", async () => {
  const wrong = "countersignature-wrong";
  await refuses(
    wrong,
    await admit(stranger, { countersignedBy: otherRoot }),
    await admit(stranger),
  );
  const good = await chain.forge(revocation);
  const bad = await chain.forge({ ...revocation, countersignedBy: otherRoot });
  await refuses(wrong, bad, good);
  // Where none is needed, too.
  const needless = await chain.forge({ by: laptop, countersignedBy: otherRoot });
  const right = await chain.forge({ by: laptop, countersignedBy: chain.root });
  await refuses(wrong, needless, right);
  assert.equal(await genesisRefusal({ countersignedBy: otherRoot }), wrong);
});

test("S14: a device that the chain has, or has revoked, is not added again (A21)", async () => {
  const good = await admit(stranger);
  for (const known of [laptop, stolen, chain.device]) {
    await refuses("device-known-before", await admit(known), good);
  }
});

test("S14: a device of an account that is no member is refused", async () => {
  const { deviceId, signKey, kemKey } = stranger;
  const content = { accountId: otherRoot.accountId, deviceId, signKey, kemKey };
  for (const countersignedBy of [chain.root, otherRoot]) {
    const bad = await chain.forge({
      part: { kind: device, content },
      by: stranger,
      countersignedBy,
    });
    await refuses("device-not-of-member", bad, await admit(stranger));
  }
});

/** The chain with so many more devices that only stand in its state. */
function crowded(count: number, active: boolean): TestChain["state"] {
  const devices = new Map(chain.state.devices);
  const sample: ChainDevice | undefined = devices.get(toHex(laptop.deviceId));
  assert.ok(sample);
  for (let index = 0; devices.size < count; index += 1) {
    const deviceId = Uint8Array.of(...new Uint8Array(14), index >> 8, index & 0xff);
    devices.set(toHex(deviceId), { ...sample, deviceId, active });
  }
  return { ...chain.state, devices };
}

test("S14: a chain has at most 64 active devices, and 1,024 in all", async () => {
  const added = await admit(stranger);
  const codeIn = async (state: TestChain["state"]) =>
    (await checkEntries(state, [added])).refused?.code;
  // One of the chain's own devices is revoked, so it counts only among all.
  assert.equal(await codeIn(crowded(limits.devicesActiveMax, true)), undefined);
  assert.equal(await codeIn(crowded(limits.devicesActiveMax + 1, true)), "device-limit");
  assert.equal(await codeIn(crowded(limits.devicesEverMax - 1, false)), undefined);
  assert.equal(await codeIn(crowded(limits.devicesEverMax, false)), "device-limit");
});

test("S15: a revoke of a device that is not active is refused", async () => {
  const good = await chain.forge(revocation);
  for (const id of [stolen.deviceId, stranger.deviceId, chain.root.accountId]) {
    const { part, epochKey } = await chain.revokePart([id]);
    await refuses("revoked-not-active", await chain.forge({ part, epochKey }), good);
    const both = await chain.revokePart([id, laptop.deviceId]);
    await refuses("revoked-not-active", await chain.forge(both), good);
  }
});

test("S15: a device does not revoke itself, since it makes the next key", async () => {
  const good = await chain.forge(revocation);
  const own = await chain.revokePart([laptop.deviceId]);
  await refuses("revokes-itself", await chain.forge({ ...own, by: laptop }), good);
  const all = await chain.revokePart([laptop.deviceId, chain.device.deviceId]);
  await refuses("revokes-itself", await chain.forge(all), good);
});

test("S16: data and device entries are of the current epoch (A22)", async () => {
  const { epoch: current } = chain.state;
  assert.ok(current > 1);
  for (const wrong of [current - 1, current + 1]) {
    const header = { epoch: wrong };
    await refuses("epoch-wrong", await chain.forge({ by: laptop, header }), honest);
    await refuses("epoch-wrong", await admit(stranger, { header }), await admit(stranger));
  }
  assert.equal(await genesisRefusal({ header: { epoch: 2 } }), "epoch-wrong");
});

test("S16: revoke and epoch begin the next epoch: a revocation without one is refused (A21)", async () => {
  const { epoch: current } = chain.state;
  const rotation = await chain.epochPart();
  for (const wrong of [current, current + 2]) {
    const header = { epoch: wrong };
    const bad = await chain.forge({ ...revocation, header });
    await refuses("epoch-wrong", bad, await chain.forge(revocation));
    await refuses(
      "epoch-wrong",
      await chain.forge({ ...rotation, header }),
      await chain.forge(rotation),
    );
  }
});

test("S17: lost epochs are earlier ones, and named once", async () => {
  const loser = await TestChain.found();
  await loser.newEpoch();
  await loser.newEpoch({ lostEpochs: [1] }, { countersignedBy: loser.root });
  assert.deepEqual([...loser.state.lostEpochs], [1]);
  const codeOf = async (lostEpochs: readonly number[]) => {
    const made = await loser.epochPart({ lostEpochs });
    return loser.refusal(await loser.forge({ ...made, countersignedBy: loser.root }));
  };
  // The state is in epoch 3; the entry begins epoch 4.
  assert.equal(await codeOf([2, 3]), undefined);
  for (const lost of [[1], [1, 2], [4], [2, 4], [5]]) {
    assert.equal(await codeOf(lost), "lost-epoch-wrong", lost.join());
  }
  const second = await loser.addDevice();
  const byRevoke = await loser.revokePart([second.deviceId], [4]);
  assert.equal(await loser.refusal(await loser.forge(byRevoke)), "lost-epoch-wrong");
  const good = await loser.revokePart([second.deviceId], [2]);
  assert.equal(await loser.refusal(await loser.forge(good)), undefined);
});

test("S18: a schema that was raised never goes down again (A10)", async () => {
  const raised = await TestChain.found();
  await raised.newEpoch({ schema: 3 }, { countersignedBy: raised.root });
  assert.equal(raised.state.schema, 3);
  for (const schema of [1, 2]) {
    const made = await raised.epochPart({ schema });
    const entry = await raised.forge({ ...made, countersignedBy: raised.root });
    assert.equal(await raised.refusal(entry), "schema-lowered");
  }
  const same = await raised.epochPart({ schema: 3 });
  assert.equal(await raised.refusal(await raised.forge(same)), undefined);
});

test("S18: a chain founded on an unknown schema is refused", async () => {
  for (const schema of [schemaKnown + 1, 255]) {
    assert.equal(await genesisRefusal({ content: { schema } }), "schema-unknown");
  }
});

test("S18: after a raise unknown kinds pass, with place, author, counter and signature checked", async () => {
  const raised = await TestChain.found();
  const revokedDevice = await raised.addDevice();
  await raised.revoke([revokedDevice.deviceId]);
  await raised.newEpoch({ schema: schemaKnown + 1 }, { countersignedBy: raised.root });
  const publicBytes = encode(["of a later version"]);
  const later = { header: { kind: 9 }, publicBytes };
  const unknown = await raised.forge(later);
  const forged = async (header: object, fault: object = {}) =>
    raised.refusal(await raised.forge({ ...later, ...fault, header: { kind: 9, ...header } }));
  assert.equal(await raised.refusal(unknown), undefined);
  assert.equal(await forged({ seq: 99 }), "seq-wrong");
  assert.equal(await forged({ previous: randomBytes(32) }), "previous-wrong");
  assert.equal(await forged({ publicHash: randomBytes(32) }), "public-hash-wrong");
  assert.equal(await forged({ vaultId: randomBytes(16) }), "vault-wrong");
  assert.equal(await forged({ counter: 1 }), "counter-not-greater");
  assert.equal(await forged({}, { by: stranger }), "author-unknown");
  assert.equal(await forged({}, { by: revokedDevice }), "author-revoked");
  assert.equal(await forged({}, { signedBy: stranger }), "signature-wrong");
  assert.equal(await forged({}, { countersignedBy: otherRoot }), "countersignature-wrong");
  // Known kinds keep their rules.
  const data = await raised.forge({ publicBytes });
  assert.equal(await raised.refusal(data), "public-malformed");
  const checked = await raised.append(unknown);
  assert.equal(checked.publicPart, undefined);
  assert.equal(raised.state.head, unknown.hash);
});

test("S19: a silent recipient, a missing one and one in another's place are refused (A4)", async () => {
  const epochKey = newEpochKey();
  const grants = await chain.grants(epochKey);
  const spy = { ...grants.grants[0], recipientId: stranger.deviceId } as (typeof grants.grants)[0];
  const sorted = (items: (typeof grants)["grants"]) =>
    items.toSorted((a, b) => Buffer.compare(a.recipientId, b.recipientId));
  const faults = [
    sorted([...grants.grants, spy]),
    grants.grants.slice(1),
    grants.grants.slice(0, -1),
    sorted([...grants.grants.slice(1), spy]),
    [spy],
  ];
  const content = { schema: schemaKnown, lostEpochs: [] };
  const good = await chain.forge({ part: { kind: epoch, content, grants }, epochKey });
  for (const fault of faults) {
    const part = { kind: epoch, content, grants: { ...grants, grants: fault } };
    await refuses("recipients-wrong", await chain.forge({ part, epochKey }), good);
  }
});

test("S19: a revoke grants to those who stay, not to whom it revokes (A21)", async () => {
  const epochKey = newEpochKey();
  const content = { deviceIds: [laptop.deviceId], lostEpochs: [] };
  const all = { kind: revoke, content, grants: await chain.grants(epochKey) };
  const bad = await chain.forge({ part: all, epochKey });
  await refuses("recipients-wrong", bad, await chain.forge(revocation));
});

test("S19: a genesis grants to its device and its account", async () => {
  const grants = await chain.grants(newEpochKey());
  assert.equal(await genesisRefusal({ grants }), "recipients-wrong");
});

test("S1: an entry that passed takes effect, whatever is sealed inside", async () => {
  const writer = await TestChain.found();
  const garbage = randomBytes(300);
  const second = await newDevice();
  const admitting = { part: writer.devicePart(second), by: second, ciphertext: garbage };
  await writer.append(await writer.forge(admitting));
  assert.equal(writer.state.devices.get(toHex(second.deviceId))?.active, true);
  const rotation = await writer.epochPart();
  await writer.append(await writer.forge({ ...rotation, by: second, ciphertext: garbage }));
  assert.equal(writer.state.epoch, 2);
  assert.deepEqual(writer.state.head, writer.entries.at(-1)?.hash);
});

test("S1: a run stops at the first entry that is refused, and keeps what came before", async () => {
  const writer = await TestChain.found();
  const start = writer.state;
  const second = await writer.addDevice();
  await writer.newEpoch();
  await writer.write();
  const good = writer.entries.slice(1);
  const next = await writer.forge({ by: second });
  const faults: readonly (readonly [Entry, PublicCheckCode])[] = [
    [await writer.forge({ by: second, signedBy: writer.device }), "signature-wrong"],
    [await writer.forge({ by: second, header: { epoch: 1 } }), "epoch-wrong"],
    [
      await writer.forge({ ...(await writer.revokePart([stranger.deviceId])) }),
      "revoked-not-active",
    ],
    [await writer.forge({ by: second, countersignedBy: otherRoot }), "countersignature-wrong"],
  ];
  for (const [bad, code] of faults) {
    const run = await checkEntries(start, [...good, bad, next]);
    assert.deepEqual(run.refused, { index: good.length, code });
    assert.equal(run.checked.length, good.length);
    assert.deepEqual(run.state, writer.state);
    assert.equal(start.seq, 0);
    assert.equal(start.devices.size, 1);
  }
  // The signature that is wrong comes first, though a later check failed before it was verified.
  const [first, ...rest] = good as [Entry, ...Entry[]];
  const unsigned = encodeEntry({ ...first, signature: withByteChanged(first.signature, 9) });
  const run = await checkEntries(start, [unsigned, ...rest.toReversed()]);
  assert.deepEqual(run.refused, { index: 0, code: "signature-wrong" });
  assert.deepEqual(run.state, start);
});

test("S1: a dropped, repeated, swapped or replayed entry stops the run (A15)", async () => {
  const writer = await TestChain.found();
  for (let count = 0; count < 3; count += 1) await writer.write();
  const [zero, one, two, three] = writer.entries as [Entry, Entry, Entry, Entry];
  const codeOf = async (entries: readonly Entry[]) =>
    (await checkEntries(undefined, entries)).refused;
  assert.equal(await codeOf(writer.entries), undefined);
  assert.deepEqual(await codeOf([zero, two, three]), { index: 1, code: "seq-wrong" });
  assert.deepEqual(await codeOf([zero, one, one, two]), { index: 2, code: "seq-wrong" });
  assert.deepEqual(await codeOf([zero, two, one, three]), { index: 1, code: "seq-wrong" });
  assert.deepEqual(await codeOf([one, two]), { index: 0, code: "genesis-not-first" });
  assert.deepEqual(await codeOf([zero, zero]), { index: 1, code: "genesis-not-first" });
});

test("S8: what a member's device writes counts for its own account only", async () => {
  // A state whose device belongs to an account that is no member: nothing that the checks would make.
  const sample = chain.state.devices.get(toHex(laptop.deviceId));
  assert.ok(sample);
  const devices = new Map(chain.state.devices);
  devices.set(toHex(laptop.deviceId), { ...sample, accountId: otherRoot.accountId });
  const run = await checkEntries({ ...chain.state, devices }, [honest]);
  assert.deepEqual(run.refused, { index: 0, code: "device-not-of-member" });
});
