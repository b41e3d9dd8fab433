/**
 * What SQLite keeps for a time only: link boxes, invitations, the list of sessions, audit events.
 */
import type { DatabaseSync } from "node:sqlite";
import { equalBytes } from "@coffer/protocol/server";
import type { GroupCommit } from "./group-commit.ts";
import { blob, integer, nullableBlob, text, type Row } from "./row.ts";
import type { AuditEvent, AuditEventName, Storage, StoredSession } from "./storage.ts";

/** Link boxes and invitations. */
export function sqliteTokens(
  database: DatabaseSync,
  commits: GroupCommit,
): Pick<
  Storage,
  "putLinkBox" | "takeLinkBox" | "addInvitation" | "isInvitationOpen" | "removeExpired"
> {
  const boxOwner = database.prepare("SELECT account_id FROM link_box WHERE box_id = ?");
  const dropBoxes = database.prepare("DELETE FROM link_box WHERE account_id = ?");
  const putBox = database.prepare("INSERT INTO link_box VALUES (?, ?, ?, ?)");
  const takeBox = database.prepare(`
    DELETE FROM link_box WHERE box_id = ? AND expires_at > ? RETURNING box`);
  const addInvitation = database.prepare("INSERT INTO invitation VALUES (?, ?, 0)");
  const openInvitation = database.prepare(`
    SELECT 1 FROM invitation WHERE hash = ? AND used = 0 AND expires_at > ?`);
  const dropExpiredBoxes = database.prepare("DELETE FROM link_box WHERE expires_at <= ?");
  const dropExpiredInvitations = database.prepare("DELETE FROM invitation WHERE expires_at <= ?");
  return {
    putLinkBox: ({ boxId, accountId, box, expiresAtSeconds }) =>
      commits.run(() => {
        const row = boxOwner.get(boxId);
        if (row !== undefined && !equalBytes(blob(row, "account_id"), accountId)) return false;
        dropBoxes.run(accountId);
        putBox.run(boxId, accountId, box, expiresAtSeconds);
        return true;
      }),
    takeLinkBox: (boxId, nowSeconds) =>
      commits.run(() => {
        const row = takeBox.get(boxId, nowSeconds);
        return row === undefined ? undefined : blob(row, "box");
      }),
    addInvitation: (hash, expiresAtSeconds) =>
      commits.run(() => {
        addInvitation.run(hash, expiresAtSeconds);
      }),
    isInvitationOpen: async (hash, nowSeconds) =>
      openInvitation.get(hash, nowSeconds) !== undefined,
    removeExpired: async (nowSeconds) => {
      const removed = await commits.run(() => {
        const boxes = dropExpiredBoxes.run(nowSeconds).changes;
        const invitations = dropExpiredInvitations.run(nowSeconds).changes;
        return Number(boxes) + Number(invitations);
      });
      // What was removed is overwritten in the file (secure_delete), and should not linger in the log.
      if (removed > 0) database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    },
  };
}

/** The list of sessions, and what was tried. */
export function sqliteTraces(
  database: DatabaseSync,
  commits: GroupCommit,
  auditEventsMax: number,
): Pick<
  Storage,
  | "addSession"
  | "removeSession"
  | "removeAllSessions"
  | "sessionsOf"
  | "addAuditEvent"
  | "auditEventsOf"
> {
  const addSession = database.prepare("INSERT INTO session VALUES (?, ?, ?, ?, ?)");
  const removeSession = database.prepare("DELETE FROM session WHERE session_id = ?");
  const removeSessions = database.prepare("DELETE FROM session");
  const sessions = database.prepare(`
    SELECT * FROM session WHERE account_id = ? ORDER BY opened_at, session_id`);
  const addEvent = database.prepare("INSERT INTO audit_event VALUES (NULL, ?, ?, ?, ?, ?, ?)");
  const dropEvents = database.prepare("DELETE FROM audit_event WHERE event_id <= ?");
  const events = database.prepare(`
    SELECT * FROM audit_event WHERE account_id IS ? ORDER BY event_id DESC`);
  return {
    addSession: ({ sessionId, accountId, deviceId, kind, openedAtSeconds }) =>
      commits.later(() => {
        addSession.run(sessionId, accountId, deviceId, kind, openedAtSeconds);
      }),
    removeSession: (sessionId) =>
      commits.later(() => {
        removeSession.run(sessionId);
      }),
    removeAllSessions: () =>
      commits.run(() => {
        removeSessions.run();
      }),
    sessionsOf: async (accountId) => {
      commits.flush();
      return sessions.all(accountId).map(sessionOf);
    },
    addAuditEvent: ({ atSeconds, accountId, deviceId, network, event, outcome }) =>
      commits.later(() => {
        const { lastInsertRowid } = addEvent.run(
          atSeconds,
          accountId,
          deviceId,
          network,
          event,
          outcome,
        );
        dropEvents.run(Number(lastInsertRowid) - auditEventsMax);
      }),
    auditEventsOf: async (accountId) => {
      commits.flush();
      return events.all(accountId).map(eventOf);
    },
  };
}

function sessionOf(row: Row): StoredSession {
  return {
    sessionId: blob(row, "session_id"),
    accountId: blob(row, "account_id"),
    deviceId: nullableBlob(row, "device_id"),
    kind: integer(row, "kind"),
    openedAtSeconds: integer(row, "opened_at"),
  };
}

function eventOf(row: Row): AuditEvent {
  return {
    atSeconds: integer(row, "at"),
    accountId: nullableBlob(row, "account_id"),
    deviceId: nullableBlob(row, "device_id"),
    network: text(row, "network"),
    event: text(row, "event") as AuditEventName,
    outcome: text(row, "outcome"),
  };
}
