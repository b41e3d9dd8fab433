/**
 * A session: an account, how it was proved, and the sealed connection that it lives on.
 *
 * It hears of the account's events from the moment it exists, before anything is told to the other side: whatever
 * ends it in between is not missed. Pushes come for chains that it has asked about.
 */
import {
  encodeServerMessage,
  equalBytes,
  toHex,
  type Bytes,
  type ErrorCode,
} from "@coffer/protocol/server";
import type { AccountEvent } from "../hub.ts";
import { randomBytes } from "../secrets.ts";
import type { ServerMetrics } from "../server-metrics.ts";
import type { Wire } from "./wire.ts";

/** What a session is opened with. */
export interface SessionOptions {
  readonly accountId: Bytes;
  /** Number of the kind (protocol's sessionKinds). */
  readonly kind: number;
  /** The device, if it is an active one of the account's. */
  readonly deviceId: Bytes | null;
  readonly nowMs: number;
  readonly wire: Wire;
  readonly metrics: ServerMetrics;
}

export class Session {
  readonly #options: SessionOptions;
  readonly #subscriptions = new Set<string>();
  #deviceId: Bytes | null;
  #lastRequestMs: number;
  readonly sessionId: Bytes = randomBytes(16);

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#deviceId = options.deviceId;
    this.#lastRequestMs = options.nowMs;
  }

  get accountId(): Bytes {
    return this.#options.accountId;
  }

  get kind(): number {
    return this.#options.kind;
  }

  get deviceId(): Bytes | null {
    return this.#deviceId;
  }

  get openedAtMs(): number {
    return this.#options.nowMs;
  }

  get lastRequestMs(): number {
    return this.#lastRequestMs;
  }

  get wire(): Wire {
    return this.#options.wire;
  }

  /** The session has admitted its device. */
  becomeDevice(deviceId: Bytes): void {
    this.#deviceId = deviceId;
  }

  /** Something was asked: the session is not idle. */
  touch(nowMs: number): void {
    this.#lastRequestMs = nowMs;
  }

  /** From now on, what others append to a chain is pushed. */
  subscribe(vaultId: Bytes): void {
    this.#subscriptions.add(toHex(vaultId));
  }

  /** Takes an event of the account: pushes it, or ends. */
  hear(event: AccountEvent): void {
    if (event.sessionId === toHex(this.sessionId)) return;
    if (event.type === "end") {
      if (this.#isOneOf(event.deviceIds)) this.end(event.code);
      return;
    }
    if (!this.#subscriptions.has(toHex(event.vaultId))) return;
    this.#options.metrics.pushes.add();
    this.wire.sendSealed(encodeServerMessage("entries", event.vaultId, event.entries));
  }

  /** Ends the session and its connection, and says why. */
  end(code: ErrorCode): void {
    this.wire.end(code);
  }

  #isOneOf(deviceIds: readonly Bytes[] | "all"): boolean {
    if (deviceIds === "all") return true;
    const own = this.#deviceId;
    return own !== null && deviceIds.some((deviceId) => equalBytes(deviceId, own));
  }
}
