/**
 * The rules of the storage about appending (docs/protocol.md SV5–SV10).
 */
import assert from "node:assert/strict";
import type { Rules } from "./storage-rule.ts";
import {
  allEntries,
  appendOf,
  byAnotherDevice,
  bytes,
  entryAfter,
  fold,
  newAccount,
} from "./storage-samples.ts";

export const appendRules: Rules = [
  [
    "SV5: an append moves the heads of all its chains, or of none",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const both = appendOf(account, [0, 1]);
      assert.deepEqual(await storage.append(both), { code: "appended", isRepeat: false });
      for (const { vaultId, entries } of both.chains) {
        const chain = await storage.loadChain(vaultId);
        assert.equal(chain?.seq, 1);
        assert.deepEqual(chain.hash, entries.at(-1)?.hash);
        assert.equal((await allEntries(storage, vaultId)).length, 2);
      }
      const half = byAnotherDevice(appendOf(account, [0, 1]));
      const [good, stale] = half.chains;
      assert.ok(good !== undefined && stale !== undefined);
      const last = both.chains[0]?.entries.at(-1);
      assert.ok(last !== undefined);
      const chains = [{ ...good, after: last, entries: [entryAfter(last)] }, stale];
      const outcome = await storage.append({ ...half, chains });
      assert.equal(outcome.code, "lost-race");
      assert.equal((await storage.loadChain(good.vaultId))?.seq, 1, "the good half is not written");
    },
  ],
  [
    "SV6: who appends to a head that has moved loses the race and is told the head",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const [won, lost] = await Promise.all([
        storage.append(appendOf(account, [1])),
        storage.append(byAnotherDevice(appendOf(account, [1]))),
      ]);
      assert.equal(won.code, "appended");
      assert.equal(lost.code, "lost-race");
      const chain = account.chains[1];
      assert.ok(lost.code === "lost-race" && chain !== undefined);
      const stored = await storage.loadChain(chain.vaultId);
      assert.deepEqual(lost.vaultId, chain.vaultId);
      assert.deepEqual(lost.head, { seq: 1, hash: stored?.hash });
    },
  ],
  [
    "SV7: the same bytes again get the first result; other bytes under a used counter are refused",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const append = appendOf(account, [0, 1]);
      assert.deepEqual(await storage.append(append), { code: "appended", isRepeat: false });
      assert.deepEqual(await storage.append(append), { code: "appended", isRepeat: true });
      const [chain] = append.chains;
      const [entry] = chain?.entries ?? [];
      assert.ok(chain !== undefined && entry !== undefined);
      const other = { ...chain, entries: [{ ...entry, bytes: bytes(40) }] };
      assert.deepEqual(await storage.append({ ...append, chains: [other] }), {
        code: "counter-reused",
      });
      assert.deepEqual(
        await storage.entryOf(chain.vaultId, entry.deviceId, entry.counter),
        entry.bytes,
      );
      assert.equal(await storage.entryOf(chain.vaultId, entry.deviceId, 99), undefined);
      assert.equal(await storage.entryOf(chain.vaultId, bytes(16), entry.counter), undefined);
    },
  ],
  [
    "SV8: an account appends to its own chains only",
    async ({ storage }) => {
      const [mine, theirs] = [newAccount(), newAccount()];
      await storage.createAccount(mine);
      await storage.createAccount(theirs);
      const foreign = { ...appendOf(theirs, [1]), accountId: mine.accountId };
      assert.equal((await storage.append(foreign)).code, "lost-race");
      const chain = theirs.chains[1];
      assert.ok(chain !== undefined);
      assert.equal((await storage.loadChain(chain.vaultId))?.seq, 0);
    },
  ],
  [
    "SV9: credentials change with the entries, one generation at a time",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      for (const generation of [1, 3]) {
        const credentials = credentialsOf(generation);
        const refused = await storage.append({ ...appendOf(account, [0]), credentials });
        assert.deepEqual(refused, { code: "generation-conflict" });
      }
      assert.equal((await storage.chainsOf(account.accountId))[0]?.seq, 0, "nothing was appended");
      const second = credentialsOf(2);
      const append = { ...appendOf(account, [0]), credentials: second };
      assert.equal((await storage.append(append)).code, "appended");
      const stored = await storage.accountById(account.accountId);
      assert.deepEqual([stored?.generation, stored?.record], [2, second.record]);
      assert.deepEqual(stored?.recoveryBox, account.recoveryBox, "kept, as none was given");
      assert.equal((await storage.append(append)).code, "generation-conflict");
      const stale = { ...byAnotherDevice(appendOf(account, [0])), credentials: credentialsOf(3) };
      assert.equal((await storage.append(stale)).code, "lost-race");
      assert.equal((await storage.accountById(account.accountId))?.generation, 2);
      const recovery = { box: bytes(80), publicKey: bytes(32) };
      const last = append.chains[0]?.entries.at(-1);
      assert.ok(last !== undefined && append.chains[0] !== undefined);
      const next = { ...append.chains[0], after: last, entries: [entryAfter(last)] };
      const third = { ...credentialsOf(3), recovery };
      const done = await storage.append({ ...append, chains: [next], credentials: third });
      assert.equal(done.code, "appended");
      const after = await storage.accountById(account.accountId);
      assert.deepEqual(
        [after?.recoveryBox, after?.recoveryPublicKey],
        [recovery.box, recovery.publicKey],
      );
    },
  ],
  [
    "SV10: an account holds so many entries and bytes, and no more",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const append = appendOf(account, [1]);
      const size = fold([
        ...account.chains.map(({ genesis }) => genesis),
        ...(append.chains[0]?.entries ?? []),
      ]);
      const over = { code: "quota-exceeded" };
      const { entries, bytes: held } = size;
      assert.deepEqual(await storage.append({ ...append, entriesMax: entries - 1 }), over);
      assert.deepEqual(await storage.append({ ...append, bytesMax: held - 1 }), over);
      const exact = { ...append, entriesMax: entries, bytesMax: held };
      assert.equal((await storage.append(exact)).code, "appended");
    },
  ],
];

/** New credentials of a generation, without a new recovery key. */
function credentialsOf(generation: number) {
  return { generation, record: bytes(192), accountBox: bytes(80), recovery: null };
}
