import assert from "node:assert/strict";
import { createCipheriv, createHash, createHmac, hkdfSync } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { concat, u32, u64, utf8, type Bytes } from "../bytes.ts";
import { limits } from "../limits.ts";
import {
  Channel,
  channelKeys,
  isServerConfirmation,
  recoverMessage,
  resumeMessage,
  serverConfirmation,
  transcriptHash,
} from "./channel.ts";
import { withByteChanged } from "../../../test/fixtures/codec-values.ts";
import { runs, skipUnlessSlow } from "../../../test/fixtures/effort.ts";
import { randomBytes } from "../../../test/fixtures/random.ts";

const transcript = transcriptHash([utf8("hello"), utf8("client.hello")]);
const sharedInputKey = randomBytes(64);
const keys = channelKeys(transcript, sharedInputKey);

/** Both ends, each with keys of its own: a channel erases those that it replaces. */
const pair = () => ({
  client: new Channel("client", channelKeys(transcript, sharedInputKey)),
  server: new Channel("server", channelKeys(transcript, sharedInputKey)),
});

/** A frame as the page of rules says. */
function frameOf(key: Uint8Array, direction: number, count: number, message: Uint8Array): Buffer {
  const nonce = concat(new Uint8Array(4), u64(count));
  const aad = concat(utf8("coffer/v1/frame\0"), Uint8Array.of(direction), u64(count));
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(aad);
  return Buffer.concat([cipher.update(message), cipher.final(), cipher.getAuthTag()]);
}

test("C4: the transcript is the hash of every message with its length", () => {
  const messages = [utf8("one"), new Uint8Array(0), utf8("three")];
  const hash = createHash("sha256").update("coffer/v1/transcript\0");
  for (const message of messages) hash.update(u32(message.length)).update(message);
  assert.deepEqual(Buffer.from(transcriptHash(messages)), hash.digest());
});

test("C4: any byte changed, and any message more, fewer or moved, is another transcript", () => {
  const message = fc.uint8Array({ minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(message, { minLength: 2, maxLength: 5 }), fc.nat(), (messages, at) => {
      const hash = transcriptHash(messages).toHex();
      const index = at % messages.length;
      const changed = messages.with(
        index,
        withByteChanged(messages[index] ?? new Uint8Array(1), at),
      );
      const [first, second, ...rest] = messages as [Uint8Array, Uint8Array, ...Uint8Array[]];
      const others = [
        changed,
        messages.slice(1),
        [...messages, new Uint8Array(0)],
        [concat(first, second), ...rest],
        [concat(first, second.subarray(0, 1)), second.subarray(1), ...rest],
      ];
      for (const other of others) assert.notEqual(transcriptHash(other).toHex(), hash);
    }),
    runs(100),
  );
  assert.notDeepEqual(
    transcriptHash([utf8("a"), utf8("b")]),
    transcriptHash([utf8("b"), utf8("a")]),
  );
});

test("C4: a transcript that differs in one byte gives a channel that opens nothing", async () => {
  const inputKey = randomBytes(64);
  const messages = [utf8("hello"), utf8("login.start"), utf8("login.response")];
  const client = new Channel("client", channelKeys(transcriptHash(messages), inputKey));
  const frame = await client.seal(utf8("proof"));
  for (const [index, message] of messages.entries()) {
    for (let at = 0; at < message.length; at += 1) {
      const other = transcriptHash(messages.with(index, withByteChanged(message, at)));
      const server = new Channel("server", channelKeys(other, inputKey));
      assert.equal(await server.open(frame), undefined);
    }
  }
  const server = new Channel("server", channelKeys(transcriptHash(messages), inputKey));
  assert.deepEqual(await server.open(frame), utf8("proof"));
});

test("C5: keys are HKDF of the input key, salted with the transcript", () => {
  const inputKey = randomBytes(64);
  const made = channelKeys(transcript, inputKey);
  const derived = (info: string) => Buffer.from(hkdfSync("sha256", inputKey, transcript, info, 32));
  assert.deepEqual(Buffer.from(made.clientToServer), derived("coffer/v1/c2s\0"));
  assert.deepEqual(Buffer.from(made.serverToClient), derived("coffer/v1/s2c\0"));
  assert.deepEqual(Buffer.from(made.confirm), derived("coffer/v1/confirm\0"));
  const other = channelKeys(transcript, withByteChanged(inputKey, 63));
  assert.notDeepEqual(other.clientToServer, made.clientToServer);
});

const ratchet = (key: Uint8Array) =>
  new Uint8Array(hkdfSync("sha256", key, "", "coffer/v1/ratchet\0", 32));

