import assert from "node:assert/strict";
import test from "node:test";
import { Channel, channelKeys, encodeClear, transcriptHash, type Bytes } from "@coffer/protocol";
import { logIn, register } from "./connection.ts";
import {
  answerLogin,
  answerRegistration,
  createOpaqueSetup,
  finishServerLogin,
} from "../../protocol/src/opaque-server.ts";
import { serverConfirmation } from "../../protocol/src/session/channel.ts";
import { encodeServerMessage } from "../../protocol/src/session/sealed-messages.ts";
import {
  deviceId,
  facts,
  hello,
  identity,
  keys,
  loginName,
  meeting,
  password,
  worldWith,
} from "../../test/fixtures/client-wire.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

/** The record that a server would keep of the password. */
async function recordOf(typed: string): Promise<Bytes> {
  let record: Bytes | undefined;
  const environment = worldWith(async (wire) => {
    wire.say(hello);
    await wire.hear();
    const start = await wire.hear();
    assert.ok(start?.type === "register.start");
    const request = start.fields[2];
    const response = await answerRegistration({ keys, loginName, request });
    assert.ok(response !== undefined);
    wire.say(encodeClear("register.response", response));
    const finish = await wire.hear();
    assert.ok(finish?.type === "register.finish");
    record = finish.fields[0];
    wire.say(encodeClear("done"));
  });
  const registered = await meeting(environment, (greeting) =>
    register(greeting, { loginName, password: typed, invitation: null }),
  );
  assert.ok(registered.ok && "finish" in registered.value);
  const [box, genesis] = [randomBytes(40), randomBytes(40)];
  const finished = await registered.value.finish({
    accountBox: box,
    rootBox: box,
    recoveryBox: box,
    recoveryPublicKey: randomBytes(32),
    accountGenesis: genesis,
    vaultGenesis: genesis,
  });
  assert.deepEqual(finished, { ok: true, value: null });
  assert.ok(record !== undefined);
  return record;
}

const record = await recordOf(password);

/** Logs in to a server that has this record, and says this in its first sealed frame. */
async function logInTo(served: {
  readonly setup: Bytes;
  readonly welcome: (confirmation: Bytes) => Bytes;
}): Promise<unknown> {
  const environment = worldWith(async (wire) => {
    wire.say(hello);
    await wire.hear();
    const start = await wire.hear();
    assert.ok(start?.type === "login.start");
    const own = { ...keys, setup: served.setup };
    const request = start.fields[2];
    const answer = await answerLogin({ keys: own, identity, record, request });
    assert.ok(answer !== undefined);
    wire.say(encodeClear("login.response", answer.response));
    const finish = await wire.hear();
    if (finish?.type !== "login.finish") return;
    const [ke3] = finish.fields;
    const sessionKey = await finishServerLogin({ state: answer.state, finish: ke3, identity });
    assert.ok(sessionKey !== undefined);
    const made = channelKeys(transcriptHash(wire.transcript), sessionKey);
    const channel = new Channel("server", made);
    wire.socket.send(await channel.seal(served.welcome(serverConfirmation(made))));
  });
  return meeting(environment, (greeting) => logIn(greeting, { loginName, password, deviceId }));
}

test("a login brings a session, the account and the export key, if the server tells the account", async () => {
  const { setup } = keys;
  const good = (await logInTo({
    setup,
    welcome: (confirmation) => encodeServerMessage("welcome", confirmation, facts),
  })) as { readonly ok: boolean; readonly value: { readonly exportKey: Bytes } };
  assert.equal(good.ok, true);
  assert.equal(good.value.exportKey.length, 64);
  const bare = await logInTo({
    setup,
    welcome: (confirmation) => encodeServerMessage("welcome", confirmation, null),
  });
  assert.deepEqual(bare, { ok: false, error: { code: "server-misbehaves" } });
  const unconfirmed = await logInTo({
    setup,
    welcome: () => encodeServerMessage("welcome", randomBytes(32), facts),
  });
  assert.deepEqual(unconfirmed, { ok: false, error: { code: "server-misbehaves" } });
});

test("a login that another OPAQUE key than the hello's answers is refused", async () => {
  const setup = await createOpaqueSetup();
  const other = await logInTo({
    setup,
    welcome: (confirmation) => encodeServerMessage("welcome", confirmation, facts),
  });
  assert.deepEqual(other, { ok: false, error: { code: "login-refused" } });
});

test("a registration that another OPAQUE key than the hello's answers is refused", async () => {
  const other = { ...keys, setup: await createOpaqueSetup() };
  const environment = worldWith(async (wire) => {
    wire.say(hello);
    await wire.hear();
    const start = await wire.hear();
    assert.ok(start?.type === "register.start");
    const request = start.fields[2];
    const response = await answerRegistration({ keys: other, loginName, request });
    assert.ok(response !== undefined);
    wire.say(encodeClear("register.response", response));
  });
  const registered = await meeting(environment, (greeting) =>
    register(greeting, { loginName, password, invitation: null }),
  );
  assert.deepEqual(registered, { ok: false, error: { code: "server-misbehaves" } });
});
