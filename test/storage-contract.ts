/**
 * The rules of the server's storage (docs/protocol.md SV1–SV14), one suite for every adapter.
 *
 * The storage does not read entries, so the entries here are any bytes. Each test has a storage of its own.
 */
import assert from "node:assert/strict";
import test from "node:test";
import {
  appendOf,
  byAnotherDevice,
  bytes,
  entryAfter,
  fold,
  newAccount,
  newInvitation,
  now,
} from "./server/storage-samples.ts";
import type { NewAccount, Storage } from "../server/src/storage/storage.ts";

/** A storage under test. */
export interface StorageUnderTest {
  readonly storage: Storage;
  /** Closes and opens it again on the same data; undefined if it keeps nothing. */
  readonly reopen: (() => Promise<Storage>) | undefined;
  /** Closes it, if it is open, and removes its data. */
  readonly remove: () => Promise<void>;
}

/** How many audit events the storages under test keep. */
export const auditEventsKept = 5;

type Rule = (under: StorageUnderTest) => Promise<void>;

/** Runs every rule against storages that `createStorage` makes. */
export function storageContract(
  name: string,
  createStorage: () => Promise<StorageUnderTest>,
): void {
  const rules = [...accountRules, ...appendRules, ...readRules, ...tokenRules, ...traceRules];
  for (const [rule, check] of rules) {
    test(`${rule} (${name})`, async () => {
      const under = await createStorage();
      try {
        await check(under);
      } finally {
        await under.remove();
      }
    });
  }
}

type Rules = readonly (readonly [string, Rule])[];

const accountRules: Rules = [
  [
    "SV1: an account is founded whole: record, boxes, chains, first entries",
    async ({ storage }) => {
      const account = newAccount();
      assert.equal(await storage.createAccount(account), "created");
      const { chains, invitationHash: _, nowSeconds: __, ...stored } = account;
      assert.deepEqual(await storage.accountByName(account.nameHash), stored);
      assert.deepEqual(await storage.accountById(account.accountId), stored);
      for (const { vaultId, kind, state, genesis } of chains) {
        const { seq, hash, deviceId, counter } = genesis;
        assert.deepEqual(await storage.loadChain(vaultId), {
          vaultId,
          kind,
          seq,
          hash,
          state,
          accountId: account.accountId,
          counters: [{ deviceId, counter }],
        });
        assert.deepEqual(await allEntries(storage, vaultId), [genesis.bytes]);
      }
      const [first] = await storage.chainsOf(account.accountId);
      assert.equal(first?.kind, "account", "the account chain comes first");
    },
  ],
  [
    "SV2: a name, an account id or a chain is founded once, and a refused founding leaves nothing",
    async ({ storage }) => {
      const account = newAccount();
      assert.equal(await storage.createAccount(account), "created");
      const fresh = newAccount();
      const clashes: readonly NewAccount[] = [
        { ...fresh, loginName: account.loginName, nameHash: account.nameHash },
        { ...fresh, accountId: account.accountId },
        { ...fresh, chains: [...fresh.chains.slice(1), ...account.chains.slice(0, 1)] },
      ];
      for (const clash of clashes) {
        assert.equal(await storage.createAccount(clash), "name-taken");
      }
      assert.equal(await storage.accountById(fresh.accountId), undefined);
      assert.equal((await storage.accountByName(account.nameHash))?.loginName, account.loginName);
      assert.equal(await storage.createAccount(fresh), "created");
    },
  ],
  [
    "SV3: an invitation is used up by one founding, and one that expired by none",
    async ({ storage }) => {
      const invitation = newInvitation();
      await storage.addInvitation(invitation.hash, now + 100);
      assert.equal(await storage.isInvitationOpen(invitation.hash, now), true);
      assert.equal(await storage.isInvitationOpen(invitation.hash, now + 100), false);
      const expired = { ...newAccount(), invitationHash: invitation.hash, nowSeconds: now + 100 };
      assert.equal(await storage.createAccount(expired), "invitation-refused");
      const invited = { ...newAccount(), invitationHash: invitation.hash };
      const second = { ...newAccount(), invitationHash: invitation.hash };
      const outcomes = await Promise.all([
        storage.createAccount(invited),
        storage.createAccount(second),
      ]);
      assert.deepEqual(outcomes, ["created", "invitation-refused"]);
      assert.equal(await storage.accountById(second.accountId), undefined);
      assert.equal(await storage.isInvitationOpen(invitation.hash, now), false);
      assert.equal(await storage.isInvitationOpen(newInvitation().hash, now), false);
    },
  ],
  [
    "SV4: two foundings of one name at once: one is created",
    async ({ storage }) => {
      const first = newAccount();
      const { loginName, nameHash } = first;
      const second = { ...newAccount(), loginName, nameHash };
      const outcomes = await Promise.all([
        storage.createAccount(first),
        storage.createAccount(second),
      ]);
      assert.deepEqual(outcomes.toSorted(), ["created", "name-taken"]);
    },
  ],
];

