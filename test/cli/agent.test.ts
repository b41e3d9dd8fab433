/**
 * The agent where transcripts cannot look: file modes, what a command loads, several at once, crashes, bad bytes, ends.
 *
 * An agent whose end is watched is started here, as `coffer unlock` starts it; else `coffer unlock` does it.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, suite, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { LineReader, type FromAgent } from "../../cli/src/agent/agent-protocol.ts";
import { agentSocket, lockHome } from "../../cli/src/node/home-folder.ts";
import { password, TestServer } from "../fixtures/world.ts";
import {
  cofferDone,
  cofferEnvironment,
  runCoffer,
  starter,
  type Outcome,
} from "./coffer-process.ts";

const folder = mkdtempSync(join(tmpdir(), "coffer-agent-"));
const home = join(folder, "home");
const socketPath = agentSocket(home);
const withPassword = ["--password-file", "password.txt"];
const server = new TestServer();
const agents: ChildProcess[] = [];
/** A command that meets a home that stays locked: it waits some seconds, so it waits beside the others. */
let refusedByLock: Promise<Outcome>;
let releaseLock: (() => void) | undefined;

function coffer(...argv: readonly string[]): Promise<string> {
  return cofferDone(argv, { home, folder });
}

/** Unlocks the account, for no longer than a test takes. */
function unlock(): Promise<string> {
  return coffer("unlock", "--for", "60s", ...withPassword);
}

/** Starts an agent and returns it with what it says first. */
async function startAgent(
  agentHome: string = home,
  typed: string = password,
): Promise<{ readonly agent: ChildProcess; readonly said: string }> {
  const agent = spawn(process.execPath, [starter, "agent", "60000"], {
    env: cofferEnvironment({ home: agentHome, folder }),
    stdio: ["pipe", "pipe", "inherit"],
  });
  agents.push(agent);
  agent.stdin.end(`${typed}\n`);
  let said = "";
  for await (const chunk of agent.stdout) {
    said += String(chunk);
    if (said.endsWith("\n")) break;
  }
  return { agent, said };
}

function endOf(agent: ChildProcess): Promise<number | null> {
  if (agent.exitCode !== null) return Promise.resolve(agent.exitCode);
  return new Promise((resolve) => {
    agent.on("exit", (exitCode) => resolve(exitCode));
  });
}

/** Waits until something is so; the test fails if it takes longer than anything does. */
async function until(isSo: () => boolean, what: string): Promise<void> {
  for (let waitedMs = 0; !isSo(); waitedMs += 50) {
    assert.ok(waitedMs < 30_000, `${what} did not happen`);
    await delay(50);
  }
}

const mode = (path: string): string => (statSync(path).mode & 0o777).toString(8);

const callOf = (argv: readonly string[], isInteractive = false): string => {
  const call = {
    argv,
    folder,
    locale: "en-US",
    language: "en",
    columns: 80,
    isInteractive,
    hasColour: false,
  };
  return `${JSON.stringify({ call })}\n`;
};

/** Runs a command in the agent without a process of its own. */
function callAgent(...argv: readonly string[]): Promise<string> {
  const socket = connect(socketPath);
  socket.setEncoding("utf8");
  socket.write(callOf(argv));
  const reader = new LineReader();
  let written = "";
  return new Promise((resolve, reject) => {
    socket.on("error", reject);
    socket.on("data", (text: string) => {
      for (const line of reader.push(text) ?? []) {
        const message = JSON.parse(line) as FromAgent;
        if ("out" in message) written += message.out;
        if ("exit" in message) {
          if (message.exit === 0) resolve(written);
          else reject(new Error(`coffer ${argv.join(" ")} ended with ${message.exit}`));
        }
      }
    });
  });
}

/** Sends bytes to the agent, and ends the connection when it does, or at once. */
async function sendBytes(bytes: string | Uint8Array, isCutOff: boolean): Promise<void> {
  const socket = connect(socketPath);
  const closed = new Promise<void>((resolve) => {
    socket.on("close", () => resolve());
  });
  socket.on("error", () => undefined);
  // What the agent answers is read, so that its end of the connection is seen.
  socket.resume();
  await new Promise<void>((resolve) => {
    socket.write(bytes, () => resolve());
  });
  if (isCutOff) socket.destroy();
  await closed;
}

