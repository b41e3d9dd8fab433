/** The engine's Environment in Node: a folder, the platform's WebSocket, clock, timers, Argon2id. */
import { argon2, randomFillSync } from "node:crypto";
import { promisify } from "node:util";
import type { Environment } from "@coffer/client";
import { nodeFiles } from "./node-files.ts";
import { connectSocket } from "./node-socket.ts";

const argon2Async = promisify(argon2);
const keyLength = 32;

/** The environment of a home folder. */
export async function nodeEnvironment(home: string): Promise<Environment> {
  return {
    files: await nodeFiles(home),
    randomBytes: (length) => randomFillSync(new Uint8Array(length)),
    argon2id: async ({ password, salt, memoryKib, passes, lanes }) =>
      Uint8Array.from(
        await argon2Async("argon2id", {
          message: password,
          nonce: salt,
          memory: memoryKib,
          passes,
          parallelism: lanes,
          tagLength: keyLength,
        }),
      ),
    nowMs: () => Date.now(),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs);
      timer.unref();
      return () => clearTimeout(timer);
    },
    connect: connectSocket,
  };
}
