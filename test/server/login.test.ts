import assert from "node:assert/strict";
import test from "node:test";
import { encodeClear, finishLogin, startLogin, type Bytes } from "@coffer/protocol";
import { ManualClock } from "./manual-clock.ts";
import { RawClient, randomBytes, type End } from "./raw-client.ts";
import { dataEntry, newTestAccount, newTestDevice } from "./test-account.ts";
import { startTestServer } from "./test-server.ts";
import { logIn, quickRegister, randomCredentials, recover, register, resume } from "./ways-in.ts";

/** Starts a login and drops it: KE2, or how it ended. */
async function startAndDrop(
  url: string,
  loginName: string,
  ke1: Bytes,
  deviceId: Bytes = randomBytes(16),
): Promise<Bytes | End> {
  const client = await RawClient.connect(url);
  client.send(encodeClear("login.start", loginName, deviceId, ke1));
  const answer = await client.receive();
  client.close();
  assert.ok(answer !== undefined);
  // A response of 320 bytes after its type; an error is a few bytes.
  if (answer.length > 300) return answer.slice(-320);
  return answer[answer.length - 1] === 4 ? "rate-limited" : "busy";
}

test("SV20: nothing about the account is said before KE3 proved the password", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await register(url, account);
  const client = await RawClient.connect(url);
  const { request } = await startLogin(account.password);
  client.send(encodeClear("login.start", account.loginName, account.device.deviceId, request));
  const [ke2] = await client.expect("login.response");
  assert.equal(ke2.length, 320);
  client.send(encodeClear("login.finish", randomBytes(64)));
  assert.equal(await client.end(), "login-refused");
  const session = await logIn(url, account);
  assert.deepEqual(session.account?.accountId, account.root.accountId);
  session.close();
});

test("SV21: an unknown name and a wrong password look the same, before and after it is registered", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount("kim");
  const { request } = await startLogin("whatever the password");
  const ke2Of = async (name: string): Promise<Bytes> => {
    const ke2 = await startAndDrop(url, name, request);
    assert.ok(typeof ke2 !== "string");
    assert.equal(ke2.length, 320);
    return ke2;
  };
  // The first 32 bytes are the OPRF's: they depend on the request and the name, and on nothing else.
  const oprfOf = async (name: string): Promise<string> => (await ke2Of(name)).toHex().slice(0, 64);
  const before = [await oprfOf("kim"), await oprfOf("kim")];
  assert.equal(before[0], before[1]);
  assert.notEqual(await oprfOf("lee"), before[0]);
  await register(url, account);
  assert.equal(await oprfOf("kim"), before[0]);
  for (const name of ["kim", "lee"]) {
    const client = await RawClient.connect(url);
    client.send(encodeClear("login.start", name, randomBytes(16), request));
    await client.expect("login.response");
    client.send(encodeClear("login.finish", randomBytes(64)));
    assert.equal(await client.end(), "login-refused", name);
  }
});

test("SV21: an account whose record OPAQUE cannot read looks like no account", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const { request } = await startLogin("whatever the password");
  const client = await RawClient.connect(url);
  client.send(encodeClear("login.start", account.loginName, randomBytes(16), request));
  await client.expect("login.response");
  client.send(encodeClear("login.finish", randomBytes(64)));
  assert.equal(await client.end(), "login-refused");
});

test("SV22: a login is finished once, on its own connection, in time", async () => {
  const clock = new ManualClock();
  const { url } = await startTestServer({ clock });
  const account = await newTestAccount();
  await register(url, account);
  const { loginName, password } = account;
  const client = await RawClient.connect(url);
  const { request, state } = await startLogin(password);
  client.send(encodeClear("login.start", loginName, randomBytes(16), request));
  const [response] = await client.expect("login.response");
  const identity = { loginName, serverId: client.serverKeys.serverId };
  const login = await finishLogin({ password, state, response, identity });
  assert.ok(login !== undefined);
  const finish = encodeClear("login.finish", login.finish);

  const other = await RawClient.connect(url);
  other.send(finish);
  assert.equal(await other.end(), "unexpected", "on another connection");

  const late = await RawClient.connect(url);
  late.send(encodeClear("login.start", loginName, randomBytes(16), request));
  await late.expect("login.response");
  clock.advance(59_999);
  client.send(finish);
  const { session } = await client.seal(login.sessionKey);
  clock.advance(1);
  assert.equal(await late.end(), "idle-timeout", "60 seconds later");

  session.sendRaw(finish);
  assert.equal(await session.end(), "malformed", "a second time");
});

test("SV23: a name on the wire that is not canonical is no name", async () => {
  const { url } = await startTestServer();
  const { request } = await startLogin("whatever the password");
  for (const name of ["Kim", "kim ", ""]) {
    const client = await RawClient.connect(url);
    client.send(encodeClear("login.start", name, randomBytes(16), request));
    assert.equal(await client.end(), "malformed");
  }
  const client = await RawClient.connect(url);
  client.send(encodeClear("login.start", "kim", randomBytes(16), new Uint8Array(96).fill(255)));
  assert.equal(await client.end(), "malformed", "a KE1 that is none");
});

test("SV24: credentials that are replaced between start and finish open nothing", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await register(url, account);
  const { loginName, password } = account;
  const client = await RawClient.connect(url);
  const { request, state } = await startLogin(password);
  client.send(encodeClear("login.start", loginName, randomBytes(16), request));
  const [response] = await client.expect("login.response");

  const session = await recover(url, account);
  const { record, accountBox } = randomCredentials();
  const { device: author, root } = account;
  const entry = await dataEntry(account.accountChain, { author, root });
  const done = await session.request("rekey.finish", 2, record, accountBox, null, [entry]);
  assert.equal(done.code, "ok");
  session.close();

  const identity = { loginName, serverId: client.serverKeys.serverId };
  const login = await finishLogin({ password, state, response, identity });
  assert.ok(login !== undefined);
  client.send(encodeClear("login.finish", login.finish));
  assert.equal(await client.end(), "login-refused");
});

test("SV50: six starts without a finish lock the name, whether it exists or not", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount("kim");
  await quickRegister(url, account);
  const { request } = await startLogin("whatever the password");
  for (const name of ["kim", "nobody"]) {
    for (let count = 0; count < 5; count += 1) {
      assert.notEqual(await startAndDrop(url, name, request), "rate-limited");
    }
    assert.equal(await startAndDrop(url, name, request), "rate-limited", name);
  }
});

test("SV51: the owner's device gets in while strangers have locked the name", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await register(url, account);
  const { request } = await startLogin("whatever the password");
  for (let count = 0; count < 6; count += 1) {
    await startAndDrop(url, account.loginName, request);
  }
  const stranger = (await newTestDevice()).deviceId;
  assert.equal(await startAndDrop(url, account.loginName, request, stranger), "rate-limited");
  for (let count = 0; count < 2; count += 1) (await logIn(url, account)).close();
  const resumed = await resume(url, account.device);
  assert.equal((await resumed.request("heads")).code, "ok");
  resumed.close();
});
