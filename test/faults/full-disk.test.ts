/**
 * A disk that is full for an hour: people log in, resume, read; what would write is refused by number, again and again;
 * sweeps and pings run all the while. When there is room the same server takes everything again.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { readAnswer } from "@coffer/protocol";
import { assertDatabaseIsWhole } from "../crashes/database-rules.ts";
import { ManualClock } from "../server/manual-clock.ts";
import { RawClient, type RawSession } from "../server/raw-client.ts";
import { dataEntry, newTestAccount, type TestAccount } from "../server/test-account.ts";
import { startTestServer, type TestServer } from "../server/test-server.ts";
import { logIn, quickRegister, register, resume, startRegister } from "../server/ways-in.ts";
import { randomCredentials, registerFinish } from "../server/ways-in.ts";
import { fillUp, makeRoom, withDatabase } from "./sql-faults.ts";

const stepMs = 30_000;
const steps = 3_600_000 / stepMs;

/** Appends one entry, which counts if it was acknowledged. */
async function append(session: RawSession, { vault, device: author }: TestAccount) {
  const draft = { ...vault, entries: [] };
  const entry = await dataEntry(draft, { author });
  const { code } = await session.request("append", [entry]);
  if (code === "ok") {
    vault.state = draft.state;
    vault.entries.push(...draft.entries);
  }
  return code;
}

/** Demands that a session reads the vault as it is. */
async function assertReads(session: RawSession, { vault }: TestAccount): Promise<void> {
  assert.equal((await session.request("heads")).code, "ok");
  const pulled = readAnswer.pull((await session.request("pull", vault.vaultId, 0)).value);
  assert.deepEqual(
    pulled?.[0],
    vault.entries.map(({ bytes }) => Uint8Array.from(bytes)),
  );
}

/** How a registration ends that there is no room for. */
async function foundInVain({ url }: TestServer): Promise<string> {
  const account = await newTestAccount();
  const client = await RawClient.connect(url);
  await startRegister(client, account.loginName);
  client.send(registerFinish(account, randomCredentials()));
  return client.end();
}

/** What the server counts as open. */
async function openOf({ metricsPort }: TestServer, name: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return Number(new RegExp(`^coffer_open_${name} (\\d+)$`, "m").exec(text)?.[1]);
}

/** Waits until all but some connections have ended. */
async function untilOpen(server: TestServer, connections: number): Promise<void> {
  for (let tries = 0; (await openOf(server, "connections")) > connections; tries += 1) {
    assert.ok(tries < 20_000, "connections that do not end");
  }
}

test("SV13: a disk that is full for an hour: reads go on, appends are refused, then all is well", async () => {
  const clock = new ManualClock();
  const { started: server, database } = await withDatabase(() =>
    startTestServer({ clock, metricsPort: 0 }),
  );
  const account = await newTestAccount();
  await register(server.url, account);
  const session = await resume(server.url, account.device);
  assert.equal(await append(session, account), "ok");
  fillUp(database, 0);
  // The pages that there are take some more.
  while ((await append(session, account)) === "ok");
  const reached = account.vault.entries.length;
  for (let step = 1; step <= steps; step += 1) {
    clock.advance(stepMs);
    await assertReads(session, account);
    assert.equal(await append(session, account), "unavailable");
    const other =
      step % 20 === 0 ? await logIn(server.url, account) : await resume(server.url, account.device);
    await assertReads(other, account);
    other.close();
    if (step % 10 === 0) assert.equal(await foundInVain(server), "unavailable");
    await untilOpen(server, 1);
    assert.equal(await openOf(server, "sessions"), 1);
  }
  assert.equal(account.vault.entries.length, reached);
  const ready = await fetch(`${server.url}/healthz`);
  assert.equal(ready.status, 200);
  makeRoom(database);
  assert.equal(await append(session, account), "ok", "the same session, after the hour");
  await quickRegister(server.url, await newTestAccount());
  await assertReads(session, account);
  assertDatabaseIsWhole(server.dataFolder);
  const listed = readAnswer.sessions((await session.request("sessions")).value);
  assert.equal(listed?.length, 1, "nothing of the hour is still to be written");
  session.close();
  await server.close();
  assert.deepEqual(
    server.logLines.filter((line) => line.includes('"event":"bug"')),
    [],
  );
});
