/**
 * Durable appends: of the storage alone against a bare node:sqlite loop that commits as many at a time, one of each of as
 * many vaults (other places of the file, so other pages to write than those of one vault would be), and of the
 * whole server over sockets (frames, public checks, signature, storage) against a bare ws server that inserts what it
 * gets, plus the cryptography that no server could leave out.
 */
import assert from "node:assert/strict";
import { generateKeyPairSync, sign as nodeSign } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { importAesKey, openCounted, sealCounted } from "../protocol/src/aead.ts";
import { importVerifyKey, verify } from "../protocol/src/signature.ts";
import type { NewAccount, Storage, StoredEntry } from "../server/src/storage/storage.ts";
import { openSqlite } from "../server/src/storage/sqlite.ts";
import type { RawSession } from "../test/server/raw-client.ts";
import { bytes, newAccount, now } from "../test/server/storage-samples.ts";
import { dataEntry, newTestAccount, type TestAccount } from "../test/server/test-account.ts";
import { quickRegister, resume } from "../test/server/ways-in.ts";
import { childCpuMs, startChild } from "./child.ts";
import { cpuMs, measurement, medians, wallMs, type Measurement } from "./measure.ts";
import type { Size } from "./size.ts";

/** About what an entry of one expense has. */
const entryBytes = 600;

/** Both measurements of appends. */
export async function measureAppends(size: Size): Promise<readonly Measurement[]> {
  return [...(await measureStorage(size)), ...(await measureServer(size))];
}

async function measureStorage(size: Size): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-bench-"));
  const storage = openSqlite({
    path: join(folder, "ours.db"),
    mayMigrate: true,
    auditEventsMax: 1_000,
    onCommit: () => undefined,
  });
  const writers = Array.from({ length: size.writers }, () => newWriter(storage));
  await Promise.all(writers.map(({ found }) => found()));
  const bareInsert = bareLoop(join(folder, "bare.db"), size.writers);
  const groups = size.appendsEach * 5;
  const ours = async (): Promise<void> => {
    for (let group = 0; group < groups; group += 1) {
      await Promise.all(writers.map(({ append }) => append()));
    }
  };
  const bare = (): void => {
    for (let group = 0; group < groups; group += 1) bareInsert();
  };
  const took = await medians(size.rounds, {
    bare: () => wallMs(bare),
    ours: () => wallMs(ours),
  });
  await storage.close();
  rmSync(folder, { recursive: true });
  const each = groups * size.writers;
  return [
    measurement({
      name: `durable append, ${size.writers} in a commit`,
      value: (1_000 * took.ours) / each,
      unit: "µs",
      floor: (1_000 * took.bare) / each,
      against: "a bare node:sqlite loop",
      reach: { of: "ratio", atMost: 2 },
    }),
  ];
}

interface Writer {
  readonly found: () => Promise<void>;
  readonly append: () => Promise<void>;
}

/** An account of its own, whose vault grows by an entry at a time. */
function newWriter(storage: Storage): Writer {
  const account: NewAccount = newAccount();
  const vault = account.chains[1];
  assert.ok(vault !== undefined);
  let last: StoredEntry = vault.genesis;
  return {
    found: async () => assert.equal(await storage.createAccount(account), "created"),
    append: async () => {
      const next = {
        ...last,
        seq: last.seq + 1,
        hash: bytes(32),
        counter: last.counter + 1,
        bytes: new Uint8Array(entryBytes),
      };
      const after = { seq: last.seq, hash: last.hash };
      const outcome = await storage.append({
        accountId: account.accountId,
        chains: [{ vaultId: vault.vaultId, after, entries: [next], state: null }],
        credentials: null,
        entriesMax: 1_000_000,
        bytesMax: 1_000_000_000,
        nowSeconds: now,
      });
      assert.equal(outcome.code, "appended");
      last = next;
    },
  };
}

