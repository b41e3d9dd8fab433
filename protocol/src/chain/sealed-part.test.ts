import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { sealOnce } from "../aead.ts";
import { concat } from "../bytes.ts";
import { encode } from "../codec.ts";
import { entryKeyOf } from "../key-hierarchy.ts";
import { pad } from "../padding.ts";
import { accountChangeValue, type AccountChange } from "./change.ts";
import { encodeHeader } from "./entry.ts";
import { encodePlaintext, type Plaintext, type SealedChange } from "./plaintext.ts";
import { checkEntries, type CheckedEntry } from "./public-checks.ts";
import { openSealedPart, type Opened } from "./sealed-part.ts";
import {
  ledgerChange,
  newEpochKey,
  plaintextOf,
  TestChain,
  type Forgery,
} from "../../../test/fixtures/chain.ts";
import { withByteChanged } from "../../../test/fixtures/codec-values.ts";
import { runs } from "../../../test/fixtures/effort.ts";
import { randomBytes } from "../../../test/fixtures/random.ts";

const vault = await TestChain.found();
const laptop = await vault.addDevice();
await vault.newEpoch();
const account = await TestChain.found("account", { root: vault.root, device: vault.device });

/** What becomes of the sealed part of the next entry, made with these faults by an insider. */
async function outcomeOf(
  chain: TestChain,
  forgery: Forgery,
  ledgerSays: (value: SealedChange["value"]) => boolean = () => true,
): Promise<Opened> {
  const { state, checked, refused } = await checkEntries(chain.state, [await chain.forge(forgery)]);
  assert.ok(state && checked[0], `refused: ${refused?.code}`);
  const epochKey = forgery.epochKey ?? chain.epochKey;
  return openSealedPart({ checked: checked[0], state, epochKey, isLedgerChange: ledgerSays });
}

const good = plaintextOf([ledgerChange("lunch")]);
const goodBytes = encodePlaintext(good);
const sealed = (plaintext: Plaintext, rest: Forgery = {}) =>
  outcomeOf(vault, { plaintext, by: laptop, ...rest });
const sealedBytes = (padded: Uint8Array) => outcomeOf(vault, { padded, by: laptop });

const isVoid: Opened = { outcome: "void" };
const opens = (plaintext: Plaintext): Opened => ({ outcome: "opened", plaintext });

test("V1: what was sealed opens", async () => {
  assert.deepEqual(await sealed(good), opens(good));
  assert.deepEqual(await sealedBytes(pad(goodBytes)), opens(good));
});

test("V1: a ciphertext that is not of the entry's key and header is void", async () => {
  const header = { salt: randomBytes(32) };
  const honest = await vault.forge({ by: laptop, header, plaintext: good });
  const garbage = [
    randomBytes(honest.ciphertext.length),
    withByteChanged(honest.ciphertext, 0),
    withByteChanged(honest.ciphertext, honest.ciphertext.length - 1),
    honest.ciphertext.subarray(0, 15),
    Uint8Array.of(0),
    // Sealed for another salt and another vault, with the header right.
    await sealOnce(
      entryKeyOf(vault.epochKey, randomBytes(32), vault.state.vaultId),
      honest.headerBytes,
      pad(goodBytes),
    ),
    await sealOnce(
      entryKeyOf(vault.epochKey, header.salt, account.state.vaultId),
      honest.headerBytes,
      pad(goodBytes),
    ),
    // Sealed with the right key for the same header but for its counter.
    await sealOnce(
      entryKeyOf(vault.epochKey, header.salt, vault.state.vaultId),
      encodeHeader({ ...honest.header, counter: 99 }),
      pad(goodBytes),
    ),
  ];
  for (const bytes of garbage) {
    const ciphertext = Uint8Array.from(bytes);
    assert.deepEqual(await outcomeOf(vault, { by: laptop, header, ciphertext }), isVoid);
  }
  const { ciphertext } = honest;
  assert.deepEqual(await outcomeOf(vault, { by: laptop, header, ciphertext }), opens(good));
});

test("V1: a part sealed under an earlier epoch's key is void (A22)", async () => {
  const earlier = vault.epochKeys.get(1);
  assert.ok(earlier);
  const entry = await vault.forge({ by: laptop, epochKey: earlier, plaintext: good });
  const { state, checked } = await checkEntries(vault.state, [entry]);
  assert.ok(state && checked[0]);
  const common = { checked: checked[0], state, isLedgerChange: () => true };
  assert.deepEqual(await openSealedPart({ ...common, epochKey: vault.epochKey }), isVoid);
});

test("V1: padding that is not ours is void", async () => {
  for (const padded of [
    goodBytes,
    concat(goodBytes, Uint8Array.of(0x80)),
    new Uint8Array(256),
    concat(pad(goodBytes), new Uint8Array(16)),
    withByteChanged(pad(goodBytes), 255),
  ]) {
    assert.deepEqual(await sealedBytes(padded), isVoid);
  }
});

