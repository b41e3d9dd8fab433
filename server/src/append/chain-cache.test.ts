import assert from "node:assert/strict";
import test from "node:test";
import { encodeChainState } from "@coffer/protocol";
import { dataEntry, newTestAccount, type TestAccount } from "../../../test/server/test-account.ts";
import { bytes, now } from "../../../test/server/storage-samples.ts";
import { openSqlite } from "../storage/sqlite.ts";
import type { ChainAppend, NewChain, Storage } from "../storage/storage.ts";
import { ChainCache } from "./chain-cache.ts";

/** An account's vault in a storage of its own, three entries long. */
async function storedVault(): Promise<{ storage: Storage; account: TestAccount }> {
  const storage = openSqlite({
    path: ":memory:",
    mayMigrate: true,
    auditEventsMax: 1,
    onCommit: () => undefined,
  });
  const account = await newTestAccount();
  const chains = (["account", "vault"] as const).map((kind): NewChain => {
    const { vaultId, state, entries } = kind === "vault" ? account.vault : account.accountChain;
    const [genesis] = entries;
    assert.ok(genesis !== undefined);
    const { header, hash, bytes: encoded } = genesis;
    const first = { seq: 0, hash, deviceId: header.author, counter: 1, bytes: encoded };
    return { vaultId, kind, state: encodeChainState(state), genesis: first };
  });
  await storage.createAccount({
    accountId: account.root.accountId,
    loginName: account.loginName,
    nameHash: bytes(32),
    record: bytes(192),
    generation: 1,
    accountBox: bytes(9),
    rootBox: bytes(9),
    recoveryBox: bytes(9),
    recoveryPublicKey: bytes(32),
    chains,
    invitationHash: null,
    nowSeconds: now,
  });
  for (let count = 0; count < 2; count += 1)
    await dataEntry(account.vault, { author: account.device });
  await append(storage, account, null);
  return { storage, account };
}

async function append(storage: Storage, account: TestAccount, state: ChainAppend["state"]) {
  const { vaultId, entries } = account.vault;
  const [genesis, ...rest] = entries;
  assert.ok(genesis !== undefined);
  const appended = await storage.append({
    accountId: account.root.accountId,
    chains: [
      {
        vaultId,
        after: { seq: 0, hash: genesis.hash },
        entries: rest.map(({ header, hash, bytes: encoded }) => ({
          seq: header.seq,
          hash,
          deviceId: header.author,
          counter: header.counter,
          bytes: encoded,
        })),
        state,
      },
    ],
    credentials: null,
    entriesMax: 100,
    bytesMax: 1_000_000,
    nowSeconds: now,
  });
  assert.equal(appended.code, "appended");
}

test("SV37: head and counters of now, devices of the last state, are the state of now", async () => {
  const { storage, account } = await storedVault();
  const { vault, root } = account;
  const chain = await new ChainCache(storage, 10).get(vault.vaultId);
  assert.deepEqual(chain?.accountId, root.accountId);
  assert.deepEqual(encodeChainState(chain.state), encodeChainState(vault.state));
  assert.equal(chain.state.seq, 2);
  await storage.close();
});

test("SV37: a state that cannot be read is folded again from the entries", async () => {
  const { storage, account } = await storedVault();
  const { vault } = account;
  const unreadable: Storage = {
    ...storage,
    loadChain: async (vaultId) => {
      const stored = await storage.loadChain(vaultId);
      return stored === undefined ? undefined : { ...stored, state: bytes(40) };
    },
    // A page at a time, as with a long chain.
    loadEntries: (vaultId, fromSeq, bounds) =>
      storage.loadEntries(vaultId, fromSeq, { ...bounds, entriesMax: 1 }),
  };
  const chain = await new ChainCache(unreadable, 10).get(vault.vaultId);
  assert.deepEqual(encodeChainState(chain?.state ?? vault.state), encodeChainState(vault.state));
  assert.equal(chain?.state.seq, 2);
  await storage.close();
});

test("a state in memory is replaced by a later one only, and loaded again when it was forgotten", async () => {
  const { storage, account } = await storedVault();
  const { vault, root } = account;
  const cache = new ChainCache(storage, 10);
  const loaded = await cache.get(vault.vaultId);
  assert.ok(loaded !== undefined);
  const { accountId } = root;
  cache.put({ accountId, state: { ...loaded.state, seq: 1 } });
  assert.equal((await cache.get(vault.vaultId))?.state.seq, 2);
  cache.put({ accountId, state: { ...loaded.state, seq: 3 } });
  assert.equal((await cache.get(vault.vaultId))?.state.seq, 3);
  cache.forget(vault.vaultId);
  assert.equal((await cache.get(vault.vaultId))?.state.seq, 2);
  assert.equal(await cache.get(bytes(16)), undefined);
  await storage.close();
});
