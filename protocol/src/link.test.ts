import assert from "node:assert/strict";
import { argon2Sync, createHash, hkdfSync } from "node:crypto";
import test from "node:test";
import { unwrap, wrap } from "./box.ts";
import { concat } from "./bytes.ts";
import { encode } from "./codec.ts";
import type { AccountSecret } from "./key-hierarchy.ts";
import {
  argon2idCost,
  linkKeys,
  newLinkCode,
  openLinkBox,
  parseLinkCode,
  sealLinkBox,
  type Argon2id,
  type LinkContent,
} from "./link.ts";
import { limits } from "./limits.ts";
import { boundCases } from "../../test/fixtures/bounds.ts";
import { withByteChanged } from "../../test/fixtures/codec-values.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const argon2id: Argon2id = (options) =>
  Promise.resolve(
    new Uint8Array(
      argon2Sync("argon2id", {
        message: options.password,
        nonce: options.salt,
        memory: options.memoryKib,
        passes: options.passes,
        parallelism: options.lanes,
        tagLength: 32,
      }),
    ),
  );

const serverId = randomBytes(16);
const content: LinkContent = {
  accountSecret: randomBytes(20) as AccountSecret,
  loginName: "ada",
  accountId: randomBytes(16),
  serverId,
  opaquePublicKey: randomBytes(32),
  channelPublicKey: randomBytes(32),
  chains: [0, 41].map((seq) => ({
    vaultId: randomBytes(16),
    genesisHash: randomBytes(32),
    seq,
    head: randomBytes(32),
  })),
};

test("K4: a link code is 16 characters of 80 random bits, read as it was typed", () => {
  const code = newLinkCode((length) => new Uint8Array(length).fill(0xff));
  assert.equal(code, "ZZZZZZZZZZZZZZZZ");
  assert.match(newLinkCode(randomBytes), /^[0-9A-HJKMNP-TV-Z]{16}$/);
  assert.equal(parseLinkCode("zzzz-zzzz zzzz-ZZZO"), "ZZZZZZZZZZZZZZZ0");
  for (const typed of ["", "ZZZZ", "ZZZZZZZZZZZZZZZZZ", "ZZZZZZZZZZZZZZZU"]) {
    assert.equal(parseLinkCode(typed), undefined);
  }
});

test("K4: box id and key come from Argon2id of the code, salted with the server", async () => {
  const asked: Parameters<Argon2id>[0][] = [];
  const key = randomBytes(32);
  const keys = await linkKeys("0123456789ABCDEF", serverId, (options) => {
    asked.push(options);
    return Promise.resolve(key);
  });
  const hash = createHash("sha256").update("coffer/v1/link-salt\0").update(serverId).digest();
  assert.equal(asked.length, 1);
  assert.deepEqual(Buffer.from(asked[0]?.password ?? []), Buffer.from("0123456789ABCDEF"));
  assert.deepEqual(Buffer.from(asked[0]?.salt ?? []), hash.subarray(0, 16));
  assert.deepEqual(argon2idCost, { memoryKib: 65_536, passes: 3, lanes: 4 });
  const { memoryKib, passes, lanes } = asked[0] ?? argon2idCost;
  assert.deepEqual({ memoryKib, passes, lanes }, argon2idCost);
  const derived = (info: string) => Buffer.from(hkdfSync("sha256", key, "", info, 32));
  assert.deepEqual(Buffer.from(keys.boxId), derived("coffer/v1/link-id\0").subarray(0, 16));
  assert.deepEqual(Buffer.from(keys.boxKey), derived("coffer/v1/link-box\0"));
});

const keys = await linkKeys("0123456789ABCDEF", serverId, argon2id);

