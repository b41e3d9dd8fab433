import assert from "node:assert/strict";
import test from "node:test";
import { concat, toBase64Url, type Bytes } from "./bytes.ts";
import { opaquePassword } from "./credentials.ts";
import { hmac256 } from "./hash.ts";
import {
  bytesOf,
  finishLogin,
  finishRegistration,
  identifiers,
  keyStretching,
  startLogin,
  startRegistration,
  type OpaqueIdentity,
} from "./opaque.ts";
import {
  answerLogin,
  answerRegistration,
  createOpaqueSetup,
  finishServerLogin,
  opaquePublicKey,
} from "./opaque-server.ts";
import {
  ke1Length,
  ke2Length,
  ke3Length,
  opaqueSetupLength,
  registrationRecordLength,
  registrationRequestLength,
  registrationResponseLength,
} from "./opaque-sizes.ts";
import { randomBytes } from "../../test/fixtures/random.ts";
import * as oracle from "../../test/oracle/opaque.ts";

const serverId = randomBytes(16);
const identity: OpaqueIdentity = { loginName: "ada", serverId };
const keys = { setup: await createOpaqueSetup(), enumerationKey: randomBytes(32) };
const serverPublicKey = await opaquePublicKey(keys.setup);
const accountSecret = randomBytes(20);
const passwordOf = (typed: string) =>
  opaquePassword({ accountSecret, loginName: "ada", serverId, password: typed });
const password = passwordOf("correct horse battery");

async function register(loginName = "ada", secret = password) {
  const { request, state } = await startRegistration(secret);
  const response = await answerRegistration({ keys, loginName, request });
  assert.ok(response);
  const registering = { password: secret, state, response, identity: { loginName, serverId } };
  const registered = await finishRegistration(registering);
  assert.ok(registered);
  return { ...registered, request, response };
}

const registered = await register();
const { record } = registered;

/** A login up to KE3; `answered` is what the server says to KE1. */
async function logIn(options: {
  readonly secret?: string;
  readonly record?: Uint8Array | null;
  readonly client?: OpaqueIdentity;
  readonly server?: OpaqueIdentity;
  readonly serverKeys?: typeof keys;
}) {
  const secret = options.secret ?? password;
  const { request, state } = await startLogin(secret);
  const server = options.server ?? identity;
  const asked = { keys: options.serverKeys ?? keys, identity: server, request };
  const answered = await answerLogin({
    ...asked,
    record: options.record === undefined ? record : options.record,
  });
  assert.ok(answered);
  const client = options.client ?? identity;
  const { response } = answered;
  const finished = await finishLogin({ password: secret, state, response, identity: client });
  return { request, state, answered, finished };
}

test("O3: registration and login agree on keys, and have the documented lengths", async () => {
  assert.equal(keys.setup.length, opaqueSetupLength);
  assert.equal(registered.request.length, registrationRequestLength);
  assert.equal(registered.response.length, registrationResponseLength);
  assert.equal(record.length, registrationRecordLength);
  assert.deepEqual(registered.serverPublicKey, serverPublicKey);

  const { request, answered, finished } = await logIn({});
  assert.ok(finished);
  assert.equal(request.length, ke1Length);
  assert.equal(answered.response.length, ke2Length);
  assert.equal(ke2Length, 320);
  assert.equal(finished.finish.length, ke3Length);
  assert.deepEqual(finished.exportKey, registered.exportKey);
  assert.equal(finished.exportKey.length, 64);
  assert.deepEqual(finished.serverPublicKey, serverPublicKey);
  const finishing = { state: answered.state, finish: finished.finish, identity };
  const sessionKey = await finishServerLogin(finishing);
  assert.deepEqual(sessionKey, finished.sessionKey);
  assert.equal(sessionKey?.length, 64);
});

test("O3: a new registration of the same password has another export key", async () => {
  const again = await register();
  assert.notDeepEqual(again.exportKey, registered.exportKey);
  assert.notDeepEqual(again.record, record);
});

