import assert from "node:assert/strict";
import test from "node:test";
import type { Alarm } from "./failures.ts";
import { ledgerChange, TestChain } from "../../test/fixtures/chain.ts";
import { bytesFrom, bytesOf, headOf } from "../../test/fixtures/client-account.ts";
import { TestFiles } from "../../test/fixtures/client-environment.ts";
import {
  assertHolds,
  chainOfTwo,
  goBack,
  logOf,
  open,
  type Opened,
} from "../../test/fixtures/client-replica.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

test("entries are checked, durable and folded; a later start verifies them from the log", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  assert.equal(await opened.replica.admit(bytesFrom(chain).slice(0, 2)), undefined);
  assert.equal(await opened.replica.admit(bytesFrom(chain, 2)), undefined);
  assertHolds(opened, chain);
  const again = await open(chain, phone, opened.files.copy());
  assertHolds(again, chain);
  assert.equal(again.fold.restores, 0);
});

test("a cache is restored, and only the log's end is folded on top of it", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain).slice(0, 3));
  assert.ok(opened.replica.uncachedBytes > 0);
  await opened.replica.saveCache();
  assert.equal(opened.replica.uncachedBytes, 0);
  await opened.replica.admit(bytesFrom(chain, 3));
  const again = await open(chain, phone, opened.files.copy());
  assert.equal(again.fold.restores, 1);
  assertHolds(again, chain);
});

test("a cache of any other byte is thrown away, and everything is folded from the log", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  await opened.replica.saveCache();
  const name = `state-${chain.state.vaultId.toHex()}`;
  const cache = opened.files.bytesOf(name);
  for (let at = 0; at < cache.length; at += 97) {
    const files = opened.files.copy();
    const bytes = cache.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 4;
    files.bytesByName.set(name, bytes);
    const again = await open(chain, phone, files);
    assert.equal(again.fold.restores, 0);
    assertHolds(again, chain);
    assert.equal(again.replica.checkServerHead(headOf(chain)), undefined, `byte ${at}`);
  }
});

test("a refused entry stops the chain where it stands; what came before it stays", async () => {
  const { chain, phone, laptop } = await chainOfTwo();
  const forged = await chain.forge({ by: laptop, signedBy: phone });
  const opened = await open(chain, phone);
  const alarm = await opened.replica.admit([...bytesFrom(chain), bytesOf(forged)]);
  const expected: Alarm = {
    kind: "entry-refused",
    seq: chain.state.seq + 1,
    check: "signature-wrong",
  };
  assert.deepEqual(alarm, expected);
  await chain.write();
  assert.deepEqual(await opened.replica.admit(bytesFrom(chain, chain.state.seq)), expected);
  assert.equal(opened.replica.state?.seq, chain.state.seq - 1);
  assert.deepEqual(logOf(opened.files, chain), bytesFrom(chain).slice(0, -1));
  await opened.replica.saveCache();
  assert.equal(
    opened.files.writes.some(({ name }) => name.startsWith("state-")),
    false,
  );
});

test("bytes that are no entry stop the chain, the good ones before them are taken", async () => {
  const { chain, phone } = await chainOfTwo();
  for (const junk of [randomBytes(50), new Uint8Array(0), bytesFrom(chain)[1]?.slice(0, -1)]) {
    assert.ok(junk !== undefined);
    const opened = await open(chain, phone);
    const [first, second, third] = bytesFrom(chain);
    assert.ok(first !== undefined && second !== undefined && third !== undefined);
    const alarm = await opened.replica.admit([first, second, junk, third]);
    assert.deepEqual(alarm, { kind: "entry-malformed", seq: 2 });
    assert.deepEqual(opened.fold.shown, ["0", "1"]);
  }
});

test("entries twice, left out or of another chain are refused", async () => {
  const { chain, phone } = await chainOfTwo();
  const other = await TestChain.found("vault", { root: chain.root, device: phone });
  const all = bytesFrom(chain);
  for (const [given, check] of [
    [all.slice(3, 4), "seq-wrong"],
    [all.slice(2).toSpliced(1, 1), "seq-wrong"],
    [bytesFrom(other).slice(0, 1), "genesis-not-first"],
  ] as const) {
    const opened = await open(chain, phone);
    await opened.replica.admit(all.slice(0, 2));
    const caught = await opened.replica.admit(given);
    assert.ok(caught?.kind === "entry-refused");
    assert.equal(caught.check, check);
  }
});

