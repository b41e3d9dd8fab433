import assert from "node:assert/strict";
import test from "node:test";
import { Outbox } from "./outbox.ts";
import { joinRecords, splitRecords } from "./record-file.ts";
import { TestFiles } from "../../test/fixtures/client-environment.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const vaultId = randomBytes(16);
const localKey = randomBytes(32);
const items = ["a1", "b2", "c3"].map((changeSetId, index) => ({ changeSetId, value: [index] }));

function outboxOn(files: TestFiles, key = localKey, vault = vaultId): Outbox {
  return new Outbox(files, vault, key, randomBytes);
}

/** Ids that an outbox over these files would load, and whether it is whole. */
async function loaded(files: TestFiles): Promise<[ids: readonly string[], isWhole: boolean]> {
  const outbox = outboxOn(files.copy());
  await outbox.load();
  return [outbox.items.map(({ changeSetId }) => changeSetId), !outbox.isDamaged];
}

async function filled(): Promise<{ readonly files: TestFiles; readonly outbox: Outbox }> {
  const files = new TestFiles();
  const outbox = outboxOn(files);
  await outbox.load();
  assert.equal(outbox.isDamaged, false);
  for (const item of items) await outbox.add([item]);
  return { files, outbox };
}

test("what waits comes back in the order in which it was made, value by value", async () => {
  const { files, outbox } = await filled();
  assert.equal(outbox.size, 3);
  const again = outboxOn(files);
  await again.load();
  assert.equal(again.isDamaged, false);
  assert.deepEqual(
    again.items.map(({ changeSetId, value }) => ({ changeSetId, value })),
    items,
  );
});

test("an outbox is sealed: for its key and its vault alone", async () => {
  const { files } = await filled();
  for (const other of [
    outboxOn(files.copy(), randomBytes(32)),
    outboxOn(files.copy(), localKey, randomBytes(16)),
  ]) {
    await other.load();
    assert.equal(other.isDamaged, true);
    assert.equal(other.size, 0);
  }
});

test("an outbox torn at any length keeps its whole records, and what was torn stays aside", async () => {
  const { files } = await filled();
  const bytes = files.bytesOf("outbox");
  for (let length = 0; length <= bytes.length; length += 7) {
    const torn = new TestFiles(new Map([["outbox", bytes.slice(0, length)]]));
    const outbox = outboxOn(torn);
    await outbox.load();
    assert.equal(outbox.isDamaged, false);
    const { records, wholeLength } = splitRecords(bytes.slice(0, length));
    assert.equal(outbox.size, records.length);
    assert.equal(torn.bytesByName.has("outbox-damaged"), wholeLength < length, `${length} bytes`);
    await outbox.add([{ changeSetId: "dd", value: 1 }]);
    const expected = [...items.slice(0, records.length).map((item) => item.changeSetId), "dd"];
    assert.deepEqual(await loaded(torn), [expected, true]);
  }
});

test("what was added together is there whole or not at all, wherever a crash tears it", async () => {
  const files = new TestFiles();
  const outbox = outboxOn(files);
  await outbox.add(items.slice(0, 1));
  const before = files.bytesOf("outbox").length;
  await outbox.add(items.slice(1));
  const bytes = files.bytesOf("outbox");
  for (let length = before; length < bytes.length; length += 1) {
    const torn = new TestFiles(new Map([["outbox", bytes.slice(0, length)]]));
    assert.deepEqual(await loaded(torn), [["a1"], true], `${length} bytes`);
  }
  assert.deepEqual(await loaded(files), [["a1", "b2", "c3"], true]);
  await outbox.keep((id) => id !== "b2");
  assert.deepEqual(await loaded(files), [["a1", "c3"], true]);
});

test("a record that was damaged is passed over, the others stay, and the file stays aside", async () => {
  const { files } = await filled();
  const whole = files.bytesOf("outbox");
  const { records } = splitRecords(whole);
  const second = joinRecords(records.slice(0, 1)).length;
  for (const at of [second + 4, second + 40, second + 4 + (records[1]?.length ?? 0) - 1]) {
    const bytes = whole.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    const damaged = new TestFiles(new Map([["outbox", bytes]]));
    const outbox = outboxOn(damaged);
    await outbox.load();
    assert.equal(outbox.isDamaged, true);
    assert.deepEqual(
      outbox.items.map(({ changeSetId }) => changeSetId),
      ["a1", "c3"],
    );
    assert.deepEqual(damaged.bytesOf("outbox-damaged"), bytes);
    assert.deepEqual(await loaded(damaged), [["a1", "c3"], true]);
  }
});

test("a damaged length loses nothing for good: the file that it makes unreadable stays aside", async () => {
  const { files } = await filled();
  const bytes = files.bytesOf("outbox");
  bytes[0] = 0x7f;
  const outbox = outboxOn(files);
  await outbox.load();
  assert.equal(outbox.size, 0);
  assert.deepEqual(files.bytesOf("outbox-damaged"), bytes);
});

test("an add that fails leaves nothing of itself, however much of it was written", async () => {
  const sample = (await filled()).files.bytesOf("outbox");
  for (let torn = 0; torn <= sample.length; torn += 31) {
    const { files, outbox } = await filled();
    files.tornBytes = torn;
    files.failOnce(({ operation }) => operation === "append");
    await assert.rejects(outbox.add([{ changeSetId: "ee", value: 1 }]), /disk full/);
    assert.equal(outbox.size, 3);
    assert.deepEqual(await loaded(files), [["a1", "b2", "c3"], true], `${torn} bytes`);
  }
});

test("an add whose remains cannot even be cut off hides nothing that is added later", async () => {
  const { files, outbox } = await filled();
  files.tornBytes = 50;
  files.onWrite = ({ operation }) => {
    if (operation !== "replace") throw new Error("disk full");
  };
  await assert.rejects(outbox.add([{ changeSetId: "ee", value: 1 }]), /disk full/);
  await assert.rejects(outbox.add([{ changeSetId: "ff", value: 1 }]), /disk full/);
  files.onWrite = () => undefined;
  await outbox.add([{ changeSetId: "dd", value: 1 }]);
  assert.deepEqual(await loaded(files), [["a1", "b2", "c3", "dd"], true]);
});

test("only what still waits is kept, in its order, and nothing is written if all does", async () => {
  const { files, outbox } = await filled();
  const before = files.writes.length;
  await outbox.keep(() => true);
  assert.equal(files.writes.length, before);
  await outbox.keep((id) => id !== "b2");
  assert.deepEqual(await loaded(files), [["a1", "c3"], true]);
  await outbox.add([{ changeSetId: "dd", value: 1 }]);
  assert.deepEqual(await loaded(files), [["a1", "c3", "dd"], true]);
  await outbox.keep(() => false);
  assert.deepEqual(await loaded(files), [[], true]);
});

test("what has left and could not be removed from the file leaves it at the next chance", async () => {
  for (const next of ["flush", "add", "keep"] as const) {
    const { files, outbox } = await filled();
    files.failOnce(({ operation }) => operation === "replace");
    await assert.rejects(
      outbox.keep((id) => id !== "a1"),
      /disk full/,
    );
    assert.deepEqual(await loaded(files), [["a1", "b2", "c3"], true]);
    if (next === "flush") await outbox.flush();
    else if (next === "add") await outbox.add([{ changeSetId: "dd", value: 1 }]);
    else await outbox.keep((id) => id !== "b2");
    const [ids] = await loaded(files);
    assert.equal(ids.includes("a1"), false, next);
    assert.equal(ids.at(-1), next === "add" ? "dd" : "c3");
  }
});
