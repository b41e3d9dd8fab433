import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decode, encode, type CodecValue } from "../codec.ts";
import { limits } from "../limits.ts";
import { entryKinds } from "./entry.ts";
import {
  decodePublicPart,
  encodeGenesisContent,
  encodePublicPart,
  type PublicPart,
} from "./public-part.ts";
import { assertBounds } from "../../../test/fixtures/bounds.ts";
import { codecValue, withByteChanged } from "../../../test/fixtures/codec-values.ts";
import { runs } from "../../../test/fixtures/effort.ts";
import { countedRandom } from "../../../test/fixtures/random.ts";

const random = countedRandom("public part");
const sortedIds = [random(16), random(16), random(16)].toSorted((a, b) => Buffer.compare(a, b));
const grants = {
  commitment: random(32),
  grants: sortedIds.map((recipientId) => ({
    recipientId,
    encapsulation: random(1_120),
    ciphertext: random(48),
  })),
};
const device = {
  accountId: random(16),
  deviceId: random(16),
  signKey: random(32),
  kemKey: random(1_216),
};
const genesis = {
  ...device,
  chainKind: "account",
  schema: 1,
  random: random(32),
  identityKey: random(32),
  identityKemKey: random(1_216),
} as const;

const parts: readonly PublicPart[] = [
  { kind: 0, content: genesis, grants },
  { kind: 1, content: device },
  { kind: 2, content: { deviceIds: sortedIds.slice(0, 2), lostEpochs: [1, 3, 300] }, grants },
  { kind: 3, content: { schema: 2, lostEpochs: [] }, grants },
  { kind: 4 },
];

const grantsValue = [
  grants.commitment,
  grants.grants.map((grant) => [grant.recipientId, grant.encapsulation, grant.ciphertext]),
];
const contents: readonly CodecValue[] = [
  [
    "account",
    1,
    genesis.random,
    device.accountId,
    genesis.identityKey,
    genesis.identityKemKey,
    device.deviceId,
    device.signKey,
    device.kemKey,
  ],
  [device.accountId, device.deviceId, device.signKey, device.kemKey],
  [sortedIds.slice(0, 2), [1, 3, 300]],
  [2, []],
  null,
];

test("E4: the content of each kind has its fields in order, and comes back", () => {
  for (const [kind, part] of parts.entries()) {
    const bytes = encodePublicPart(part);
    const hasGrants = kind === 0 || kind === 2 || kind === 3;
    const value = [contents[kind] ?? null, hasGrants ? grantsValue : null];
    assert.deepEqual(decode(bytes), { ok: true, value });
    assert.deepEqual(decodePublicPart(kind, bytes), part);
  }
  assert.deepEqual(encodeGenesisContent(genesis), encode(contents[0] ?? null));
});

test("E4: the part of one kind is none of another, and reserved kinds have none", () => {
  for (const part of parts) {
    for (let kind = 0; kind < 12; kind += 1) {
      const decoded = decodePublicPart(kind, encodePublicPart(part));
      assert.equal(decoded !== undefined, kind === part.kind, `${part.kind} as ${kind}`);
    }
  }
});

test("E4: lists that are not sorted or hold something twice are refused", () => {
  const [a, b] = sortedIds as [Uint8Array, Uint8Array];
  const read = (kind: number, content: CodecValue) =>
    decodePublicPart(kind, encode([content, grantsValue]));
  const { revoke, epoch } = entryKinds;
  assert.notEqual(
    read(revoke, [
      [a, b],
      [1, 2],
    ]),
    undefined,
  );
  for (const content of [
    [[b, a], []],
    [[a, a], []],
    [[a], [2, 1]],
    [[a], [1, 1]],
    [[a], [0]],
  ]) {
    assert.equal(read(revoke, content), undefined);
  }
  assert.notEqual(read(epoch, [1, [1, 2]]), undefined);
  for (const content of [
    [1, [2, 1]],
    [1, [1, 1]],
    [1, [0]],
    [0, []],
    [256, []],
  ]) {
    assert.equal(read(epoch, content), undefined);
  }
});