test("another vault's genesis is no entry of this one, and nothing of it is kept", async () => {
  const { chain, phone } = await chainOfTwo();
  const other = await TestChain.found("vault", { root: chain.root, device: phone });
  const opened = await open(chain, phone);
  assert.deepEqual(await opened.replica.admit(bytesFrom(other)), { kind: "vault-replaced" });
  assert.equal(opened.replica.state, undefined);
  assert.deepEqual([...opened.files.bytesByName.keys()], []);
  const pinned = await open(chain, phone, new TestFiles(), randomBytes(32));
  assert.deepEqual(await pinned.replica.admit(bytesFrom(chain)), { kind: "vault-replaced" });
  const right = await open(chain, phone, new TestFiles(), chain.state.genesisHash);
  assert.equal(await right.replica.admit(bytesFrom(chain)), undefined);
});

test("a server that shows less, or another entry at the same place, is caught", async () => {
  const { chain, phone } = await chainOfTwo();
  const { seq, hash } = headOf(chain);
  for (const [head, alarm] of [
    [{ seq, hash }, undefined],
    [{ seq: seq + 5, hash: randomBytes(32) }, undefined],
    [
      { seq: seq - 1, hash },
      { kind: "rollback", seq: seq - 1 },
    ],
    [
      { seq: -1, hash: new Uint8Array(32) },
      { kind: "rollback", seq: -1 },
    ],
    [
      { seq, hash: randomBytes(32) },
      { kind: "fork", seq },
    ],
  ] as const) {
    const opened = await open(chain, phone);
    assert.equal(opened.replica.checkServerHead(head), undefined);
    await opened.replica.admit(bytesFrom(chain));
    assert.deepEqual(opened.replica.checkServerHead(head), alarm);
    assert.deepEqual(opened.replica.alarm, alarm);
  }
});

test("heads that others have seen must be in the chain", async () => {
  const { chain, phone } = await chainOfTwo();
  const { seq } = chain.state;
  const heads = chain.entries.map(({ hash }, place) => ({ seq: place, hash }));
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  assert.equal(await opened.replica.demand(heads), undefined);
  assert.deepEqual(
    await opened.replica.hashesAt([1, seq, seq + 1]),
    new Map(
      heads.filter((head) => [0, 1, seq].includes(head.seq)).map((head) => [head.seq, head.hash]),
    ),
  );
  for (const [place, kind] of [
    [seq + 1, "rollback"],
    [seq, "fork"],
    [0, "fork"],
    [1, "fork"],
  ] as const) {
    const again = await open(chain, phone, opened.files.copy());
    const alarm = await again.replica.demand([...heads, { seq: place, hash: randomBytes(32) }]);
    assert.deepEqual(alarm, { kind, seq: kind === "fork" ? place : seq });
  }
});

test("a damaged log remembers how far the device had seen", async () => {
  const { chain, phone } = await chainOfTwo(6);
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  await opened.replica.saveCache();
  const name = `log-${chain.state.vaultId.toHex()}`;
  const cut = async (): Promise<Opened> => {
    const files = opened.files.copy();
    files.bytesByName.set(name, files.bytesOf(name).slice(0, -1_800));
    const again = await open(chain, phone, files);
    assert.ok((again.replica.state?.seq ?? 99) < chain.state.seq - 1);
    return again;
  };
  const rolledBack = await cut();
  const seqLeft = rolledBack.replica.state?.seq ?? 0;
  assert.deepEqual(rolledBack.replica.checkServerHead({ seq: seqLeft, hash: randomBytes(32) }), {
    kind: "rollback",
    seq: seqLeft,
  });
  const honest = await cut();
  assert.equal(honest.replica.checkServerHead(headOf(chain)), undefined);
  await honest.replica.admit(bytesFrom(chain, seqLeft + 1));
  assertHolds(honest, chain);
  const { seq } = chain.state;
  await goBack(chain, seqLeft);
  while (chain.state.seq < seq + 2) await chain.write();
  const forked = await cut();
  const alarm = await forked.replica.admit(bytesFrom(chain, seqLeft + 1));
  assert.deepEqual(alarm, { kind: "fork", seq });
  assert.equal(forked.replica.state?.seq, seqLeft);
  assert.equal(logOf(forked.files, chain).length, seqLeft + 1);
});