test("V2: a plaintext that is not canonical or not of its shape is void", async () => {
  const { changes } = good;
  const change = [changes[0]?.id ?? null, 0, "lunch"];
  for (const bytes of [
    new Uint8Array(0),
    concat(goodBytes, Uint8Array.of(0xf6)),
    // The schema in two bytes.
    concat(goodBytes.subarray(0, 1), Uint8Array.of(0x18, 0x01), goodBytes.subarray(2)),
    encode([1, null, []]),
    encode([1, null, [], [change], null]),
    encode([1, null, [], [change.slice(1)]]),
    encode([0, null, [], [change]]),
    encode(null),
  ]) {
    assert.deepEqual(await sealedBytes(pad(bytes)), isVoid);
  }
  const same = encode([1, null, [], [change]]);
  assert.deepEqual(await sealedBytes(pad(same)), opens(good));
});

test("V2: random plaintext bytes never throw and are void", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), async (bytes) => {
      assert.deepEqual(await sealedBytes(pad(bytes)), isVoid);
    }),
    runs(50),
  );
});

test("V3: a plaintext above the chain's schema is void, so nobody is locked out by one device", async () => {
  assert.deepEqual(await sealed({ ...good, schema: 2 }), isVoid);
  assert.deepEqual(await sealed({ ...good, schema: 255 }), isVoid);
});

test("V7: what is sealed under a schema above the known one is not judged, whatever it is", async () => {
  const raised = await TestChain.found();
  const before = await raised.write([], { plaintext: { ...good, schema: 2 } });
  const raising = await raised.newEpoch(
    { schema: 2 },
    { plaintext: { ...plaintextOf(), schema: 2 }, countersignedBy: raised.root },
  );
  const { state } = raised;
  const open = (checked: CheckedEntry) =>
    openSealedPart({
      checked,
      state,
      epochKey: raised.epochKeys.get(checked.entry.header.epoch),
      isLedgerChange: () => true,
    });
  const notUnderstood = { outcome: "not-understood" };
  assert.deepEqual(await open(raising), notUnderstood);
  for (const schema of [1, 2, 3]) {
    assert.deepEqual(await outcomeOf(raised, { plaintext: { ...good, schema } }), notUnderstood);
  }
  assert.deepEqual(await outcomeOf(raised, { padded: new Uint8Array(256) }), notUnderstood);
  // Judged by the schema of its own time, though the state is of a later one.
  assert.deepEqual(await open(before), isVoid);
});

test("V4: epoch keys are listed in epoch and revoke entries, and in no others", async () => {
  const plaintext = { ...good, epochKeys: new Map([[1, vault.epochKeys.get(1) ?? newEpochKey()]]) };
  assert.deepEqual(await sealed(plaintext), isVoid);
  const rotation = await vault.epochPart();
  assert.deepEqual(await sealed(plaintext, rotation), opens(plaintext));
  const revocation = await vault.revokePart([laptop.deviceId]);
  assert.deepEqual(await outcomeOf(vault, { ...revocation, plaintext }), opens(plaintext));
});

test("V4: a listed key that its epoch did not commit to, or of no earlier epoch, is void", async () => {
  const rotation = await vault.epochPart();
  const [first, second] = [vault.epochKeys.get(1), vault.epochKeys.get(2)];
  assert.ok(first && second);
  const lists = [
    [[1, second]],
    [[1, newEpochKey()]],
    [
      [1, first],
      [2, first],
    ],
    // Its own epoch, and one that is still to come.
    [[3, rotation.epochKey]],
    [[4, first]],
  ] as const;
  for (const list of lists) {
    const plaintext = { ...good, epochKeys: new Map(list) };
    assert.deepEqual(await sealed(plaintext, rotation), isVoid);
  }
  const both = { ...good, epochKeys: vault.epochKeys };
  assert.deepEqual(await sealed(both, rotation), opens(both));
});

const [id, hash] = [randomBytes(16), randomBytes(32)];
const identityChanges: readonly AccountChange[] = [
  { type: 1, vaults: [{ vaultId: id, genesisHash: hash }] },
  { type: 2, recoveryPublicKey: hash },
  { type: 3, serverKeys: { serverId: id, opaquePublicKey: hash, channelPublicKey: hash } },
  { type: 4, generation: 2, accountBoxHash: hash, accountSecret: null },
];
const freeChanges: readonly AccountChange[] = [
  { type: 5, vaultId: id, seq: 3, hash },
  { type: 6, deviceId: account.device.deviceId, name: "Kitchen" },
  { type: 7, clockSeconds: 1_795_000_000 },
];
const changeOf = (change: AccountChange): SealedChange => ({
  id: randomBytes(16),
  type: change.type,
  value: accountChangeValue(change),
});

