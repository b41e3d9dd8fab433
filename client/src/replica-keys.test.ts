import assert from "node:assert/strict";
import test from "node:test";
import { ledgerChange, plaintextOf } from "../../test/fixtures/chain.ts";
import { bytesFrom, garbageEpoch } from "../../test/fixtures/client-account.ts";
import type { FileWrite, TestFiles } from "../../test/fixtures/client-environment.ts";
import {
  assertHolds,
  chainOfTwo,
  chainWithGap,
  goBack,
  open,
} from "../../test/fixtures/client-replica.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import { newDeviceKeys, type DeviceKeys } from "./device-record.ts";

test("without an epoch's key folding waits, the public state goes on, nothing is cached", async () => {
  const { chain, laptop, gapAt, repairAt } = await chainWithGap();
  const opened = await open(chain, laptop);
  const { replica, fold, files } = opened;
  await replica.admit(bytesFrom(chain).slice(0, repairAt));
  assert.equal(replica.alarm, undefined);
  assert.equal(replica.isKeyMissing, true);
  assert.equal(replica.owesEpoch, true);
  assert.equal(replica.state?.seq, repairAt - 1);
  assert.equal(replica.state.epoch, 3);
  assert.equal(fold.shown.length, gapAt);
  await replica.saveCache();
  assert.equal(
    [...files.bytesByName.keys()].some((name) => name.startsWith("state-")),
    false,
  );
  const again = await open(chain, laptop, files.copy());
  assert.equal(again.replica.isKeyMissing, true);
  assert.equal(again.fold.shown.length, gapAt);
});

test("when the key comes with a later epoch's list, everything is folded", async () => {
  const { chain, laptop, gapAt, repairAt } = await chainWithGap();
  for (const cuts of [[], [gapAt], [gapAt + 1], [repairAt], [gapAt + 1, repairAt, repairAt + 1]]) {
    const opened = await open(chain, laptop);
    const places = [0, ...cuts, chain.entries.length];
    for (const [index, at] of places.entries()) {
      const end = places[index + 1];
      if (end !== undefined) await opened.replica.admit(bytesFrom(chain).slice(at, end));
      await opened.replica.saveCache();
    }
    assertHolds(opened, chain);
    assert.equal(opened.replica.epochKeys.size, 4);
    assertHolds(await open(chain, laptop, opened.files.copy()), chain);
  }
});

test("an epoch is withheld by the device that began it, as long as its key has not come", async () => {
  const { chain, laptop, repairAt } = await chainWithGap();
  const { replica } = await open(chain, laptop);
  assert.deepEqual(await replica.epochsWithheldBy([chain.device.deviceId]), []);
  await replica.admit(bytesFrom(chain).slice(0, repairAt));
  assert.deepEqual(await replica.epochsWithheldBy([chain.device.deviceId]), [3]);
  assert.deepEqual(await replica.epochsWithheldBy([laptop.deviceId]), []);
  assert.deepEqual(await replica.epochsWithheldBy([]), []);
  await replica.admit(bytesFrom(chain, repairAt));
  assert.deepEqual(await replica.epochsWithheldBy([chain.device.deviceId]), []);
});

test("a crash at any write while a key comes loses neither the key nor an entry", async () => {
  const { chain, laptop, gapAt, repairAt } = await chainWithGap();
  const opened = await open(chain, laptop);
  await opened.replica.admit(bytesFrom(chain).slice(0, gapAt));
  await opened.replica.saveCache();
  await opened.replica.admit(bytesFrom(chain).slice(gapAt, repairAt));
  const left: TestFiles[] = [];
  opened.files.onWrite = () => left.push(opened.files.copy());
  await opened.replica.admit(bytesFrom(chain, repairAt));
  left.push(opened.files.copy());
  assert.ok(left.length >= 3);
  for (const files of left) {
    const again = await open(chain, laptop, files);
    await again.replica.admit(bytesFrom(chain, (again.replica.state?.seq ?? -1) + 1));
    assertHolds(again, chain);
  }
});

test("a log that cannot be written moves neither state nor fold, and the next try does", async () => {
  const { chain, laptop, gapAt, repairAt } = await chainWithGap();
  for (const at of [0, gapAt, repairAt]) {
    const opened = await open(chain, laptop);
    await opened.replica.admit(bytesFrom(chain).slice(0, at));
    const before = [...opened.fold.shown];
    const { files } = opened;
    files.tornBytes = 100;
    files.failOnce(({ name }) => name.startsWith("log-"));
    await assert.rejects(opened.replica.admit(bytesFrom(chain, at)), /disk full/);
    assert.deepEqual(opened.fold.shown, before);
    assert.equal(opened.replica.state?.seq ?? -1, at - 1);
    await opened.replica.admit(bytesFrom(chain, at));
    assertHolds(opened, chain);
    assertHolds(await open(chain, laptop, files.copy()), chain);
  }
});

