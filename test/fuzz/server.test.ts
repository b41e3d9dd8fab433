/**
 * The server as a whole, over sockets: bytes that are no HTTP and no frames, clear messages and sealed ones that were
 * changed. It answers what it is told, in messages of the protocol, stays up, meets no bug of its own, and serves the
 * next honest client.
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import test from "node:test";
import { encodeClear, encodeClientMessage, startLogin, type Bytes } from "@coffer/protocol";
import { decodeClear } from "../../protocol/src/session/clear-messages.ts";
import { RawClient, randomBytes, type RawSession } from "../server/raw-client.ts";
import { dataEntry, newTestAccount, type TestAccount } from "../server/test-account.ts";
import { startTestServer, type TestServer } from "../server/test-server.ts";
import { genesisOf, quickRegister, resume } from "../server/ways-in.ts";
import { effortFactor, seed, seedText } from "./budget.ts";
import { Mutator } from "./mutator.ts";
import { textBytes } from "./target.ts";

const unlimited = 1_000_000_000;
/** How many broken clients come before the next honest one. */
const brokenPerHonest = 20;

/** A server that counts no attempts: what is tried here comes from one network. */
const server: TestServer = await startTestServer({
  limits: {
    loginsPerNetworkMinute: unlimited,
    loginsPerNameMinute: unlimited,
    loginsPerDeviceMinute: unlimited,
    resumesPerNetworkMinute: unlimited,
    registrationsPerNetworkMinute: unlimited,
    linksPerNetworkMinute: unlimited,
  },
});
const { url, port } = server;

/** Tries broken clients; after some of them an honest one must be served. */
async function tryBroken(
  count: number,
  tryOne: (index: number) => Promise<Uint8Array>,
): Promise<void> {
  const account = await newTestAccount();
  await quickRegister(url, account);
  for (let index = 0; index < count * effortFactor; index += 1) {
    const input = await tryOne(index);
    if (index % brokenPerHonest !== 0) continue;
    const after = `${seedText}, after ${Buffer.from(input).toString("base64")}`;
    assert.equal(await serveHonest(account), "ok", after);
    assert.deepEqual(bugs(), [], after);
  }
  assert.equal(await serveHonest(account), "ok", seedText);
  assert.deepEqual(bugs(), [], seedText);
}

/** What becomes of an honest client's entry. */
async function serveHonest(account: TestAccount): Promise<string> {
  const session = await resume(url, account.device);
  const entry = await dataEntry(account.vault, { author: account.device });
  const { code } = await session.request("append", [entry]);
  session.close();
  return code;
}

/** Lines in which the server says that something is wrong with itself. */
function bugs(): readonly string[] {
  return server.logLines.filter((line) =>
    /"event":"(?:bug|storage-failed)"|"level":[56]0/.test(line),
  );
}

test("bytes that are no HTTP, no upgrade or no frames", async () => {
  const upgrade = Buffer.from(
    "GET /v1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: coffer.1\r\n" +
      "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n",
  );
  const hello = maskedFrame(encodeClear("client.hello", [], "test"));
  const start = maskedFrame(encodeClear("resume.start", randomBytes(16), randomBytes(32)));
  const samples = [
    Buffer.concat([upgrade, hello, start]),
    Buffer.concat([upgrade, hello, start, start]),
    textBytes("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"),
  ] as const;
  const tokens = [
    "\r\n",
    "Content-Length: 99\r\n",
    "Transfer-Encoding: chunked\r\n",
    "POST",
    "%00",
  ].map(textBytes);
  const frames = [
    Uint8Array.of(0x89, 0x80),
    Uint8Array.of(0x82, 0xff),
    Uint8Array.of(0xc2, 0xfe, 0xff),
  ];
  const mutator = new Mutator(seed, samples, [...tokens, ...frames]);
  await tryBroken(200, async () => {
    const input = mutator.next();
    const socket = connect(port, "127.0.0.1");
    const closed = once(socket, "close");
    // A server may close in the middle of what it is told.
    socket.on("error", () => undefined);
    socket.resume();
    socket.end(input);
    await closed;
    return input;
  });
});