test("O3: wrong password, secret, server, name or record are one answer, undefined", async () => {
  const otherSecret = opaquePassword({
    accountSecret: randomBytes(20),
    loginName: "ada",
    serverId,
    password: "correct horse battery",
  });
  const otherServer = { loginName: "ada", serverId: randomBytes(16) };
  const otherName = { loginName: "adb", serverId };
  const otherKeys = { ...keys, setup: await createOpaqueSetup() };
  const bob = await register("bob");
  const wrong: Readonly<Record<string, Parameters<typeof logIn>[0]>> = {
    "a wrong password": { secret: passwordOf("correct horse batterz") },
    "another Account Secret": { secret: otherSecret },
    "another server id at the client": { client: otherServer },
    "another server id at the server": { server: otherServer },
    "another name at the client": { client: otherName },
    "another name at the server": { server: otherName },
    "another server's setup": { serverKeys: otherKeys },
    "another enumeration key": { serverKeys: { ...keys, enumerationKey: randomBytes(32) } },
    "another account's record": { record: bob.record },
    "no account": { record: null },
  };
  for (const [what, options] of Object.entries(wrong)) {
    const { finished, answered } = await logIn(options);
    assert.equal(finished, undefined, what);
    assert.equal(answered.response.length, 320, what);
  }
});

test("O3: a name without an account is answered like one with (A25)", async () => {
  const { request } = await startLogin(password);
  const ask = async (loginName: string, known: Uint8Array | null) => {
    const answered = await answerLogin({
      keys,
      identity: { loginName, serverId },
      record: known,
      request,
    });
    assert.ok(answered);
    return answered.response;
  };
  const evaluated = (response: Bytes) => response.subarray(0, 32);
  const [first, second] = [await ask("nobody", null), await ask("nobody", null)];
  assert.deepEqual(evaluated(first), evaluated(second));
  assert.notDeepEqual(first, second);
  assert.notDeepEqual(evaluated(await ask("nobody2", null)), evaluated(first));
  // Registering the name changes nothing of it.
  const nobody = await register("nobody");
  assert.deepEqual(evaluated(await ask("nobody", nobody.record)), evaluated(first));
});

test("O3: malformed bytes are no answer and no session, and nothing throws", async () => {
  const { state } = await startRegistration(password);
  const malformed = [
    new Uint8Array(0),
    new Uint8Array(31),
    new Uint8Array(32),
    new Uint8Array(320).fill(255),
  ];
  for (const bytes of malformed) {
    assert.equal(await answerRegistration({ keys, loginName: "ada", request: bytes }), undefined);
    const asked = { keys, identity, record, request: bytes };
    assert.equal(await answerLogin(asked), undefined);
    assert.equal(await answerLogin({ ...asked, record: null }), undefined);
    const registering = { password, state, response: bytes, identity };
    assert.equal(await finishRegistration(registering), undefined);
  }
  const login = await startLogin(password);
  const badRecord = { keys, identity, record: record.subarray(1), request: login.request };
  assert.equal(await answerLogin(badRecord), undefined);
  const answered = await answerLogin({ keys, identity, record, request: login.request });
  assert.ok(answered);
  const { response } = answered;
  for (const bytes of [...malformed, response.subarray(1)]) {
    const finishing = { password, state: login.state, response: bytes, identity };
    assert.equal(await finishLogin(finishing), undefined);
  }
  // One changed byte in each part of KE2.
  for (const at of [0, 40, 100, 190, 200, 230, 300]) {
    const changed = Uint8Array.from(response);
    changed[at] = (changed[at] ?? 0) ^ 1;
    const finishing = { password, state: login.state, response: changed, identity };
    assert.equal(await finishLogin(finishing), undefined, `byte ${at}`);
  }
  for (const finish of [...malformed, new Uint8Array(64)]) {
    assert.equal(await finishServerLogin({ state: answered.state, finish, identity }), undefined);
  }
});

test("O3: KE3 of one login does not finish another", async () => {
  const [one, two] = [await logIn({}), await logIn({})];
  assert.ok(one.finished && two.finished);
  const crossed = { state: one.answered.state, finish: two.finished.finish, identity };
  assert.equal(await finishServerLogin(crossed), undefined);
  assert.notDeepEqual(one.finished.sessionKey, two.finished.sessionKey);
});

test("O3: the key stretching is a constant of the client (A11)", () => {
  assert.deepEqual(keyStretching, {
    "argon2id-custom": { iterations: 3, memory: 65_536, parallelism: 4 },
  });
});

