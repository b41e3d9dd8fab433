import assert from "node:assert/strict";
import test from "node:test";
import {
  changeTypes,
  checkEntries,
  decodeEntry,
  deviceOf,
  openSealedPart,
  type ChainState,
  type EpochKey,
  type Opened,
} from "@coffer/protocol";
import { ChainDraft, sealedChange, type DraftOptions } from "./chain-draft.ts";
import { newDeviceKeys } from "./device-record.ts";
import { ledgerChange, TestChain } from "../../test/fixtures/chain.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const nothing = { changes: [], accountHead: null };

function draftOn(chain: TestChain, options: Partial<DraftOptions> = {}): ChainDraft {
  return new ChainDraft({
    state: chain.state,
    epochKeys: chain.epochKeys,
    author: chain.device,
    root: null,
    randomBytes,
    ...options,
  });
}

/** What others make of a draft's entries, on top of a state. */
async function checked(state: ChainState, draft: ChainDraft) {
  const entries = draft.entries.map((bytes) => decodeEntry(bytes));
  const run = await checkEntries(
    state,
    entries.filter((entry) => entry !== undefined),
  );
  assert.equal(run.refused, undefined);
  assert.equal(run.checked.length, draft.entries.length);
  return run;
}

async function opened(
  state: ChainState,
  draft: ChainDraft,
  keys: ReadonlyMap<number, EpochKey>,
): Promise<readonly Opened[]> {
  const run = await checked(state, draft);
  const after = run.state;
  assert.ok(after !== undefined);
  return Promise.all(
    run.checked.map((each) =>
      openSealedPart({
        checked: each,
        state: after,
        epochKey: keys.get(each.entry.header.epoch),
        isLedgerChange: () => true,
      }),
    ),
  );
}

test("entries of a draft stand one on top of the other, and nothing is said twice", async () => {
  const chain = await TestChain.found();
  await chain.write();
  const draft = draftOn(chain);
  assert.deepEqual(draft.entries, []);
  const accountHead = { seq: 7, hash: randomBytes(32) };
  const first = ledgerChange("first");
  await draft.data({ changes: [first], accountHead });
  await draft.data({ changes: [ledgerChange("second")], accountHead: null });
  const parts = await opened(chain.state, draft, chain.epochKeys);
  const [one, two] = parts;
  assert.ok(one?.outcome === "opened" && two?.outcome === "opened");
  assert.deepEqual(one.plaintext.accountHead, accountHead);
  assert.deepEqual(one.plaintext.changes, [first]);
  assert.equal(two.plaintext.changes[0]?.value, "second");
  assert.equal(draft.counter, 4);
  const run = await checked(chain.state, draft);
  assert.deepEqual(draft.head, { seq: run.state?.seq, hash: run.state?.head });
  assert.equal(deviceOf(draft.state, chain.device.deviceId)?.counter, 4);
});

test("no counter up to the floor is used again", async () => {
  const chain = await TestChain.found();
  const draft = draftOn(chain, { counterFloor: 40 });
  await draft.data(nothing);
  assert.equal(draft.counter, 41);
  const low = draftOn(chain, { counterFloor: 0 });
  await low.data(nothing);
  assert.equal(low.counter, 2);
  await checked(chain.state, draft);
});

test("a device admits itself with the account's countersignature", async () => {
  const chain = await TestChain.found();
  const author = await newDeviceKeys(randomBytes);
  const draft = draftOn(chain, { author, root: chain.root });
  await draft.device(chain.root.accountId, nothing);
  await draft.data(nothing);
  await checked(chain.state, draft);
  assert.equal(deviceOf(draft.state, author.deviceId)?.active, true);
});

test("a revocation shuts devices out of the next epoch, whose list has every earlier key", async () => {
  const chain = await TestChain.found();
  const lost = [await chain.addDevice(), await chain.addDevice()];
  await chain.newEpoch();
  const draft = draftOn(chain, { root: chain.root });
  await draft.revoke(
    lost.map(({ deviceId }) => deviceId),
    [2],
    { changes: [ledgerChange()], accountHead: null },
  );
  assert.equal(draft.state.epoch, 3);
  for (const { deviceId } of lost) assert.equal(deviceOf(draft.state, deviceId)?.active, false);
  const [checkedEntry] = (await checked(chain.state, draft)).checked;
  assert.ok(checkedEntry?.publicPart?.kind === 2);
  assert.deepEqual(checkedEntry.publicPart.content.lostEpochs, [2]);
  const recipients = checkedEntry.publicPart.grants.grants.map(({ recipientId }) =>
    recipientId.toHex(),
  );
  const kept = [chain.device.deviceId, chain.root.accountId].map((id) => id.toHex());
  assert.deepEqual(recipients.toSorted(), kept.toSorted());
});

test("an epoch keeps devices and schema, and its list brings together what its author holds", async () => {
  const chain = await TestChain.found();
  const laptop = await chain.addDevice();
  await chain.newEpoch();
  const draft = draftOn(chain, { author: laptop });
  await draft.epoch(nothing);
  const run = await checked(chain.state, draft);
  assert.equal(run.state?.epoch, 3);
  assert.equal(run.state.schema, chain.state.schema);
  assert.ok(run.checked[0]?.publicPart?.kind === 3);
  assert.equal(run.checked[0].publicPart.grants.grants.length, 3);
});

test("what others would refuse is a bug here and is not handed out", async () => {
  const chain = await TestChain.found();
  const stranger = await newDeviceKeys(randomBytes);
  const draft = draftOn(chain, { author: stranger });
  await assert.rejects(draft.data(nothing), /Broken invariant: own entry: author-unknown/);
  assert.deepEqual(draft.entries, []);
  const keyless = draftOn(chain, { epochKeys: new Map() });
  await assert.rejects(async () => keyless.data(nothing), /Broken invariant/);
  const itself = draftOn(chain, { root: chain.root });
  await assert.rejects(
    itself.revoke([chain.device.deviceId], [], nothing),
    /revokes-itself|recipients/,
  );
});

test("each change of an account has an id of its own", () => {
  const change = { type: changeTypes.heartbeat, clockSeconds: 5 } as const;
  const [one, two] = [sealedChange(change, randomBytes), sealedChange(change, randomBytes)];
  assert.deepEqual([one.type, one.value, one.id.length], [changeTypes.heartbeat, 5, 16]);
  assert.notDeepEqual(one.id, two.id);
});