const appendRules: Rules = [
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

const readRules: Rules = [
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
      assert.deepEqual(await storage.accountOfDevice(inAccount), account.accountId);
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

const tokenRules: Rules = [
  [
    "SV14: a link box is given out once, not after it expired, and a newer one replaces it",
    async ({ storage }) => {
      const [account, other] = [newAccount(), newAccount()];
      await storage.createAccount(account);
      await storage.createAccount(other);
      const { accountId } = account;
      const expiresAtSeconds = now + 600;
      const [first, second, third] = [bytes(16), bytes(16), bytes(16)];
      const box = bytes(300);
      const put = (boxId: typeof first, owner = accountId) =>
        storage.putLinkBox({ boxId, accountId: owner, box, expiresAtSeconds });
      assert.equal(await put(first), true);
      assert.equal(await put(second), true);
      assert.equal(await storage.takeLinkBox(first, now), undefined, "replaced");
      const taken = await Promise.all([
        storage.takeLinkBox(second, now),
        storage.takeLinkBox(second, now),
      ]);
      assert.deepEqual(taken, [box, undefined]);
      assert.equal(await put(third), true);
      assert.equal(await put(third, other.accountId), false, "another account's");
      assert.equal(await storage.takeLinkBox(third, expiresAtSeconds), undefined, "expired");
    },
  ],
  [
    "SV14: what expired is removed, and nothing else",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const boxId = bytes(16);
      const { accountId } = account;
      await storage.putLinkBox({ boxId, accountId, box: bytes(9), expiresAtSeconds: now + 10 });
      const [short, long] = [newInvitation().hash, newInvitation().hash];
      await storage.addInvitation(short, now + 10);
      await storage.addInvitation(long, now + 20);
      await storage.removeExpired(now + 10);
      // Asked with an earlier time, only a removal explains that they are gone.
      assert.equal(await storage.takeLinkBox(boxId, now), undefined);
      assert.equal(await storage.isInvitationOpen(short, now), false);
      assert.equal(await storage.isInvitationOpen(long, now), true);
    },
  ],
];

const traceRules: Rules = [
  [
    "SV14: sessions are listed while they last, and none survives a start",
    async ({ storage }) => {
      const account = newAccount();
      await storage.createAccount(account);
      const { accountId } = account;
      const session = (openedAtSeconds: number, deviceId: Uint8Array<ArrayBuffer> | null) => ({
        sessionId: bytes(16),
        accountId,
        deviceId,
        kind: deviceId === null ? 2 : 1,
        openedAtSeconds,
      });
      const [first, second] = [session(now, bytes(16)), session(now + 1, null)];
      const noted = [storage.addSession(first), storage.addSession(second)];
      assert.deepEqual(await storage.sessionsOf(accountId), [first, second]);
      assert.deepEqual(await storage.sessionsOf(bytes(16)), []);
      noted.push(storage.removeSession(first.sessionId));
      assert.deepEqual(await storage.sessionsOf(accountId), [second]);
      await Promise.all(noted);
      await storage.removeAllSessions();
      assert.deepEqual(await storage.sessionsOf(accountId), []);
    },
  ],
  [
    "SV14: the newest audit events are kept, those of nobody too",
    async ({ storage }) => {
      const accountId = bytes(16);
      const event = (atSeconds: number) =>
        ({
          atSeconds,
          accountId: atSeconds % 2 === 0 ? accountId : null,
          deviceId: null,
          network: "203.0.113.0/24",
          event: "login",
          outcome: "login-refused",
        }) as const;
      const noted = Array.from({ length: 2 * auditEventsKept }, (_, at) =>
        storage.addAuditEvent(event(at)),
      );
      const ours = await storage.auditEventsOf(accountId);
      const nobodys = await storage.auditEventsOf(null);
      await Promise.all(noted);
      assert.deepEqual(ours, [8, 6].map(event));
      assert.deepEqual(nobodys, [9, 7, 5].map(event));
    },
  ],
];

function allEntries(storage: Storage, vaultId: Uint8Array<ArrayBuffer>) {
  return storage.loadEntries(vaultId, 0, { entriesMax: 1_000, bytesMax: 1_000_000 });
}

/** New credentials of a generation, without a new recovery key. */
function credentialsOf(generation: number) {
  return { generation, record: bytes(192), accountBox: bytes(80), recovery: null };
}
