import assert from "node:assert/strict";
import type { Socket } from "node:net";
import test from "node:test";
import { encodeClear, encodeClientMessage, limits, startLogin } from "@coffer/protocol";
import { bareSocket } from "./bare-socket.ts";
import { ManualClock } from "./manual-clock.ts";
import { RawClient, randomBytes, type RawSession } from "./raw-client.ts";
import { dataEntry, newTestAccount, type TestAccount } from "./test-account.ts";
import { startTestServer, type TestServer } from "./test-server.ts";
import { exchange, quickRegister, resume, startRegister } from "./ways-in.ts";

const server: TestServer = await startTestServer();
const { url } = server;

async function freshAccount(on = url): Promise<TestAccount> {
  const account = await newTestAccount();
  await quickRegister(on, account);
  return account;
}

/** Bytes that are no message: of no type, of too many fields, not canonical, not CBOR, nothing. */
const malformed: readonly (readonly [string, Uint8Array])[] = [
  ["nothing", new Uint8Array(0)],
  ["no CBOR", new Uint8Array([0xff, 0xff])],
  ["no array", new Uint8Array([0x01])],
  ["an unknown type", Uint8Array.of(0x81, 0x61, 0x78)],
  ["a type of a prototype", Uint8Array.of(0x81, 0x6b, ...new TextEncoder().encode("constructor"))],
  ["a field too many", Uint8Array.of(0x82, 0x64, ...new TextEncoder().encode("done"), 0xf6)],
  ["not the shortest form", Uint8Array.of(0x98, 0x01, 0x64, ...new TextEncoder().encode("done"))],
  ["nested without end", new Uint8Array(20_000).fill(0x81)],
  ["random bytes", randomBytes(500)],
];

test("SV46: bytes that are no message end the connection with `malformed`, at every step", async () => {
  const account = await newTestAccount();
  const steps: readonly (readonly [string, () => Promise<RawClient>])[] = [
    [
      "before client.hello",
      async () => {
        const client = await RawClient.open(url);
        await client.expect("hello");
        return client;
      },
    ],
    ["after client.hello", () => RawClient.connect(url)],
    [
      "in a registration",
      async () => {
        const client = await RawClient.connect(url);
        await startRegister(client, account.loginName);
        return client;
      },
    ],
  ];
  for (const [step, arrive] of steps) {
    for (const [what, bytes] of malformed) {
      const client = await arrive();
      client.send(bytes);
      assert.equal(await client.end(), "malformed", `${what} ${step}`);
    }
    const client = await arrive();
    client.sendText("[]");
    assert.equal(await client.end(), "malformed", `a text ${step}`);
  }
  await quickRegister(url, account);
});

test("SV46: bytes that are no frame, or a frame again, end the session", async () => {
  const account = await freshAccount();
  const open = async (): Promise<RawSession> => {
    const session = await resume(url, account.device);
    assert.equal((await session.request("heads")).code, "ok");
    return session;
  };
  for (const [what, bytes] of malformed) {
    const session = await open();
    session.sendRaw(bytes);
    assert.equal(await session.end(), "malformed", what);
    const sealed = await open();
    await sealed.send(Uint8Array.from(bytes));
    assert.equal(await sealed.end(), "malformed", `${what}, sealed`);
  }
  const again = await open();
  const frame = await again.sealOnly(encodeClientMessage("heads", 7));
  again.sendRaw(frame);
  assert.ok((await again.receive())?.type === "ok");
  again.sendRaw(frame);
  assert.equal(await again.end(), "malformed", "a frame that was sent before");
  const gap = await open();
  await gap.sealOnly(encodeClientMessage("heads", 7));
  await gap.send(encodeClientMessage("heads", 8));
  assert.equal(await gap.end(), "malformed", "a frame left out");
  const before = await exchange(url, "resume", account.device.deviceId);
  before.session.sendRaw(randomBytes(80));
  assert.equal(await before.session.end(), "malformed", "instead of the proof");
});

test("SV46: a message that may not come now ends the connection with `unexpected`", async () => {
  const { request } = await startLogin("whatever the password");
  const start = encodeClear("login.start", "nobody", randomBytes(16), request);
  const first = await RawClient.open(url);
  await first.expect("hello");
  first.send(start);
  assert.equal(await first.end(), "unexpected", "before client.hello");
  const wrong = [
    encodeClear("client.hello", [], "again"),
    encodeClear("login.finish", randomBytes(64)),
    encodeClear("done"),
    encodeClear("error", 1),
    encodeClear("link.box", randomBytes(9)),
  ];
  for (const message of wrong) {
    const client = await RawClient.connect(url);
    client.send(message);
    assert.equal(await client.end(), "unexpected");
  }
  const login = await RawClient.connect(url);
  login.send(start);
  await login.expect("login.response");
  login.send(start);
  assert.equal(await login.end(), "unexpected", "another start");
  const registration = await RawClient.connect(url);
  await startRegister(registration, "nobody");
  registration.send(start);
  assert.equal(await registration.end(), "unexpected", "a login in a registration");
});