test("keys that cannot be written are written at the next chance, and before a cache", async () => {
  const { chain, laptop, repairAt } = await chainWithGap();
  const isKeys = ({ name }: FileWrite): boolean => name.startsWith("keys-");
  for (const next of ["admit", "cache"] as const) {
    const opened = await open(chain, laptop);
    const { files, replica } = opened;
    await replica.admit(bytesFrom(chain).slice(0, repairAt));
    files.failOnce(isKeys);
    await assert.rejects(replica.admit(bytesFrom(chain).slice(repairAt, -1)), /disk full/);
    const rest = bytesFrom(chain, chain.state.seq);
    if (next === "admit") await replica.admit(rest);
    else files.failOnce(isKeys);
    if (next === "cache") await assert.rejects(replica.saveCache(), /disk full/);
    await replica.saveCache();
    if (next === "cache") await replica.admit(rest);
    assertHolds(opened, chain);
    const again = await open(chain, laptop, files.copy());
    assert.equal(again.fold.restores, 1);
    assert.equal(again.replica.epochKeys.size, 4);
    assertHolds(again, chain);
  }
});

test("the keys of entries that were not written are forgotten with them", async () => {
  const { chain, laptop } = await chainOfTwo(1);
  await chain.newEpoch();
  const { seq } = chain.state;
  const opened = await open(chain, laptop);
  await opened.replica.admit(bytesFrom(chain));
  await chain.newEpoch();
  opened.files.failOnce(({ name }) => name.startsWith("log-"));
  await assert.rejects(opened.replica.admit(bytesFrom(chain, seq + 1)), /disk full/);
  // What comes in their place begins the same epoch with another key.
  await goBack(chain, seq);
  chain.epochKeys.delete(3);
  await chain.newEpoch();
  await chain.write();
  await opened.replica.admit(bytesFrom(chain, seq + 1));
  assertHolds(opened, chain);
  assert.equal(
    opened.fold.shown.some((each) => each.endsWith("void")),
    false,
  );
});

test("what cannot be folded again for want of a file is folded at the next chance", async () => {
  const { chain, laptop, repairAt } = await chainWithGap();
  const opened = await open(chain, laptop);
  await opened.replica.admit(bytesFrom(chain).slice(0, repairAt));
  const { files } = opened;
  const read = files.read.bind(files);
  files.read = () => Promise.reject(new Error("unreadable"));
  await assert.rejects(opened.replica.admit(bytesFrom(chain, repairAt)), /unreadable/);
  files.read = read;
  await opened.replica.saveCache();
  await chain.write();
  await opened.replica.admit(bytesFrom(chain, chain.state.seq));
  assertHolds(opened, chain);
  assertHolds(await open(chain, laptop, files.copy()), chain);
});

test("epochs that are declared lost while the log cannot be read are void at the next chance", async () => {
  const { chain, phone } = await chainOfTwo(2);
  await chain.newEpoch();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  await chain.newEpoch({ lostEpochs: [1] }, { countersignedBy: chain.root });
  const { files } = opened;
  const read = files.read.bind(files);
  files.read = () => Promise.reject(new Error("unreadable"));
  const lost = opened.replica.admit(bytesFrom(chain, chain.state.seq));
  await assert.rejects(lost, /unreadable/);
  files.read = read;
  await opened.replica.saveCache();
  await chain.write();
  await opened.replica.admit(bytesFrom(chain, chain.state.seq));
  assertHolds(opened, chain);
  assert.equal(opened.fold.shown[3], "3 void");
  const again = await open(chain, phone, files.copy());
  assert.deepEqual(again.fold.shown, opened.fold.shown);
});

test("two epochs in one run: each part opens with its own key", async () => {
  const { chain, phone, laptop } = await chainOfTwo(1);
  await chain.newEpoch();
  await chain.write([ledgerChange()], { by: laptop });
  await chain.newEpoch();
  await chain.write();
  for (const device of [phone, laptop]) {
    const opened = await open(chain, device);
    await opened.replica.admit(bytesFrom(chain));
    assert.equal(
      opened.fold.shown.some((each) => each.endsWith("void")),
      false,
    );
    assert.equal(opened.replica.owesEpoch, false);
    // A device gets no grant for what was before it, but the later list.
    assertHolds(opened, chain);
  }
});