test("K5: a link box holds the secret, the name, the server's keys and the heads", async () => {
  const box = await sealLinkBox({ keys, serverId, content, randomBytes });
  const context = concat(serverId, keys.boxId);
  const plaintext = await unwrap({ key: keys.boxKey, purpose: "link", context, box });
  assert.deepEqual(
    plaintext,
    encode([
      content.accountSecret,
      "ada",
      content.accountId,
      serverId,
      content.opaquePublicKey,
      content.channelPublicKey,
      content.chains.map((chain) => [chain.vaultId, chain.genesisHash, chain.seq, chain.head]),
    ]),
  );
  assert.deepEqual(await openLinkBox({ keys, serverId, box }), content);
});

test("K5: the box of the largest account fits", async () => {
  const [chain] = content.chains;
  assert.ok(chain);
  const chains = Array.from({ length: limits.vaultsPerAccountMax + 1 }, () => chain);
  const largest = { ...content, chains, loginName: "x".repeat(128) };
  const box = await sealLinkBox({ keys, serverId, content: largest, randomBytes });
  assert.ok(box.length <= limits.linkBoxMax);
  assert.deepEqual(await openLinkBox({ keys, serverId, box }), largest);
});

test("K6: another code, server or id, or a changed byte opens nothing", async () => {
  const box = await sealLinkBox({ keys, serverId, content, randomBytes });
  const otherKeys = await linkKeys("0123456789ABCDEG", serverId, argon2id);
  assert.equal(await openLinkBox({ keys: otherKeys, serverId, box }), undefined);
  assert.equal(await openLinkBox({ keys, serverId: randomBytes(16), box }), undefined);
  const otherId = { ...keys, boxId: randomBytes(16) };
  assert.equal(await openLinkBox({ keys: otherId, serverId, box }), undefined);
  for (let at = 0; at < box.length; at += 7) {
    assert.equal(await openLinkBox({ keys, serverId, box: withByteChanged(box, at) }), undefined);
  }
});

test("K6: every field of a link box has its length and its bounds", async () => {
  const chain = [randomBytes(16), randomBytes(32), 3, randomBytes(32)];
  const value = [
    content.accountSecret,
    "ada",
    content.accountId,
    serverId,
    content.opaquePublicKey,
    content.channelPublicKey,
    [chain],
  ];
  const context = concat(serverId, keys.boxId);
  const cases = boundCases(value, {
    "1": [0, 2 * limits.loginNameCharactersMax],
    "6": [1, limits.vaultsPerAccountMax + 1],
  });
  for (const each of cases) {
    const plaintext = encode(each.value);
    const box = await wrap({ key: keys.boxKey, purpose: "link", context, plaintext, randomBytes });
    const opened = await openLinkBox({ keys, serverId, box });
    assert.equal(opened !== undefined, each.isInside, each.name);
  }
});

test("K6: sealed content of another shape is refused", async () => {
  const values = [
    content.accountSecret,
    "ada",
    content.accountId,
    serverId,
    content.opaquePublicKey,
    content.channelPublicKey,
  ];
  const chain = [randomBytes(16), randomBytes(32), 3, randomBytes(32)];
  const wrong = [
    encode([...values, []]),
    encode([...values, [chain.slice(1)]]),
    encode([...values, [[...chain, 1]]]),
    encode([...values, [chain], null]),
    encode(values),
    encode([randomBytes(19), ...values.slice(1), [chain]]),
    encode([...values, Array.from({ length: limits.vaultsPerAccountMax + 2 }, () => chain)]),
    Uint8Array.of(0xff),
    new Uint8Array(0),
  ];
  const context = concat(serverId, keys.boxId);
  const sealed = (plaintext: Uint8Array) =>
    wrap({ key: keys.boxKey, purpose: "link", context, plaintext, randomBytes });
  for (const plaintext of wrong) {
    const box = await sealed(plaintext);
    assert.equal(await openLinkBox({ keys, serverId, box }), undefined);
  }
  const box = await sealed(encode([...values, [chain]]));
  assert.notEqual(await openLinkBox({ keys, serverId, box }), undefined);
});
