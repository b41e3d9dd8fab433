import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decode, encode, type CodecValue } from "../codec.ts";
import type { EpochKey } from "../key-hierarchy.ts";
import { limits } from "../limits.ts";
import { decodePlaintext, encodePlaintext, type Plaintext } from "./plaintext.ts";
import { assertBounds } from "../../../test/fixtures/bounds.ts";
import { codecValue } from "../../../test/fixtures/codec-values.ts";
import { runs } from "../../../test/fixtures/effort.ts";
import { countedRandom } from "../../../test/fixtures/random.ts";

const random = countedRandom("plaintext");
const [hash, id] = [random(32), random(16)];
const [first, second] = [random(32) as EpochKey, random(32) as EpochKey];

test("T1: a plaintext is schema, account head, epoch keys and changes", () => {
  const plaintext: Plaintext = {
    schema: 1,
    accountHead: { seq: 9, hash },
    epochKeys: new Map([
      [2, second],
      [1, first],
    ]),
    changes: [{ id, type: 0, value: "lunch" }],
  };
  const value = [
    1,
    [9, hash],
    [
      [1, first],
      [2, second],
    ],
    [[id, 0, "lunch"]],
  ];
  assert.deepEqual(decode(encodePlaintext(plaintext)), { ok: true, value });
  const sorted = new Map([...plaintext.epochKeys].toSorted(([a], [b]) => a - b));
  const read = decodePlaintext(encodePlaintext(plaintext));
  assert.deepEqual(read, { ...plaintext, epochKeys: sorted });
});

test("T1: every plaintext comes back", () => {
  const bytesOf = (length: number) =>
    fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Uint8Array.from(bytes));
  const plain = { noNullPrototype: true };
  const head = fc.record({ seq: fc.nat(), hash: bytesOf(32) }, plain);
  const change = fc.record({ id: bytesOf(16), type: fc.nat(255), value: codecValue }, plain);
  const fields = {
    schema: fc.integer({ min: 1, max: 255 }),
    accountHead: fc.option(head),
    epochKeys: fc
      .uniqueArray(fc.integer({ min: 1, max: 65_535 }), { maxLength: 5 })
      .map((epochs) => new Map(epochs.map((epoch) => [epoch, random(32) as EpochKey]))),
    changes: fc.array(change, { maxLength: 5 }),
  };
  fc.assert(
    fc.property(fc.record(fields, plain), (plaintext) => {
      assert.deepEqual(decodePlaintext(encodePlaintext(plaintext)), plaintext);
    }),
    runs(100),
  );
});

const read = (value: CodecValue) => decodePlaintext(encode(value));

test("T2: the account head is a seq and a hash, or null", () => {
  assert.deepEqual(read([1, null, [], []])?.accountHead, null);
  assert.deepEqual(read([1, [0, hash], [], []])?.accountHead, { seq: 0, hash });
  for (const head of [[], [0], [hash, 0], [0, hash, 1], [-1, hash], [0, id], 0]) {
    assert.equal(read([1, head, [], []]), undefined);
  }
});

test("T3: an epoch key has 32 bytes and an epoch from 1", () => {
  assert.deepEqual(read([1, null, [[4, first]], []])?.epochKeys, new Map([[4, first]]));
  for (const item of [[0, first], [4], [4, first.subarray(1)], [4, first, 1], first, null]) {
    assert.equal(read([1, null, [item], []]), undefined);
  }
});

test("T3: epoch keys that are not sorted, or stand twice, are no plaintext", () => {
  assert.notEqual(
    read([
      1,
      null,
      [
        [1, first],
        [3, first],
      ],
      [],
    ]),
    undefined,
  );
  for (const epochs of [
    [2, 1],
    [1, 1],
    [3, 1, 2],
    [1, 2, 2],
  ]) {
    const keys = epochs.map((epoch) => [epoch, first] as const);
    assert.equal(read([1, null, keys, []]), undefined, epochs.join());
  }
});

test("T4: a change is an id of 16 bytes, a type and any value", () => {
  const value = new Map<number | string, CodecValue>([["amount", -1_250n * 10n ** 15n]]);
  assert.deepEqual(read([1, null, [], [[id, 0, value]]])?.changes, [{ id, type: 0, value }]);
  for (const item of [[id, 0], [id, 0, 1, 2], [hash, 0, 1], [id, 256, 1], [id, -1, 1], null]) {
    assert.equal(read([1, null, [], [item]]), undefined);
  }
});

test("T1: other shapes and bytes are no plaintext", () => {
  for (const value of [
    [0, null, [], []],
    [256, null, [], []],
    [1, null, []],
    [1, null, [], [], 1],
    null,
  ]) {
    assert.equal(read(value), undefined);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      assert.equal(decodePlaintext(bytes), undefined);
    }),
    runs(200),
  );
});

test("T1: every field of a plaintext has its length and its bounds", () => {
  assertBounds(read, [1, [0, hash], [[1, first]], [[id, 0, null]]], {
    "0": [1, 255],
    "2.0.0": [1, limits.epochMax],
    "3": [0, limits.changesPerEntryMax],
    "3.0.1": [0, 255],
  });
  const keys = (count: number) => Array.from({ length: count }, (_, index) => [index + 1, first]);
  assert.notEqual(read([1, null, keys(limits.epochMax), []]), undefined);
});
