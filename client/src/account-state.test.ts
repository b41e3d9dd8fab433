import assert from "node:assert/strict";
import test from "node:test";
import {
  decode,
  encode,
  type AccountChange,
  type AccountSecret,
  type Plaintext,
} from "@coffer/protocol";
import { AccountFold } from "./account-state.ts";
import type { FoldedEntry } from "./fold.ts";
import { told } from "../../test/fixtures/client-account.ts";
import { plaintextOf } from "../../test/fixtures/chain.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const author = randomBytes(16);
const vaultId = randomBytes(16);
const otherVaultId = randomBytes(16);
const [hashA, hashB, hashC] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
  Uint8Array<ArrayBuffer>,
  Uint8Array<ArrayBuffer>,
  Uint8Array<ArrayBuffer>,
];
const secretA = randomBytes(20) as AccountSecret;
const secretB = randomBytes(20) as AccountSecret;

/** The fold of entries with these changes each; null is a void part. */
function foldOf(...entries: readonly (readonly AccountChange[] | null)[]): AccountFold {
  const fold = new AccountFold();
  fold.apply(entries.map(entryOf));
  return fold;
}

function entryOf(changes: readonly AccountChange[] | null, seq: number): FoldedEntry {
  const plaintext: Plaintext | undefined =
    changes === null ? undefined : plaintextOf(changes.map(told));
  return { seq, hash: new Uint8Array(32).fill(seq), author, plaintext };
}

function rekey(generation: number, accountSecret: AccountSecret | null): AccountChange {
  return { type: 4, generation, accountBoxHash: hashA, accountSecret };
}

test("an account that has said nothing has nothing, in generation 1", () => {
  const { state } = foldOf();
  assert.deepEqual(state.vaults, []);
  assert.equal(state.generation, 1);
  assert.equal(state.accountSecret, null);
  assert.equal(state.serverKeys, null);
  assert.equal(state.recoveryPublicKey, null);
});

test("the later word counts: vault list, recovery key, server keys, names, last seen", () => {
  const serverKeys = (byte: number) => ({
    serverId: new Uint8Array(16).fill(byte),
    opaquePublicKey: hashA,
    channelPublicKey: hashB,
  });
  const { state } = foldOf(
    [
      { type: 1, vaults: [{ vaultId, genesisHash: null }] },
      { type: 2, recoveryPublicKey: hashA },
      { type: 3, serverKeys: serverKeys(1) },
      { type: 6, deviceId: author, name: "phone" },
      { type: 7, clockSeconds: 100 },
    ],
    [
      { type: 1, vaults: [{ vaultId: otherVaultId, genesisHash: hashC }] },
      { type: 2, recoveryPublicKey: hashB },
      { type: 3, serverKeys: serverKeys(2) },
      { type: 6, deviceId: author, name: "new phone" },
      { type: 7, clockSeconds: 50 },
    ],
  );
  assert.deepEqual(state.vaults, [{ vaultId: otherVaultId, genesisHash: hashC }]);
  assert.deepEqual(state.recoveryPublicKey, hashB);
  assert.deepEqual(state.serverKeys, serverKeys(2));
  assert.deepEqual([...state.deviceNames], [[author.toHex(), "new phone"]]);
  assert.deepEqual([...state.lastSeen], [[author.toHex(), 50]]);
});

test("the later rekey counts, and one that keeps the secret keeps it", () => {
  const { state } = foldOf(
    [rekey(2, secretA)],
    [rekey(3, null)],
    [rekey(4, secretB)],
    [rekey(5, null)],
  );
  assert.equal(state.generation, 5);
  assert.deepEqual(state.accountSecret, secretB);
});

test("the farthest pin of each vault stands, and none goes back", () => {
  const pin = (seq: number, hash: Uint8Array<ArrayBuffer>, of = vaultId): AccountChange => ({
    type: 5,
    vaultId: of,
    seq,
    hash,
  });
  const fold = foldOf(
    [pin(5, hashA)],
    [pin(9, hashB), pin(7, hashC)],
    [pin(9, hashC)],
    [pin(2, hashA, otherVaultId)],
  );
  assert.deepEqual(
    [...fold.state.pins],
    [
      [vaultId.toHex(), { seq: 9, hash: hashB }],
      [otherVaultId.toHex(), { seq: 2, hash: hashA }],
    ],
  );
});

