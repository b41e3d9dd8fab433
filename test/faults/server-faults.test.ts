/**
 * The server's storage fails at the k-th statement, for every k until a scenario gets through: the client is told by
 * number, or let go; nothing that was acknowledged is lost, nothing is half; and the same server goes on when the fault
 * is over, with no session left behind.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { encodeClear, readAnswer, type Bytes } from "@coffer/protocol";
import { errorNumbers } from "@coffer/protocol/server";
import { assertDatabaseIsWhole } from "../crashes/database-rules.ts";
import { isSlow } from "../fixtures/effort.ts";
import { RawClient, randomBytes, type RawAnswer, type RawSession } from "../server/raw-client.ts";
import {
  dataEntry,
  newTestAccount,
  type TestAccount,
  type TestChain,
} from "../server/test-account.ts";
import { startTestServer, type TestServer } from "../server/test-server.ts";
import { logIn, quickRegister, recover, register, resume } from "../server/ways-in.ts";
import { FaultyStatements } from "./sql-faults.ts";

const statementsMax = 200;
const much = 1_000_000;

/** A server, and an account on it whose chains are known entry by entry. */
interface World {
  readonly server: TestServer;
  readonly account: TestAccount;
  /** A session that is open all the time. */
  readonly session: RawSession;
  /** New credentials that were acknowledged. */
  generation: number;
}

async function world(): Promise<World> {
  const server = await startTestServer({
    metricsPort: 0,
    limits: {
      loginsPerDeviceMinute: much,
      loginsPerNetworkMinute: much,
      resumesPerNetworkMinute: much,
      registrationsPerNetworkMinute: much,
      linksPerNetworkMinute: much,
    },
  });
  const account = await newTestAccount();
  await register(server.url, account);
  const session = await resume(server.url, account.device);
  assert.equal((await session.request("heads")).code, "ok");
  return { server, account, session, generation: 1 };
}

/** What a scenario tries while the storage fails; what it throws is how a connection ended. */
type Scenario = (world: World) => Promise<void>;

/** Whether a raw client gave up because it was told that the storage is unavailable, and for no other reason. */
function isTold(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.message === "told unavailable") return true;
  if (!(error instanceof assert.AssertionError)) return false;
  const unavailable = `{"type":"error","fields":[${errorNumbers.unavailable}]}`;
  return error.actual === "unavailable" || error.message.endsWith(`answered, not ${unavailable}`);
}

/** Runs a scenario with each statement failing, once and for good; a costly one with each failing in one of both ways. */
async function failEverywhere(scenario: Scenario, isCostly: boolean): Promise<string> {
  using statements = new FaultyStatements();
  const made = await world();
  let failures = 0;
  let at = 1;
  for (let isOver = false; !isOver; at += 1) {
    assert.ok(at < statementsMax, "the scenario ends");
    for (const isLasting of isCostly && !isSlow ? [at % 2 === 0] : [false, true]) {
      statements.arm(at, isLasting);
      try {
        await scenario(made);
      } catch (error) {
        if (!isTold(error)) throw new Error(`statement ${at}`, { cause: error });
      }
      const { isReached, hasFailed } = statements.mend();
      if (hasFailed) failures += 1;
      isOver = !isReached;
      try {
        await scenario(made);
        await assertNothingLost(made);
      } catch (error) {
        throw new Error(`after a fault of statement ${at}`, { cause: error });
      }
    }
  }
  assert.ok(failures > 2, `${failures} failures`);
  await assertNobodyIsLeft(made);
  assert.deepEqual(
    made.server.logLines.filter((line) => line.includes('"event":"bug"')),
    [],
  );
  await made.server.close();
  return `${failures} failures of ${at} statements`;
}

/** Every certain entry is there, and what is there beyond is taken for certain. */
async function assertNothingLost({ server, account }: World): Promise<void> {
  assertDatabaseIsWhole(server.dataFolder);
  const session = await resume(server.url, account.device);
  for (const chain of [account.accountChain, account.vault]) {
    const read = readAnswer.pull((await session.request("pull", chain.vaultId, 0)).value);
    const known = chain.entries.map(({ bytes }) => Uint8Array.from(bytes));
    assert.deepEqual(read?.[0], known);
  }
  session.close();
}

