import assert from "node:assert/strict";
import { createCipheriv, createHash } from "node:crypto";
import test from "node:test";
import fc from "fast-check";
import { concat, toHex, u32 } from "../bytes.ts";
import { decode, encode, type CodecValue } from "../codec.ts";
import { entryKeyOf } from "../key-hierarchy.ts";
import { limits } from "../limits.ts";
import { pad } from "../padding.ts";
import { importVerifyKey, verify } from "../signature.ts";
import { decodeEntry, type Entry, type EntryHeader } from "./entry.ts";
import { encodePlaintext } from "./plaintext.ts";
import { checkEntries } from "./public-checks.ts";
import { openSealedPart } from "./sealed-part.ts";
import { sealGenesis, newGenesisContent, sealNext } from "./seal-entry.ts";
import {
  forgeGenesis,
  ledgerChange,
  newEpochKey,
  plaintextOf,
  TestChain,
} from "../../../test/fixtures/chain.ts";
import { assertBounds } from "../../../test/fixtures/bounds.ts";
import { codecValue, withByteChanged } from "../../../test/fixtures/codec-values.ts";
import { runs } from "../../../test/fixtures/effort.ts";
import { countedRandom, randomBytes } from "../../../test/fixtures/random.ts";

const chain = await TestChain.found();
const laptop = await chain.addDevice();
await chain.newEpoch();
const entry = await chain.forge({ by: laptop, plaintext: plaintextOf([ledgerChange("lunch")]) });
const { header } = entry;

const sha256 = (label: string, ...parts: readonly Uint8Array[]) => {
  const hash = createHash("sha256").update(`coffer/v1/${label}\0`, "latin1");
  for (const part of parts) hash.update(part);
  return Uint8Array.from(hash.digest());
};

function itemsOf(bytes: Uint8Array): readonly CodecValue[] {
  const decoded = decode(bytes);
  assert.ok(decoded.ok && Array.isArray(decoded.value));
  return decoded.value as readonly CodecValue[];
}

test("E1: a header is an array of its twelve fields", () => {
  assert.deepEqual(itemsOf(entry.headerBytes), [
    "CFE1",
    1,
    4,
    chain.state.vaultId,
    chain.state.seq + 1,
    chain.state.head,
    2,
    laptop.deviceId,
    2,
    header.salt,
    sha256("pub", entry.publicBytes),
    entry.ciphertext.length,
  ]);
  assert.deepEqual(decodeEntry(entry.bytes)?.header, header);
});

/** The entry with another header, as bytes that nobody signed. */
function withHeader(change: (fields: CodecValue[]) => void): Uint8Array {
  const fields = [...itemsOf(entry.headerBytes)];
  change(fields);
  return encode([encode(fields), ...itemsOf(entry.bytes).slice(1)]);
}

test("E1: without CFE1 and suite 1, or with another number of fields, nothing is an entry (A10)", () => {
  assert.deepEqual(decodeEntry(withHeader(() => undefined)), entry);
  const wrong: readonly ((fields: CodecValue[]) => void)[] = [
    (fields) => (fields[0] = "CFE2"),
    (fields) => (fields[0] = "cfe1"),
    (fields) => (fields[0] = Buffer.from("CFE1")),
    (fields) => (fields[1] = 0),
    (fields) => (fields[1] = 2),
    (fields) => fields.push(null),
    (fields) => fields.push(1),
    (fields) => fields.pop(),
    (fields) => fields.splice(2, 1),
    (fields) => (fields[2] = 256),
    (fields) => (fields[2] = -1),
    (fields) => (fields[3] = randomBytes(15)),
    (fields) => (fields[4] = -1),
    (fields) => (fields[4] = 2n ** 53n),
    (fields) => (fields[6] = 0),
    (fields) => (fields[7] = null),
    (fields) => (fields[8] = 0),
    (fields) => (fields[9] = randomBytes(31)),
  ];
  for (const change of wrong) {
    assert.equal(decodeEntry(withHeader(change)), undefined, change.toString());
  }
});

