import assert from "node:assert/strict";
import test from "node:test";
import { Channel, channelKeys, encodeClientMessage } from "@coffer/protocol";
import type { Socket } from "./environment.ts";
import type { ServerError } from "./failures.ts";
import { Session } from "./session.ts";
import { encodeServerMessage } from "../../protocol/src/session/sealed-messages.ts";
import { TestEnvironment } from "../../test/fixtures/client-environment.ts";
import { sessionPair, type ServerEnd } from "../../test/fixtures/client-server.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

const lost: ServerError = { code: "connection-lost" };
const misbehaves: ServerError = { code: "server-misbehaves" };

/** Hears of a session's end and of what is pushed. */
function listenTo(session: Session): {
  readonly ends: ServerError[];
  readonly pushes: number[];
  readonly ended: Promise<ServerError>;
} {
  const { promise: ended, resolve } = Promise.withResolvers<ServerError>();
  const heard = { ends: [] as ServerError[], pushes: [] as number[], ended };
  session.listen({
    onEntries: (_, entries) => heard.pushes.push(entries.length),
    onEnd: (error) => {
      heard.ends.push(error);
      resolve(error);
    },
  });
  return heard;
}

/** Asks once more and answers it: what was sent before has been heard then. */
async function askOnce(session: Session, end: ServerEnd): Promise<void> {
  const asked = session.request("heads");
  await end.send(encodeServerMessage("ok", await requestIdFrom(end), "heard"));
  assert.deepEqual(await asked, { ok: true, value: "heard" });
}

async function requestIdFrom(end: ServerEnd): Promise<number> {
  const message = await end.receive();
  assert.ok(message !== undefined && message.type !== "proof" && message.type !== "bye");
  return message.fields[0];
}

test("requests go out in order, and each gets its own answer, in whatever order they come", async () => {
  const environment = new TestEnvironment();
  const { session, end } = sessionPair(environment);
  const asked = [session.request("heads"), session.request("sessions"), session.request("heads")];
  const ids = [await requestIdFrom(end), await requestIdFrom(end), await requestIdFrom(end)];
  assert.deepEqual(ids, [1, 2, 3]);
  await end.send(encodeServerMessage("ok", 3, "third"));
  await end.send(encodeServerMessage("refused", 1, 16, ["facts"]));
  await end.send(encodeServerMessage("ok", 2, null));
  assert.deepEqual(await Promise.all(asked), [
    { ok: false, error: { code: "refused", reason: "not-found", facts: ["facts"] } },
    { ok: true, value: null },
    { ok: true, value: "third" },
  ]);
  assert.equal(environment.timerCount, 0);
});

test("answers to what was not asked, second answers and second welcomes change nothing", async () => {
  const { session, end } = sessionPair(new TestEnvironment());
  const heard = listenTo(session);
  const first = session.request("heads");
  await requestIdFrom(end);
  await end.send(encodeServerMessage("ok", 77, "nobody asked"));
  await end.send(encodeServerMessage("ok", 2, "not yet asked"));
  await end.send(encodeServerMessage("ok", 1, "first"));
  await end.send(encodeServerMessage("ok", 1, "first again"));
  await end.send(encodeServerMessage("refused", 1, 16, null));
  await end.send(encodeServerMessage("welcome", randomBytes(32), null));
  assert.deepEqual(await first, { ok: true, value: "first" });
  await askOnce(session, end);
  await askOnce(session, end);
  assert.deepEqual([heard.ends, heard.pushes], [[], []]);
});

test("a frame that does not open, or is no message, ends the session", async () => {
  for (const garble of [
    async (end: ServerEnd) => end.socket.send(randomBytes(80)),
    async (end: ServerEnd) => end.socket.send(new Uint8Array(0)),
    async (end: ServerEnd) => end.send(randomBytes(40)),
    async (end: ServerEnd) => end.send(encodeClientMessage("bye")),
  ]) {
    const environment = new TestEnvironment();
    const { session, end } = sessionPair(environment);
    const heard = listenTo(session);
    const asked = [session.request("heads"), session.request("sessions")];
    await garble(end);
    const expected: unknown = { ok: false, error: misbehaves };
    assert.deepEqual(await Promise.all(asked), [expected, expected]);
    assert.deepEqual(heard.ends, [misbehaves]);
    assert.deepEqual(await session.request("heads"), expected);
    assert.equal(environment.timerCount, 0);
  }
});

