import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decode, encode, type CodecValue } from "../codec.ts";
import { limits } from "../limits.ts";
import { verify } from "../signature.ts";
import {
  activeDevices,
  decodeChainState,
  deviceOf,
  encodeChainState,
  isUnderstood,
  schemaKnown,
  type ChainState,
} from "./chain-state.ts";
import { decodeEntry, signedMessage, type Entry } from "./entry.ts";
import { openGrant } from "./grants.ts";
import { checkEntries } from "./public-checks.ts";
import { openSealedPart } from "./sealed-part.ts";
import {
  ledgerChange,
  newDevice,
  newRoot,
  TestChain,
  type TestDevice,
} from "../../../test/fixtures/chain.ts";
import { boundCases } from "../../../test/fixtures/bounds.ts";
import { effort, runs } from "../../../test/fixtures/effort.ts";
import { randomBytes } from "../../../test/fixtures/random.ts";

const chain = await TestChain.found("account");
const laptop = await chain.addDevice();
const phone = await chain.addDevice();
await chain.revoke([laptop.deviceId]);
await chain.newEpoch({ lostEpochs: [1] }, { countersignedBy: chain.root });
await chain.write([], { header: { counter: 77 } });

test("S1: a state is what its entries add up to", () => {
  const { state, root, device } = chain;
  assert.equal(state.chainKind, "account");
  assert.equal(state.schema, schemaKnown);
  assert.equal(state.seq, 5);
  assert.equal(state.epoch, 3);
  assert.deepEqual(state.genesisHash, chain.entries[0]?.hash);
  assert.deepEqual(state.head, chain.entries[5]?.hash);
  assert.deepEqual([...state.members.keys()], [root.accountId.toHex()]);
  assert.deepEqual([...state.commitments.keys()], [1, 2, 3]);
  assert.deepEqual([...state.lostEpochs], [1]);
  assert.deepEqual(
    activeDevices(state).map((each) => each.deviceId),
    [device.deviceId, phone.deviceId],
  );
  assert.equal(deviceOf(state, device.deviceId)?.counter, 77);
  assert.equal(deviceOf(state, laptop.deviceId)?.active, false);
  assert.equal(deviceOf(state, laptop.deviceId)?.counter, 1);
  assert.equal(deviceOf(state, randomBytes(16)), undefined);
  assert.equal(isUnderstood(state), true);
  assert.equal(isUnderstood({ ...state, schema: schemaKnown + 1 }), false);
});

test("S1: the encoding of a state is its fields in order, and gives the state back", async () => {
  const bytes = encodeChainState(chain.state);
  const decoded = decode(bytes);
  assert.ok(decoded.ok);
  const { state, root } = chain;
  const devices = [...state.devices.values()].map((each) => [
    each.deviceId,
    each.accountId,
    each.signKey,
    each.kemKey,
    each.active ? 1 : 0,
    each.counter,
  ]);
  assert.deepEqual(decoded.value, [
    "account",
    state.vaultId,
    state.genesisHash,
    1,
    [[root.accountId, root.identityKey, root.identityKemKey]],
    devices,
    [...state.commitments.values()],
    [1],
    5,
    state.head,
  ]);
  const read = await decodeChainState(bytes);
  assert.ok(read);
  assert.deepEqual(encodeChainState(read), bytes);
  // Its keys are handles that verify.
  const entry = chain.entries[5];
  const key = deviceOf(read, chain.device.deviceId)?.verifyKey;
  assert.ok(entry && key);
  const message = signedMessage(entry.body, entry.countersignature);
  assert.equal(await verify(key, entry.signature, message), true);
});

test("S1: a state that was stored goes on like one that was kept", async () => {
  const stored = await decodeChainState(encodeChainState(chain.state));
  const next = [await chain.forge({ by: phone })];
  const kept = await checkEntries(chain.state, next);
  const restored = await checkEntries(stored, next);
  assert.equal(kept.refused ?? restored.refused, undefined);
  assert.ok(kept.state && restored.state);
  assert.deepEqual(encodeChainState(restored.state), encodeChainState(kept.state));
});

test("S1: bytes that are no state are none", async () => {
  const decoded = decode(encodeChainState(chain.state));
  assert.ok(decoded.ok && Array.isArray(decoded.value));
  const fields = decoded.value as readonly CodecValue[];
  const wrong: readonly Uint8Array[] = [
    new Uint8Array(0),
    encode(null),
    encode(fields.slice(1)),
    encode([...fields, null]),
    ...fields.map((_, index) => encode(fields.with(index, null))),
    encode(fields.with(4, [])),
    encode(fields.with(5, [])),
    encode(fields.with(6, [])),
    encode(fields.with(3, 0)),
  ];
  for (const bytes of wrong) assert.equal(await decodeChainState(bytes), undefined);
});