test("clear messages that were changed are answered by messages, or end the connection", async () => {
  const { request } = await startLogin("whatever the password");
  const account = await newTestAccount();
  const [name, id] = ["somebody", randomBytes(16)];
  const finish = encodeClear(
    "register.finish",
    randomBytes(192),
    randomBytes(113),
    randomBytes(145),
    randomBytes(113),
    account.recoveryPublicKey,
    genesisOf(account.accountChain),
    genesisOf(account.vault),
  );
  const samples = [
    encodeClear("login.start", name, id, request),
    encodeClear("login.finish", randomBytes(64)),
    encodeClear("register.start", name, null, request.slice(0, 32)),
    finish,
    encodeClear("resume.start", id, randomBytes(32)),
    encodeClear("recover.start", id, randomBytes(32)),
    encodeClear("link.get", id),
    encodeClear("done"),
  ] as const;
  const mutator = new Mutator(seed + 1, samples);
  await tryBroken(200, async (index) => {
    const client = await RawClient.connect(url);
    // Half of the finishes come where one is waited for.
    if (index % 2 === 0) client.send(samples[index % 4 === 0 ? 0 : 2]);
    const input = mutator.next();
    client.send(input);
    // Nothing waits for this one: the server ends the connection, if it has not done so.
    client.send(encodeClear("done"));
    for (;;) {
      const answer = await client.receive();
      if (answer === undefined) break;
      // After an exchange of keys the channel begins, with a frame that only its owner can read.
      if (decodeClear(answer) !== undefined) continue;
      client.close();
    }
    return input;
  });
});

test("sealed messages that were changed are answered, or end the session with an error", async () => {
  const account = await newTestAccount();
  await quickRegister(url, account);
  const { vaultId } = account.vault;
  const entry = await dataEntry(account.vault, { author: account.device, isDraft: true });
  const samples = [
    encodeClientMessage("heads", 1),
    encodeClientMessage("pull", 2, vaultId, 0),
    encodeClientMessage("append", 3, [entry]),
    encodeClientMessage("link.put", 4, randomBytes(16), randomBytes(300)),
    encodeClientMessage("rekey.start", 5, randomBytes(32)),
    encodeClientMessage("rekey.finish", 6, 2, randomBytes(192), randomBytes(113), null, [entry]),
    encodeClientMessage("sessions", 7),
    encodeClientMessage("sessions.end", 8),
    encodeClientMessage("proof", randomBytes(64)),
  ] as const;
  const mutator = new Mutator(seed + 2, samples);
  let session: RawSession | undefined;
  let answered = 0;
  let ended = 0;
  await tryBroken(300, async () => {
    session ??= await resume(url, account.device);
    const input = mutator.next();
    if (await goesOnAfter(session, input)) answered += 1;
    else {
      ended += 1;
      session = undefined;
    }
    return input;
  });
  session?.close();
  assert.ok(answered > 20 && ended > 20, `${answered} answered, ${ended} ended the session`);
});

/** Sends a message, and asks for the heads behind it. Whether the session goes on. */
async function goesOnAfter(session: RawSession, input: Bytes): Promise<boolean> {
  const last = 0xffff_fff0;
  await session.send(input);
  await session.send(encodeClientMessage("heads", last));
  for (;;) {
    const message = await session.receive();
    if (message === undefined || message.type === "error") {
      session.close();
      return false;
    }
    const isAnswer = message.type === "ok" || message.type === "refused";
    if (isAnswer && message.fields[0] === last) return true;
  }
}

/** A frame of a client (RFC 6455 §5.2), masked with zeros. */
function maskedFrame(payload: Uint8Array): Buffer {
  assert.ok(payload.length < 126);
  return Buffer.concat([Buffer.from([0x82, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
