/**
 * An account on a device whose disk fails at a call that a test names, through a real server, with a second device
 * whose disk never fails: what has to be so after every fault.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { nodeFiles } from "../../cli/src/node/node-files.ts";
import {
  logIn,
  unlock,
  type Engine,
  type Environment,
  type Socket,
} from "../../client/src/index.ts";
import { parseKit, publicKeyOf, recoverySeedOf } from "@coffer/protocol";
import type { ChangeSet, Result } from "../../ledger/src/index.ts";
import {
  assertSameBook,
  commitTo,
  expense,
  logInOn,
  MemoryFiles,
  password as firstPassword,
  signUpOn,
  syncOf,
  TestDevice,
  type TestServer,
  textsOf,
} from "../fixtures/world.ts";
import { FaultyFiles, MortalFiles, type Fault } from "./faulty-files.ts";

/** What came of a step under a fault. */
export type Outcome = "done" | "failed";

/** A step under a fault. */
export interface Under {
  readonly outcome: Outcome;
  /** Whether a call failed. */
  readonly hasFailed: boolean;
  /** Whether the step makes fewer calls. */
  readonly isOver: boolean;
}

/** Errors that would tell a person something else than that the disk fails. */
const misleading: ReadonlySet<string> = new Set([
  "home-damaged",
  "home-empty",
  "password-wrong",
  "login-refused",
  "alarm",
]);

/** A device whose files can fail: in memory, or in a folder of its own. */
export class FaultyDevice {
  readonly #folder: string | undefined;
  readonly files: FaultyFiles;
  #end: () => void = () => undefined;

  private constructor(folder: string | undefined, files: FaultyFiles) {
    this.#folder = folder;
    this.files = files;
  }

  static async make(where: "memory" | "folder"): Promise<FaultyDevice> {
    if (where === "memory") return new FaultyDevice(undefined, new FaultyFiles(new MemoryFiles()));
    const folder = mkdtempSync(join(tmpdir(), "coffer-faults-"));
    return new FaultyDevice(folder, new FaultyFiles(await nodeFiles(folder)));
  }