const { client, server } = identifiers(identity);
const identities = { client: Buffer.from(client), server: Buffer.from(server) };
const setup = {
  oprfSeed: keys.setup.subarray(0, 64),
  serverSecret: keys.setup.subarray(64, 96),
};
const userIdentifier = (loginName: string) =>
  Buffer.from(toBase64Url(hmac256(keys.enumerationKey, Buffer.from(loginName))));
const stretch = oracle.argon2idStretch;
const scalar = () => concat(randomBytes(31), Uint8Array.of(0));

test("O3: the identities are the login name and coffer: with the server id in hex", () => {
  assert.equal(client, "ada");
  assert.equal(server, `coffer:${Buffer.from(serverId).toString("hex")}`);
});

test("O3: our client works with an RFC 9807 server of its own", async () => {
  const oprfKey = oracle.oprfKeyOf(setup.oprfSeed, userIdentifier("ada"));
  const registering = await startRegistration(password);
  const evaluated = Uint8Array.from(oracle.evaluate(registering.request, oprfKey));
  const made = await finishRegistration({
    password,
    state: registering.state,
    response: concat(evaluated, serverPublicKey),
    identity,
  });
  assert.ok(made);
  const { request: ke1, state } = await startLogin(password);
  const answer = oracle.answerLogin({
    ke1,
    record: made.record,
    oprfKey,
    serverSecret: setup.serverSecret,
    serverPublicKey,
    maskingNonce: randomBytes(32),
    serverNonce: randomBytes(32),
    keyShareSeed: randomBytes(32),
    identities,
  });
  const finished = await finishLogin({ password, state, response: answer.ke2, identity });
  assert.ok(finished);
  assert.deepEqual(finished.finish, Uint8Array.from(answer.ke3));
  assert.deepEqual(finished.sessionKey, Uint8Array.from(answer.sessionKey));
  assert.deepEqual(finished.exportKey, made.exportKey);
});

test("O3: our server works with an RFC 9807 client of its own", async () => {
  const secret = Buffer.from(password);
  const blinding = scalar();
  const request = oracle.blind(secret, blinding);
  const response = await answerRegistration({ keys, loginName: "ada", request });
  assert.ok(response);
  const evaluated = response.subarray(0, 32);
  const randomized = oracle.randomizedPassword({
    password: secret,
    blind: blinding,
    evaluated,
    stretch,
  });
  const nonce = randomBytes(32);
  const made = oracle.envelopeOf({ randomized, nonce, serverPublicKey, identities });
  const login = { blind: scalar(), keyShareSeed: randomBytes(32) };
  const ke1 = oracle.ke1Of(oracle.blind(secret, login.blind), randomBytes(32), login.keyShareSeed);
  const answered = await answerLogin({
    keys,
    identity,
    record: oracle.recordOf(made),
    request: ke1,
  });
  assert.ok(answered);
  const finishing = {
    ke1,
    ke2: answered.response,
    password: secret,
    ...login,
    stretch,
    identities,
  };
  const finished = oracle.finishLogin(finishing);
  assert.ok(finished);
  const { ke3: finish, sessionKey } = finished;
  assert.deepEqual(
    await finishServerLogin({ state: answered.state, finish, identity }),
    Uint8Array.from(sessionKey),
  );
  assert.deepEqual(Uint8Array.from(finished.serverPublicKey), serverPublicKey);
});

test("O3: a record of our client opens for an RFC 9807 client: the stretching is the same", async () => {
  const secret = Buffer.from(password);
  const login = { blind: scalar(), keyShareSeed: randomBytes(32) };
  const blinded = oracle.blind(secret, login.blind);
  const ke1 = oracle.ke1Of(blinded, randomBytes(32), login.keyShareSeed);
  const answered = await answerLogin({ keys, identity, record, request: ke1 });
  assert.ok(answered);
  const finishing = { ke1, ke2: answered.response, password: secret, ...login, identities };
  const finished = oracle.finishLogin({ ...finishing, stretch });
  assert.deepEqual(finished && Uint8Array.from(finished.exportKey), registered.exportKey);
  assert.equal(oracle.finishLogin({ ...finishing, stretch: (bytes) => bytes }), undefined);
});

test("O3: what the library says that is no base64url is a bug", () => {
  assert.throws(() => bytesOf("="), /Broken invariant/);
});
