/**
 * The rules of the storage about reading what was appended (docs/protocol.md SV11–SV13).
 */
import assert from "node:assert/strict";
import type { Rules } from "./storage-rule.ts";
import { appendOf, bytes, entryAfter, newAccount } from "./storage-samples.ts";

export const readRules: Rules = [
  [
    "SV11: entries come in order from any seq on, as many as fit and at least one",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const chain = account.chains[1];
      assert.ok(chain !== undefined);
      const entries = [];
      let last = chain.genesis;
      for (let count = 0; count < 9; count += 1) entries.push((last = entryAfter(last)));
      const { vaultId } = chain;
      const after = chain.genesis;
      const chains = [{ vaultId, after, entries, state: null }];
      await storage.append({ ...appendOf(account, [1]), chains });
      const all = [chain.genesis, ...entries].map((entry) => entry.bytes);
      const load = (fromSeq: number, entriesMax: number, bytesMax: number) =>
        storage.loadEntries(vaultId, fromSeq, { entriesMax, bytesMax });
      assert.deepEqual(await load(0, 100, 100_000), all);
      assert.deepEqual(await load(4, 100, 100_000), all.slice(4));
      assert.deepEqual(await load(4, 2, 100_000), all.slice(4, 6));
      const two = (all[4]?.length ?? 0) + (all[5]?.length ?? 0);
      assert.deepEqual(await load(4, 100, two), all.slice(4, 6));
      assert.deepEqual(await load(4, 100, 1), all.slice(4, 5));
      assert.deepEqual(await load(10, 100, 100_000), []);
      assert.deepEqual(await storage.loadEntries(bytes(16), 0, { entriesMax: 9, bytesMax: 9 }), []);
    },
  ],
  [
    "SV11: a state is replaced only when a new one is given, counters always",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const append = appendOf(account, [1]);
      await storage.append(append);
      const [chain] = append.chains;
      const [entry] = chain?.entries ?? [];
      assert.ok(chain !== undefined && entry !== undefined);
      const stored = await storage.loadChain(chain.vaultId);
      assert.deepEqual(stored?.state, account.chains[1]?.state);
      assert.deepEqual(stored?.counters, [{ deviceId: entry.deviceId, counter: entry.counter }]);
      const state = bytes(99);
      const other = { ...entryAfter(entry), deviceId: bytes(16), counter: 1 };
      const chains = [{ ...chain, after: entry, entries: [other], state }];
      await storage.append({ ...append, chains });
      const changed = await storage.loadChain(chain.vaultId);
      assert.deepEqual(changed?.state, state);
      assert.equal(changed?.counters.length, 2);
    },
  ],
  [
    "SV12: a device leads to the account whose account chain admitted it",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const append = appendOf(account, [0, 1]);
      const [inAccount, inVault] = [bytes(16), bytes(16)];
      const chains = append.chains.map((chain, index) => ({
        ...chain,
        entries: chain.entries.map((entry) => ({
          ...entry,
          deviceId: index === 0 ? inAccount : inVault,
        })),
      }));
      await storage.append({ ...append, chains });
      assert.deepEqual(await storage.accountOfDevice(inAccount), {
        accountId: account.accountId,
        accountChainId: account.chains[0]?.vaultId,
      });
      assert.equal(await storage.accountOfDevice(inVault), undefined);
      assert.equal(await storage.accountOfDevice(bytes(16)), undefined);
    },
  ],
  [
    "SV13: what was acknowledged is there after it was closed and opened again",
    async ({ storage, reopen }) => {
      if (reopen === undefined) return;
      const account = newAccount();
      await storage.createAccount(account);
      await storage.append(appendOf(account, [0, 1]));
      const before = await storage.chainsOf(account.accountId);
      const again = await reopen();
      assert.deepEqual(await again.chainsOf(account.accountId), before);
      assert.equal(before[0]?.seq, 1);
      assert.equal((await again.accountByName(account.nameHash))?.loginName, account.loginName);
    },
  ],
];