test("a log whose bytes went bad is cut there and pulled again; its file stays aside", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  const name = `log-${chain.state.vaultId.toHex()}`;
  const log = opened.files.bytesOf(name);
  for (let at = 40; at < log.length; at += 611) {
    const files = opened.files.copy();
    const bytes = log.slice();
    bytes[at] = (bytes[at] ?? 0) ^ 0x20;
    files.bytesByName.set(name, bytes);
    const again = await open(chain, phone, files);
    const seq = again.replica.state?.seq ?? -1;
    assert.ok(seq < chain.state.seq, `byte ${at}`);
    assert.equal(again.replica.alarm, undefined);
    assert.equal(again.replica.checkServerHead(headOf(chain)), undefined);
    await again.replica.admit(bytesFrom(chain, seq + 1));
    assertHolds(again, chain);
    assertHolds(await open(chain, phone, files.copy()), chain);
  }
});

test("a log that went bad behind its cache is cut at the right place, too", async () => {
  const { chain, phone } = await chainOfTwo(6);
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain).slice(0, 4));
  await opened.replica.saveCache();
  await opened.replica.admit(bytesFrom(chain, 4));
  const name = `log-${chain.state.vaultId.toHex()}`;
  const { files } = opened;
  const bytes = files.bytesOf(name);
  // A length that the cache covers, and a byte of the entry before the last.
  bytes[0] = 0x01;
  bytes[bytes.length - 800] = (bytes[bytes.length - 800] ?? 0) ^ 1;
  const again = await open(chain, phone, files);
  const seq = again.replica.state?.seq ?? 0;
  assert.equal(again.fold.restores, 1);
  assert.ok(seq >= 4 && seq < chain.state.seq);
  const length = files.bytesOf(name).length;
  const dropped = bytesFrom(chain, seq + 1).reduce((sum, entry) => sum + 4 + entry.length, 0);
  assert.equal(length, bytes.length - dropped);
});

test("an audit verifies the log from its first entry, and leaves what it finds good", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  await opened.replica.saveCache();
  await opened.replica.audit();
  assertHolds(opened, chain);
});

test("an audit that finds the log bad says so, and the last good state stays", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  const name = `log-${chain.state.vaultId.toHex()}`;
  const bytes = opened.files.bytesOf(name);
  const at = bytes.length - 300;
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await opened.replica.audit();
  assert.deepEqual(opened.replica.alarm, { kind: "log-damaged", seq: chain.state.seq });
  assert.equal(opened.replica.state?.seq, chain.state.seq);
  assert.equal(opened.fold.shown.length, chain.entries.length);
});

test("an audit of a stopped chain keeps its last good state", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  opened.replica.stop({ kind: "foreign-device" });
  await opened.replica.audit();
  assert.equal(opened.replica.state?.seq, chain.state.seq);
  assert.equal(opened.fold.shown.length, chain.entries.length);
});

test("a void part has its place, and its author's later entries count", async () => {
  const { chain, phone, laptop } = await chainOfTwo(1);
  await chain.write([ledgerChange("bad")], { by: laptop });
  await chain.append(await chain.forge({ by: laptop, padded: randomBytes(256) }));
  await chain.write([ledgerChange()], { by: laptop });
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  assertHolds(opened, chain);
  assert.deepEqual(opened.fold.shown, ["0", "1", "2", "3 void", "4 void", "5"]);
});

test("a log of another chain, or of a fork of what was seen, is an alarm and stays as it is", async () => {
  const { chain, phone } = await chainOfTwo();
  const { chain: other } = await chainOfTwo();
  const opened = await open(other, phone);
  await opened.replica.admit(bytesFrom(other));
  const files = new TestFiles();
  const [name, otherName] = [chain, other].map(({ state }) => `log-${state.vaultId.toHex()}`);
  assert.ok(name !== undefined && otherName !== undefined);
  const log = opened.files.bytesOf(otherName);
  files.bytesByName.set(name, log);
  const again = await open(chain, phone, files);
  assert.deepEqual(again.replica.alarm, { kind: "vault-replaced" });
  assert.deepEqual(files.bytesOf(name), log);
});

test("what this device has seen since its cache counts, too", async () => {
  const { chain, phone } = await chainOfTwo();
  const opened = await open(chain, phone);
  await opened.replica.admit(bytesFrom(chain));
  await opened.replica.saveCache();
  const { seq, hash } = headOf(chain);
  for (let count = 0; count < 3; count += 1) await chain.write([ledgerChange()]);
  const again = await open(chain, phone, opened.files.copy());
  await again.replica.admit(bytesFrom(chain, seq + 1));
  const rollback = { kind: "rollback", seq: seq + 1 };
  assert.deepEqual(again.replica.checkServerHead({ seq: seq + 1, hash }), rollback);
});
