/**
 * Fan-out: telling an account's other sessions what one of them did.
 *
 * A small interface, because with several server processes it is a message broker; with one it is a map. An event
 * holds bytes and ids only, so that it could travel.
 */
import { toHex, type Bytes, type ErrorCode } from "@coffer/protocol/server";

/** Something that happened to an account, by a session of an id. */
export type AccountEvent =
  | {
      readonly type: "entries";
      readonly sessionId: string;
      readonly vaultId: Bytes;
      readonly entries: readonly Bytes[];
    }
  /** All other sessions end: those of the named devices, or every one. */
  | {
      readonly type: "end";
      readonly sessionId: string;
      readonly deviceIds: readonly Bytes[] | "all";
      readonly code: ErrorCode;
    };

export interface Hub {
  /** Hears of an account's events until the returned function is called. */
  join(accountId: Bytes, hear: (event: AccountEvent) => void): () => void;
  publish(accountId: Bytes, event: AccountEvent): void;
}

/** The hub of a server that is one process. */
export function createLocalHub(): Hub {
  const listenersByAccount = new Map<string, Set<(event: AccountEvent) => void>>();
  return {
    join: (accountId, hear) => {
      const key = toHex(accountId);
      const listeners = listenersByAccount.get(key) ?? new Set();
      listenersByAccount.set(key, listeners);
      listeners.add(hear);
      return () => {
        listeners.delete(hear);
        if (listeners.size === 0 && listenersByAccount.get(key) === listeners) {
          listenersByAccount.delete(key);
        }
      };
    },
    publish: (accountId, event) => {
      for (const hear of listenersByAccount.get(toHex(accountId)) ?? []) hear(event);
    },
  };
}
