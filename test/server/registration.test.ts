import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";
import { encodeClear, startRegistration, toHex } from "@coffer/protocol";
import { createInvitation } from "../../server/src/invite.ts";
import { RawClient, randomBytes } from "./raw-client.ts";
import { foundChain, newTestAccount, newTestDevice } from "./test-account.ts";
import { startTestServer, temporaryFolder } from "./test-server.ts";
import {
  finishRegister,
  genesisOf,
  logIn,
  quickRegister,
  randomCredentials,
  recover,
  register,
  registerFinish,
  startRegister,
} from "./ways-in.ts";

test("SV18: a registration founds an account that the password opens, and its connection closes", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await register(url, account);
  const session = await logIn(url, account);
  const { accountId, generation, secondFactor, recoveryBox } = session.account ?? {};
  assert.deepEqual(accountId, account.root.accountId);
  assert.deepEqual([generation, secondFactor, recoveryBox], [1, 0, null]);
  session.close();
});

test("SV18: what does not found both chains by one account founds nothing", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  const stranger = await newTestAccount();
  const [accountGenesis, vaultGenesis] = [
    genesisOf(account.accountChain),
    genesisOf(account.vault),
  ];
  const forged = Uint8Array.from(vaultGenesis);
  forged[forged.length - 1] = (forged.at(-1) ?? 0) ^ 1;
  const cases = [
    ["chains exchanged", { accountGenesis: vaultGenesis, vaultGenesis: accountGenesis }],
    ["two vaults", { accountGenesis: vaultGenesis }],
    ["one chain twice", { vaultGenesis: accountGenesis }],
    ["a stranger's vault", { vaultGenesis: genesisOf(stranger.vault) }],
    ["a signature that is none", { vaultGenesis: forged }],
    ["no entry at all", { accountGenesis: randomBytes(700) }],
  ] as const;
  for (const [what, other] of cases) {
    const client = await RawClient.connect(url);
    await startRegister(client, account.loginName);
    client.send(registerFinish(account, randomCredentials(), other));
    assert.equal(await client.end(), "entry-refused", what);
  }
  const client = await RawClient.connect(url);
  await startRegister(client, account.loginName);
  const smallOrder = new Uint8Array(32);
  smallOrder[0] = 1;
  const weak = { recoveryPublicKey: smallOrder };
  client.send(registerFinish(account, randomCredentials(), weak));
  assert.equal(await client.end(), "malformed", "a recovery key of small order");
  await quickRegister(url, account);
});

test("SV18: a registration of a server that goes away half-way leaves nothing", async () => {
  const server = await startTestServer();
  const account = await newTestAccount();
  const client = await RawClient.connect(server.url);
  await startRegister(client, account.loginName);
  await server.close();
  assert.equal(await client.end(), "shutting-down");
  const again = await startTestServer({ dataFolder: server.dataFolder });
  await quickRegister(again.url, account);
});

test("SV19: a name is registered once, whoever finishes first", async () => {
  const { url } = await startTestServer();
  const [first, second] = [await newTestAccount("sam"), await newTestAccount("sam")];
  const late = await RawClient.connect(url);
  await startRegister(late, "sam");
  await quickRegister(url, first);
  late.send(registerFinish(second, randomCredentials()));
  assert.equal(await late.end(), "name-taken");
  const client = await RawClient.connect(url);
  const { request } = await startRegistration("any password");
  client.send(encodeClear("register.start", "sam", null, request));
  assert.equal(await client.end(), "name-taken");
  const twin = { ...first, loginName: "another" };
  const third = await RawClient.connect(url);
  await startRegister(third, twin.loginName);
  third.send(registerFinish(twin, randomCredentials()));
  assert.equal(await third.end(), "name-taken", "keys that founded an account before");
});

test("SV19: a name is taken in its canonical form only", async () => {
  const { url } = await startTestServer();
  const { request } = await startRegistration("any password");
  for (const name of ["Sam", " sam", "sam ", "ｓａｍ", "sam\n", "", "a b", "x".repeat(65)]) {
    const client = await RawClient.connect(url);
    client.send(encodeClear("register.start", name, null, request));
    assert.equal(await client.end(), "malformed", JSON.stringify(name));
  }
});

test("SV19: a closed server registers nobody, and says so in its hello", async () => {
  const { url } = await startTestServer({ registrationMode: "closed" });
  const client = await RawClient.open(url);
  assert.equal((await client.expect("hello"))[3], "closed");
  client.send(encodeClear("client.hello", [], "test"));
  const { request } = await startRegistration("any password");
  client.send(encodeClear("register.start", "sam", null, request));
  assert.equal(await client.end(), "registration-closed");
});

test("SV19, SV71: with invitations, each token registers one account; it is stored hashed", async () => {
  const dataFolder = temporaryFolder();
  const before = Uint8Array.fromHex(await createInvitation(dataFolder));
  const { url } = await startTestServer({ dataFolder, registrationMode: "invite" });
  const during = Uint8Array.fromHex(await createInvitation(dataFolder));
  const refusals = [null, randomBytes(16), randomBytes(16)];
  const { request } = await startRegistration("any password");
  for (const invitation of refusals) {
    const client = await RawClient.connect(url);
    client.send(encodeClear("register.start", "sam", invitation, request));
    assert.equal(await client.end(), "invitation-refused");
  }
  const [first, second] = [await newTestAccount(), await newTestAccount()];
  const late = await RawClient.connect(url);
  await startRegister(late, second.loginName, { invitation: before });
  await quickRegister(url, first, before);
  late.send(registerFinish(second, randomCredentials()));
  assert.equal(await late.end(), "invitation-refused", "used up in the meantime");
  await quickRegister(url, second, during);
  for (const name of readdirSync(dataFolder)) {
    const stored = readFileSync(`${dataFolder}/${name}`);
    assert.equal(stored.includes(during), false, name);
    assert.equal(stored.includes(toHex(during)), false, name);
  }
});

test("a founded account has the devices and keys of its genesis", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  const device = await newTestDevice();
  const other = { ...account, vault: await foundChain("vault", account.root, device) };
  const client = await RawClient.connect(url);
  await startRegister(client, other.loginName);
  await finishRegister(client, other, randomCredentials());
  const session = await recover(url, other);
  assert.deepEqual(session.account?.accountId, account.root.accountId);
  session.close();
});
