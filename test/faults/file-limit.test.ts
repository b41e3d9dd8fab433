/**
 * The server's files may grow to a limit and no further: real short writes and EFBIG of the operating system, in the
 * write-ahead log, wherever it is cut short. The limit is set in the process that becomes the server (`ulimit -f`).
 *
 * At each limit the server either says in a sentence that it cannot start, or serves until an append is refused by
 * number; reads and resumes go on; with the limit gone the same process appends, and one that is started anew has
 * everything that was acknowledged.
 */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { decodeEntry, readAnswer, type Bytes } from "@coffer/protocol";
import { ChainTruth } from "../crashes/chain-truth.ts";
import { assertDatabaseIsWhole } from "../crashes/database-rules.ts";
import { fillCompileCache, spawnServer, type ServerChild } from "../crashes/server-child.ts";
import { isSlow } from "../fixtures/effort.ts";
import type { RawSession } from "../server/raw-client.ts";
import { dataEntry, newTestAccount, type TestAccount } from "../server/test-account.ts";
import { startTestServer } from "../server/test-server.ts";
import { quickRegister, resume } from "../server/ways-in.ts";

const stepKib = isSlow ? 4 : 44;
const limitMaxKib = 400;
const appendsMax = 200;

interface World {
  /** A data folder as a server left it that stopped in order. */
  readonly template: string;
  readonly compileCache: string;
  readonly account: TestAccount;
}

/** How a server that is full ends: killed, in order while it is full, or in order once it has room again. */
const endings = ["killed", "full", "with room"] as const;
type Ending = (typeof endings)[number];

/** What came of a limit: the server did not start, or was full after so many appends. */
type Outcome = "no start" | number;

async function limitedTo(world: World, limitKib: number, ending: Ending): Promise<Outcome> {
  const { compileCache, account } = world;
  const dataFolder = `${world.template}-${limitKib}`;
  cpSync(world.template, dataFolder, { recursive: true });
  const { vault, device } = account;
  const truth = new ChainTruth({ ...vault, entries: [...vault.entries] });
  const before = `trap '' XFSZ; ulimit -S -f ${limitKib}`;
  const child = spawnServer({ dataFolder, compileCache, before });
  let outcome: Outcome = "no start";
  let exitCode: number | null;
  try {
    const url = await child.listening;
    if (url === undefined) {
      assert.equal(await child.gone, 1);
      assert.match(child.errors(), /^coffer-server: [^\n]+\n$/);
    } else {
      outcome = await fillAndReadOn(url, account, truth);
      if (ending === "with room") await goOnWithRoom(child, url, { account, truth });
    }
  } finally {
    child.kill(ending === "killed" ? "SIGKILL" : "SIGTERM");
    exitCode = await child.gone;
  }
  if (outcome !== "no start" && ending !== "killed") assert.equal(exitCode, 0, child.errors());
  await assertAllIsThere({ dataFolder, compileCache }, device, truth);
  rmSync(dataFolder, { recursive: true });
  return outcome;
}

/** Appends until it is refused, and reads on. */
async function fillAndReadOn(
  url: string,
  account: TestAccount,
  truth: ChainTruth,
): Promise<number> {
  const session = await resume(url, account.device);
  let appends = 0;
  for (; appends < appendsMax; appends += 1) {
    const { code, entries } = await append(session, account, truth);
    if (code !== "ok") {
      assert.equal(code, "unavailable");
      break;
    }
    await truth.adopt(entries);
  }
  assert.ok(appends < appendsMax, "the limit is met");
  assert.deepEqual(await pull(session, truth), truth.entries);
  const other = await resume(url, account.device);
  assert.equal((await other.request("heads")).code, "ok");
  assert.deepEqual(await pull(other, truth), truth.entries);
  for (const each of [session, other]) each.close();
  return appends;
}

/** With the limit gone, the same process takes appends again. */
async function goOnWithRoom(
  child: ServerChild,
  url: string,
  { account, truth }: { readonly account: TestAccount; readonly truth: ChainTruth },
): Promise<void> {
  execFileSync("bash", ["-c", `prlimit --pid ${child.pid} --fsize=unlimited`]);
  const session = await resume(url, account.device);
  const { code, entries } = await append(session, account, truth);
  assert.equal(code, "ok", "with room, the same process goes on");
  await truth.adopt(entries);
  session.close();
}

async function append(
  session: RawSession,
  { device: author }: TestAccount,
  truth: ChainTruth,
): Promise<{ readonly code: string; readonly entries: readonly Bytes[] }> {
  const draft = truth.draft();
  const entries: Bytes[] = [];
  for (let count = 0; count < 3; count += 1) entries.push(await dataEntry(draft, { author }));
  const { code } = await session.request("append", entries);
  return { code, entries };
}

async function pull(session: RawSession, truth: ChainTruth): Promise<readonly Bytes[]> {
  const entries: Bytes[] = [];
  for (;;) {
    const answer = await session.request("pull", truth.vaultId, entries.length);
    const read = readAnswer.pull(answer.value);
    assert.ok(read !== undefined, answer.code);
    entries.push(...read[0]);
    if (entries.length > read[1]) return entries;
  }
}

/** A server without a limit has it all, and takes more. */
async function assertAllIsThere(
  folder: { readonly dataFolder: string; readonly compileCache: string },
  device: TestAccount["device"],
  truth: ChainTruth,
): Promise<void> {
  const child = spawnServer(folder);
  try {
    const url = await child.listening;
    assert.ok(url !== undefined, child.errors());
    assertDatabaseIsWhole(folder.dataFolder);
    const session = await resume(url, device);
    await truth.assertIs(await pull(session, truth));
    const [last] = truth.entries.slice(-1);
    assert.ok(last !== undefined && decodeEntry(last) !== undefined);
    const next = await dataEntry(truth.draft(), { author: device });
    assert.equal((await session.request("append", [next])).code, "ok");
    session.close();
  } finally {
    child.kill("SIGKILL");
    await child.gone;
  }
}

const skip = process.platform === "linux" ? false : "ulimit and prlimit of Linux are needed";

test(
  "SV13, SV5, SV69: files that may not grow refuse appends, and lose nothing",
  { skip },
  async (context) => {
    const folder = mkdtempSync(join(tmpdir(), "coffer-limit-"));
    try {
      const server = await startTestServer({ dataFolder: join(folder, "data") });
      const account = await newTestAccount();
      await quickRegister(server.url, account);
      await server.close();
      const compileCache = join(folder, "compiled");
      await fillCompileCache(compileCache);
      const world = { template: server.dataFolder, compileCache, account };
      const outcomes: Outcome[] = [];
      for (let limit = stepKib / 4; limit <= limitMaxKib; limit += stepKib) {
        const ending = endings[outcomes.length % endings.length] ?? "killed";
        try {
          outcomes.push(await limitedTo(world, limit, ending));
        } catch (error) {
          throw new Error(`ulimit -f ${limit}, ${ending}`, { cause: error });
        }
      }
      context.diagnostic(`appends until full: ${outcomes.join(", ")}`);
      assert.ok(outcomes.includes("no start"), "some limits are below what a start needs");
      assert.ok(new Set(outcomes).size > 4, "the limits fall at different places");
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