test("every pin waits to be held against its vault, also one that is not the farthest", () => {
  const fold = foldOf(
    [{ type: 5, vaultId, seq: 9, hash: hashA }],
    [{ type: 5, vaultId, seq: 9, hash: hashB }],
    [{ type: 5, vaultId, seq: 3, hash: hashC }],
    [{ type: 5, vaultId: otherVaultId, seq: 1, hash: hashA }],
  );
  const open = [
    { seq: 9, hash: hashA },
    { seq: 9, hash: hashB },
    { seq: 3, hash: hashC },
  ];
  assert.deepEqual(fold.openPinsOf(vaultId.toHex()), open);
  fold.settlePinsOf(vaultId.toHex());
  assert.deepEqual(fold.openPinsOf(vaultId.toHex()), []);
  assert.deepEqual(fold.openPinsOf(otherVaultId.toHex()), [{ seq: 1, hash: hashA }]);
});

test("void entries are named with their author, have no effect, and keep their place", () => {
  const fold = foldOf([rekey(2, secretA)], null, [rekey(3, null)]);
  assert.deepEqual(fold.voids, [{ seq: 1, author }]);
  assert.equal(fold.state.generation, 3);
  assert.deepEqual(fold.hashAt(1), new Uint8Array(32).fill(1));
  assert.equal(fold.hashAt(3), undefined);
});

test("what was dumped is restored, and goes on as the original would", () => {
  const fold = foldOf(
    [
      {
        type: 1,
        vaults: [
          { vaultId, genesisHash: null },
          { vaultId: otherVaultId, genesisHash: hashC },
        ],
      },
      { type: 2, recoveryPublicKey: hashA },
      {
        type: 3,
        serverKeys: { serverId: randomBytes(16), opaquePublicKey: hashA, channelPublicKey: hashB },
      },
      rekey(2, secretA),
    ],
    null,
    [
      { type: 5, vaultId, seq: 9, hash: hashA },
      { type: 6, deviceId: author, name: "Télé 📱" },
      { type: 7, clockSeconds: 1_800_000_000 },
    ],
  );
  const bytes = encode(fold.dump());
  const decoded = decode(bytes);
  assert.ok(decoded.ok);
  const restored = new AccountFold();
  assert.equal(restored.restore(decoded.value), true);
  assert.deepEqual(restored.state, fold.state);
  assert.deepEqual(restored.voids, fold.voids);
  assert.deepEqual(restored.openPinsOf(vaultId.toHex()), fold.openPinsOf(vaultId.toHex()));
  assert.deepEqual(encode(restored.dump()), bytes);
  for (const each of [fold, restored]) each.apply([entryOf([rekey(8, null)], 3)]);
  assert.deepEqual(restored.state, fold.state);
  assert.deepEqual(restored.hashAt(3), fold.hashAt(3));
});

test("what is no dump is refused and changes nothing", () => {
  const fold = foldOf([rekey(2, secretA)]);
  const before = encode(fold.dump());
  const good = new AccountFold().dump() as readonly never[];
  for (const bad of [null, [], good.slice(1), [...good, null], good.with(3, "one" as never)]) {
    assert.equal(fold.restore(bad), false);
  }
  assert.deepEqual(encode(fold.dump()), before);
});

test("what is folded anew is shown when it is finished, and not before", () => {
  const fold = foldOf([rekey(2, secretA)], null);
  fold.restart();
  fold.apply([entryOf([rekey(7, secretB)], 0)]);
  assert.equal(fold.state.generation, 2);
  assert.equal(fold.voids.length, 1);
  fold.abandon();
  fold.finish();
  assert.equal(fold.state.generation, 2);
  fold.restart();
  fold.apply([entryOf([rekey(7, secretB)], 0)]);
  fold.finish();
  assert.equal(fold.state.generation, 7);
  assert.deepEqual(fold.voids, []);
  assert.deepEqual(fold.hashAt(0), new Uint8Array(32).fill(0));
});
