/** Argon2id in the browser, which has none of its own: WebAssembly, with the costs that the engine names. */
import type { Environment } from "@coffer/client";
import { argon2id } from "hash-wasm";

const keyLength = 32;

/** Argon2id, version 1.3, to 32 bytes. */
export const wasmArgon2id: Environment["argon2id"] = async (options) => {
  const { password, salt, memoryKib, passes, lanes } = options;
  const key = await argon2id({
    password,
    salt,
    memorySize: memoryKib,
    iterations: passes,
    parallelism: lanes,
    hashLength: keyLength,
    outputType: "binary",
  });
  return Uint8Array.from(key);
};
