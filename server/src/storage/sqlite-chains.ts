/**
 * Reading chains in SQLite: the list of an account, a chain's state, its entries.
 */
import type { DatabaseSync } from "node:sqlite";
import type { Bytes } from "@coffer/protocol/server";
import type { GroupCommit } from "./group-commit.ts";
import { blob, integer, text, type Row } from "./row.ts";
import { appender } from "./sqlite-append.ts";
import type { ListedChain, Storage, StoredChain, StoredChainKind } from "./storage.ts";

type ChainStorage = Pick<Storage, "chainsOf" | "loadChain" | "loadEntries" | "entryOf" | "append">;

/** The part of the storage that is about chains. */
export function sqliteChains(database: DatabaseSync, commits: GroupCommit): ChainStorage {
  const ofAccount = database.prepare(`
    SELECT vault_id, kind, seq, hash FROM chain JOIN chain_head USING (vault_id)
    WHERE account_id = ? ORDER BY kind = 'account' DESC, vault_id`);
  const byId = database.prepare(`
    SELECT vault_id, account_id, kind, state, seq, hash FROM chain JOIN chain_head USING (vault_id)
    WHERE vault_id = ?`);
  const devices = database.prepare(`
    SELECT device_id, counter FROM chain_device WHERE vault_id = ?`);
  const entries = database.prepare(`
    SELECT bytes FROM entry WHERE vault_id = ? AND seq >= ? ORDER BY seq LIMIT ?`);
  const entry = database.prepare(`
    SELECT bytes FROM entry WHERE vault_id = ? AND device_id = ? AND counter = ?`);
  const append = appender(database);
  return {
    chainsOf: async (accountId) => ofAccount.all(accountId).map(listedChain),
    loadChain: async (vaultId): Promise<StoredChain | undefined> => {
      const row = byId.get(vaultId);
      if (row === undefined) return undefined;
      return {
        ...listedChain(row),
        accountId: blob(row, "account_id"),
        state: blob(row, "state"),
        counters: devices.all(vaultId).map((device) => ({
          deviceId: blob(device, "device_id"),
          counter: integer(device, "counter"),
        })),
      };
    },
    loadEntries: async (vaultId, fromSeq, { entriesMax, bytesMax }) => {
      const loaded: Bytes[] = [];
      let bytes = 0;
      for (const row of entries.iterate(vaultId, fromSeq, entriesMax)) {
        const next = blob(row, "bytes");
        bytes += next.length;
        if (loaded.length > 0 && bytes > bytesMax) break;
        loaded.push(next);
      }
      return loaded;
    },
    entryOf: async (vaultId, deviceId, counter) => {
      const row = entry.get(vaultId, deviceId, counter);
      return row === undefined ? undefined : blob(row, "bytes");
    },
    append: (asked) => commits.run(() => append(asked)),
  };
}

function listedChain(row: Row): ListedChain {
  return {
    vaultId: blob(row, "vault_id"),
    kind: text(row, "kind") as StoredChainKind,
    seq: integer(row, "seq"),
    hash: blob(row, "hash"),
  };
}