test("E2: body and ciphertext are of these exact bytes", () => {
  assert.deepEqual(entry.body, concat(entry.headerBytes, sha256("ct", entry.ciphertext)));
  const key = entryKeyOf(chain.epochKey, header.salt, header.vaultId);
  const cipher = createCipheriv("aes-256-gcm", key, new Uint8Array(12)).setAAD(entry.headerBytes);
  const padded = pad(encodePlaintext(plaintextOf()));
  const sealed = Buffer.concat([cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
  assert.equal(sealed.length, 256 + 16);
  assert.equal(entry.ciphertext.length, sealed.length);
});

test("E2: the ciphertext of one header does not open under another (A12)", async () => {
  const state = chain.state;
  const epochKey = chain.epochKey;
  const other = await chain.forge({ by: laptop });
  const spliced = await chain.forge({
    by: laptop,
    header: { salt: header.salt },
    ciphertext: entry.ciphertext,
  });
  const open = async (each: Entry) => {
    const run = await checkEntries(state, [each]);
    assert.ok(run.state && run.checked[0]);
    const isLedgerChange = () => true;
    const sealed = { checked: run.checked[0], state: run.state, epochKey, isLedgerChange };
    return (await openSealedPart(sealed)).outcome;
  };
  assert.equal(await open(entry), "opened");
  assert.equal(await open(other), "opened");
  // The same salt, so the same key; the header differs in nothing at all, and then it does.
  assert.equal(await open(spliced), "opened");
  const moved = await chain.forge({
    by: laptop,
    header: { salt: header.salt, counter: 3 },
    ciphertext: entry.ciphertext,
  });
  assert.equal(await open(moved), "void");
});

test("E3: signature, countersignature and hash are of these exact bytes", async () => {
  const revoke = await chain.forge(await chain.revokePart([laptop.deviceId]));
  const { body, countersignature, signature } = revoke;
  const member = await importVerifyKey(chain.root.identityKey);
  const device = await importVerifyKey(chain.device.signKey);
  const labeled = (label: string, ...bytes: readonly Uint8Array[]) =>
    concat(Buffer.from(`coffer/v1/${label}\0`), ...bytes);
  assert.equal(await verify(member, countersignature, labeled("countersign", body)), true);
  const signed = labeled("entry-sig", body, u32(64), countersignature);
  assert.equal(await verify(device, signature, signed), true);
  assert.deepEqual(revoke.hash, sha256("entry-hash", body, u32(64), countersignature, signature));
  assert.equal(entry.countersignature.length, 0);
  assert.deepEqual(entry.hash, sha256("entry-hash", entry.body, u32(0), entry.signature));
});

const otherFields: readonly Partial<EntryHeader>[] = [
  { kind: 3 },
  { vaultId: randomBytes(16) },
  { seq: header.seq + 1 },
  { previous: randomBytes(32) },
  { epoch: header.epoch + 1 },
  { author: chain.device.deviceId },
  { counter: header.counter + 1 },
  { salt: randomBytes(32) },
  { publicHash: randomBytes(32) },
];

test("E3: every field of the header is bound by hash, signature and AEAD (A9)", async () => {
  for (const field of otherFields) {
    const changed = await chain.forge({ by: laptop, header: { salt: header.salt, ...field } });
    const forged = decodeEntry(
      encode([
        changed.headerBytes,
        entry.publicBytes,
        entry.ciphertext,
        entry.countersignature,
        entry.signature,
      ]),
    );
    assert.ok(forged);
    assert.notDeepEqual(forged.hash, entry.hash);
    const key = await importVerifyKey(laptop.signKey);
    const signed = concat(Buffer.from("coffer/v1/entry-sig\0"), forged.body, u32(0));
    assert.equal(await verify(key, forged.signature, signed), false);
    assert.notEqual((await checkEntries(chain.state, [forged])).refused, undefined);
    // The same ciphertext under the changed header, even when the key would be the same.
    const checked = { entry: forged, publicPart: undefined, countersigned: false, schema: 1 };
    const { state, epochKey } = chain;
    const opened = await openSealedPart({ checked, state, epochKey, isLedgerChange: () => true });
    assert.equal(opened.outcome, "void", Object.keys(field).join());
  }
});

test("E1: every field of a header has its length and its bounds", () => {
  const read = (value: CodecValue) => {
    const { publicBytes, ciphertext, countersignature, signature } = entry;
    // A length that is not the ciphertext's would be refused for that alone.
    const length = Array.isArray(value) ? value[11] : null;
    const hasLength = typeof length === "number" && length >= 0 && length < limits.entryMax;
    const other = hasLength ? new Uint8Array(length) : ciphertext;
    return decodeEntry(encode([encode(value), publicBytes, other, countersignature, signature]));
  };
  assertBounds(read, itemsOf(entry.headerBytes), {
    "1": [1, 1],
    "2": [0, 255],
    "6": [1, limits.epochMax],
    "8": [1, Number.MAX_SAFE_INTEGER],
    "11": [1, limits.entryCiphertextMax],
  });
});

test("E6: an entry is an array of its five byte strings", () => {
  assert.deepEqual(itemsOf(entry.bytes), [
    entry.headerBytes,
    entry.publicBytes,
    entry.ciphertext,
    new Uint8Array(0),
    entry.signature,
  ]);
  assert.deepEqual(decodeEntry(entry.bytes), entry);
});

test("E6: other lengths, an empty ciphertext and other shapes are refused (A19)", () => {
  const [head, pub, ct, cs, sig] = [
    entry.headerBytes,
    entry.publicBytes,
    entry.ciphertext,
    new Uint8Array(0),
    entry.signature,
  ];
  const wrong: readonly CodecValue[] = [
    [head, pub, ct.subarray(1), cs, sig],
    [head, pub, concat(ct, Uint8Array.of(0)), cs, sig],
    [head, pub, new Uint8Array(0), cs, sig],
    [head, pub, null, cs, sig],
    [head, pub, ct, new Uint8Array(63), sig],
    [head, pub, ct, new Uint8Array(1), sig],
    [head, pub, ct, new Uint8Array(65), sig],
    [head, pub, ct, cs, sig.subarray(1)],
    [head, pub, ct, cs, concat(sig, sig)],
    [head, pub, ct, cs],
    [head, pub, ct, cs, sig, null],
    [new Uint8Array(0), pub, ct, cs, sig],
    [head, new Uint8Array(0), ct, cs, sig],
    [head.toHex(), pub, ct, cs, sig],
    [itemsOf(head), pub, ct, cs, sig],
    new Map([[0, head]]),
    null,
  ];
  for (const value of wrong) assert.equal(decodeEntry(encode(value)), undefined);
  assert.notEqual(decodeEntry(encode([head, pub, ct, new Uint8Array(64), sig])), undefined);
  assert.equal(decodeEntry(concat(entry.bytes, Uint8Array.of(0))), undefined);
});

test("E6: bytes at random never throw, and what decodes has these bytes (A10)", () => {
  const anything = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    codecValue.map((value) => encode(value)),
    fc
      .tuple(fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([at, difference]) => withByteChanged(entry.bytes, at, difference)),
  );
  fc.assert(
    fc.property(anything, (bytes) => {
      const decoded = decodeEntry(bytes);
      if (decoded === undefined) return;
      assert.equal(
        toHex(
          encode([
            decoded.headerBytes,
            decoded.publicBytes,
            decoded.ciphertext,
            decoded.countersignature,
            decoded.signature,
          ]),
        ),
        toHex(bytes),
      );
    }),
    runs(500),
  );
});

test("E7: sealed entries are those that the fixture makes by itself", async () => {
  const { state, device: author, epochKey } = chain;
  const plaintext = plaintextOf([ledgerChange()]);
  const sealed = await sealNext({
    state,
    part: { kind: 4 },
    author,
    counter: 9,
    countersigner: chain.root,
    epochKey,
    plaintext,
    randomBytes: countedRandom("salt"),
  });
  const forged = await chain.forge({
    header: { counter: 9, salt: countedRandom("salt")(32) },
    countersignedBy: chain.root,
    plaintext,
  });
  assert.deepEqual(sealed, forged);
});

test("E7: revoke and epoch are of the next epoch, sealed under the new key", async () => {
  for (const made of [await chain.revokePart([laptop.deviceId]), await chain.epochPart()]) {
    const sealed = await sealNext({
      state: chain.state,
      part: made.part,
      author: chain.device,
      counter: 9,
      countersigner: chain.root,
      epochKey: made.epochKey,
      plaintext: plaintextOf(),
      randomBytes,
    });
    assert.equal(sealed.header.epoch, chain.state.epoch + 1);
    const run = await checkEntries(chain.state, [sealed]);
    assert.ok(run.state && run.checked[0]);
    const common = { checked: run.checked[0], state: run.state, isLedgerChange: () => true };
    const underNew = await openSealedPart({ ...common, epochKey: made.epochKey });
    assert.equal(underNew.outcome, "opened");
    const underOld = await openSealedPart({ ...common, epochKey: chain.epochKey });
    assert.equal(underOld.outcome, "void");
  }
});

test("E7: sealing takes 32 random bytes for the salt and no others", async () => {
  const asked: number[] = [];
  const counted = countedRandom("counted");
  const common = {
    author: chain.device,
    epochKey: chain.epochKey,
    plaintext: plaintextOf(),
    randomBytes: (length: number) => {
      asked.push(length);
      return counted(length);
    },
  };
  const part = { kind: 4 } as const;
  const { state, root, device } = chain;
  const next = await sealNext({ ...common, state, part, counter: 5, countersigner: null });
  assert.deepEqual(asked, [32]);
  assert.deepEqual(next.header.salt, countedRandom("counted")(32));
  const founded = newGenesisContent({ chainKind: "vault", root, author: device, randomBytes });
  const genesis = await sealGenesis({ ...common, ...founded, root, epochKey: newEpochKey() });
  assert.deepEqual(asked, [32, 32]);
  const forged = await forgeGenesis({ root, device, vaultIdOf: () => founded.vaultId });
  assert.equal(forged.headerBytes.length, genesis.headerBytes.length);
});
