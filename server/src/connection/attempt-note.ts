/**
 * What is noted of every attempt to get in, whatever came of it: a count, a line in the log, an audit event.
 * The log has no ids and no names; the audit event, which stays in the storage, has ids.
 */
import type { Bytes, ErrorCode } from "@coffer/protocol/server";
import { nowSeconds } from "../clock.ts";
import { errorFields } from "../log.ts";
import type { Counter } from "../metrics.ts";
import type { ServerMetrics } from "../server-metrics.ts";
import type { AuditEventName } from "../storage/storage.ts";
import type { Peer, Services } from "./services.ts";

/** "ok", why it was refused, or that the other side left. */
export type AttemptOutcome = "ok" | "left" | ErrorCode;

/** Whom an attempt is about, filled in as it becomes known. */
export interface Subject {
  accountId: Bytes | null;
  deviceId: Bytes | null;
}

/** Notes an attempt. */
export function noteAttempt(
  services: Services,
  peer: Peer,
  attempt: {
    readonly event: AuditEventName;
    readonly outcome: AttemptOutcome;
    readonly subject: Subject;
  },
): void {
  const { metrics, log, storage, clock } = services;
  const { event, outcome, subject } = attempt;
  counterOf(metrics, event)?.add(1, outcome);
  const { connectionNumber: connection, network } = peer;
  log.info({ event, outcome, connection, network });
  const { accountId, deviceId } = subject;
  storage
    .addAuditEvent({ atSeconds: nowSeconds(clock), accountId, deviceId, network, event, outcome })
    .catch((error: unknown) => {
      log.warn({ event: "audit-not-noted", ...errorFields(error) });
    });
}

function counterOf(metrics: ServerMetrics, event: AuditEventName): Counter | undefined {
  switch (event) {
    case "register":
      return metrics.registrations;
    case "login":
      return metrics.logins;
    case "resume":
      return metrics.resumes;
    case "recovery":
      return metrics.recoveries;
    case "link":
      return metrics.links;
    case "rekey":
    case "revoke":
      return undefined;
  }
}