test("S1: every field of a stored state has its length and its bounds", async () => {
  const decoded = decode(encodeChainState(chain.state));
  assert.ok(decoded.ok);
  const cases = boundCases(decoded.value, {
    "3": [1, 255],
    "4": [1, 1],
    "5": [1, limits.devicesEverMax],
    ...Object.fromEntries([0, 1, 2].map((index) => [`5.${index}.4`, [0, 1] as const])),
    "6": [1, limits.epochMax],
    "7": [0, limits.epochMax],
    "7.0": [1, limits.epochMax],
  });
  for (const { value, isInside, name } of cases) {
    assert.equal((await decodeChainState(encode(value))) !== undefined, isInside, name);
  }
});

/** A step of a random history; the numbers choose among the devices there are. */
interface Step {
  readonly type: "write" | "device" | "epoch" | "revoke";
  readonly by: number;
  readonly size: number;
}

const stepTypes = [
  "write",
  "write",
  "write",
  "write",
  "device",
  "device",
  "epoch",
  "revoke",
] as const;
const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom(...stepTypes),
  by: fc.nat(),
  size: fc.nat(2_000),
});

// Made once: a device's keys cost more than all the rest of a step.
const spares = await Promise.all(Array.from({ length: 12 }, () => newDevice()));
const root = await newRoot();

async function take(
  history: TestChain,
  devices: TestDevice[],
  { type, by, size }: Step,
): Promise<void> {
  const author = devices[by % devices.length] ?? history.device;
  if (type === "write") await history.write([ledgerChange("x".repeat(size))], { by: author });
  if (type === "epoch") await history.newEpoch({}, { by: author });
  if (type === "device") {
    const spare = spares.find(({ deviceId }) => deviceOf(history.state, deviceId) === undefined);
    if (spare !== undefined) devices.push(await history.addDevice(spare));
  }
  if (type === "revoke") {
    const others = devices.filter((each) => each !== author).slice(0, size % 4);
    if (others.length === 0) return;
    await history.revoke(
      others.map(({ deviceId }) => deviceId),
      { by: author },
    );
    for (const other of others) devices.splice(devices.indexOf(other), 1);
  }
}

test("S1: any history checks the same in one run, in pieces and from storage, and all of it opens", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: effort(25, 120) }),
      fc.array(fc.nat(9), { minLength: 1, maxLength: 10 }),
      async (steps, cuts) => {
        const history = await TestChain.found("vault", { root });
        const devices = [history.device];
        for (const each of steps) await take(history, devices, each);

        const entries = history.entries.map((entry) => decodeEntry(entry.bytes));
        assert.ok(entries.every((entry) => entry !== undefined));
        const whole = await checkEntries(undefined, entries);
        assert.equal(whole.refused, undefined);
        assert.ok(whole.state);
        const bytes = encodeChainState(whole.state);
        assert.deepEqual(bytes, encodeChainState(history.state));
        assert.deepEqual(await inPieces(entries, cuts), bytes);
        await opensFor(whole.state, whole.checked, history);
      },
    ),
    { ...runs(4), endOnFailure: true },
  );
});

/** The encoding of the state after runs of these lengths, stored and read again between them. */
async function inPieces(entries: readonly Entry[], cuts: readonly number[]) {
  let state: ChainState | undefined;
  let at = 0;
  for (let piece = 0; at < entries.length; piece += 1) {
    const end = at + 1 + (cuts[piece % cuts.length] ?? 0);
    const run = await checkEntries(state, entries.slice(at, end));
    assert.equal(run.refused, undefined);
    assert.ok(run.state);
    state = await decodeChainState(encodeChainState(run.state));
    at = end;
  }
  assert.ok(state);
  return encodeChainState(state);
}

/** Every sealed part opens with the key that its epoch granted to the account. */
async function opensFor(
  state: ChainState,
  checked: Awaited<ReturnType<typeof checkEntries>>["checked"],
  history: TestChain,
): Promise<void> {
  let epochKey: TestChain["epochKey"] | undefined;
  for (const each of checked) {
    const { publicPart, entry } = each;
    if (publicPart !== undefined && "grants" in publicPart) {
      epochKey = await openGrant({
        vaultId: state.vaultId,
        epoch: entry.header.epoch,
        grants: publicPart.grants,
        recipientId: root.accountId,
        seed: root.kemSeed,
      });
      assert.deepEqual(epochKey, history.epochKeys.get(entry.header.epoch));
    }
    const opened = await openSealedPart({
      checked: each,
      state,
      epochKey,
      isLedgerChange: () => true,
    });
    assert.equal(opened.outcome, "opened");
  }
}
