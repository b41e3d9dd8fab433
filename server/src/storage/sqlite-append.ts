/**
 * The compare-and-append in SQLite, inside a transaction.
 *
 * The caller has checked the entries against the head that it names. Here that head is compared with the one
 * that is stored: if somebody else appended in between, nothing is written. Everything is looked at before
 * anything is written, so a refusal leaves nothing behind.
 */
import type { DatabaseSync } from "node:sqlite";
import { equalBytes, type Bytes } from "@coffer/protocol/server";
import { blob, integer } from "./row.ts";
import type { Append, AppendOutcome, ChainAppend, CredentialChange } from "./storage.ts";

/** Appends, or says why not. To be called in a transaction. */
export function appender(database: DatabaseSync): (append: Append) => AppendOutcome {
  const generation = database.prepare("SELECT generation FROM account WHERE account_id = ?");
  const head = headReader(database);
  const isOverQuota = quotaReader(database);
  const earlier = earlierEntries(database);
  const write = chainWriter(database);
  const replaceCredentials = credentialWriter(database);
  return (append) => {
    const { accountId, chains, credentials } = append;
    if (credentials !== null) {
      const row = generation.get(accountId);
      if (row === undefined || integer(row, "generation") !== credentials.generation - 1) {
        return { code: "generation-conflict" };
      }
    }
    for (const chain of chains) {
      const stored = head(chain.vaultId, accountId);
      if (stored.seq === chain.after.seq && equalBytes(stored.hash, chain.after.hash)) continue;
      const found = earlier(chains);
      if (found === "same" && credentials === null) return { code: "appended", isRepeat: true };
      if (found === "other") return { code: "counter-reused" };
      return { code: "lost-race", vaultId: chain.vaultId, head: stored };
    }
    if (isOverQuota(append)) return { code: "quota-exceeded" };
    if (credentials !== null) replaceCredentials(accountId, credentials);
    for (const chain of chains) write(chain, append.nowSeconds);
    return { code: "appended", isRepeat: false };
  };
}

/** The head of a chain of an account; before the first entry if the account has no such chain. */
function headReader(
  database: DatabaseSync,
): (vaultId: Bytes, accountId: Bytes) => { readonly seq: number; readonly hash: Bytes } {
  const head = database.prepare(`
    SELECT seq, hash FROM chain_head JOIN chain USING (vault_id)
    WHERE vault_id = ? AND account_id = ?`);
  return (vaultId, accountId) => {
    const row = head.get(vaultId, accountId);
    return row === undefined
      ? { seq: -1, hash: new Uint8Array(32) }
      : { seq: integer(row, "seq"), hash: blob(row, "hash") };
  };
}

function quotaReader(database: DatabaseSync): (append: Append) => boolean {
  const usage = database.prepare(`
    SELECT TOTAL(seq + 1) AS entries, TOTAL(stored_bytes) AS bytes
    FROM chain_head JOIN chain USING (vault_id) WHERE account_id = ?`);
  return ({ accountId, chains, entriesMax, bytesMax }) => {
    const row = usage.get(accountId) ?? {};
    const added = chains.flatMap((chain) => chain.entries);
    const bytesAdded = added.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return (
      integer(row, "entries") + added.length > entriesMax ||
      integer(row, "bytes") + bytesAdded > bytesMax
    );
  };
}

/** Whether entries are stored already: all the same, one other under a device's counter, or neither. */
function earlierEntries(
  database: DatabaseSync,
): (chains: readonly ChainAppend[]) => "same" | "other" | "neither" {
  const entry = database.prepare(`
    SELECT bytes FROM entry WHERE vault_id = ? AND device_id = ? AND counter = ?`);
  return (chains) => {
    let isEverySame = true;
    for (const { vaultId, entries } of chains) {
      for (const { deviceId, counter, bytes } of entries) {
        const row = entry.get(vaultId, deviceId, counter);
        if (row === undefined) isEverySame = false;
        else if (!equalBytes(blob(row, "bytes"), bytes)) return "other";
      }
    }
    return isEverySame ? "same" : "neither";
  };
}

function chainWriter(database: DatabaseSync): (chain: ChainAppend, nowSeconds: number) => void {
  const insertEntry = database.prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)");
  const setCounter = database.prepare(`
    INSERT INTO chain_device VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET counter = excluded.counter`);
  const setHead = database.prepare(`
    UPDATE chain_head SET seq = ?, hash = ?, stored_bytes = stored_bytes + ? WHERE vault_id = ?`);
  const setState = database.prepare("UPDATE chain SET state = ? WHERE vault_id = ?");
  return ({ vaultId, entries, state }, nowSeconds) => {
    const counters = new Map<string, readonly [Bytes, number]>();
    let bytesAdded = 0;
    for (const { seq, hash, deviceId, counter, bytes } of entries) {
      insertEntry.run(vaultId, seq, hash, deviceId, counter, bytes, nowSeconds);
      counters.set(deviceId.toHex(), [deviceId, counter]);
      bytesAdded += bytes.length;
    }
    for (const [deviceId, counter] of counters.values()) setCounter.run(vaultId, deviceId, counter);
    const last = entries.at(-1);
    if (last !== undefined) setHead.run(last.seq, last.hash, bytesAdded, vaultId);
    if (state !== null) setState.run(state, vaultId);
  };
}

function credentialWriter(
  database: DatabaseSync,
): (accountId: Bytes, credentials: CredentialChange) => void {
  const replace = database.prepare(`
    UPDATE account SET generation = ?, opaque_record = ?, account_box = ? WHERE account_id = ?`);
  const replaceRecovery = database.prepare(`
    UPDATE account SET recovery_box = ?, recovery_public_key = ? WHERE account_id = ?`);
  return (accountId, { generation, record, accountBox, recovery }) => {
    replace.run(generation, record, accountBox, accountId);
    if (recovery !== null) replaceRecovery.run(recovery.box, recovery.publicKey, accountId);
  };
}