  /** The world of a new program on this device; that of the one before is at its end. */
  start(): Environment {
    this.#end();
    const world = new TestDevice();
    const files = new MortalFiles(this.files);
    const sockets: Socket[] = [];
    this.#end = () => {
      files.isDead = true;
      for (const socket of sockets) socket.close();
    };
    return {
      files,
      randomBytes: (length) => world.randomBytes(length),
      argon2id: (options) => world.argon2id(options),
      nowMs: () => world.nowMs(),
      after: (delayMs, callback) => world.after(delayMs, callback),
      connect: async (serverUrl) => {
        const socket = await world.connect(serverUrl);
        sockets.push(socket);
        return socket;
      },
    };
  }

  /** Does a step under a fault, and says what came of it, and whether it is over before the call that was to fail. */
  async under(
    fault: Fault,
    step: () => Promise<Result<unknown, { readonly code: string }>>,
  ): Promise<Under> {
    this.files.arm(fault);
    let outcome: Outcome = "failed";
    try {
      const result = await step();
      if (result.ok) outcome = "done";
      else assert.ok(!misleading.has(result.error.code), `it says ${result.error.code}`);
    } catch (error) {
      if (!this.files.hasThrown(error)) throw error;
    }
    this.files.mend();
    const { calls, hasFailed } = this.files;
    assert.ok(hasFailed || outcome === "done", "without a fault it works");
    return { outcome, hasFailed, isOver: calls < fault.at };
  }

  remove(): void {
    this.#end();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}

let accountsMade = 0;

/** The account, open on both devices. */
export class Lab {
  readonly #server: TestServer;
  readonly device: FaultyDevice;
  readonly loginName: string;
  #engine: Engine;
  readonly #other: Engine;
  kit: string;
  /** Passwords of which one is the right one: two after a change whose outcome is not known. */
  passwords: readonly string[] = [firstPassword];
  /** Texts that have to be there, each once. */
  #expected: string[] = [];
  #made = 0;

  private constructor(
    server: TestServer,
    device: FaultyDevice,
    opened: { readonly loginName: string; readonly engine: Engine; readonly other: Engine },
    kit: string,
  ) {
    this.#server = server;
    this.device = device;
    this.loginName = opened.loginName;
    this.#engine = opened.engine;
    this.#other = opened.other;
    this.kit = kit;
  }

  static async open(server: TestServer, where: "memory" | "folder"): Promise<Lab> {
    accountsMade += 1;
    const loginName = `faults-${accountsMade}`;
    const { engine: other, kit } = await signUpOn(new TestDevice(), server, loginName);
    const device = await FaultyDevice.make(where);
    const engine = await logInOn(device.start(), server, { loginName, kit });
    return new Lab(server, device, { loginName, engine, other }, kit);
  }

  get engine(): Engine {
    return this.#engine;
  }

  get serverUrl(): string {
    return this.#server.url;
  }

  /** A text that no transaction has yet. */
  newText(): string {
    this.#made += 1;
    return `made ${this.#made}`;
  }

  /** From now on this text is demanded. */
  expect(...texts: readonly string[]): void {
    this.#expected.push(...texts);
  }

  unexpect(text: string): void {
    this.#expected = this.#expected.filter((each) => each !== text);
  }

  /** The other device writes something and sends it. */
  async writeElsewhere(): Promise<void> {
    const text = this.newText();
    await commitTo(this.#other, expense(1, text));
    await syncOf(this.#other);
    this.expect(text);
  }

  /** Commits on the device, and demands it from now on if that was confirmed. */
  async commit(...changeSets: readonly ChangeSet[]): ReturnType<Engine["commit"]> {
    return this.#engine.commit(changeSets);
  }

  /** Opens the device again with the password of now. */
  async unlock(): ReturnType<typeof unlock> {
    const unlocked = await unlock(this.device.start(), this.passwords[0] ?? "");
    if (unlocked.ok) this.#engine = unlocked.value;
    return unlocked;
  }

  /** Logs in, once, with the password that is the likeliest. */
  logInOnce(environment: Environment, password: string = this.passwords[0] ?? "") {
    const { loginName, serverUrl } = this;
    const options = { serverUrl, loginName, password, deviceName: "faulty", brought: undefined };
    return logIn(environment, options);
  }

  /** Logs in with the password that is the right one, as a new program: from then on it is known. */
  async logInAgain(): Promise<void> {
    for (const password of this.passwords) {
      const access = await this.logInOnce(this.device.start(), password);
      if (!access.ok && access.error.code === "login-refused") continue;
      assert.ok(access.ok, JSON.stringify(access));
      this.#engine = access.value.engine;
      this.kit = access.value.kit ?? this.kit;
      this.passwords = [password];
      return;
    }
    assert.fail("one of the passwords is the right one");
  }

  /** Whether the device shows a change: all of what it adds, nothing of what it removes. */
  shows(added: readonly string[], removed: readonly string[]): boolean {
    const texts = textsOf(this.#engine);
    const signs = [
      ...added.map((text) => texts.includes(text)),
      ...removed.map((text) => !texts.includes(text)),
    ];
    assert.equal(new Set(signs).size, 1, "a change is whole or absent");
    return signs[0] === true;
  }

  /** Closes the engine, if it can be, and opens the device again, as after a restart of its program. */
  async restart(): Promise<void> {
    await this.#engine.close();
    await this.reopen();
  }

  /** Opens the device again, without a word to the engine before: its program has ended. */
  async reopen(): Promise<void> {
    const environment = this.device.start();
    for (const [index, password] of this.passwords.entries()) {
      const engine = await unlock(environment, password);
      if (!engine.ok && index + 1 < this.passwords.length) continue;
      assert.ok(engine.ok, JSON.stringify(engine));
      this.#engine = engine.value;
      return;
    }
  }

  adopt(engine: Engine): void {
    this.#engine = engine;
  }

  /** The engine that met the fault either works or says no; a restarted one works, and the other device agrees. */
  async assertWorks(title: string): Promise<void> {
    const text = this.newText();
    const committed = await this.#engine.commit([expense(1, text)]);
    assert.ok(committed.ok, `${title}: ${JSON.stringify(committed)}`);
    this.expect(text);
    this.#assertExpected(this.#engine, `${title}, before the restart`);
    await this.#engine.close();
    await this.reopen();
    this.#assertExpected(this.#engine, `${title}, after the restart`);
    await syncOf(this.#engine);
    assert.equal(this.#engine.waiting, 0);
    assert.equal(this.#engine.alarm, undefined);
    assert.equal(this.#engine.hasLostPending, false);
    await syncOf(this.#other);
    this.#assertExpected(this.#other, `${title}, on the other device`);
    assertSameBook(this.#engine, this.#other);
    assert.deepEqual(this.#other.verification().voids, []);
  }

  #assertExpected(engine: Engine, title: string): void {
    assert.deepEqual(textsOf(engine), this.#expected.toSorted(), title);
  }

  async close(): Promise<void> {
    await this.#engine.close();
    await this.#other.close();
    this.device.remove();
  }
}

/** Demands that a kit is the one that recovers the account of an engine that is up to date. */
export function assertKitIsOfNow(engine: Engine, kitText: string): void {
  const kit = parseKit(kitText);
  assert.ok(kit.ok);
  const publicKey = publicKeyOf(recoverySeedOf(kit.value.recoverySecret));
  assert.deepEqual(engine.account.recoveryPublicKey, publicKey);
}
