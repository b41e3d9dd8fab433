import assert from "node:assert/strict";
import test from "node:test";
import { encodeClientMessage, limits, readAnswer } from "@coffer/protocol";
import { ManualClock } from "./manual-clock.ts";
import { deviceEntry, newTestAccount, newTestDevice, dataEntry } from "./test-account.ts";
import { startTestServer } from "./test-server.ts";
import { quickRegister, recover, resume } from "./ways-in.ts";

/** So that no ping, which a clock that stands still never sees answered, ends a connection first. */
const limitsWithoutPings = { pingEveryMs: 1e12 };

test("SV41: sessions are listed with device, kind and time, and the others can be ended", async () => {
  const clock = new ManualClock();
  const { url } = await startTestServer({ clock });
  const account = await newTestAccount();
  await quickRegister(url, account);
  const opened = Math.floor(clock.nowMs() / 1_000);
  const first = await resume(url, account.device);
  await first.request("heads");
  clock.advance(5_000);
  const full = await recover(url, account);
  const list = async () => readAnswer.sessions((await full.request("sessions")).value);
  assert.deepEqual(await list(), [
    [account.device.deviceId, 1, opened, 0],
    [null, 2, opened + 5, 1],
  ]);
  const second = await newTestDevice();
  const entries = [
    await deviceEntry(account.accountChain, account, second),
    await deviceEntry(account.vault, account, second),
  ];
  assert.equal((await full.request("append", entries)).code, "ok");
  assert.deepEqual((await list())?.[1], [second.deviceId, 2, opened + 5, 1], "its own by now");
  assert.equal((await full.request("sessions.end")).code, "ok");
  assert.equal(await first.end(), "session-ended");
  assert.equal((await list())?.length, 1);
  full.close();
});

test("SV42: a session ends when it has been idle for too long; asking keeps it", async () => {
  const clock = new ManualClock();
  const { url } = await startTestServer({
    clock,
    limits: { ...limitsWithoutPings, sessionIdleMs: 900_000 },
  });
  const account = await newTestAccount();
  await quickRegister(url, account);
  const [idle, busy] = [await resume(url, account.device), await resume(url, account.device)];
  await idle.request("heads");
  for (let minute = 0; minute < 14; minute += 1) {
    clock.advance(60_000);
    assert.equal((await busy.request("heads")).code, "ok");
  }
  clock.advance(60_000);
  assert.equal(await idle.end(), "idle-timeout");
  assert.equal((await busy.request("heads")).code, "ok");
  busy.close();
});

test("SV42: a session ends after twelve hours, whatever it does", async () => {
  const clock = new ManualClock();
  const { url } = await startTestServer({ clock, limits: limitsWithoutPings });
  const account = await newTestAccount();
  await quickRegister(url, account);
  const session = await resume(url, account.device);
  for (let hours = 0; hours < 24; hours += 1) {
    assert.equal((await session.request("heads")).code, "ok", `after ${hours / 2} hours`);
    clock.advance(1_800_000);
  }
  assert.equal(await session.end(), "session-ended");
});

test("SV43: bye ends the session without an error, and what was asked before it is answered", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const session = await resume(url, account.device);
  const entry = await dataEntry(account.vault, { author: account.device });
  await session.send(encodeClientMessage("append", 1, [entry]));
  await session.send(encodeClientMessage("bye"));
  assert.deepEqual(await session.receive(), { type: "ok", fields: [1, null] });
  assert.equal(await session.end(), "closed");
});

test("SV45: requests are handled and answered in the order in which they came", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const { vault, device: author } = account;
  const session = await resume(url, author);
  const messages = [];
  for (let seq = 1; seq <= 30; seq += 1) {
    const entry = await dataEntry(vault, { author });
    messages.push(encodeClientMessage("append", 2 * seq, [entry]));
    messages.push(encodeClientMessage("heads", 2 * seq + 1));
  }
  for (const message of messages) await session.send(message);
  for (let seq = 1; seq <= 30; seq += 1) {
    assert.deepEqual(await session.receive(), { type: "ok", fields: [2 * seq, null] });
    const heads = await session.receive();
    assert.ok(heads?.type === "ok");
    assert.equal(heads.fields[0], 2 * seq + 1);
    assert.equal(readAnswer.heads(heads.fields[1])?.[1]?.[1], seq);
  }
  session.close();
});

test("SV45: an account's oldest session makes room for one too many", async () => {
  const { url } = await startTestServer();
  const account = await newTestAccount();
  await quickRegister(url, account);
  const sessions = [];
  for (let count = 0; count < limits.sessionsPerAccountMax; count += 1) {
    const session = await resume(url, account.device);
    await session.request("heads");
    sessions.push(session);
  }
  const last = await resume(url, account.device);
  assert.equal((await last.request("heads")).code, "ok");
  const [oldest, ...others] = sessions;
  assert.equal(await oldest?.end(), "session-ended");
  for (const session of [...others, last]) session.close();
});
