import assert from "node:assert/strict";
import test from "node:test";
import { x25519 } from "@noble/curves/ed25519.js";
import { concat } from "../bytes.ts";
import { clientInputKey, exchangeKeyOf, serverInputKey, sharedSecret } from "./key-exchange.ts";
import { randomBytes } from "../../../test/fixtures/random.ts";
import { missing, readVectors, type Wycheproof } from "../../../test/fixtures/shared-vectors.ts";

const [clientSecret, serverSecret, channelSecret] = [
  randomBytes(32),
  randomBytes(32),
  randomBytes(32),
];
const client = await exchangeKeyOf(clientSecret);
const server = await exchangeKeyOf(serverSecret);
const channel = await exchangeKeyOf(channelSecret);

test("C3: both sides have X25519(e_c, e_s) ‖ X25519(e_c, S_channel)", async () => {
  const expected = concat(
    x25519.getSharedSecret(clientSecret, server.publicKey),
    x25519.getSharedSecret(clientSecret, channel.publicKey),
  );
  const ofClient = await clientInputKey({
    ephemeral: client,
    serverEphemeral: server.publicKey,
    channelPublicKey: channel.publicKey,
  });
  const ofServer = await serverInputKey({
    ephemeral: server,
    channelKey: channel,
    clientEphemeral: client.publicKey,
  });
  assert.deepEqual(ofClient, expected);
  assert.deepEqual(ofServer, expected);
});

test("C3: the secret does not come back from its handle", async () => {
  await assert.rejects(crypto.subtle.exportKey("pkcs8", client.secret));
});

test("C3: who has not the pinned channel key has another input key", async () => {
  const impostor = await exchangeKeyOf(randomBytes(32));
  const ofClient = await clientInputKey({
    ephemeral: client,
    serverEphemeral: server.publicKey,
    channelPublicKey: channel.publicKey,
  });
  const ofImpostor = await serverInputKey({
    ephemeral: server,
    channelKey: impostor,
    clientEphemeral: client.publicKey,
  });
  assert.deepEqual(ofClient?.subarray(0, 32), ofImpostor?.subarray(0, 32));
  assert.notDeepEqual(ofClient, ofImpostor);
});

const lowOrder = [
  "0000000000000000000000000000000000000000000000000000000000000000",
  "0100000000000000000000000000000000000000000000000000000000000000",
  "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
  "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
  "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
  "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
].map((hex) => Buffer.from(hex, "hex"));

test("C3: a low-order or malformed key of the other side gives no input key", async () => {
  for (const point of [...lowOrder, new Uint8Array(0), new Uint8Array(31), new Uint8Array(33)]) {
    const ephemeral = { ephemeral: client, serverEphemeral: point };
    const fixed = { channelPublicKey: channel.publicKey };
    assert.equal(await clientInputKey({ ...ephemeral, ...fixed }), undefined);
    const pinned = {
      ephemeral: client,
      serverEphemeral: server.publicKey,
      channelPublicKey: point,
    };
    assert.equal(await clientInputKey(pinned), undefined);
    const keys = { ephemeral: server, channelKey: channel };
    assert.equal(await serverInputKey({ ...keys, clientEphemeral: point }), undefined);
  }
});

interface Case {
  readonly public: string;
  readonly private: string;
  readonly shared: string;
}

const vectors = "wycheproof/x25519_test.json";

test("C3: Wycheproof X25519", { skip: missing(vectors) }, async () => {
  let count = 0;
  let zeroCount = 0;
  for (const group of (readVectors(vectors) as Wycheproof<object, Case>).testGroups) {
    for (const { public: point, private: secret, shared, flags, tcId } of group.tests) {
      const key = await exchangeKeyOf(Buffer.from(secret, "hex"));
      assert.deepEqual(
        key.publicKey,
        Uint8Array.from(x25519.getPublicKey(Buffer.from(secret, "hex"))),
      );
      const isZero = /^0+$/.test(shared);
      assert.equal(isZero, flags.includes("ZeroSharedSecret"));
      const result = await sharedSecret(key.secret, Buffer.from(point, "hex"));
      assert.equal(result?.toHex(), isZero ? undefined : shared, `test ${tcId}`);
      count += 1;
      if (isZero) zeroCount += 1;
    }
  }
  assert.equal(count, 518);
  assert.ok(zeroCount > 0);
});
