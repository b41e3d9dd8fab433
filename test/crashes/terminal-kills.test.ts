/**
 * kill -9 of the terminal client itself, and of its agent, in the middle of a large import and of taking it back: the
 * next command opens the home, the import is whole or absent, the same command again completes it once, and a second
 * device agrees. COFFER_TERMINAL_KILLS sets the number of rounds, each of two kills.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { nodeEnvironment } from "../../cli/src/node/node-environment.ts";
import type { Engine } from "../../client/src/index.ts";
import { cofferDone, cofferEnvironment, runCoffer, starter } from "../cli/coffer-process.ts";
import {
  assertSameBook,
  logInOn,
  password,
  restart,
  syncOf,
  TestDevice,
  TestServer,
  textsOf,
} from "../fixtures/world.ts";
import { Dice, firstSeed } from "./dice.ts";
import { milliseconds } from "./pauses.ts";

const rounds = Number(process.env["COFFER_TERMINAL_KILLS"] ?? "2");
/** More than one change set holds. */
const rows = 1_200;
const withPassword = ["--password-file", "password.txt"];

class Terminal {
  readonly folder: string;
  readonly home: string;
  #agent: ChildProcess | undefined;

  constructor(folder: string) {
    this.folder = folder;
    this.home = join(folder, "home");
  }

  /** Runs a command to its end, and demands that it went well. */
  done(...argv: readonly string[]): Promise<string> {
    return cofferDone([...argv, ...withPassword], this);
  }

  /** Keeps the account open in an agent of this test's own. */
  async startAgent(): Promise<void> {
    const agent = spawn(process.execPath, [starter, "agent", "120000"], {
      env: cofferEnvironment(this),
      stdio: ["pipe", "pipe", "ignore"],
    });
    agent.stdin.end(`${password}\n`);
    const [said] = (await once(agent.stdout, "data")) as [Buffer];
    assert.equal(said.toString(), "ready\n");
    this.#agent = agent;
  }

  /** Starts a command and kills it, or the agent that runs it, after a while. Returns whether it said that it was done. */
  async killed(delayMs: number, ...argv: readonly string[]): Promise<boolean> {
    const command = spawn(process.execPath, [starter, ...argv, ...withPassword], {
      cwd: this.folder,
      env: cofferEnvironment(this),
      stdio: "ignore",
    });
    const ended = once(command, "close") as Promise<[number | null]>;
    const victim = this.#agent ?? command;
    await Promise.race([ended, milliseconds(delayMs)]);
    victim.kill("SIGKILL");
    const [exitCode] = await ended;
    await this.stopAgent();
    return exitCode === 0;
  }

  async stopAgent(): Promise<void> {
    const agent = this.#agent;
    if (agent === undefined) return;
    this.#agent = undefined;
    agent.kill("SIGKILL");
    if (agent.exitCode === null && agent.signalCode === null) await once(agent, "exit");
  }

  /** Opens the home without a command, and looks how many of the rows are there: none or all, each once. */
  async rowsIn(other: Engine): Promise<number> {
    const engine = await restart(await nodeEnvironment(join(this.home, "account")));
    const texts = textsOf(engine);
    assert.equal(new Set(texts).size, texts.length, "each row is there once");
    assert.ok(texts.length === 0 || texts.length === rows, `${texts.length} of ${rows} rows`);
    assert.equal(engine.hasLostPending, false);
    await syncOf(engine);
    await syncOf(other);
    assertSameBook(engine, other);
    await engine.close();
    return texts.length;
  }
}

/** A bank's file, of rows that are all different. */
function statement(): string {
  const lines = Array.from({ length: rows }, (_, row) => {
    const day = String(1 + (row % 28)).padStart(2, "0");
    return `2026-0${1 + (row % 9)}-${day},shop number ${row},-${1 + row}.25`;
  });
  return `Date,Description,Amount\n${lines.join("\n")}\n`;
}

/** How long a command takes when nobody kills it. */
async function timeOf(run: () => Promise<unknown>): Promise<number> {
  const beganMs = performance.now();
  await run();
  return performance.now() - beganMs;
}

/** An import that is killed and then completed, and the same of taking it back. */
async function round(
  terminal: Terminal,
  other: Engine,
  moments: { readonly importMs: number; readonly undoMs: number; readonly isAgent: boolean },
): Promise<string> {
  const { importMs, undoMs, isAgent } = moments;
  if (isAgent) await terminal.startAgent();
  const saysImported = await terminal.killed(importMs, "import", "bank.csv");
  const imported = await terminal.rowsIn(other);
  if (saysImported) assert.equal(imported, rows, "what was reported as imported is there");
  await terminal.done("import", "bank.csv");
  assert.equal(await terminal.rowsIn(other), rows, "the same import again completes it, once");
  if (isAgent) await terminal.startAgent();
  const saysUndone = await terminal.killed(undoMs, "undo");
  const left = await terminal.rowsIn(other);
  if (saysUndone) assert.equal(left, 0, "what was reported as taken back is gone");
  if (left > 0) await terminal.done("undo");
  assert.equal(await terminal.rowsIn(other), 0);
  return `${imported > 0 ? "imported" : "absent"}/${left > 0 ? "kept" : "undone"}`;
}

test(`the terminal and its agent, killed in ${rounds} imports and undos, leave nothing half`, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "coffer-kill-"));
  const terminal = new Terminal(folder);
  const server = new TestServer();
  const seed = firstSeed();
  const dice = new Dice(seed);
  try {
    await server.start();
    writeFileSync(join(folder, "password.txt"), `${password}\n`, { mode: 0o600 });
    writeFileSync(join(folder, "bank.csv"), statement());
    await terminal.done("signup", "--server", server.url, "--name", "terminal", "--kit", "kit.txt");
    const kit = readFileSync(join(folder, "kit.txt"), "utf8");
    const other = await logInOn(new TestDevice(), server, { loginName: "terminal", kit });
    const importMs = await timeOf(() => terminal.done("import", "bank.csv"));
    const undoMs = await timeOf(() => terminal.done("undo"));
    const outcomes: string[] = [];
    for (let count = 0; count < rounds; count += 1) {
      const moments = {
        importMs: dice.below(importMs),
        undoMs: dice.below(undoMs),
        isAgent: count % 2 === 1,
      };
      try {
        outcomes.push(await round(terminal, other, moments));
      } catch (error) {
        throw new Error(`COFFER_SEED=${seed}, ${JSON.stringify(moments)}`, { cause: error });
      }
    }
    assert.equal((await runCoffer(["verify", ...withPassword], terminal)).exitCode, 0);
    await other.close();
    context.diagnostic(`seed ${seed}: ${outcomes.join(", ")}`);
  } finally {
    await terminal.stopAgent();
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});
