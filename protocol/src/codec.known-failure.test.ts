import assert from "node:assert/strict";
import test from "node:test";
import { decode, encode } from "./codec.ts";

test("D1: a text that begins with U+FEFF decodes to itself", () => {
  for (const text of ["\ufeff", "\ufefflunch", `\ufeff${"é".repeat(40)}`, "\ufeff\ufeffx"]) {
    assert.deepEqual(decode(encode(text)), { ok: true, value: text });
    assert.deepEqual(decode(encode(new Map([[text, 1]]))), {
      ok: true,
      value: new Map([[text, 1]]),
    });
  }
});