test("E5: grants stand in genesis, revoke and epoch, and nowhere else", () => {
  for (const [kind, content] of contents.entries()) {
    const needsGrants = kind === 0 || kind === 2 || kind === 3;
    const withGrants = decodePublicPart(kind, encode([content, grantsValue]));
    const without = decodePublicPart(kind, encode([content, null]));
    assert.equal(withGrants !== undefined, needsGrants);
    assert.equal(without !== undefined, !needsGrants);
  }
});

test("E5: grants are sorted by recipient, none twice, each of its exact lengths", () => {
  const [first, second] = grantsValue[1] as readonly (readonly Uint8Array[])[];
  assert.ok(first && second);
  const read = (value: CodecValue) => decodePublicPart(3, encode([[1, []], value]));
  const { commitment } = grants;
  assert.notEqual(read([commitment, [first, second]]), undefined);
  const [id, encapsulation, ciphertext] = first as [Uint8Array, Uint8Array, Uint8Array];
  const wrong: readonly CodecValue[] = [
    [commitment, [second, first]],
    [commitment, [first, first]],
    [commitment, []],
    [commitment.subarray(1), [first]],
    [commitment, [[id.subarray(1), encapsulation, ciphertext]]],
    [commitment, [[id, encapsulation.subarray(1), ciphertext]]],
    [commitment, [[id, encapsulation, ciphertext.subarray(1)]]],
    [commitment, [[id, encapsulation]]],
    [commitment, [[id, encapsulation, ciphertext, null]]],
    [commitment, [first], null],
    [commitment],
    [[first], commitment],
  ];
  for (const value of wrong) assert.equal(read(value), undefined);
});

test("E4: changed bytes never throw, and what decodes is its own encoding", () => {
  const kinds = fc.nat(8);
  const anything = fc.oneof(
    fc
      .tuple(fc.constantFrom(...parts), fc.nat(), fc.integer({ min: 1, max: 255 }))
      .map(([part, at, difference]) => withByteChanged(encodePublicPart(part), at, difference)),
    codecValue.map((value) => encode(value)),
    fc.uint8Array({ maxLength: 100 }),
  );
  fc.assert(
    fc.property(kinds, anything, (kind, bytes) => {
      const part = decodePublicPart(kind, bytes);
      if (part !== undefined) assert.deepEqual(encodePublicPart(part), Uint8Array.from(bytes));
    }),
    runs(500),
  );
});

test("E4: every field of a public part has its length and its bounds", () => {
  const oneGrant = [sortedIds[0] ?? null, random(1_120), random(48)];
  const withGrants = (content: CodecValue) => [content, [grants.commitment, [oneGrant]]];
  const read = (kind: number) => (value: CodecValue) => decodePublicPart(kind, encode(value));
  const epochs = [1, limits.epochMax] as const;
  assertBounds(read(0), withGrants(contents[0] ?? null), { "0.1": [1, 255] });
  assertBounds(read(1), [contents[1] ?? null, null]);
  assertBounds(read(2), withGrants([sortedIds.slice(0, 1), [1]]), { "0.1.0": epochs });
  assertBounds(read(3), withGrants([1, [1]]), { "0.0": [1, 255], "0.1.0": epochs });
});

test("E4: as many lost epochs as there may be epochs are read", () => {
  const all = Array.from({ length: limits.epochMax }, (_, index) => index + 1);
  assert.notEqual(decodePublicPart(3, encode([[1, all], grantsValue])), undefined);
});

test("E4: a genesis founds an account or a vault, and nothing else", () => {
  const genesisFields = contents[0] as readonly CodecValue[];
  const founds = (chainKind: CodecValue) =>
    decodePublicPart(0, encode([[chainKind, ...genesisFields.slice(1)], grantsValue])) !==
    undefined;
  assert.equal(founds("account"), true);
  assert.equal(founds("vault"), true);
  for (const other of ["household", "", null, 0]) assert.equal(founds(other), false);
});
