/**
 * What a power cut may leave of SQLite's log: a beginning of it, cut at any sector of 512 bytes, with or without rubbish
 * behind. Wherever it is cut, the storage opens, and what it holds is a beginning of the truth: all that was acknowledged
 * while the log had no more than these bytes, and no half append.
 *
 * It is the layer below kill -9 (test/crashes), where the system keeps what was written. What a disk does that lies
 * about its fsync is not shown by either.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { openSqlite } from "../../server/src/storage/sqlite.ts";
import type { Storage } from "../../server/src/storage/storage.ts";
import { assertDatabaseIsWhole } from "../crashes/database-rules.ts";
import { effort } from "../fixtures/effort.ts";
import { randomBytes } from "../server/raw-client.ts";
import { allEntries } from "../server/storage-samples.ts";
import { dataEntry, newTestAccount, type TestAccount } from "../server/test-account.ts";
import { startTestServer } from "../server/test-server.ts";
import { quickRegister, resume } from "../server/ways-in.ts";

const sector = 512;

/** How long both chains were as something was acknowledged, and from which length of the log on it is certain. */
interface Acknowledged {
  walLength: number;
  readonly accountEntries: number;
  readonly vaultEntries: number;
}

/** The files of a server that was never stopped. */
interface Left {
  readonly database: Buffer;
  readonly wal: Buffer;
  readonly account: TestAccount;
  readonly acknowledged: readonly Acknowledged[];
}

/** A server that appends, batches to one chain and to two; in the middle its log is written into the database. */
async function serverThatAppended(options: { readonly isCheckpointed: boolean }): Promise<Left> {
  const server = await startTestServer();
  const path = join(server.dataFolder, "coffer.db");
  const account = await newTestAccount();
  await quickRegister(server.url, account);
  const { vault, accountChain, device: author } = account;
  const acknowledged: Acknowledged[] = [];
  const note = (walLength: number): number =>
    acknowledged.push({
      walLength,
      accountEntries: accountChain.entries.length,
      vaultEntries: vault.entries.length,
    });
  note(statSync(`${path}-wal`).size);
  const session = await resume(server.url, author);
  const appendsMax = effort(12, 60);
  for (let appends = 0; appends < appendsMax; appends += 1) {
    if (options.isCheckpointed && appends === appendsMax / 2) {
      checkpoint(path);
      // All that was acknowledged is in the database now, and the log begins again.
      for (const each of acknowledged) each.walLength = 0;
    }
    const entries = [await dataEntry(vault, { author })];
    if (appends % 2 === 0) entries.push(await dataEntry(accountChain, { author }));
    else entries.push(await dataEntry(vault, { author }), await dataEntry(vault, { author }));
    assert.equal((await session.request("append", entries)).code, "ok");
    // After a checkpoint the file keeps its length, and says nothing about what is in it.
    note(options.isCheckpointed ? Infinity : statSync(`${path}-wal`).size);
  }
  session.close();
  const left = { database: readFileSync(path), wal: readFileSync(`${path}-wal`) };
  await server.close();
  return { ...left, account, acknowledged };
}

function checkpoint(path: string): void {
  const other = new DatabaseSync(path);
  const row = other.prepare("PRAGMA wal_checkpoint(FULL)").get();
  assert.equal(row?.["busy"], 0);
  other.close();
}

/** Opens what is left of the log, and demands a beginning of the truth. Returns how many entries it has. */
async function assertBeginning(left: Left, wal: Uint8Array, certain: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-wal-"));
  const path = join(folder, "coffer.db");
  try {
    writeFileSync(path, left.database, { mode: 0o600 });
    writeFileSync(`${path}-wal`, wal, { mode: 0o600 });
    const onCommit = (): void => undefined;
    const storage = openSqlite({ path, mayMigrate: true, auditEventsMax: 1, onCommit });
    try {
      await storage.check();
      assertDatabaseIsWhole(folder);
      return await entriesIn(storage, left, certain);
    } finally {
      await storage.close();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function entriesIn(storage: Storage, left: Left, certain: number): Promise<number> {
  const { accountChain, vault } = left.account;
  const counts: number[] = [];
  for (const chain of [accountChain, vault]) {
    const entries = await allEntries(storage, chain.vaultId);
    const truth = chain.entries.slice(0, entries.length).map(({ bytes }) => Uint8Array.from(bytes));
    assert.deepEqual(entries, truth, "a beginning of the chain");
    assert.equal((await storage.loadChain(chain.vaultId))?.seq ?? -1, entries.length - 1);
    counts.push(entries.length);
  }
  const [accountEntries = 0, vaultEntries = 0] = counts;
  const due = left.acknowledged.findLast(({ walLength }) => walLength <= certain);
  assert.ok(accountEntries >= (due?.accountEntries ?? 0), "what was acknowledged is there");
  assert.ok(vaultEntries >= (due?.vaultEntries ?? 0), "what was acknowledged is there");
  // The chains move as the appends moved them: there is no half one.
  const isWhole = left.acknowledged.some(
    (each) => each.accountEntries === accountEntries && each.vaultEntries === vaultEntries,
  );
  assert.ok(isWhole || accountEntries + vaultEntries === 0, "an append is whole or absent");
  return accountEntries + vaultEntries;
}

/** Cuts the log at every sector, with rubbish behind every second cut. */
async function cutEverywhere(left: Left): Promise<string> {
  const seen = new Set<number>();
  const lengths = Array.from(
    { length: Math.ceil(left.wal.length / sector) },
    (_, at) => at * sector,
  );
  for (const length of [...lengths, left.wal.length]) {
    const isClean = (length / sector) % 2 === 0;
    const rubbish = isClean ? new Uint8Array(0) : randomBytes(5 * sector);
    const wal = Buffer.concat([left.wal.subarray(0, length), rubbish]);
    try {
      seen.add(await assertBeginning(left, wal, length));
    } catch (error) {
      throw new Error(`cut at ${length} of ${left.wal.length}`, { cause: error });
    }
  }
  assert.ok(seen.size > 4, "the cuts fall between the appends");
  const { accountChain, vault } = left.account;
  assert.ok(seen.has(accountChain.entries.length + vault.entries.length), "the whole is there");
  return `${lengths.length + 1} cuts, ${seen.size} states`;
}

test("SV13, SV5: a log cut at any sector opens to a beginning of the truth", async (context) => {
  const left = await serverThatAppended({ isCheckpointed: false });
  context.diagnostic(await cutEverywhere(left));
});

test("SV13: a log that had begun again loses nothing that is in the database", async (context) => {
  const left = await serverThatAppended({ isCheckpointed: true });
  context.diagnostic(await cutEverywhere(left));
});
