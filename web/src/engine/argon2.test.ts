import assert from "node:assert/strict";
import { argon2Sync } from "node:crypto";
import test from "node:test";
import { wasmArgon2id } from "./argon2.ts";

test("Argon2id in the browser gives the bytes that Node's gives", async () => {
  const cases = [
    { password: "correct horse battery", memoryKib: 65_536, passes: 3, lanes: 4 },
    { password: "ein Paßwort mit ü", memoryKib: 1_024, passes: 1, lanes: 1 },
    { password: "p", memoryKib: 256, passes: 2, lanes: 2 },
  ];
  for (const { password: text, memoryKib, passes, lanes } of cases) {
    const password = new TextEncoder().encode(text);
    const salt = Uint8Array.from({ length: 16 }, (_, index) => index * 7);
    const expected = argon2Sync("argon2id", {
      message: password,
      nonce: salt,
      memory: memoryKib,
      passes,
      parallelism: lanes,
      tagLength: 32,
    });
    const key = await wasmArgon2id({ password, salt, memoryKib, passes, lanes });
    assert.equal(key.toHex(), expected.toString("hex"), text);
  }
});
