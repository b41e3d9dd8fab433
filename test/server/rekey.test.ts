import assert from "node:assert/strict";
import test from "node:test";
import {
  finishRegistration,
  readAnswer,
  sealAccountBox,
  startRegistration,
  type MasterKey,
} from "@coffer/protocol";
import { RawClient, randomBytes, type RawAnswer, type RawSession } from "./raw-client.ts";
import {
  dataEntry,
  deviceEntry,
  epochEntry,
  newTestAccount,
  newTestDevice,
  type TestAccount,
} from "./test-account.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import { logIn, quickRegister, recover, register, resume } from "./ways-in.ts";

const server: TestServer = await startTestServer();
const { url } = server;

async function freshAccount(): Promise<TestAccount> {
  const account = await newTestAccount();
  await quickRegister(url, account);
  return account;
}

/** Finishes a rekey with credentials that open nothing. */
function rekey(
  session: RawSession,
  generation: number,
  entries: Parameters<typeof session.request<"append">>[1],
): Promise<RawAnswer> {
  const [record, accountBox] = [randomBytes(192), randomBytes(113)];
  return session.request("rekey.finish", generation, record, accountBox, null, entries);
}

test("SV39: a changed password logs in, the old one does not, and the boxes are the new ones", async () => {
  const account = await newTestAccount();
  await register(url, account);
  const session = await logIn(url, account);
  const password = `cf1.${randomBytes(16).toHex()}`;
  const { request, state } = await startRegistration(password);
  const response = readAnswer.rekeyStart((await session.request("rekey.start", request)).value);
  assert.ok(response !== undefined);
  const { loginName, device: author, root } = account;
  const greeted = await RawClient.connect(url);
  greeted.close();
  const identity = { loginName, serverId: greeted.serverKeys.serverId };
  const made = await finishRegistration({ password, state, response, identity });
  assert.ok(made !== undefined);
  const { accountId } = root;
  const masterKey = randomBytes(32) as MasterKey;
  const { exportKey } = made;
  const sealing = { accountId, generation: 2, exportKey, masterKey, randomBytes };
  const accountBox = await sealAccountBox(sealing);
  const entry = await dataEntry(account.accountChain, { author, root });
  const done = await session.request("rekey.finish", 2, made.record, accountBox, null, [entry]);
  assert.equal(done.code, "ok");
  assert.equal((await session.request("heads")).code, "ok", "the session itself goes on");
  session.close();
  const again = await logIn(url, { ...account, password });
  assert.equal(again.account?.generation, 2);
  assert.deepEqual(again.account.accountBox, accountBox);
  again.close();
  await assert.rejects(logIn(url, account), /the password is right/);
});

test("SV39: a resumed session changes no credentials", async () => {
  const account = await freshAccount();
  const { accountChain, device: author, root } = account;
  const session = await resume(url, author);
  const entry = await dataEntry(accountChain, { author, root, isDraft: true });
  assert.equal((await session.request("rekey.start", randomBytes(32))).code, "forbidden");
  assert.equal((await rekey(session, 2, [entry])).code, "forbidden");
  session.close();
});

test("SV39: credentials change one generation at a time, with a countersigned entry, or not at all", async () => {
  const account = await freshAccount();
  const { accountChain, vault, device: author, root } = account;
  const session = await recover(url, account);
  const draft = { author, isDraft: true };
  const told = await dataEntry(accountChain, { ...draft, root });
  for (const generation of [1, 3]) {
    assert.equal((await rekey(session, generation, [told])).code, "generation-conflict");
  }
  const untold = [
    [await dataEntry(accountChain, draft)],
    [await dataEntry(vault, { ...draft, root })],
  ];
  for (const entries of untold) {
    assert.equal((await rekey(session, 2, entries)).code, "entry-refused");
  }
  assert.equal(
    (await session.request("append", [await dataEntry(accountChain, { author })])).code,
    "ok",
  );
  const stale = await rekey(session, 2, [told]);
  assert.equal(stale.code, "counter-reused");
  const good = await dataEntry(accountChain, { author, root });
  assert.equal((await rekey(session, 2, [good])).code, "ok");
  assert.equal((await rekey(session, 2, [good])).code, "entry-refused", "nothing new is told");
  session.close();
  const again = await recover(url, account);
  assert.equal(again.account?.generation, 2);
  again.close();
});

test("SV39: a recovery key of small order is none", async () => {
  const account = await freshAccount();
  const { accountChain, device: author, root } = account;
  const session = await recover(url, account);
  const smallOrder = new Uint8Array(32);
  smallOrder[0] = 1;
  const recovery = [randomBytes(113), smallOrder] as const;
  const entry = await dataEntry(accountChain, { author, root });
  const credentials = [2, randomBytes(192), randomBytes(113), recovery] as const;
  assert.equal((await session.request("rekey.finish", ...credentials, [entry])).code, "malformed");
  session.close();
});

test("SV39: new credentials end every other session of the account, and no one else's", async () => {
  const [account, stranger] = [await freshAccount(), await freshAccount()];
  const { accountChain, device: author, root } = account;
  const others = [await resume(url, author), await recover(url, account)];
  const foreign = await resume(url, stranger.device);
  for (const session of [...others, foreign]) await session.request("sessions");
  const session = await recover(url, account);
  const entry = await dataEntry(accountChain, { author, root });
  assert.equal((await rekey(session, 2, [entry])).code, "ok");
  for (const other of others) assert.equal(await other.end(), "session-ended");
  assert.equal((await foreign.request("heads")).code, "ok");
  assert.equal((await session.request("heads")).code, "ok");
  for (const open of [foreign, session]) open.close();
});

test("SV40: a revoke ends the sessions of its device, and the device is out", async () => {
  const account = await freshAccount();
  const { accountChain, vault, device: author, root } = account;
  const session = await recover(url, account);
  const second = await newTestDevice();
  const admitted = [
    await deviceEntry(accountChain, account, second),
    await deviceEntry(vault, account, second),
  ];
  assert.equal((await session.request("append", admitted)).code, "ok");
  const [kept, lost] = [await resume(url, author), await resume(url, second)];
  for (const each of [kept, lost]) await each.request("heads");
  const options = { author, root, revoke: second };
  const revoked = [await epochEntry(accountChain, options), await epochEntry(vault, options)];
  assert.equal((await session.request("append", revoked)).code, "ok");
  let end = await lost.receive();
  while (end?.type === "entries") end = await lost.receive();
  assert.deepEqual(end, { type: "error", fields: [9] });
  assert.equal((await kept.request("heads")).code, "ok");
  assert.equal(await (await resume(url, second)).end(), "login-refused");
  for (const open of [kept, session]) open.close();
});
