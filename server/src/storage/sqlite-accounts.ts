/**
 * Accounts in SQLite: founded in one step with their chains, looked up by the hash of the name or by id.
 */
import type { DatabaseSync } from "node:sqlite";
import type { Bytes } from "@coffer/protocol/server";
import type { GroupCommit } from "./group-commit.ts";
import { blob, integer, text, type Row } from "./row.ts";
import type { Account, CreateAccountOutcome, NewAccount, NewChain, Storage } from "./storage.ts";

type AccountStorage = Pick<
  Storage,
  "createAccount" | "accountByName" | "accountById" | "accountOfDevice"
>;

/** The part of the storage that is about accounts. */
export function sqliteAccounts(database: DatabaseSync, commits: GroupCommit): AccountStorage {
  const byName = database.prepare("SELECT * FROM account WHERE name_hash = ?");
  const byId = database.prepare("SELECT * FROM account WHERE account_id = ?");
  const byDevice = database.prepare(`
    SELECT account_id, vault_id FROM chain_device JOIN chain USING (vault_id)
    WHERE chain_device.device_id = ? AND chain.kind = 'account' LIMIT 1`);
  const create = accountCreator(database);
  return {
    createAccount: (account) => commits.run(() => create(account)),
    accountByName: async (nameHash) => accountOf(byName.get(nameHash)),
    accountById: async (accountId) => accountOf(byId.get(accountId)),
    accountOfDevice: async (deviceId) => {
      const row = byDevice.get(deviceId);
      if (row === undefined) return undefined;
      return { accountId: blob(row, "account_id"), accountChainId: blob(row, "vault_id") };
    },
  };
}

function accountOf(row: Row | undefined): Account | undefined {
  if (row === undefined) return undefined;
  return {
    accountId: blob(row, "account_id"),
    loginName: text(row, "login_name"),
    nameHash: blob(row, "name_hash"),
    record: blob(row, "opaque_record"),
    generation: integer(row, "generation"),
    accountBox: blob(row, "account_box"),
    rootBox: blob(row, "root_box"),
    recoveryBox: blob(row, "recovery_box"),
    recoveryPublicKey: blob(row, "recovery_public_key"),
  };
}

function accountCreator(database: DatabaseSync): (account: NewAccount) => CreateAccountOutcome {
  const known = database.prepare(`
    SELECT 1 FROM account WHERE name_hash = ? OR login_name = ? OR account_id = ?`);
  const knownChain = database.prepare("SELECT 1 FROM chain WHERE vault_id = ?");
  const useInvitation = database.prepare(`
    UPDATE invitation SET used = 1 WHERE hash = ? AND used = 0 AND expires_at > ?`);
  const insert = database.prepare("INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const insertChain = chainFounder(database);
  return (account) => {
    // Keys that founded an account before count as a name that is taken: there is nothing to found.
    const isKnown =
      known.get(account.nameHash, account.loginName, account.accountId) !== undefined ||
      account.chains.some(({ vaultId }) => knownChain.get(vaultId) !== undefined);
    if (isKnown) return "name-taken";
    if (account.invitationHash !== null) {
      const used = useInvitation.run(account.invitationHash, account.nowSeconds);
      if (used.changes !== 1) return "invitation-refused";
    }
    insert.run(
      account.accountId,
      account.loginName,
      account.nameHash,
      account.record,
      account.generation,
      account.accountBox,
      account.rootBox,
      account.recoveryBox,
      account.recoveryPublicKey,
    );
    for (const chain of account.chains) insertChain(chain, account.accountId, account.nowSeconds);
    return "created";
  };
}

function chainFounder(
  database: DatabaseSync,
): (chain: NewChain, accountId: Bytes, nowSeconds: number) => void {
  const insertChain = database.prepare("INSERT INTO chain VALUES (?, ?, ?, ?)");
  const insertHead = database.prepare("INSERT INTO chain_head VALUES (?, ?, ?, ?)");
  const insertDevice = database.prepare("INSERT INTO chain_device VALUES (?, ?, ?)");
  const insertEntry = database.prepare("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)");
  return ({ vaultId, kind, state, genesis }, accountId, nowSeconds) => {
    const { seq, hash, deviceId, counter, bytes } = genesis;
    insertChain.run(vaultId, accountId, kind, state);
    insertHead.run(vaultId, seq, hash, bytes.length);
    insertDevice.run(vaultId, deviceId, counter);
    insertEntry.run(vaultId, seq, hash, deviceId, counter, bytes, nowSeconds);
  };
}
