/**
 * Logging in against a server that lies, and guessing at one that does not (A11, A25–A28).
 */
import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import {
  createAccount,
  homeState,
  logIn,
  parseKitText,
  unlock,
  type Environment,
} from "../../client/src/index.ts";
import { encode, type CodecValue } from "../../protocol/src/codec.ts";
import { opaquePassword, parsePassword } from "../../protocol/src/credentials.ts";
import { finishLogin, startLogin } from "../../protocol/src/opaque.ts";
import { encodeClear } from "../../protocol/src/session/clear-messages.ts";
import { firstChangeSet, MemoryFiles, password } from "../fixtures/world.ts";
import { CastDevice, type Scene } from "../hostile-server/cast.ts";
import { changing, valuesOf } from "../hostile-server/messages.ts";
import { ManualClock } from "../server/manual-clock.ts";
import { RawClient, randomBytes } from "../server/raw-client.ts";
import { newTestAccount } from "../server/test-account.ts";
import { register } from "../server/ways-in.ts";
import type { LoginOutcome, LoginTask } from "./login-worker.ts";
import { refusedLogin } from "./outcomes.ts";
import type { Rows } from "./rows.ts";

const argon2idBytes = 65_536 * 1_024;

/** Logs in from a thread of its own. */
async function inThread(scene: Scene): Promise<LoginOutcome> {
  const workerData: LoginTask = { serverUrl: scene.server.url, kit: scene.cast.anna.kitText };
  const worker = new Worker(new URL("./login-worker.ts", import.meta.url), { workerData });
  const [outcome] = (await once(worker, "message")) as [LoginOutcome];
  await once(worker, "exit");
  return outcome;
}

/** Anna's OPAQUE input at a server. */
function opaqueInput(scene: Scene, serverId: Uint8Array): string {
  const { accountSecret } = scene.cast.anna.kit.kit;
  return opaquePassword({ accountSecret, loginName: "anna", serverId, password });
}

/** Starts a login in clear; the connection, and KE2. */
async function startAs(scene: Scene, loginName: string, request: Uint8Array) {
  const client = await RawClient.connect(scene.server.url);
  client.send(encodeClear("login.start", loginName, randomBytes(16), Uint8Array.from(request)));
  return client;
}

async function ke2For(scene: Scene, loginName: string, request: Uint8Array): Promise<Uint8Array> {
  const client = await startAs(scene, loginName, request);
  const [ke2] = await client.expect("login.response");
  client.close();
  return ke2;
}

export function parameterAttacks(rows: Rows): void {
  rows.attack("A11: an extra field of KDF parameters in the login answer", async (scene) => {
    const honest = await inThread(scene);
    assert.equal(honest.error, null);
    assert.ok(honest.wasmBytes >= argon2idBytes, "an honest login runs Argon2id");
    const { clear } = scene.server.heard;
    const weak = { iterations: 1, memory: 8, parallelism: 1 };
    const parameters: readonly CodecValue[] = [
      1,
      "argon2id",
      [weak.iterations, weak.memory, weak.parallelism],
      new Map<string, number>(Object.entries(weak).toSorted(([a], [b]) => a.length - b.length)),
      null,
    ];
    for (const [index, extra] of parameters.entries()) {
      clear.splice(0);
      const lies = { clear: changing("login.response", (values) => [...values, extra]) };
      // A thread shows whether Argon2id ran; one is enough, since all end at the same message.
      if (index === 0) {
        scene.server.lies = lies;
        const outcome = await inThread(scene);
        assert.equal(outcome.error, "server-misbehaves");
        assert.ok(outcome.wasmBytes < argon2idBytes, "refused before Argon2id ran");
      } else {
        await refusedLogin(scene, lies);
      }
      assert.deepEqual(clear, ["client.hello", "login.start"]);
    }
    return "refused before Argon2id ran, and said nothing more";
  });

  rows.attack("A11: an extra field in hello or in the answer to a registration", async (scene) => {
    for (const type of ["hello", "register.response"]) {
      scene.server.lies = { clear: changing(type, (values) => [...values, [1, 8, 1]]) };
      const device = scene.newDevice();
      const access = await createAccount(device, {
        serverUrl: scene.server.url,
        loginName: "new",
        password,
        invitation: null,
        deviceName: "first",
        firstChangeSet: firstChangeSet(),
      });
      assert.deepEqual(!access.ok && access.error, { code: "server-misbehaves" });
      assert.equal((await homeState(device)).code, "empty");
    }
    return "refused to sign up";
  });
}

