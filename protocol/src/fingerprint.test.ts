import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";
import { headCode, safetyNumber } from "./fingerprint.ts";
import { newRoot, TestChain } from "../../test/fixtures/chain.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

function groups(hash: Buffer): string {
  const number = (group: number) =>
    BigInt(`0x${hash.toString("hex").slice(10 * group, 10 * group + 10)}`);
  return Array.from({ length: 8 }, (_, group) =>
    String(number(group) % 100_000n).padStart(5, "0"),
  ).join(" ");
}

test("F1: the safety number is of the genesis and the sorted keys of the members", async () => {
  const chain = await TestChain.found();
  const member = [...chain.state.members.values()][0];
  assert.ok(member);
  const other = await newRoot();
  const others = { ...other, verifyKey: member.verifyKey };
  const keys = [member, others].map((each) =>
    Buffer.concat([each.identityKey, each.identityKemKey]),
  );
  const hash = createHash("sha512").update("coffer/v1/safety\0").update(chain.state.genesisHash);
  for (const key of keys.toSorted((a, b) => Buffer.compare(a, b))) hash.update(key);
  const expected = groups(hash.digest());
  const { genesisHash } = chain.state;
  for (const order of [
    [member, others],
    [others, member],
  ]) {
    const members = new Map(order.map((each) => [each.accountId.toHex(), each]));
    assert.equal(safetyNumber({ genesisHash, members }), expected);
  }
  assert.match(expected, /^(\d{5} ){7}\d{5}$/);
});

test("F1: the safety number stays when devices and epochs change, and differs between chains", async () => {
  const chain = await TestChain.found();
  const before = safetyNumber(chain.state);
  const device = await chain.addDevice();
  await chain.revoke([device.deviceId]);
  assert.equal(safetyNumber(chain.state), before);
  const { root, device: author } = chain;
  assert.notEqual(
    safetyNumber((await TestChain.found("vault", { root, device: author })).state),
    before,
  );
});

test("F2: the head code is of the vault, the seq and the hash", () => {
  const state = { vaultId: randomBytes(16), seq: 258, head: randomBytes(32) };
  const seq = Buffer.from("0000000000000102", "hex");
  const hash = createHash("sha512").update("coffer/v1/head\0");
  const expected = groups(hash.update(state.vaultId).update(seq).update(state.head).digest());
  assert.equal(headCode(state), expected);
  assert.notEqual(headCode({ ...state, seq: 259 }), expected);
  assert.notEqual(headCode({ ...state, head: randomBytes(32) }), expected);
  assert.notEqual(headCode({ ...state, vaultId: randomBytes(16) }), expected);
});