test("a frame that is repeated, left out or swapped ends the session", async () => {
  const keys = channelKeys(randomBytes(32), randomBytes(32));
  const server = new Channel("server", keys);
  const frames = [
    await server.seal(encodeServerMessage("ok", 9, 0)),
    await server.seal(encodeServerMessage("ok", 9, 1)),
  ];
  for (const order of [[0, 0], [1], [1, 0]]) {
    const incoming = order.map((index) => frames[index]);
    const socket: Socket = {
      send: () => undefined,
      close: () => undefined,
      receive: async () => incoming.shift() ?? new Promise<undefined>(() => undefined),
    };
    const session = new Session(new TestEnvironment(), socket, new Channel("client", keys));
    assert.deepEqual(await listenTo(session).ended, misbehaves, order.join());
  }
});

test("what the server says as it ends a session is what every request fails with", async () => {
  const { session, end } = sessionPair(new TestEnvironment());
  const heard = listenTo(session);
  const asked = session.request("heads");
  await end.send(encodeServerMessage("error", 9));
  const error: ServerError = { code: "server-refused", reason: "session-ended" };
  assert.deepEqual(await asked, { ok: false, error });
  assert.deepEqual(await session.account(), { ok: false, error });
  end.socket.close();
  assert.deepEqual(await session.request("heads"), { ok: false, error });
  assert.deepEqual(heard.ends, [error]);
  const late = listenTo(session);
  assert.deepEqual(late.ends, [error]);
});

test("a connection that closes fails what is open at once, and what comes later", async () => {
  const environment = new TestEnvironment();
  const { session, end } = sessionPair(environment);
  const asked = session.request("heads");
  end.socket.close();
  assert.deepEqual(await asked, { ok: false, error: lost });
  assert.deepEqual(await session.request("heads"), { ok: false, error: lost });
  assert.equal(environment.timerCount, 0);
});

test("an answer that never comes ends the session, also over a socket that does not end when closed", async () => {
  for (const endsOnClose of [true, false]) {
    const environment = new TestEnvironment();
    const { session } = sessionPair(environment, { endsOnClose });
    const heard = listenTo(session);
    const asked = [session.request("heads"), session.account()];
    await environment.letTimePass();
    const expected: unknown = { ok: false, error: lost };
    assert.deepEqual(await Promise.all(asked), [expected, expected]);
    assert.deepEqual(heard.ends, [lost]);
    assert.equal(environment.timerCount, 0);
  }
});

test("closing says goodbye and fails what is open, also over a socket that does not end when closed", async () => {
  for (const endsOnClose of [true, false]) {
    const { session, end } = sessionPair(new TestEnvironment(), { endsOnClose });
    const asked = session.request("heads");
    session.close();
    assert.deepEqual(await asked, { ok: false, error: lost });
    assert.equal((await end.receive())?.type, "heads");
    assert.equal((await end.receive())?.type, "bye");
    assert.equal(await end.receive(), undefined);
    session.close();
    assert.deepEqual(await session.request("heads"), { ok: false, error: lost });
  }
});

test("a socket that breaks is a lost connection", async () => {
  const keys = channelKeys(randomBytes(32), randomBytes(32));
  const broken = (): never => {
    throw new Error("broken");
  };
  const never = new Promise<undefined>(() => undefined);
  for (const socket of [
    { send: broken, receive: () => never, close: () => undefined },
    { send: () => undefined, receive: async () => broken(), close: () => undefined },
  ]) {
    const session = new Session(new TestEnvironment(), socket, new Channel("client", keys));
    const heard = listenTo(session);
    assert.deepEqual(await session.request("heads"), { ok: false, error: lost });
    assert.deepEqual(heard.ends, [lost]);
  }
});

test("pushed entries go to the listener; before there is one, nobody hears of them", async () => {
  const { session, end } = sessionPair(new TestEnvironment());
  const push = encodeServerMessage("entries", randomBytes(16), [randomBytes(9), randomBytes(9)]);
  await end.send(push);
  await askOnce(session, end);
  const heard = listenTo(session);
  await end.send(push);
  await askOnce(session, end);
  assert.deepEqual([heard.ends, heard.pushes], [[], [2]]);
});

test("what the server tells of the account is heard, however early it says it", async () => {
  for (const isEarly of [true, false]) {
    const environment = new TestEnvironment();
    const { session, end } = sessionPair(environment);
    const facts = [randomBytes(16), 3, 0, randomBytes(9), randomBytes(9), null] as const;
    const send = (): Promise<void> => end.send(encodeServerMessage("account", facts));
    if (isEarly) await send();
    await askOnce(session, end);
    const account = session.account();
    if (!isEarly) await send();
    const told = await account;
    assert.ok(told.ok);
    assert.equal(told.value.generation, 3);
    assert.equal(environment.timerCount, 0);
  }
});