test("who holds a key that the newest list lacks owes the others an epoch, also after a restart", async () => {
  const { chain, laptop } = await chainOfTwo(1);
  await chain.newEpoch({}, { plaintext: plaintextOf() });
  const opened = await open(chain, laptop);
  await opened.replica.admit(bytesFrom(chain));
  // The laptop was never granted the first key, so that it has nothing to give.
  assert.equal(opened.replica.epochKeys.has(1), false);
  const founder = await open(chain, chain.device as DeviceKeys);
  await founder.replica.admit(bytesFrom(chain));
  assert.equal(founder.replica.owesEpoch, true);
  await founder.replica.saveCache();
  assert.equal(
    (await open(chain, chain.device as DeviceKeys, founder.files.copy())).replica.owesEpoch,
    true,
  );
  await chain.newEpoch();
  await founder.replica.admit(bytesFrom(chain, chain.state.seq));
  assert.equal(founder.replica.owesEpoch, false);
  assert.equal(
    (await open(chain, chain.device as DeviceKeys, founder.files.copy())).replica.owesEpoch,
    false,
  );
});

test("epochs that are declared lost are void for everyone, who folds again", async () => {
  const { chain, phone } = await chainOfTwo(2);
  await chain.newEpoch();
  await chain.write();
  const lostAt = chain.state.seq + 1;
  await chain.newEpoch({ lostEpochs: [1] }, { countersignedBy: chain.root });
  await chain.write();
  const expected = chain.entries.map(({ header }) =>
    header.epoch === 1 ? `${header.seq} void` : `${header.seq}`,
  );
  for (const cut of [0, 2, lostAt]) {
    const opened = await open(chain, phone);
    await opened.replica.admit(bytesFrom(chain).slice(0, cut));
    await opened.replica.saveCache();
    await opened.replica.admit(bytesFrom(chain, cut));
    assert.deepEqual(opened.fold.shown, expected, `cut at ${cut}`);
    const again = await open(chain, phone, opened.files.copy());
    assert.deepEqual(again.fold.shown, expected);
    assert.equal(again.replica.owesEpoch, false);
  }
});

test("more entries than one step takes, and a key that comes in another step: all is folded again, once", async () => {
  const { chain, laptop } = await chainOfTwo(0);
  const gap = await garbageEpoch(chain);
  await chain.append(await chain.forge(gap));
  chain.epochKeys.set(chain.state.epoch, gap.epochKey);
  while (chain.entries.length < 513) await chain.write([]);
  await chain.newEpoch();
  while (chain.entries.length < 1_030) await chain.write([]);
  const opened = await open(chain, laptop);
  assert.equal(opened.fold.restarts, 1);
  await opened.replica.admit(bytesFrom(chain));
  assertHolds(opened, chain);
  assert.equal(opened.fold.restarts, 2);
  const again = await open(chain, laptop, opened.files.copy());
  assertHolds(again, chain);
  assert.equal(again.fold.restarts, 1);
  const damaged = opened.files.copy();
  const name = `log-${chain.state.vaultId.toHex()}`;
  const bytes = damaged.bytesOf(name);
  const at = bytes.length - 100_000;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  const repaired = await open(chain, laptop, damaged);
  const seq = repaired.replica.state?.seq ?? -1;
  assert.ok(seq > 512 && seq < chain.state.seq);
  await repaired.replica.admit(bytesFrom(chain, seq + 1));
  assertHolds(repaired, chain);
});

test("after a raise of the schema beyond this version the chain is followed, and folding stops", async () => {
  const { chain, phone } = await chainOfTwo(1);
  const before = chain.entries.length;
  await chain.newEpoch({ schema: 2 }, { countersignedBy: chain.root });
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  // A kind, and a change, that a later version may know.
  await chain.append(await chain.forge({ header: { kind: 9 } }));
  await chain.write([ledgerChange("bad")]);
  await chain.newEpoch({}, {});
  await opened.replica.admit(bytesFrom(chain, before + 1));
  await opened.replica.saveCache();
  for (const { replica, fold } of [opened, await open(chain, phone, opened.files.copy())]) {
    assert.equal(replica.alarm, undefined);
    assert.equal(replica.state?.schema, 2);
    assert.equal(replica.state.seq, chain.state.seq);
    assert.equal(replica.isBehind, true);
    assert.equal(replica.isKeyMissing, false);
    assert.deepEqual(
      fold.shown,
      Array.from({ length: before }, (_, seq) => `${seq}`),
    );
  }
});

test("a device that holds no key at all, not the newest one either, owes itself an epoch", async () => {
  const { chain } = await chainOfTwo();
  const tablet = await newDeviceKeys(randomBytes);
  await chain.addDevice(tablet);
  const { replica } = await open(chain, tablet);
  assert.equal(await replica.admit(bytesFrom(chain)), undefined);
  assert.equal(replica.epochKeys.size, 0);
  assert.equal(replica.owesEpoch, true);
});
