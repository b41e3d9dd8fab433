import assert from "node:assert/strict";
import test from "node:test";
import { toHex } from "./bytes.ts";
import { encode } from "./codec.ts";
import { hash256 } from "./hash.ts";
import { limits } from "./limits.ts";
import { decodeEntry, encodeHeader } from "./chain/entry.ts";
import { decodePublicPart, encodePublicPart } from "./chain/public-part.ts";
import { encodePlaintext, decodePlaintext } from "./chain/plaintext.ts";
import { decodeClear } from "./session/clear-messages.ts";
import { decodeClientMessage, decodeServerMessage } from "./session/sealed-messages.ts";
import { newEpochKey, plaintextOf, TestChain } from "../../test/fixtures/chain.ts";
import { isReadOf } from "../../test/fixtures/watched-bytes.ts";

const zeros = (length: number) => new Uint8Array(length);

test("N1: the limits have these values, as both sides must", () => {
  assert.deepEqual(limits, {
    codecDepthMax: 16,
    loginNameCharactersMax: 64,
    passwordCharactersMin: 12,
    passwordCharactersMax: 1_024,
    entryHeaderMax: 256,
    entryPublicMax: 160_000,
    entryCiphertextMax: 300_000,
    entryPlaintextMax: 256_000,
    entryMax: 470_000,
    devicesActiveMax: 64,
    devicesEverMax: 1_024,
    epochMax: 65_535,
    changesPerEntryMax: 2_048,
    boxMax: 4_096,
    linkBoxMax: 16_384,
    clearMessageMax: 32_768,
    registerFinishMax: 81_920,
    genesisEntryMax: 32_768,
    frameMax: 1_048_576,
    appendEntriesMax: 256,
    appendBytesMax: 900_000,
    pullEntriesMax: 1_024,
    pullBytesMax: 900_000,
    vaultsPerAccountMax: 16,
    sessionsPerAccountMax: 256,
    capabilitiesMax: 32,
    capabilityCharactersMax: 64,
    clientVersionCharactersMax: 64,
    deviceNameCharactersMax: 64,
    serverUrlCharactersMax: 512,
    framesPerKey: 65_536,
  });
});

test("N1: the largest header, public part and ciphertext fit in an entry together", () => {
  const header = encodeHeader({
    kind: 255,
    vaultId: zeros(16),
    seq: Number.MAX_SAFE_INTEGER,
    previous: zeros(32),
    epoch: limits.epochMax,
    author: zeros(16),
    counter: Number.MAX_SAFE_INTEGER,
    salt: zeros(32),
    publicHash: zeros(32),
    ciphertextLength: limits.entryCiphertextMax,
  });
  assert.ok(header.length <= limits.entryHeaderMax);
  const entry = encode([
    header,
    zeros(limits.entryPublicMax),
    zeros(limits.entryCiphertextMax),
    zeros(64),
    zeros(64),
  ]);
  assert.ok(entry.length <= limits.entryMax);
  assert.notEqual(decodeEntry(entry), undefined);
});

test("N1: the revoke of the largest account fits in a public part", () => {
  const grant = (index: number) => ({
    recipientId: Uint8Array.from({ length: 16 }, () => index),
    encapsulation: zeros(1_120),
    ciphertext: zeros(48),
  });
  const grants = Array.from({ length: limits.devicesActiveMax + 1 }, (_, index) => grant(index));
  const deviceIds = grants.slice(1).map(({ recipientId }) => recipientId);
  const lostEpochs = Array.from({ length: 10_000 }, (_, index) => index + 1);
  const part = {
    kind: 2,
    content: { deviceIds, lostEpochs },
    grants: { commitment: zeros(32), grants },
  } as const;
  const bytes = encodePublicPart(part);
  assert.ok(bytes.length <= limits.entryPublicMax);
  const read = decodePublicPart(2, bytes);
  assert.ok(read !== undefined);
  // Compared by hash: a difference of so many lines would take minutes to print.
  assert.equal(toHex(hash256(encodePublicPart(read))), toHex(hash256(bytes)));
});