export function guessingAttacks(rows: Rows): void {
  rows.attack(
    "A25: unknown name: two identical requests get the same OPRF element",
    async (scene) => {
      const { request } = await startLogin("a guess");
      const [first, second] = [
        await ke2For(scene, "nobody", request),
        await ke2For(scene, "nobody", request),
      ];
      assert.deepEqual(first.subarray(0, 32), second.subarray(0, 32));
      assert.notDeepEqual(first, second);
      const other = await ke2For(scene, "somebody", request);
      assert.notDeepEqual(other.subarray(0, 32), first.subarray(0, 32));
      return "the server answered both alike, as for a name that exists";
    },
  );

  rows.attack("A25: the answer before and after the registration of a name", async (scene) => {
    const { request } = await startLogin("a guess");
    const before = await ke2For(scene, "carla", request);
    await register(scene.server.url, await newTestAccount("carla"));
    const after = await ke2For(scene, "carla", request);
    assert.deepEqual(before.subarray(0, 32), after.subarray(0, 32));
    return "the OPRF element stayed the same";
  });

  rows.attack("A25: the answer has 320 bytes, whether the name exists or not", async (scene) => {
    const { request } = await startLogin("a guess");
    const answers: Uint8Array[] = [];
    for (const name of ["anna", "bob", "nobody", "a", "x".repeat(64)]) {
      const client = await startAs(scene, name, request);
      const bytes = await client.receive();
      assert.ok(bytes !== undefined);
      answers.push(bytes);
      client.send(encodeClear("login.finish", new Uint8Array(64)));
      assert.equal(await client.end(), "login-refused");
    }
    for (const answer of answers) {
      assert.equal(answer.length, encode(["login.response", new Uint8Array(320)]).length);
      assert.equal((valuesOf(answer)[1] as Uint8Array).length, 320);
    }
    return "same length, and the same refusal after KE3";
  });

  rows.attack(
    "A26: six login starts without finish",
    async (scene) => {
      const { request } = await startLogin("a guess");
      for (const name of ["anna", "nobody"]) {
        for (let guess = 0; guess < 5; guess += 1) await ke2For(scene, name, request);
        const locked = await startAs(scene, name, request);
        assert.equal(await locked.end(), "rate-limited");
      }
      // The phone is known, and the strangers' guesses are not its own.
      const state = await homeState(scene.phone);
      assert.ok(state.code === "known");
      const access = await logIn(scene.phone, {
        serverUrl: state.serverUrl,
        loginName: "anna",
        password,
        deviceName: "phone",
        brought: undefined,
      });
      assert.ok(access.ok, JSON.stringify(access));
      await access.value.engine.close();
      const stranger = await scene.logIn(scene.newDevice());
      const refused = { code: "server-refused", reason: "rate-limited" };
      assert.deepEqual(stranger, { error: refused });
      return "the server locked the name's lane; the known device still got in";
    },
    // A clock that stands: how slow the machine is changes nothing.
    { limits: {}, clock: new ManualClock() },
  );

  rows.attack("A27: the same state is finished twice", async (scene) => {
    const first = await RawClient.connect(scene.server.url);
    const input = opaqueInput(scene, first.serverKeys.serverId);
    const { request, state } = await startLogin(input);
    const start = encodeClear("login.start", "anna", randomBytes(16), request);
    first.send(start);
    const [response] = await first.expect("login.response");
    const identity = { loginName: "anna", serverId: first.serverKeys.serverId };
    const login = await finishLogin({ password: input, state, response, identity });
    assert.ok(login !== undefined);
    const finish = encodeClear("login.finish", login.finish);
    first.send(finish);
    const { session } = await first.seal(login.sessionKey);
    session.sendRaw(finish);
    assert.equal(await session.end(), "malformed");
    const second = await RawClient.connect(scene.server.url);
    second.send(finish);
    assert.equal(await second.end(), "unexpected");
    const third = await RawClient.connect(scene.server.url);
    third.send(start);
    await third.expect("login.response");
    third.send(finish);
    assert.equal(await third.end(), "login-refused");
    return "the server refused it on the same and on any other connection";
  });
}

