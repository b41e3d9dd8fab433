import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { decode, encode, type CodecValue } from "../codec.ts";
import type { AccountSecret } from "../key-hierarchy.ts";
import { limits } from "../limits.ts";
import {
  accountChangeValue,
  belongsToChain,
  changeTypes,
  needsIdentityKey,
  readAccountChange,
  type AccountChange,
} from "./change.ts";
import { assertBounds } from "../../../test/fixtures/bounds.ts";
import { codecValue } from "../../../test/fixtures/codec-values.ts";
import { runs } from "../../../test/fixtures/effort.ts";
import { countedRandom } from "../../../test/fixtures/random.ts";

const random = countedRandom("change");
const [id, hash, key, secret] = [random(16), random(32), random(32), random(20)];

function roundTrip(change: AccountChange, value: CodecValue): void {
  assert.deepEqual(accountChangeValue(change), value);
  const decoded = decode(encode(value));
  assert.ok(decoded.ok);
  assert.deepEqual(readAccountChange(change.type, decoded.value), change);
}

function refuses(type: number, values: readonly CodecValue[]): void {
  for (const value of values) assert.equal(readAccountChange(type, value), undefined);
}

test("T5: types have these numbers, and each its kind of chain", () => {
  assert.deepEqual(changeTypes, {
    ledger: 0,
    vaultList: 1,
    recoveryKey: 2,
    serverKeys: 3,
    rekey: 4,
    pin: 5,
    deviceName: 6,
    heartbeat: 7,
  });
  const inVault = new Set([0, 6, 7]);
  const inAccount = new Set([1, 2, 3, 4, 5, 6, 7]);
  for (let type = 0; type < 8; type += 1) {
    assert.equal(belongsToChain(type, "vault"), inVault.has(type), `${type} in a vault`);
    assert.equal(belongsToChain(type, "account"), inAccount.has(type), `${type} in an account`);
  }
});

test("T5: vault list, recovery key, server keys and rekey need the identity key, others do not", () => {
  const needing = new Set([1, 2, 3, 4]);
  for (let type = 0; type < 256; type += 1) {
    assert.equal(needsIdentityKey(type), needing.has(type));
  }
});

test("T6: vault list, recovery key and server keys", () => {
  const vaults = [
    { vaultId: id, genesisHash: null },
    { vaultId: random(16), genesisHash: hash },
  ];
  roundTrip(
    { type: 1, vaults },
    vaults.map((vault) => [vault.vaultId, vault.genesisHash]),
  );
  refuses(1, [
    [],
    [id],
    [[id]],
    [[id, id]],
    [[hash, null]],
    Array.from({ length: 17 }, () => [id, null]),
    null,
  ]);
  roundTrip({ type: 2, recoveryPublicKey: key }, key);
  refuses(2, [id, [key], null, "key"]);
  const serverKeys = { serverId: id, opaquePublicKey: key, channelPublicKey: hash };
  roundTrip({ type: 3, serverKeys }, [id, key, hash]);
  refuses(3, [[id, key], [key, key, hash], [id, key, hash, null], null]);
});

test("T7: rekey", () => {
  const accountSecret = secret as AccountSecret;
  const change = { type: 4, generation: 2, accountBoxHash: hash } as const;
  roundTrip({ ...change, accountSecret }, [2, hash, secret]);
  roundTrip({ ...change, accountSecret: null }, [2, hash, null]);
  refuses(4, [
    [0, hash, null],
    [2, id, null],
    [2, hash, id],
    [2 ** 32, hash, null],
    [2, hash],
  ]);
});

test("T8: pin", () => {
  roundTrip({ type: 5, vaultId: id, seq: 0, hash }, [id, 0, hash]);
  refuses(5, [[id, -1, hash], [hash, 0, hash], [id, 0, id], [id, 0, hash, 0], null]);
});

test("T9: device name and heartbeat", () => {
  roundTrip({ type: 6, deviceId: id, name: "Zoë's phone" }, [id, "Zoë's phone"]);
  refuses(6, [[id], [id, "x".repeat(65)], [hash, "x"], "x"]);
  roundTrip({ type: 7, clockSeconds: 1_795_000_000 }, 1_795_000_000);
  refuses(7, [-1, 2n ** 53n, "now", [1], null]);
});

test("T5: an unknown type and a value of another shape are no change", () => {
  refuses(0, [null, 1, "x"]);
  fc.assert(
    fc.property(fc.nat(300), codecValue, (type, value) => {
      const change = readAccountChange(type, value);
      if (change === undefined) return;
      assert.equal(change.type, type);
      assert.deepEqual(accountChangeValue(change), value);
    }),
    runs(300),
  );
  refuses(8, [null, 1, [id, key, hash]]);
  refuses(255, [null, 1, [id, key, hash]]);
});

test("T5: every field of a change has its length and its bounds", () => {
  const read = (type: number) => (value: CodecValue) => readAccountChange(type, value);
  assertBounds(read(1), [[id, hash]], { "": [1, limits.vaultsPerAccountMax] });
  assertBounds(read(2), key);
  assertBounds(read(3), [id, key, key]);
  assertBounds(read(4), [1, hash, secret], { "0": [1, 0xffff_ffff] });
  assertBounds(read(5), [id, 0, hash]);
  assertBounds(read(6), [id, "phone"], { "1": [0, limits.deviceNameCharactersMax] });
});
