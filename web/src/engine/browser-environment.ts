/** The engine's Environment in a browser's Worker. */
import type { Environment } from "@coffer/client";
import { parseId, type ChangeSetSource, type Id } from "@coffer/ledger";
import { wasmArgon2id } from "./argon2.ts";
import { openIdbFiles } from "./idb-files.ts";
import { connectSocket } from "./web-socket.ts";

/** The environment of this origin; `onEnd` is told when a connection has ended, by whomever. */
export async function browserEnvironment(onEnd: () => void): Promise<Environment> {
  return {
    files: await openIdbFiles(),
    randomBytes: (length) => crypto.getRandomValues(new Uint8Array(length)),
    argon2id: wasmArgon2id,
    nowMs: () => Date.now(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    connect: (serverUrl) => connectSocket(serverUrl, onEnd),
  };
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