/** A password as different keyboards and systems write it. */
const spellings = [
  "ｃafé ﬁne № 5 horse",
  "cafe\u0301 ﬁne № 5 horse",
  "café fine No 5 horse",
] as const;

export function unicodeAttacks(rows: Rows): void {
  rows.check("A28: Unicode vectors: every spelling of a password is one password", async () => {
    const vectors: readonly (readonly [typed: string, canonical: string])[] = [
      ["cafe\u0301 correct horse", "café correct horse"],
      ["\u212bngstr\u00f6m battery", "\u00c5ngstr\u00f6m battery"],
      ["ﬁrst horse battery", "first horse battery"],
      ["ｆｕｌｌｗｉｄｔｈ horse", "fullwidth horse"],
      ["\u1112\u1161\u11ab horse battery", "한 horse battery"],
      ["staple² horse battery", "staple2 horse battery"],
    ];
    for (const [typed, canonical] of vectors) {
      assert.deepEqual(parsePassword(typed), { ok: true, value: canonical });
      assert.deepEqual(parsePassword(canonical), { ok: true, value: canonical });
    }
    // Case and accents are not folded: other passwords stay other passwords.
    assert.notDeepEqual(
      parsePassword("Correct horse battery"),
      parsePassword("correct horse battery"),
    );
    return "NFKC before anything is made of it";
  });

  rows.attack(
    "A28: Unicode: signed up in one spelling, unlocked and logged in in another",
    async (scene) => {
      const { url: serverUrl } = scene.server;
      const device = new CastDevice(new MemoryFiles(), serverUrl);
      const made = await createAccount(device, {
        serverUrl,
        loginName: "dora",
        password: spellings[0],
        invitation: null,
        deviceName: "first",
        firstChangeSet: firstChangeSet(),
      });
      assert.ok(made.ok && made.value.kit !== null, JSON.stringify(made));
      await made.value.engine.close();
      for (const typed of spellings) {
        const engine = await unlock(device, typed);
        assert.ok(engine.ok, typed);
        await engine.value.close();
      }
      const kit = parseKitText(made.value.kit);
      assert.ok(kit.ok);
      const { brought } = kit.value;
      const access = await logIn(scene.newDevice(), {
        serverUrl,
        loginName: "dora",
        password: spellings[2],
        deviceName: "second",
        brought,
      });
      assert.ok(access.ok, JSON.stringify(access));
      await access.value.engine.close();
      return "one account, one password";
    },
  );

  rows.attack("A28: a lone surrogate, which would collide with U+FFFD", async (scene) => {
    const { brought } = scene.cast.anna.kit;
    const heard = scene.server.heard.clear.length;
    for (const typed of ["correct horse battery\ud800", "\udc00correct horse battery"]) {
      const environment: Environment = scene.newDevice();
      const options = { serverUrl: scene.server.url, loginName: "anna", deviceName: "x" };
      const access = await logIn(environment, { ...options, password: typed, brought });
      assert.deepEqual(!access.ok && access.error, { code: "password-not-unicode" });
      const opened = await unlock(scene.phone, typed);
      assert.deepEqual(!opened.ok && opened.error, { code: "password-wrong" });
    }
    const replaced = parsePassword("correct horse battery\ufffd");
    assert.ok(replaced.ok);
    assert.equal(scene.server.heard.clear.length, heard);
    return "refused before anything was sent";
  });
}