// Here "is undefined" is asserted as a condition: to print what else it is would take minutes.
test("N1: one byte or one item over a limit of an entry is refused", async () => {
  const chain = await TestChain.found();
  const padded = zeros(limits.entryCiphertextMax - 16);
  assert.notEqual(decodeEntry((await chain.forge({ padded })).bytes), undefined);
  const tooLong = await chain.forge({ padded: zeros(padded.length + 1) });
  assert.ok(decodeEntry(tooLong.bytes) === undefined);
  const publicBytes = zeros(limits.entryPublicMax);
  assert.notEqual(decodeEntry((await chain.forge({ publicBytes })).bytes), undefined);
  const largerPublic = await chain.forge({ publicBytes: zeros(publicBytes.length + 1) });
  assert.ok(decodeEntry(largerPublic.bytes) === undefined);
  const lateEpoch = await chain.forge({ header: { epoch: limits.epochMax + 1 } });
  assert.ok(decodeEntry(lateEpoch.bytes) === undefined);
  assert.ok(decodeEntry(zeros(limits.entryMax + 1)) === undefined);
});

test("N1: a plaintext has at most 2,048 changes", () => {
  const changes = (count: number) =>
    Array.from({ length: count }, () => ({ id: zeros(16), type: 0, value: null }));
  const read = (count: number) => decodePlaintext(encodePlaintext(plaintextOf(changes(count))));
  assert.equal(read(limits.changesPerEntryMax)?.changes.length, limits.changesPerEntryMax);
  assert.ok(read(limits.changesPerEntryMax + 1) === undefined);
  const keys = new Map([[limits.epochMax + 1, newEpochKey()]]);
  assert.ok(decodePlaintext(encodePlaintext(plaintextOf([], keys))) === undefined);
});

test("N1: a revoke and its grants name at most 64 devices and the account", () => {
  const id = (index: number) => Uint8Array.of(...zeros(14), index >> 8, index & 0xff);
  const bytes = (devices: number, recipients: number) =>
    encode([
      [Array.from({ length: devices }, (_, index) => id(index)), []],
      [
        zeros(32),
        Array.from({ length: recipients }, (_, index) => [id(index), zeros(1_120), zeros(48)]),
      ],
    ]);
  assert.notEqual(decodePublicPart(2, bytes(64, 65)), undefined);
  assert.ok(decodePublicPart(2, bytes(65, 65)) === undefined);
  assert.ok(decodePublicPart(2, bytes(64, 66)) === undefined);
  assert.ok(decodePublicPart(2, bytes(0, 65)) === undefined);
  assert.ok(decodePublicPart(2, bytes(1, 0)) === undefined);
});

test("N1: an entry or a message that is too long is refused before it is read", () => {
  for (const [most, read] of [
    [limits.entryMax, decodeEntry],
    [limits.registerFinishMax, decodeClear],
    [limits.frameMax - 16, decodeClientMessage],
    [limits.frameMax - 16, decodeServerMessage],
  ] as const) {
    assert.equal(isReadOf(most, read), true);
    assert.equal(isReadOf(most + 1, read), false);
  }
});

test("N1: a message over its limit is refused", () => {
  const box = (length: number) => decodeClear(encode(["link.box", zeros(length)]));
  assert.notEqual(box(limits.linkBoxMax), undefined);
  assert.ok(box(limits.linkBoxMax + 1) === undefined);
  assert.ok(decodeClear(zeros(limits.registerFinishMax + 1)) === undefined);
  const entries = (count: number, length: number) =>
    decodeClientMessage(encode(["append", 1, Array.from({ length: count }, () => zeros(length))]));
  assert.notEqual(entries(limits.appendEntriesMax, 100), undefined);
  assert.ok(entries(limits.appendEntriesMax + 1, 100) === undefined);
  assert.notEqual(entries(2, 400_000), undefined);
  assert.ok(entries(3, 400_000) === undefined);
  // Exactly what a frame holds beside its tag, and one byte more.
  const sized = (last: number) =>
    encode(["append", 1, [zeros(limits.entryMax), zeros(limits.entryMax), zeros(last)]]);
  const last = limits.frameMax - 16 - (sized(100_000).length - 100_000);
  assert.equal(sized(last).length, limits.frameMax - 16);
  assert.notEqual(decodeClientMessage(sized(last)), undefined);
  assert.ok(decodeClientMessage(sized(last + 1)) === undefined);
  assert.ok(entries(1, limits.entryMax + 1) === undefined);
  assert.ok(entries(0, 0) === undefined);
});
