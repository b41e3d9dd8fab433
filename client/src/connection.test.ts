import assert from "node:assert/strict";
import test from "node:test";
import { encodeClear, type Bytes } from "@coffer/protocol";
import {
  greet,
  isSameServer,
  logIn,
  recover,
  register,
  resume,
  takeLinkBox,
} from "./connection.ts";
import type { ServerError } from "./failures.ts";
import { encodeServerMessage } from "../../protocol/src/session/sealed-messages.ts";
import { socketPair, TestEnvironment } from "../../test/fixtures/client-environment.ts";
import {
  channelKey,
  deviceId,
  facts,
  hello,
  keyed,
  kit,
  loginName,
  meeting,
  password,
  serverKeys,
  signingKey,
  unpinned,
  type Wire,
  worldWith,
} from "../../test/fixtures/client-wire.ts";
import { randomBytes } from "../../test/fixtures/random.ts";

/** Each way in, and what an honest server says before the step that goes wrong. */
const steps: Record<
  string,
  {
    readonly before: readonly Bytes[];
    readonly go: (environment: TestEnvironment) => Promise<{ readonly ok: boolean }>;
  }
> = {
  hello: { before: [], go: unpinned },
  "register.response": {
    before: [hello],
    go: (environment) =>
      meeting(environment, (greeting) =>
        register(greeting, { loginName, password, invitation: null }),
      ),
  },
  "login.response": {
    before: [hello],
    go: (environment) =>
      meeting(environment, (greeting) => logIn(greeting, { loginName, password, deviceId })),
  },
  "resume.response": {
    before: [hello],
    go: (environment) =>
      meeting(environment, (greeting) => resume(environment, greeting, { deviceId, signingKey })),
  },
  "welcome after a resume": {
    before: [hello, encodeClear("resume.response", channelKey.publicKey)],
    go: (environment) =>
      meeting(environment, (greeting) => resume(environment, greeting, { deviceId, signingKey })),
  },
  "recover.response": {
    before: [hello],
    go: (environment) => meeting(environment, (greeting) => recover(environment, greeting, kit)),
  },
  "link.box": {
    before: [hello],
    go: (environment) => meeting(environment, (greeting) => takeLinkBox(greeting, randomBytes(16))),
  },
};

const faults: Record<
  string,
  {
    readonly act: (wire: Wire, environment: TestEnvironment) => unknown;
    readonly error: ServerError;
  }
> = {
  "a message of another type": {
    act: (wire) => wire.say(encodeClear("done")),
    error: { code: "server-misbehaves" },
  },
  "what only a client says": {
    act: (wire) => wire.say(encodeClear("client.hello", [], "x")),
    error: { code: "server-misbehaves" },
  },
  garbage: {
    act: (wire) => wire.say(randomBytes(60)),
    error: { code: "server-misbehaves" },
  },
  nothing: {
    act: (wire) => wire.say(new Uint8Array(0)),
    error: { code: "server-misbehaves" },
  },
  "an error": {
    act: (wire) => wire.say(encodeClear("error", 4)),
    error: { code: "server-refused", reason: "rate-limited" },
  },
  "an error that this version does not know": {
    act: (wire) => wire.say(encodeClear("error", 200)),
    error: { code: "server-refused", reason: "internal" },
  },
  silence: {
    act: (_, environment) => environment.letTimePass(),
    error: { code: "connection-lost" },
  },
  "the end": { act: (wire) => wire.socket.close(), error: { code: "connection-lost" } },
};

for (const [step, { before, go }] of Object.entries(steps)) {
  test(`in place of ${step}, whatever comes is an answer, and the connection is closed`, async () => {
    for (const [fault, { act, error }] of Object.entries(faults)) {
      const clientLeft = Promise.withResolvers<undefined>();
      const environment = worldWith(async (wire) => {
        for (const message of before) {
          wire.say(message);
          if (message !== hello) continue;
          await wire.hear();
          await wire.hear();
        }
        await act(wire, environment);
        while ((await wire.hear()) !== undefined);
        clientLeft.resolve(undefined);
      });
      const result = await go(environment);
      assert.deepEqual(result, { ok: false, error }, fault);
      await clientLeft.promise;
      assert.equal(environment.timerCount, 0, fault);
    }
  });
}

