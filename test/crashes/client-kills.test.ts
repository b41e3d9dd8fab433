/**
 * kill -9 of a client at any moment of its work: the engine over real files in a process of its own, which writes single
 * changes, actions of several change sets, undos, sends and receives; it is killed and started again on the same home.
 *
 * What it had reported is there once; an action is whole or absent; nothing has to be repaired; the second device, which
 * writes all the while, agrees. COFFER_CLIENT_KILLS sets the number of kills.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { nodeFiles } from "../../cli/src/node/node-files.ts";
import type { Engine, Environment } from "../../client/src/index.ts";
import {
  assertSameBook,
  commitTo,
  expense,
  logInOn,
  password,
  restart,
  signUpOn,
  syncOf,
  TestDevice,
  TestServer,
  textsOf,
} from "../fixtures/world.ts";
import { Dice, firstSeed } from "./dice.ts";
import { microseconds } from "./pauses.ts";

const kills = Number(process.env["COFFER_CLIENT_KILLS"] ?? "20");
const program = fileURLToPath(new URL("writing-client.ts", import.meta.url));

/** What was said of an action last: begun, confirmed, and whether it was, or is being, taken back. */
type Said = "begin" | "done" | "undoing" | "undone";

/** The environment of a home folder, without the cost of Argon2id. */
async function environmentOf(home: string): Promise<Environment> {
  const world = new TestDevice();
  return {
    files: await nodeFiles(home),
    randomBytes: (length) => world.randomBytes(length),
    argon2id: (options) => world.argon2id(options),
    nowMs: () => world.nowMs(),
    after: (delayMs, callback) => world.after(delayMs, callback),
    connect: (serverUrl) => world.connect(serverUrl),
  };
}

/** Starts the program; the sources that it compiles are kept if it ends by itself. */
function start(compileCache: string, home: string, seed: number) {
  const { PATH = "" } = process.env;
  return spawn(process.execPath, [program, home, password, String(seed)], {
    stdio: ["ignore", "pipe", "ignore"],
    env: { PATH, NODE_COMPILE_CACHE: compileCache },
  });
}

/** Runs the program until it is killed; returns how many lines it has said. */
async function runAndKill(
  options: { readonly home: string; readonly compileCache: string; readonly seed: number },
  dice: Dice,
  saidOf: Map<string, Said>,
): Promise<number> {
  const child = start(options.compileCache, options.home, options.seed);
  const gone = once(child, "close");
  // Some while it starts, most after some lines: a line is said just before and just after a write.
  const linesMax = dice.below(60);
  const delayUs = dice.below(3_000);
  let [text, lines, isEnding] = ["", 0, false];
  child.stdout.setEncoding("utf8").on("data", (part: string) => {
    text += part;
    lines = text.split("\n").length - 1;
    if (lines < linesMax || isEnding) return;
    isEnding = true;
    void microseconds(delayUs).then(() => child.kill("SIGKILL"));
  });
  await gone;
  assert.ok(isEnding, `it ended by itself, after ${text.slice(-200)}`);
  for (const line of text.split("\n").slice(0, -1)) {
    const [said = "", name] = line.split(" ");
    if (name !== undefined && said !== "not") saidOf.set(name, said as Said);
  }
  return lines;
}

/** Demands of the texts in a book what was said of the actions. */
function assertActions(engine: Engine, saidOf: ReadonlyMap<string, Said>): void {
  const partsOf = new Map<string, string[]>();
  for (const text of textsOf(engine)) {
    const [name = "", part = ""] = text.split(" ");
    partsOf.set(name, [...(partsOf.get(name) ?? []), part]);
  }
  for (const [name, parts] of partsOf) {
    const count = Number(parts[0]?.split("/")[1]);
    const whole = Array.from({ length: count }, (_, at) => `${at + 1}/${count}`);
    assert.deepEqual(parts, whole, `${name}: whole, each part once`);
    assert.ok(saidOf.has(name), `${name} was begun`);
  }
  for (const [name, said] of saidOf) {
    if (said === "done") assert.ok(partsOf.has(name), `${name} was confirmed`);
    if (said === "undone") assert.ok(!partsOf.has(name), `${name} was taken back`);
  }
}

test(`${kills} kills of a client lose and halve nothing, and need no repair`, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "coffer-client-kills-"));
  const [home, compileCache] = [join(folder, "home"), join(folder, "compiled")];
  const server = new TestServer();
  const firstOfSeeds = firstSeed();
  let lines = 0;
  try {
    await server.start();
    const { engine: other, kit } = await signUpOn(new TestDevice(), server, "killed");
    const first = await logInOn(await environmentOf(home), server, { loginName: "killed", kit });
    await first.close();
    // Over an empty home it says so and ends.
    await once(start(compileCache, join(folder, "empty"), 0), "close");
    const saidOf = new Map<string, Said>();
    for (let kill = 0; kill < kills; kill += 1) {
      const seed = firstOfSeeds + kill;
      try {
        lines += await runAndKill({ home, compileCache, seed }, new Dice(seed), saidOf);
        const name = `other-${kill}`;
        await commitTo(other, expense(1, `${name} 1/1`));
        saidOf.set(name, "done");
        await syncOf(other);
        const engine = await restart(await environmentOf(home));
        assert.equal(engine.hasLostPending, false);
        // What the other one wrote has not come yet.
        assertActions(engine, new Map([...saidOf].filter(([key]) => key !== name)));
        await syncOf(engine);
        assert.equal(engine.waiting, 0);
        assert.equal(engine.alarm, undefined);
        await syncOf(other);
        assertActions(engine, saidOf);
        assertSameBook(engine, other);
        assert.deepEqual(other.verification().voids, []);
        await engine.close();
      } catch (error) {
        throw new Error(`COFFER_SEED=${seed}`, { cause: error });
      }
    }
    await other.close();
    assert.ok(lines > kills, "the client got something done");
    context.diagnostic(`${lines} lines of ${saidOf.size} actions, seeds from ${firstOfSeeds} on`);
  } finally {
    await server.remove();
    rmSync(folder, { recursive: true, force: true });
  }
});
