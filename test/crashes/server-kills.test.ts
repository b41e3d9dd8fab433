/**
 * kill -9 of the server at any moment while clients append: what was acknowledged is there, and nothing is half.
 *
 * The program itself, over a folder, killed while it starts, serves, stops; after every restart each household looks
 * at its chains and at what it was not told the outcome of. COFFER_KILLS sets the number of kills.
 *
 * The moments are drawn from a printed seed (COFFER_SEED), but fall where the machine's speed lets them fall.
 */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { newTestAccount, type TestAccount } from "../server/test-account.ts";
import { quickRegister, resume } from "../server/ways-in.ts";
import { Dice, firstSeed } from "./dice.ts";
import { assertDatabaseIsWhole } from "./database-rules.ts";
import { Household, type Life } from "./household.ts";
import { microseconds, milliseconds } from "./pauses.ts";
import { fillCompileCache, spawnServer, type ServerChild } from "./server-child.ts";

const kills = Number(process.env["COFFER_KILLS"] ?? "200");
/** Servers at once, each with a folder and clients of its own. */
const lanes = 2;
const householdsPerLane = 2;
/** Kills between two looks at every chain from its first entry on. */
const auditEvery = 25;

interface Lane {
  readonly dataFolder: string;
  readonly compileCache: string;
  readonly dice: Dice;
  readonly households: Household[];
  /** An account whose founding was not answered. */
  unanswered: TestAccount | undefined;
  acknowledged: number;
}

/** In some lives registers an account, which is there afterwards whole or not at all. */
async function registerSometimes(lane: Lane, life: Life): Promise<void> {
  if (lane.dice.percent(60)) return;
  const account = await newTestAccount();
  lane.unanswered = account;
  try {
    await quickRegister(life.url, account);
    lane.unanswered = undefined;
    life.acknowledged();
  } catch (error) {
    if (!life.isEnding) throw error;
  }
}

/** An account whose founding was not answered either is there or can be founded. */
async function settleFounding(lane: Lane, url: string): Promise<void> {
  const { unanswered } = lane;
  if (unanswered === undefined) return;
  lane.unanswered = undefined;
  const session = await resume(url, unanswered.device);
  const { vaultId } = unanswered.vault;
  const isThere = await session.request("pull", vaultId, 0).then(
    ({ code }) => code === "ok",
    () => false,
  );
  session.close();
  if (!isThere) await quickRegister(url, unanswered);
}

/** A server that listens; kills some while they start, and counts them. */
async function startedServer(
  lane: Lane,
): Promise<{ child: ServerChild; url: string; killed: number }> {
  for (let killed = 0; ; killed += 1) {
    const child = spawnServer(lane);
    if (killed < 3 && lane.dice.percent(10)) {
      await milliseconds(lane.dice.below(250));
      child.kill("SIGKILL");
      await child.gone;
      continue;
    }
    const url = await child.listening;
    assert.ok(url !== undefined, child.errors());
    return { child, url, killed };
  }
}

/** One life of the server: everybody looks, everybody appends, it is killed. Returns the kills. */
async function liveAndDie(lane: Lane, isAudit: boolean): Promise<number> {
  const { child, url, killed } = await startedServer(lane);
  try {
    await lookAt(lane, url, isAudit);
    while (lane.households.length < householdsPerLane) {
      lane.households.push(await Household.found(url, lane.dice));
    }
    const life = lifeOf(child, url, lane.dice);
    const work = lane.households.map((household) => household.live(life));
    work.push(registerSometimes(lane, life));
    const outcomes = await Promise.allSettled(work.map((each) => each.catch(failing(child, life))));
    await child.gone;
    lane.acknowledged += life.acknowledgements;
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
    assert.equal(child.errors(), "", "nothing that the server calls a failure");
  } finally {
    child.kill("SIGKILL");
    await child.gone;
  }
  return killed + 1;
}

/** What has to be so after every start. */
async function lookAt(lane: Lane, url: string, isAudit: boolean): Promise<void> {
  assertDatabaseIsWhole(lane.dataFolder);
  await settleFounding(lane, url);
  for (const household of lane.households) {
    await household.settle(url);
    if (isAudit) await household.audit(url);
  }
}

/**
 * A life that ends some appends from now on, a little after one was sent: that one is on its way, being checked,
 * being written, or being answered. Every second time it is one over two chains. One in ten ends while it stops
 * in order.
 */
function lifeOf(child: ServerChild, url: string, dice: Dice): Life & { acknowledgements: number } {
  const chainsMin = 1 + dice.below(2);
  const [delayUs, stopMs] = [dice.below(12_000), dice.below(30)];
  const isInOrder = dice.percent(10);
  let asksLeft = chainsMin === 1 ? 1 + dice.below(40) : 1 + dice.below(5);
  const life = {
    url,
    isEnding: false,
    acknowledgements: 0,
    acknowledged: () => {
      life.acknowledgements += 1;
    },
    asked: (chains: number) => {
      if (chains < chainsMin) return;
      asksLeft -= 1;
      if (asksLeft === 0) void end();
    },
  };
  const end = async (): Promise<void> => {
    await microseconds(delayUs);
    life.isEnding = true;
    if (isInOrder) {
      child.kill("SIGTERM");
      await milliseconds(stopMs);
    }
    child.kill("SIGKILL");
  };
  return life;
}

/** Ends a life in which a test failed, so that nobody goes on for ever. */
function failing(child: ServerChild, life: Life): (error: unknown) => never {
  return (error) => {
    life.isEnding = true;
    child.kill("SIGKILL");
    throw error;
  };
}

/** So many kills in one lane, and a last look at everything. */
async function runLane(seed: number, folder: string, killsMax: number): Promise<string> {
  const lane: Lane = {
    dataFolder: join(folder, String(seed)),
    compileCache: join(folder, "compiled"),
    dice: new Dice(seed),
    households: [],
    unanswered: undefined,
    acknowledged: 0,
  };
  let done = 0;
  for (let lives = 0; done < killsMax; lives += 1) {
    try {
      done += await liveAndDie(lane, lives % auditEvery === auditEvery - 1);
    } catch (error) {
      throw new Error(`COFFER_SEED=${seed}, after ${done} kills`, { cause: error });
    }
  }
  const { child, url } = await startedServer(lane);
  try {
    await lookAt(lane, url, true);
  } finally {
    child.kill("SIGKILL");
    await child.gone;
  }
  assert.ok(lane.acknowledged > killsMax, "the clients got something done");
  const entries = lane.households.reduce((sum, { size }) => sum + size, 0);
  return `seed ${seed}: ${done} kills, ${lane.acknowledged} acknowledgements, ${entries} entries`;
}

test(`SV5, SV13, SV58: ${kills} kills of the server lose and halve nothing`, async (context) => {
  const folder = mkdtempSync(join(tmpdir(), "coffer-kills-"));
  try {
    await fillCompileCache(join(folder, "compiled"));
    const seed = firstSeed();
    const run = Array.from({ length: lanes }, (_, lane) =>
      runLane(seed + lane, folder, Math.ceil(kills / lanes)),
    );
    for (const outcome of await Promise.allSettled(run)) {
      if (outcome.status === "rejected") throw outcome.reason;
      context.diagnostic(outcome.value);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