test("where nobody answers is offline, with the cause", async () => {
  const environment = new TestEnvironment();
  const cause = new Error("no route");
  environment.connect = () => Promise.reject(cause);
  assert.deepEqual(await unpinned(environment), { ok: false, error: { code: "offline", cause } });
});

test("a socket that breaks is a lost connection", async () => {
  for (const broken of ["send", "receive"] as const) {
    const environment = new TestEnvironment();
    environment.connect = async () => {
      const { client, server } = socketPair({ endsOnClose: true });
      server.send(hello);
      const fails = (): never => {
        throw new Error("broken");
      };
      return broken === "send"
        ? { ...client, send: fails }
        : { ...client, receive: async () => fails() };
    };
    const result = await meeting(environment, (greeting) => takeLinkBox(greeting, randomBytes(16)));
    assert.deepEqual(result, { ok: false, error: { code: "connection-lost" } }, broken);
    assert.equal(environment.timerCount, 0);
  }
});

test("a server of other keys than the pinned ones is refused before a word is said", async () => {
  for (const other of [
    { ...serverKeys, serverId: randomBytes(16) },
    { ...serverKeys, opaquePublicKey: randomBytes(32) },
    { ...serverKeys, channelPublicKey: randomBytes(32) },
  ]) {
    assert.equal(isSameServer(serverKeys, other), false);
    const heard = Promise.withResolvers<unknown>();
    const environment = worldWith(async (wire) => {
      wire.say(hello);
      heard.resolve(await wire.hear());
    });
    const greeting = await greet(environment, "http://server", other);
    assert.deepEqual(greeting, { ok: false, error: { code: "server-changed" } });
    assert.equal(await heard.promise, undefined);
  }
});

test("a welcome must confirm the keys, and be a welcome", async () => {
  for (const first of [
    () => encodeServerMessage("welcome", randomBytes(32), null),
    () => encodeServerMessage("ok", 1, null),
    () => encodeServerMessage("error", 5),
    () => randomBytes(30),
  ]) {
    const environment = worldWith(
      keyed("resume.response", async (wire, channel) => {
        wire.socket.send(await channel.seal(first()));
      }),
    );
    const result = await meeting(environment, (greeting) =>
      resume(environment, greeting, { deviceId, signingKey }),
    );
    assert.deepEqual(result, { ok: false, error: { code: "server-misbehaves" } });
  }
});

test("an all-zero key exchange is refused", async () => {
  for (const type of ["resume", "recover"] as const) {
    const environment = worldWith(async (wire) => {
      wire.say(hello);
      await wire.hear();
      await wire.hear();
      wire.say(encodeClear(`${type}.response`, new Uint8Array(32)));
    });
    const result = await meeting<unknown>(environment, (greeting) =>
      type === "resume"
        ? resume(environment, greeting, { deviceId, signingKey })
        : recover(environment, greeting, kit),
    );
    assert.deepEqual(result, { ok: false, error: { code: "server-misbehaves" } });
  }
});

test("a recovery waits for the account, and not for ever", async () => {
  for (const isTold of [true, false]) {
    const environment = worldWith(
      keyed("recover.response", async (wire, channel, confirmation) => {
        wire.socket.send(await channel.seal(encodeServerMessage("welcome", confirmation, null)));
        const proof = await wire.socket.receive();
        assert.ok(proof !== undefined);
        if (isTold) wire.socket.send(await channel.seal(encodeServerMessage("account", facts)));
        else await environment.letTimePass();
      }),
    );
    const result = await meeting(environment, (greeting) => recover(environment, greeting, kit));
    if (isTold) assert.ok(result.ok && "account" in result.value);
    else assert.deepEqual(result, { ok: false, error: { code: "connection-lost" } });
  }
});
