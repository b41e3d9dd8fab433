import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { encodeClear, startLogin } from "@coffer/protocol";
import { RawClient, randomBytes } from "./raw-client.ts";
import { dataEntry, newTestAccount } from "./test-account.ts";
import { startTestServer } from "./test-server.ts";
import { quickRegister, recover, resume } from "./ways-in.ts";

test("SV68: the log names events, outcomes and networks, and nobody", async () => {
  const server = await startTestServer();
  const account = await newTestAccount("quite.a.person@example");
  await quickRegister(server.url, account);
  const { vault, device: author, root } = account;
  const session = await resume(server.url, author);
  await session.request("append", [await dataEntry(vault, { author })]);
  await session.request("append", [randomBytes(100)]);
  await session.request("link.put", randomBytes(16), randomBytes(100));
  session.close();
  (await recover(server.url, account)).close();
  const { request } = await startLogin("whatever the password");
  for (const name of [account.loginName, "nobody.of.that.name"]) {
    const client = await RawClient.connect(server.url);
    client.send(encodeClear("login.start", name, author.deviceId, request));
    await client.expect("login.response");
    client.send(encodeClear("login.finish", randomBytes(64)));
    assert.equal(await client.end(), "login-refused");
  }
  await server.close();
  const log = server.logLines.join("");
  assert.ok(server.logLines.length > 10);
  assert.match(
    log,
    /"event":"login","outcome":"login-refused","connection":\d+,"network":"127\.0\.0\.0\/24"/,
  );
  const ids = [root.accountId, author.deviceId, vault.vaultId].map((id) => id.toHex());
  const secrets = ["quite.a.person", "nobody.of.that.name", "127.0.0.1", ...ids];
  for (const secret of secrets) assert.equal(log.includes(secret), false, secret);
});

test("SV27: a link box that was taken is not in the files any more", async () => {
  const server = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(server.url, account);
  const session = await resume(server.url, account.device);
  const [boxId, box] = [randomBytes(16), randomBytes(300)];
  assert.equal((await session.request("link.put", boxId, box)).code, "ok");
  session.close();
  const client = await RawClient.connect(server.url);
  client.send(encodeClear("link.get", boxId));
  assert.deepEqual((await client.expect("link.box"))[0], box);
  await server.close();
  for (const name of readdirSync(server.dataFolder)) {
    const stored = readFileSync(join(server.dataFolder, name));
    assert.equal(stored.includes(box.subarray(0, 64)), false, name);
  }
});