test("C6: after every 2^16 frames the key of a direction is replaced, and the count goes on", async () => {
  assert.equal(limits.framesPerKey, 65_536);
  const { client, server } = pair();
  const message = utf8("m");
  for (const [end, direction, firstKey] of [
    [server, 0, keys.clientToServer],
    [client, 1, keys.serverToClient],
  ] as const) {
    const second = ratchet(firstKey);
    // The frames on both sides of a replacement; those between only take their number, without the work.
    const frames = [
      [65_535, firstKey],
      [65_536, second],
      [131_071, second],
      [131_072, ratchet(second)],
    ] as const;
    let count = 0;
    for (const [at, key] of frames) {
      for (; count < at; count += 1) await end.open(new Uint8Array(0));
      const frame = Uint8Array.from(frameOf(key, direction, at, message));
      assert.deepEqual(await end.open(frame), message, `frame ${at} of direction ${direction}`);
      count += 1;
    }
  }
  // What they send themselves has not come so far, and keeps its key.
  assert.deepEqual(
    Buffer.from(await server.seal(message)),
    frameOf(keys.serverToClient, 1, 0, message),
  );
});

test("C6: all frames of two replacements open in order", { skip: skipUnlessSlow }, async () => {
  const { client, server } = pair();
  const batch = 512;
  for (let count = 0; count < 2 * limits.framesPerKey + batch; count += batch) {
    const sent = Array.from({ length: batch }, (_, index) => u64(count + index));
    const frames = await Promise.all(sent.map((message) => client.seal(message)));
    assert.deepEqual(await Promise.all(frames.map((frame) => server.open(frame))), sent);
  }
});

test("C7: frames are AES-GCM under the direction's key, numbered from 0", async () => {
  const { client, server } = pair();
  for (let count = 0; count < 3; count += 1) {
    const message = utf8(`message ${count}`);
    const there = await client.seal(message);
    assert.deepEqual(Buffer.from(there), frameOf(keys.clientToServer, 0, count, message));
    assert.deepEqual(await server.open(there), message);
    const back = await server.seal(message);
    assert.deepEqual(Buffer.from(back), frameOf(keys.serverToClient, 1, count, message));
    assert.deepEqual(await client.open(back), message);
  }
});

test("C7: any messages arrive in order, also when calls overlap", async () => {
  const messages = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(messages, async (sent) => {
      const { client, server } = pair();
      const frames = await Promise.all(sent.map((message) => client.seal(message)));
      const opened = await Promise.all(frames.map((frame) => server.open(frame)));
      assert.deepEqual(
        opened,
        sent.map((message) => Uint8Array.from(message)),
      );
    }),
    runs(30),
  );
});

/** Whether a server opens the frame after the frames that come before it. */
async function opensAfter(before: readonly Bytes[], frame: Bytes): Promise<boolean> {
  const { server } = pair();
  for (const each of before) await server.open(each);
  return (await server.open(frame)) !== undefined;
}

test("C7: a gap, a repeat, a swap, a changed byte or the other direction opens nothing", async () => {
  const { client, server } = pair();
  const [zero, one, two] = [
    await client.seal(utf8("zero")),
    await client.seal(utf8("one")),
    await client.seal(utf8("two")),
  ];
  assert.equal(await opensAfter([zero, one], two), true);
  assert.equal(await opensAfter([zero], two), false, "a gap");
  assert.equal(await opensAfter([], one), false, "a gap at the start");
  assert.equal(await opensAfter([zero], zero), false, "a repeat");
  assert.equal(await opensAfter([zero, one], one), false, "a repeat later");
  assert.equal(await opensAfter([one], zero), false, "a swap");
  for (let at = 0; at < one.length; at += 1) {
    assert.equal(await opensAfter([zero], withByteChanged(one, at)), false, `byte ${at}`);
  }
  assert.equal(await opensAfter([], new Uint8Array(0)), false);
  const reflected = await server.seal(utf8("zero"));
  assert.equal(await opensAfter([], reflected), false, "the server's own frame");
  // The same bytes under the other direction's key: the byte in the additional data tells them apart.
  const asServer = frameOf(keys.clientToServer, 1, 0, utf8("zero"));
  assert.equal(await opensAfter([], Uint8Array.from(asServer)), false);
});

test("C8: the server's confirmation is a MAC under the confirmation key", () => {
  const expected = createHmac("sha256", keys.confirm).update("server").digest();
  assert.deepEqual(Buffer.from(serverConfirmation(keys)), expected);
  assert.equal(isServerConfirmation(keys, expected), true);
  for (let at = 0; at < 32; at += 1) {
    assert.equal(isServerConfirmation(keys, withByteChanged(expected, at)), false);
  }
  assert.equal(isServerConfirmation(keys, expected.subarray(0, 31)), false);
  assert.equal(isServerConfirmation(keys, new Uint8Array(0)), false);
});

test("C8: a device and a recovery key sign different messages over the transcript", () => {
  assert.deepEqual(resumeMessage(transcript), concat(utf8("coffer/v1/resume\0"), transcript));
  assert.deepEqual(recoverMessage(transcript), concat(utf8("coffer/v1/recover\0"), transcript));
});
