import assert from "node:assert/strict";
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { appendOf, newAccount } from "../../../test/server/storage-samples.ts";
import { auditEventsKept, type StorageUnderTest } from "../../../test/server/storage-rule.ts";
import { storageContract } from "../../../test/storage-contract.ts";
import { StartError } from "../start-error.ts";
import type { OnCommit } from "./group-commit.ts";
import { openSqlite } from "./sqlite.ts";
import { StorageFailure } from "./storage.ts";

const open = (path: string, onCommit: OnCommit = () => undefined) =>
  openSqlite({ path, mayMigrate: true, auditEventsMax: auditEventsKept, onCommit });

async function inFile(): Promise<StorageUnderTest> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-storage-"));
  const path = join(folder, "coffer.db");
  let storage = open(path);
  return {
    storage,
    reopen: async () => {
      await storage.close();
      storage = open(path);
      return storage;
    },
    remove: async () => {
      await storage.close();
      rmSync(folder, { recursive: true });
    },
  };
}

async function inMemory(): Promise<StorageUnderTest> {
  const storage = open(":memory:");
  return { storage, reopen: undefined, remove: () => storage.close() };
}

storageContract("sqlite file", inFile);
storageContract("sqlite :memory:", inMemory);

/** A folder for one test, and the database's path in it. */
function withFolder(check: (path: string) => Promise<void> | void): () => Promise<void> {
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), "coffer-storage-"));
    try {
      await check(join(folder, "coffer.db"));
    } finally {
      rmSync(folder, { recursive: true });
    }
  };
}

test(
  "SV15: the writes of one turn are one transaction, and a bad one spoils no other",
  withFolder(async (path) => {
    const commits: number[] = [];
    const storage = open(path, ({ writes }) => commits.push(writes));
    const [one, two, three] = [newAccount(), newAccount(), newAccount()];
    const [chain] = two.chains;
    assert.ok(chain !== undefined);
    // Two chains of kind account: the schema refuses it in the middle of the write.
    const broken = { ...two, chains: [chain, { ...chain, vaultId: three.accountId }] };
    const outcomes = await Promise.allSettled([
      storage.createAccount(one),
      storage.createAccount(broken),
      storage.createAccount(three),
    ]);
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled"],
    );
    assert.ok(outcomes[1]?.status === "rejected" && outcomes[1].reason instanceof StorageFailure);
    assert.deepEqual(commits, [3]);
    assert.equal(await storage.accountById(two.accountId), undefined);
    assert.equal((await storage.accountById(three.accountId))?.loginName, three.loginName);
    await storage.close();
  }),
);

test(
  "SV15: a transaction that fails is a failure of all its writes and changes nothing",
  withFolder(async (path) => {
    const account = newAccount();
    const storage = open(path);
    await storage.createAccount(account);
    const other = new DatabaseSync(path);
    other.exec("DROP TABLE entry");
    other.close();
    await assert.rejects(storage.append(appendOf(account, [0])), StorageFailure);
    assert.equal((await storage.chainsOf(account.accountId))[0]?.seq, 0);
    await assert.rejects(
      storage.loadEntries(account.accountId, 0, { entriesMax: 1, bytesMax: 1 }),
      StorageFailure,
    );
    await storage.close();
  }),
);

test(
  "SV16: the file is its owner's alone, durable, and overwrites what is deleted",
  withFolder(async (path) => {
    const storage = open(path);
    await storage.createAccount(newAccount());
    for (const name of [path, `${path}-wal`, `${path}-shm`]) {
      assert.equal(statSync(name).mode & 0o777, 0o600, name);
    }
    await storage.close();
    const database = new DatabaseSync(path);
    const pragma = (name: string): unknown =>
      Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    assert.equal(pragma("journal_mode"), "wal");
    assert.equal(pragma("auto_vacuum"), 2);
    database.close();
  }),
);

test(
  "SV17: a newer schema is refused, and so is any other where none may be changed",
  withFolder(async (path) => {
    await open(path).close();
    const closed = { path, auditEventsMax: 1, onCommit: () => undefined };
    await openSqlite({ ...closed, mayMigrate: false }).close();
    const database = new DatabaseSync(path);
    database.exec("PRAGMA user_version = 99");
    database.close();
    assert.throws(
      () => openSqlite({ ...closed, mayMigrate: true }),
      (error) => error instanceof StartError && /schema 99 .*update the server/.test(error.message),
    );
    assert.throws(() => openSqlite({ ...closed, mayMigrate: false }), StartError);
  }),
);
