import assert from "node:assert/strict";
import test from "node:test";
import { LocalLog } from "./local-log.ts";
import { joinRecords } from "./record-file.ts";
import { TestFiles } from "../../test/fixtures/client-environment.ts";

const one = Uint8Array.of(1, 2, 3);
const two = Uint8Array.of(4);
const three = Uint8Array.of(5, 6, 7, 8);
const entries = [one, two, three];
const whole = joinRecords(entries);

function filesWith(bytes: Uint8Array): TestFiles {
  return new TestFiles(new Map([["log", Uint8Array.from(bytes)]]));
}

test("what was appended is read again, by a second log as well", async () => {
  const files = new TestFiles();
  const log = new LocalLog(files, "log");
  assert.deepEqual(await log.load(0), []);
  await log.append(entries.slice(0, 2));
  await log.append([]);
  await log.append(entries.slice(2));
  assert.equal(log.length, whole.length);
  const again = new LocalLog(files, "log");
  assert.deepEqual(await again.load(0), entries);
  assert.equal(again.length, log.length);
  assert.equal(files.writes.length, 2);
});

test("a log torn at any length gives its whole entries, and the next one is written after them", async () => {
  for (let length = 0; length <= whole.length; length += 1) {
    const files = filesWith(whole.slice(0, length));
    const log = new LocalLog(files, "log");
    const read = (await log.load(0)) ?? [];
    assert.deepEqual(read, entries.slice(0, read.length), `${length} bytes`);
    assert.equal(log.length, joinRecords(read).length);
    await log.append([Uint8Array.of(9)]);
    const again = await new LocalLog(files, "log").load(0);
    assert.deepEqual(again, [...read, Uint8Array.of(9)], `${length} bytes`);
  }
});

test("a log is read from an offset; one that does not reach it says so", async () => {
  const at = joinRecords(entries.slice(0, 2)).length;
  for (const [length, expected] of [
    [0, undefined],
    [at - 1, undefined],
    [at, []],
    [at + 3, []],
    [whole.length, [three]],
  ] as const) {
    const files = filesWith(whole.slice(0, length));
    const log = new LocalLog(files, "log");
    assert.deepEqual(await log.load(at), expected, `${length} bytes`);
    if (expected === undefined) continue;
    assert.equal(log.length, at + joinRecords(expected).length);
    assert.equal(files.bytesOf("log").length, log.length);
  }
  assert.equal(await new LocalLog(new TestFiles(), "log").load(at), undefined);
});

test("a write that fails half-way leaves nothing that later ones could be hidden by", async () => {
  for (let torn = 0; torn <= whole.length; torn += 1) {
    const files = new TestFiles();
    const log = new LocalLog(files, "log");
    await log.append([one]);
    files.tornBytes = torn;
    files.failOnce(({ operation }) => operation === "append");
    await assert.rejects(log.append(entries), /disk full/);
    await log.append([two]);
    assert.deepEqual(await new LocalLog(files, "log").load(0), [one, two], `${torn} bytes`);
  }
});

test("as long as a torn end cannot be cut off, nothing is written behind it", async () => {
  const files = new TestFiles();
  const log = new LocalLog(files, "log");
  files.tornBytes = 2;
  files.failOnce(({ operation }) => operation === "append");
  await assert.rejects(log.append(entries), /disk full/);
  files.failOnce(({ operation }) => operation === "truncate");
  await assert.rejects(log.append(entries), /disk full/);
  assert.equal(files.bytesOf("log").length, 2);
  await log.append(entries);
  assert.deepEqual(await new LocalLog(files, "log").load(0), entries);
});

test("damaged entries at the end are dropped, and the file as it was stays aside", async () => {
  const files = filesWith(whole);
  const log = new LocalLog(files, "log");
  await log.load(0);
  await log.dropLast(entries.slice(1));
  assert.deepEqual(files.bytesOf("log-damaged"), whole);
  assert.deepEqual(await new LocalLog(files, "log").load(0), [one]);
  await log.append([three]);
  assert.deepEqual(await new LocalLog(files, "log").load(0), [one, three]);
});
