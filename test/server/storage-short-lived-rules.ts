/**
 * The rules of the storage about what it keeps for a time only (docs/protocol.md SV14).
 */
import assert from "node:assert/strict";
import { auditEventsKept, type Rules } from "./storage-rule.ts";
import { bytes, newAccount, newInvitation, now } from "./storage-samples.ts";

export const shortLivedRules: Rules = [
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
