import assert from "node:assert/strict";
import test from "node:test";
import { decode, encode, encodeChainState, wrap } from "@coffer/protocol";
import { openCache, sealCache } from "./state-cache.ts";
import { TestChain } from "../../test/fixtures/chain.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const chain = await TestChain.found();
await chain.addDevice();
const { state } = chain;
const localKey = randomBytes(32);
const folded = ["what was folded", [1, 2, null]];
const file = await sealCache({ state, logLength: 4_711, folded }, localKey, randomBytes);
const head = { seq: state.seq, hash: state.head };

test("a cache gives back what was folded, the chain's state, and the length of the log", async () => {
  const opened = await openCache(file, state.vaultId, localKey);
  assert.ok(opened?.chain !== undefined);
  assert.deepEqual(opened.head, head);
  assert.deepEqual(opened.chain.folded, folded);
  assert.equal(opened.chain.logLength, 4_711);
  assert.deepEqual(encodeChainState(opened.chain.state), encodeChainState(state));
});

test("of a cache in which any byte differs nothing is believed, not even its head", async () => {
  for (let at = 0; at < file.length; at += 1) {
    const bytes = file.slice();
    bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
    assert.equal(await openCache(bytes, state.vaultId, localKey), undefined, `byte ${at}`);
  }
});

test("a cache cut anywhere is none", async () => {
  for (let length = 0; length < file.length; length += 13) {
    assert.equal(await openCache(file.slice(0, length), state.vaultId, localKey), undefined);
  }
  assert.equal(await openCache(Uint8Array.from([...file, 0]), state.vaultId, localKey), undefined);
});

test("a cache is bound to its vault and its key", async () => {
  assert.equal(await openCache(file, randomBytes(16), localKey), undefined);
  assert.equal(await openCache(file, state.vaultId, randomBytes(32)), undefined);
});

test("a cache is bound to the seq, the hash and the engine's version that stand beside it", async () => {
  const decoded = decode(file);
  assert.ok(decoded.ok && Array.isArray(decoded.value));
  const [seq, hash, version, box] = decoded.value as [number, Uint8Array, number, Uint8Array];
  assert.deepEqual({ seq, hash }, head);
  for (const changed of [
    [seq + 1, hash, version, box],
    [seq, randomBytes(32), version, box],
    [seq, hash, version + 1, box],
    [seq, hash, version - 1, box],
  ]) {
    assert.equal(await openCache(encode(changed), state.vaultId, localKey), undefined);
  }
});

test("a cache of another engine version is folded again, and still tells what the device has seen", async () => {
  const { vaultId } = state;
  const version = 1;
  const box = await wrap({
    key: localKey,
    purpose: "state",
    context: encode([vaultId, head.seq, head.hash, version]),
    plaintext: encode("whatever it was"),
    randomBytes,
  });
  const older = encode([head.seq, head.hash, version, box]);
  assert.deepEqual(await openCache(older, vaultId, localKey), { head, chain: undefined });
});
