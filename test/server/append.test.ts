import assert from "node:assert/strict";
import test from "node:test";
import { readAnswer } from "@coffer/protocol";
import { dataEntry, newTestAccount } from "./test-account.ts";
import { startTestServer } from "./test-server.ts";
import { logIn, register, resume } from "./ways-in.ts";

test("thread", async () => {
  const server = await startTestServer();
  const account = await newTestAccount();
  assert.equal(await register(server.url, account), "closed");
  const session = await logIn(server.url, account);
  assert.deepEqual(session.account?.accountId, account.root.accountId);
  const heads = await session.request("heads");
  assert.equal(readAnswer.heads(heads.value)?.length, 2);
  const entry = await dataEntry(account.vault, { author: account.device });
  assert.equal((await session.request("append", [entry])).code, "ok");
  const second = await resume(server.url, account.device);
  const pulled = await second.request("pull", account.vault.vaultId, 0);
  assert.equal(readAnswer.pull(pulled.value)?.[0].length, 2);
  session.close();
  second.close();
  await server.close();
  console.log(server.logLines.join(""));
});