/** Inserts a row for each of so many vaults in a durable transaction. */
function bareLoop(path: string, writers: number): () => void {
  const database = new DatabaseSync(path);
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
    CREATE TABLE t (v BLOB, s INTEGER, b BLOB, PRIMARY KEY (v, s)) WITHOUT ROWID`);
  const insert = database.prepare("INSERT INTO t VALUES (?, ?, ?)");
  const row = new Uint8Array(entryBytes);
  const vaults = Array.from({ length: writers }, () => bytes(16));
  let seq = 0;
  return () => {
    seq += 1;
    database.exec("BEGIN IMMEDIATE");
    for (const vault of vaults) insert.run(vault, seq, row);
    database.exec("COMMIT");
  };
}

async function measureServer(size: Size): Promise<readonly Measurement[]> {
  const limits = { registrationsPerNetworkMinute: 1_000 };
  const server = await startChild("server-process.ts", { limits });
  const bareServer = await startChild("floor-process.ts", { floor: "sqlite" });
  const accounts: TestAccount[] = [];
  const sessions: RawSession[] = [];
  for (let writer = 0; writer < size.writers; writer += 1) {
    const account = await newTestAccount();
    await quickRegister(server.url, account);
    accounts.push(account);
    sessions.push(await resume(server.url, account.device));
  }
  const sockets = await Promise.all(sessions.map(() => openSocket(bareServer.url)));
  const seal = (account: TestAccount): Promise<readonly Uint8Array<ArrayBuffer>[]> =>
    series(size.appendsEach, () => dataEntry(account.vault, { author: account.device }));
  const appends = size.appendsEach * size.writers;
  const cryptography = await inevitable();
  const { ours, bare, crypto } = await medians(size.rounds, {
    bare: () =>
      childCpuMs(bareServer, () =>
        Promise.all(
          sockets.map((socket) =>
            series(size.appendsEach, () => exchange(socket, new Uint8Array(entryBytes))),
          ),
        ),
      ),
    crypto: () => cpuMs(() => series(appends, cryptography)),
    ours: async () => {
      const sealed = await Promise.all(accounts.map((account) => seal(account)));
      return childCpuMs(server, () =>
        Promise.all(
          sessions.map(async (session, writer) => {
            for (const entry of sealed[writer] ?? []) {
              assert.equal((await session.request("append", [entry])).code, "ok");
            }
          }),
        ),
      );
    },
  });
  for (const session of sessions) session.close();
  for (const socket of sockets) socket.close();
  await server.stop();
  await bareServer.stop();
  return [
    measurement({
      name: `append over ${size.writers} sockets, server`,
      value: ours / appends,
      unit: "CPU ms",
      floor: (bare + crypto) / appends,
      against: "bare ws and node:sqlite, one Ed25519 and two AES-GCM",
      reach: { of: "ratio", atMost: 2 },
    }),
  ];
}

/** What cannot be left out of an append: opening a frame, verifying an entry, sealing the answer. */
async function inevitable(): Promise<() => Promise<void>> {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const message = new Uint8Array(128);
  const signature = Uint8Array.from(nodeSign(null, message, privateKey));
  const raw = Uint8Array.fromBase64(publicKey.export({ format: "jwk" }).x ?? "", {
    alphabet: "base64url",
  });
  const key = await importVerifyKey(raw);
  assert.ok(key !== undefined);
  const frameKey = await importAesKey(bytes(32));
  const aad = new Uint8Array(24);
  const frame = await sealCounted(frameKey, 0, aad, new Uint8Array(entryBytes));
  return async () => {
    await openCounted(frameKey, 0, aad, frame);
    assert.equal(await verify(key, signature, message), true);
    await sealCounted(frameKey, 0, aad, new Uint8Array(16));
  };
}

/** A socket that is open. */
export async function openSocket(url: string): Promise<WebSocket> {
  const socket = new WebSocket(url.replace(/^http/, "ws"));
  socket.binaryType = "arraybuffer";
  await new Promise((resolve) => socket.addEventListener("open", resolve, { once: true }));
  return socket;
}

/** Sends bytes and waits for what comes back. */
export async function exchange(socket: WebSocket, message: Uint8Array<ArrayBuffer>): Promise<void> {
  const answered = new Promise((resolve) =>
    socket.addEventListener("message", resolve, { once: true }),
  );
  socket.send(message);
  await answered;
}

async function series<Value>(times: number, work: () => Promise<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for (let time = 0; time < times; time += 1) values.push(await work());
  return values;
}
