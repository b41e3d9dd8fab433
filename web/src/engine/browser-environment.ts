/** The engine's Environment in a browser's Worker. */
import type { Environment, Socket } from "@coffer/client";
import { parseId, type ChangeSetSource, type Id } from "@coffer/ledger";
import { wasmArgon2id } from "./argon2.ts";
import { openIdbFiles } from "./idb-files.ts";
import { connectSocket } from "./web-socket.ts";

/** The environment, and what is asked of it beside what the engine asks. */
export interface BrowserEnvironment extends Environment {
  /** Ends every connection, without waiting for the other end. */
  dropConnections(): void;
}

/** The environment of this origin; `onEnd` is told when a connection has ended, by whomever. */
export async function browserEnvironment(onEnd: () => void): Promise<BrowserEnvironment> {
  const sockets = new Set<Socket>();
  return {
    files: await openIdbFiles(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    argon2id: wasmArgon2id,
    nowMs: () => Date.now(),
    after: callAfter,
    connect: async (serverUrl) => {
      const socket = await connectSocket(serverUrl, () => {
        sockets.delete(socket);
        onEnd();
      });
      sockets.add(socket);
      return socket;
    },
    dropConnections: () => {
      for (const socket of sockets) socket.close();
    },
  };
}

/** Calls back once after a time; the returned function cancels. */
export function callAfter(delayMs: number, callback: () => void): () => void {
  const timer = setTimeout(callback, delayMs);
  return () => clearTimeout(timer);
}

/** A new random id. */
export function newId(): Id {
  const id = parseId(crypto.getRandomValues(new Uint8Array(16)).toHex());
  if (id === undefined) throw new Error("Broken invariant: 16 bytes are an id");
  return id;
}

/** This device's ids and clock, for change sets. */
export const here: ChangeSetSource = {
  newId,
  nowSeconds: () => Math.floor(Date.now() / 1_000),
};