test("V5: vault list, recovery key, server keys and rekey are void without the identity key", async () => {
  for (const change of identityChanges) {
    const plaintext = plaintextOf([changeOf(change)]);
    const bare = await outcomeOf(account, { plaintext });
    assert.deepEqual(bare, isVoid, `type ${change.type}`);
    const countersigned = { plaintext, countersignedBy: account.root };
    assert.deepEqual(await outcomeOf(account, countersigned), opens(plaintext));
    // One such change among others makes the whole void.
    const mixed = plaintextOf([changeOf(freeChanges[0] ?? change), changeOf(change)]);
    assert.deepEqual(await outcomeOf(account, { plaintext: mixed }), isVoid);
  }
});

test("V5: pin, device name and heartbeat need none", async () => {
  const plaintext = plaintextOf(freeChanges.map(changeOf));
  assert.deepEqual(await outcomeOf(account, { plaintext }), opens(plaintext));
});

test("V5: a device names itself only", async () => {
  const rename = (deviceId: Uint8Array<ArrayBuffer>) =>
    sealed(plaintextOf([changeOf({ type: 6, deviceId, name: "Mine" })]));
  assert.equal((await rename(laptop.deviceId)).outcome, "opened");
  assert.deepEqual(await rename(vault.device.deviceId), isVoid);
  const deviceId = vault.device.deviceId;
  const plaintext = plaintextOf([changeOf({ type: 6, deviceId, name: "Yours" })]);
  assert.deepEqual(await sealed(plaintext, { countersignedBy: vault.root }), isVoid);
});

test("V5: a change of the other kind of chain is void", async () => {
  for (const change of [...identityChanges, ...freeChanges.slice(0, 1)]) {
    const plaintext = plaintextOf([changeOf(change)]);
    const countersignedBy = vault.root;
    assert.deepEqual(await sealed(plaintext, { countersignedBy }), isVoid, `type ${change.type}`);
  }
  const budget = { plaintext: good, countersignedBy: account.root };
  assert.deepEqual(await outcomeOf(account, budget), isVoid);
});

test("V5: an unknown type, or a value that is not of its type, is void", async () => {
  const countersignedBy = account.root;
  for (const type of [8, 100, 255]) {
    const plaintext = plaintextOf([{ id, type, value: null }]);
    assert.deepEqual(await outcomeOf(account, { plaintext, countersignedBy }), isVoid);
    assert.deepEqual(await sealed(plaintext), isVoid);
  }
  for (const change of [...identityChanges, ...freeChanges]) {
    const plaintext = plaintextOf([{ ...changeOf(change), value: [id, null] }]);
    if (change.type === 1) continue;
    assert.deepEqual(await outcomeOf(account, { plaintext, countersignedBy }), isVoid);
  }
});

test("V5: what the ledger refuses is void, and it is asked for budget changes only", async () => {
  const asked: SealedChange["value"][] = [];
  const plaintext = plaintextOf([
    ledgerChange("rent"),
    changeOf({ type: 7, clockSeconds: 1 }),
    ledgerChange("lunch"),
  ]);
  const says = (answer: boolean) => (value: SealedChange["value"]) => {
    asked.push(value);
    return answer || value !== "lunch";
  };
  const accepted = await outcomeOf(vault, { plaintext }, says(true));
  assert.deepEqual(accepted, opens(plaintext));
  assert.deepEqual(asked, ["rent", "lunch"]);
  assert.deepEqual(await outcomeOf(vault, { plaintext }, says(false)), isVoid);
});

test("V6: who lacks the key decides nothing, be the part sound or garbage", async () => {
  for (const forgery of [{ plaintext: good }, { ciphertext: randomBytes(300) }]) {
    const entry = await vault.forge({ by: laptop, ...forgery });
    const { state, checked } = await checkEntries(vault.state, [entry]);
    assert.ok(state && checked[0]);
    const common = { checked: checked[0], state, isLedgerChange: () => true };
    const without = await openSealedPart({ ...common, epochKey: undefined });
    assert.deepEqual(without, { outcome: "key-missing" });
  }
});

test("V6: the parts of an epoch that was named lost are void for all", async () => {
  const loser = await TestChain.found();
  const written = await loser.write();
  const open = (checked: CheckedEntry, epochKey: typeof loser.epochKey | undefined) =>
    openSealedPart({ checked, state: loser.state, epochKey, isLedgerChange: () => true });
  const [key] = [loser.epochKey];
  assert.equal((await open(written, key)).outcome, "opened");
  const plaintext = plaintextOf();
  const naming = await loser.newEpoch(
    { lostEpochs: [1] },
    { countersignedBy: loser.root, plaintext },
  );
  assert.deepEqual(await open(written, key), isVoid);
  assert.deepEqual(await open(written, undefined), isVoid);
  assert.deepEqual(await open(naming, loser.epochKey), opens(plaintext));
});
