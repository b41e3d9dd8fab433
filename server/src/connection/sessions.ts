/**
 * The sessions that are open on this server: opening and closing them, and ending those whose time is over.
 *
 * The list that people see is in the storage, so that it holds the sessions of every process; nothing rests on
 * it. An account's oldest session makes room for one too many.
 */
import { limits as protocolLimits, toHex, type Bytes } from "@coffer/protocol/server";
import type { Clock } from "../clock.ts";
import type { Hub } from "../hub.ts";
import { errorFields, type Log } from "../log.ts";
import type { ServerLimits } from "../server-limits.ts";
import type { ServerMetrics } from "../server-metrics.ts";
import type { Storage } from "../storage/storage.ts";
import { Session } from "./session.ts";
import type { Wire } from "./wire.ts";

interface SessionsOptions {
  readonly storage: Storage;
  readonly hub: Hub;
  readonly clock: Clock;
  readonly limits: ServerLimits;
  readonly metrics: ServerMetrics;
  readonly log: Log;
}

export class Sessions {
  readonly #options: SessionsOptions;
  /** In the order in which they were opened, each with how it leaves the hub. */
  readonly #sessionsByAccount = new Map<string, Map<Session, () => void>>();
  #size = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#size;
  }

  /** Opens a session; it is listed from now on. */
  open(options: {
    readonly accountId: Bytes;
    readonly kind: number;
    readonly deviceId: Bytes | null;
    readonly wire: Wire;
  }): Session {
    const { hub, clock, metrics } = this.#options;
    const ofAccount = this.#ofAccount(options.accountId);
    if (ofAccount.size >= protocolLimits.sessionsPerAccountMax) {
      const oldest = ofAccount.keys().next();
      if (oldest.done !== true) oldest.value.end("session-ended");
    }
    const session = new Session({ ...options, nowMs: clock.nowMs(), metrics });
    const leave = hub.join(options.accountId, (event) => session.hear(event));
    ofAccount.set(session, leave);
    this.#size += 1;
    this.#list(session);
    return session;
  }

  /** A session has admitted its device: it is listed as that device's from now on. */
  becomeDevice(session: Session, deviceId: Bytes): void {
    session.becomeDevice(deviceId);
    this.#note(this.#options.storage.removeSession(session.sessionId));
    this.#list(session);
  }

  /** The session is over: it hears nothing more and is listed no longer. */
  close(session: Session): void {
    const ofAccount = this.#ofAccount(session.accountId);
    const leave = ofAccount.get(session);
    if (leave === undefined) return;
    ofAccount.delete(session);
    if (ofAccount.size === 0) this.#sessionsByAccount.delete(toHex(session.accountId));
    this.#size -= 1;
    leave();
    this.#note(this.#options.storage.removeSession(session.sessionId));
  }

  /** Ends sessions that have been idle, or open, for too long. */
  endExpired(): void {
    const nowMs = this.#options.clock.nowMs();
    const { sessionIdleMs, sessionAgeMs } = this.#options.limits;
    for (const ofAccount of this.#sessionsByAccount.values()) {
      for (const session of ofAccount.keys()) {
        if (nowMs - session.openedAtMs >= sessionAgeMs) session.end("session-ended");
        else if (nowMs - session.lastRequestMs >= sessionIdleMs) session.end("idle-timeout");
      }
    }
  }

  #list({ sessionId, accountId, deviceId, kind, openedAtMs }: Session): void {
    const openedAtSeconds = Math.floor(openedAtMs / 1_000);
    this.#note(
      this.#options.storage.addSession({ sessionId, accountId, deviceId, kind, openedAtSeconds }),
    );
  }

  #ofAccount(accountId: Bytes): Map<Session, () => void> {
    const key = toHex(accountId);
    const known = this.#sessionsByAccount.get(key) ?? new Map<Session, () => void>();
    this.#sessionsByAccount.set(key, known);
    return known;
  }

  #note(noted: Promise<void>): void {
    noted.catch((error: unknown) => {
      this.#options.log.warn({ event: "session-not-noted", ...errorFields(error) });
    });
  }
}