/** The sessions of clients that have gone are closed, those too whose opening failed half-way. */
async function assertNobodyIsLeft({ server, session }: World): Promise<void> {
  session.close();
  for (let tries = 0; ; tries += 1) {
    assert.ok(tries < 20_000, "connections that do not end");
    const response = await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`);
    const text = await response.text();
    const open = (name: string): number =>
      Number(new RegExp(`^coffer_open_${name} (\\d+)$`, "m").exec(text)?.[1]);
    if (open("connections") > 0) continue;
    assert.equal(open("sessions"), 0, "a session without a connection");
    return;
  }
}

/** Demands `ok`; a refusal is thrown as what was told. */
function okOf({ code, value }: RawAnswer): RawAnswer["value"] {
  if (code === "ok") return value;
  assert.equal(code, "unavailable");
  throw new Error(`told ${code}`);
}

/** Between login.finish and the welcome an error comes in clear, where a raw client waits for a frame. */
function readClear(error: unknown): never {
  const isClear = error instanceof assert.AssertionError && error.message === "the frame opens";
  if (isClear) throw new Error("told unavailable", { cause: error });
  throw error;
}

/** Uses a session once. */
async function askHeads(session: RawSession): Promise<void> {
  try {
    okOf(await session.request("heads"));
  } finally {
    session.close();
  }
}

/** Appends to chains what is drafted on them; the drafts are the truth if it was acknowledged. */
async function appendTo(
  { account }: World,
  chains: readonly TestChain[],
  send: (entries: readonly Bytes[]) => Promise<RawAnswer>,
): Promise<void> {
  const drafts = chains.map((chain): TestChain => ({ ...chain, entries: [] }));
  const { device: author, root } = account;
  const entries: Bytes[] = [];
  for (const draft of drafts) entries.push(await dataEntry(draft, { author, root }));
  okOf(await send(entries));
  for (const [index, chain] of chains.entries()) {
    chain.state = drafts[index]?.state ?? chain.state;
    chain.entries.push(...(drafts[index]?.entries ?? []));
  }
}

const scenarios: { readonly [name: string]: Scenario } = {
  "a registration": async ({ server }) => {
    const account = await newTestAccount();
    await quickRegister(server.url, account);
    await askHeads(await resume(server.url, account.device));
  },

  "an append to one chain": async (made) => {
    const { account, session } = made;
    await appendTo(made, [account.vault], (entries) => session.request("append", entries));
  },

  "an append to two chains": async (made) => {
    const { account, session } = made;
    const chains = [account.accountChain, account.vault];
    await appendTo(made, chains, (entries) => session.request("append", entries));
  },

  "reading heads, entries, sessions": async ({ account, session }) => {
    okOf(await session.request("heads"));
    okOf(await session.request("pull", account.vault.vaultId, 0));
    okOf(await session.request("sessions"));
  },

  "a resume": async ({ server, account }) => {
    await askHeads(await resume(server.url, account.device));
  },

  "a recovery": async ({ server, account }) => {
    await askHeads(await recover(server.url, account));
  },

  "new credentials": async (made) => {
    const session = await recover(made.server.url, made.account);
    const generation = made.generation + 1;
    const [record, box] = [randomBytes(192), randomBytes(113)];
    try {
      await appendTo(made, [made.account.accountChain], (entries) =>
        session.request("rekey.finish", generation, record, box, null, entries),
      );
    } finally {
      session.close();
    }
    made.generation = generation;
  },

  "a link": async ({ server, session }) => {
    const [boxId, box] = [randomBytes(16), randomBytes(200)];
    okOf(await session.request("link.put", boxId, box));
    const client = await RawClient.connect(server.url);
    client.send(encodeClear("link.get", boxId));
    assert.deepEqual(await client.expect("link.box"), [box]);
  },
};

for (const [name, scenario] of Object.entries(scenarios)) {
  test(`SV5, SV13: a storage that fails at any statement of ${name} loses nothing`, async (context) => {
    context.diagnostic(await failEverywhere(scenario, name === "a registration"));
  });
}

test("SV13: a storage that fails at any statement of a login tells it and goes on", async (context) => {
  context.diagnostic(
    await failEverywhere(async ({ server, account }) => {
      await askHeads(await logIn(server.url, account).catch(readClear));
    }, true),
  );
});
