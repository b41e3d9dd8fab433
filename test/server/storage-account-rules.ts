/**
 * The rules of the storage about founding accounts (docs/protocol.md SV1–SV4).
 */
import assert from "node:assert/strict";
import type { NewAccount } from "../../server/src/storage/storage.ts";
import type { Rules } from "./storage-rule.ts";
import { allEntries, newAccount, newInvitation, now } from "./storage-samples.ts";

export const accountRules: Rules = [
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