test("SV47: what is over its maximum is told, and ends the connection", async () => {
  for (const length of [limits.registerFinishMax + 1, 140_000]) {
    const client = await RawClient.connect(url);
    client.send(new Uint8Array(length));
    assert.equal(await client.end(), "too-large", `${length} bytes in clear`);
  }
  const account = await freshAccount();
  const session = await resume(url, account.device);
  await session.request("heads");
  session.sendRaw(new Uint8Array(limits.frameMax + 1));
  assert.equal(await session.end(), "too-large");
  const far = await resume(url, account.device);
  await far.request("heads");
  far.sendRaw(new Uint8Array(limits.frameMax + 1_000_000));
  assert.equal(await far.end(), "closed", "far too large for an answer");
});

test("SV48: who does not say hello, or does not log in, is let go", async () => {
  const clock = new ManualClock();
  const { url: other } = await startTestServer({ clock });
  const silent = await RawClient.open(other);
  await silent.expect("hello");
  const greeted = await RawClient.connect(other);
  // The greeting has arrived when the next connection's has.
  const probe = await RawClient.connect(other);
  probe.send(encodeClear("done"));
  assert.equal(await probe.end(), "unexpected");
  clock.advance(10_000);
  assert.equal(await silent.end(), "idle-timeout");
  clock.advance(49_000);
  greeted.send(encodeClear("link.get", randomBytes(16)));
  assert.equal(await greeted.end(), "not-found", "in time");
  const account = await freshAccount(other);
  const unproved = await exchange(other, "resume", account.device.deviceId);
  clock.advance(60_000);
  assert.equal(await unproved.session.end(), "idle-timeout");
});

const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.on("close", () => resolve()).resume();
  });

test("SV49: a connection that does not answer two pings is dropped", async () => {
  const clock = new ManualClock();
  const { port, url: other } = await startTestServer({
    clock,
    limits: { helloTimeoutMs: 1e12, loginTimeoutMs: 1e12, pingEveryMs: 30_000 },
  });
  const dead = await bareSocket(port);
  const end = closed(dead);
  const alive = await RawClient.connect(other);
  for (let pings = 0; pings < 3; pings += 1) {
    clock.advance(30_000);
    // Time for the answer, which the platform's WebSocket gives by itself.
    const probe = await RawClient.connect(other);
    probe.send(encodeClear("done"));
    await probe.end();
  }
  await end;
  alive.send(encodeClear("link.get", randomBytes(16)));
  assert.equal(await alive.end(), "not-found", "the other one is still there");
});

test("SV49: who asks and does not read makes the server hold little and wait", async () => {
  const quick = await startTestServer({ limits: { outgoingBytesMax: 4_000_000 } });
  const account = await freshAccount(quick.url);
  const { vault, device: author } = account;
  const session = await resume(quick.url, author);
  // Ten pulls of which each is answered with some hundred kilobytes, asked for at once.
  const entries = [];
  for (let count = 0; count < 250; count += 1) entries.push(await dataEntry(vault, { author }));
  assert.equal((await session.request("append", entries)).code, "ok");
  const pulls = 60;
  for (let requestId = 100; requestId < 100 + pulls; requestId += 1) {
    await session.send(encodeClientMessage("pull", requestId, vault.vaultId, 0));
  }
  for (let requestId = 100; requestId < 100 + pulls; requestId += 1) {
    const message = await session.receive();
    assert.ok(message?.type === "ok");
    assert.equal(message.fields[0], requestId);
  }
  session.close();
});

test("SV55: connections are bounded, in all and per network; one too many is told `busy`", async () => {
  const small = await startTestServer({ limits: { connectionsPerNetworkMax: 2 } });
  const [first, second] = [await RawClient.connect(small.url), await RawClient.connect(small.url)];
  const third = await RawClient.open(small.url);
  assert.equal(await third.end(), "busy");
  first.send(encodeClear("done"));
  assert.equal(await first.end(), "unexpected");
  const fourth = await RawClient.connect(small.url);
  for (const client of [second, fourth]) client.close();
});

test("SV46: after all of it the server serves, and has met no bug of its own", async () => {
  const account = await freshAccount();
  const session = await resume(url, account.device);
  assert.equal((await session.request("heads")).code, "ok");
  session.close();
  const lines = server.logLines.map((line) => JSON.parse(line) as { event: string });
  assert.ok(lines.length > 50);
  assert.deepEqual(
    lines.filter(({ event }) => event === "bug" || event === "storage-failed"),
    [],
  );
});