suite("agent", () => {
  before(async () => {
    await server.start();
    writeFileSync(join(folder, "password.txt"), `${password}\n`);
    const lockedHome = join(folder, "locked");
    releaseLock = lockHome(lockedHome);
    refusedByLock = runCoffer(["status"], { home: lockedHome, folder });
    await coffer(
      "signup",
      "--server",
      server.url,
      "--name",
      "anna",
      "--kit",
      "kit.txt",
      ...withPassword,
    );
  });

  afterEach(async () => {
    for (const agent of agents.splice(0)) agent.kill("SIGKILL");
    if (existsSync(socketPath)) await runCoffer(["lock"], { home, folder });
  });

  after(async () => {
    releaseLock?.();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  });

  test("everything of an account is its owner's alone: folders 0700, files and socket 0600", async () => {
    await unlock();
    await coffer("add", "12.50", "lunch");
    await coffer("export", "all.csv", ...withPassword);
    assert.ok(statSync(socketPath).isSocket());
    const entries = readdirSync(home, { recursive: true, withFileTypes: true });
    assert.ok(entries.some((entry) => entry.name.startsWith("log-")));
    assert.equal(mode(home), "700");
    for (const entry of entries) {
      const path = join(entry.parentPath, entry.name);
      assert.equal(mode(path), entry.isDirectory() ? "700" : "600", path);
    }
    for (const file of ["kit.txt", "all.csv"]) assert.equal(mode(join(folder, file)), "600", file);
  });

  test("neither a command of the agent nor one that needs no account loads the engine", async () => {
    const log = join(folder, "loaded.txt");
    const hook =
      'import { registerHooks } from "node:module"; import { appendFileSync } from "node:fs";' +
      `registerHooks({ load: (url, context, next) => { appendFileSync(${JSON.stringify(log)}, url + "\\n"); ` +
      "return next(url, context); } });";
    const env = { NODE_OPTIONS: `--import "data:text/javascript,${encodeURIComponent(hook)}"` };
    const loadedBy = async (...argv: readonly string[]): Promise<readonly string[]> => {
      rmSync(log, { force: true });
      await cofferDone(argv, { home, folder, env });
      const urls = readFileSync(log, "utf8").trim().split("\n");
      return urls.filter((url) => !url.startsWith("node:"));
    };
    // The words are beside the engine, and load without it.
    const engine = /\/(?:client\/src\/(?!texts\/)|protocol\/src\/)/;
    for (const free of [
      ["budget", "4200"],
      ["review", "--income", "4200", "--needs", "2200"],
      ["add", "--help"],
    ]) {
      const loaded = await loadedBy(...free);
      assert.ok(loaded.some((url) => url.endsWith("/cli/src/application.ts")));
      assert.deepEqual(
        loaded.filter((url) => engine.test(url)),
        [],
        free.join(" "),
      );
    }
    const slow = await loadedBy("list", ...withPassword);
    assert.ok(
      slow.some((url) => engine.test(url)),
      "the hook sees what is loaded",
    );
    await unlock();
    const fast = await loadedBy("list");
    assert.ok(fast.some((url) => url.endsWith("/cli/src/agent/agent-client.ts")));
    const more = /\/(?:client|protocol|ledger)\/src\/|@stricli|\/commands\//;
    assert.deepEqual(
      fast.filter((url) => more.test(url)),
      [],
    );
  });

  test("commands that come at once are done one after the other, with an agent and without", async () => {
    const add = (text: string, ...more: readonly string[]): Promise<string> =>
      coffer("add", "1", text, ...more);
    await Promise.all([add("together 1", ...withPassword), add("together 2", ...withPassword)]);
    await unlock();
    await Promise.all(["together 3", "together 4", "together 5"].map((text) => add(text)));
    const listed = await coffer("list");
    for (let number = 1; number <= 5; number += 1)
      assert.match(listed, new RegExp(`together ${number}`));
    assert.match(await coffer("check"), /, 0 problems/);
  });

  test("what a command wrote is there for the next ones, also while it is being sent", async () => {
    type Status = { readonly waiting: number };
    await unlock();
    for (let round = 0; round < 10; round += 1) {
      const added = await callAgent("add", "2", `round ${round}`, "--json");
      const { id } = JSON.parse(added) as { readonly id: string };
      for (let isWaiting = true; isWaiting;) {
        // Asked before, so that the list is looked at once more after everything was sent.
        isWaiting = (JSON.parse(await callAgent("status", "--json")) as Status).waiting > 0;
        const rows = JSON.parse(await callAgent("list", "--json")) as readonly { id: string }[];
        assert.equal(rows.filter((row) => row.id === id).length, 1, `round ${round}`);
      }
    }
  });

  test("without use the agent ends after its time, and the account is locked", async () => {
    await coffer("unlock", "--for", "2s", ...withPassword);
    await until(() => !existsSync(socketPath), "the agent's end");
    assert.match(await coffer("status"), /: locked/);
    assert.equal((await runCoffer(["list"], { home, folder })).exitCode, 2);
  });

  test("after an agent was killed the next command works, and so does the next agent", async () => {
    const { agent, said } = await startAgent();
    assert.equal(said, "ready\n");
    await coffer("add", "3", "before the crash");
    const ended = endOf(agent);
    agent.kill("SIGKILL");
    await ended;
    assert.ok(existsSync(socketPath), "it had no time to remove its socket");
    assert.match(await coffer("list", ...withPassword), /before the crash/);
    await unlock();
    assert.match(await coffer("list"), /before the crash/);
  });

  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
    test(`${signal} ends the agent cleanly`, async () => {
      const { agent, said } = await startAgent();
      assert.equal(said, "ready\n");
      const ended = endOf(agent);
      agent.kill(signal);
      assert.equal(await ended, 0);
      assert.equal(existsSync(socketPath), false);
    });
  }

  test("SIGTERM does not wait for a person who was asked something", async () => {
    const { agent } = await startAgent();
    const asked = connect(socketPath);
    asked.setEncoding("utf8");
    const ended = endOf(agent);
    let said = "";
    asked.on("data", (text: string) => {
      said += text;
      if (text.includes('"ask"')) agent.kill("SIGTERM");
    });
    asked.write(callOf(["export", "never.csv"], true));
    assert.equal(await ended, 0);
    assert.match(said, /Nothing was done\./);
    assert.match(said, /"exit":1/);
  });

  test("an agent that cannot open the account says why and ends", async () => {
    const wrong = await startAgent(home, "not the password");
    assert.match(wrong.said, /^That is not the password\.\n/);
    assert.equal(await endOf(wrong.agent), 1);
    const nobody = await startAgent(join(folder, "nobody"));
    assert.match(nobody.said, /^There is no account on this device\./);
    assert.equal(await endOf(nobody.agent), 1);
    assert.equal(existsSync(agentSocket(join(folder, "nobody"))), false);
  });

  test("a folder whose path is too long for a socket is said to be", async () => {
    const long = join(folder, "long".repeat(30));
    const options = { home: long, folder };
    cpSync(home, long, { recursive: true });
    const { stderr, exitCode } = await runCoffer(["unlock", ...withPassword], options);
    assert.match(stderr, /too long a path for a socket: COFFER_HOME/);
    assert.equal(exitCode, 1);
    assert.match(await cofferDone(["status"], options), /: locked/);
  });

  test("a home that another process keeps is not waited for without end", async () => {
    const { stderr, exitCode } = await refusedByLock;
    assert.match(stderr, /^Another coffer command is working on this account\./);
    assert.equal(exitCode, 1);
  });

  test("bytes that no command sends end the connection and not the agent", async () => {
    const { agent, said } = await startAgent();
    assert.equal(said, "ready\n");
    const malformed = [
      "no JSON\n",
      "null\n",
      "[]\n",
      "12\n",
      "{}\n",
      '{"call":null}\n',
      '{"call":{"argv":["list"]}}\n',
      callOf(["list"]).replace('"list"', "1"),
      callOf(["list"]).replace('"columns":80', '"columns":"80"'),
      '{"answer":1}\n',
      '{"input":"&"}\n',
      '{"input":1}\n',
      `${callOf(["status"])}no JSON\n`,
      Uint8Array.from({ length: 4_096 }, (_, index) => (index * 37) % 256),
      "\n\n",
    ];
    for (const bytes of malformed) await sendBytes(bytes, false);
    for (const bytes of ["", "{", callOf(["list"]).slice(0, 20)]) await sendBytes(bytes, true);
    assert.match(await coffer("status"), /: unlocked/);
    assert.equal(agent.exitCode, null);
  });

  test("a command that goes away while it is asked, or before, keeps nobody waiting", async () => {
    await unlock();
    const asked = connect(socketPath);
    const question = new Promise<string>((resolve) => {
      asked.on("data", (bytes) => resolve(bytes.toString()));
    });
    asked.write(callOf(["export", "never.csv"], true));
    assert.match(await question, /"ask":"Password: ","hidden":true/);
    // Its turn comes when the agent has seen it go.
    await sendBytes(callOf(["import", "-"]), true);
    await delay(200);
    asked.destroy();
    assert.match(await coffer("status"), /: unlocked/);
    assert.equal(existsSync(join(folder, "never.csv")), false);
  });

  test("a long output reaches a slow reader as a whole, with an agent and without", async () => {
    const texts = Array.from({ length: 400 }, (_, index) => `Row ${index} ${"🙂".repeat(300)}`);
    const rows = texts.map((text) => `2025-01-01,${text},-1.00\n`);
    writeFileSync(join(folder, "long.csv"), `Date,Description,Amount\n${rows.join("")}`);
    const slowly = async (...argv: readonly string[]): Promise<string> => {
      const child = spawn(process.execPath, [starter, ...argv], {
        cwd: folder,
        env: cofferEnvironment({ home, folder }),
        stdio: ["ignore", "pipe", "inherit"],
      });
      // Longer than the command takes to write into a pipe that nobody reads.
      await delay(1_500);
      child.stdout.setEncoding("utf8");
      let text = "";
      for await (const chunk of child.stdout) text += String(chunk);
      return text;
    };
    const planned = slowly("import", "long.csv", "--dry-run", "--json");
    await unlock();
    await coffer("import", "long.csv");
    const listed = await slowly("list", "--to", "2025-01-01", "--json");
    const plan = JSON.parse(await planned) as { files: readonly { rows: readonly unknown[] }[] };
    assert.equal(plan.files[0]?.rows.length, rows.length);
    const kept = (JSON.parse(listed) as readonly { text: string }[]).map(({ text }) => text);
    // The vault takes 500 UTF-16 units of a text, and no half of a character.
    const expected = texts.map((text) => text.slice(0, 500).replace(/[\ud800-\udbff]$/, ""));
    assert.deepEqual(kept.toSorted(), expected.toSorted());
    assert.match(await coffer("import", "long.csv"), /: 400 same\n/);
  });
});
