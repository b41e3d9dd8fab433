import assert from "node:assert/strict";
import test from "node:test";
import { errorCodeOf, errorNumbers } from "./error-numbers.ts";

test("X1: errors have these numbers for good", () => {
  assert.deepEqual(Object.entries(errorNumbers), [
    ["malformed", 1],
    ["unexpected", 2],
    ["too-large", 3],
    ["rate-limited", 4],
    ["login-refused", 5],
    ["name-taken", 6],
    ["registration-closed", 7],
    ["invitation-refused", 8],
    ["session-ended", 9],
    ["idle-timeout", 10],
    ["unavailable", 11],
    ["internal", 12],
    ["entry-refused", 13],
    ["lost-race", 14],
    ["counter-reused", 15],
    ["not-found", 16],
    ["forbidden", 17],
    ["quota-exceeded", 18],
    ["generation-conflict", 19],
    ["busy", 20],
    ["shutting-down", 21],
  ]);
});

test("X1: a number reads as its code, and an unknown one as internal", () => {
  for (const [code, number] of Object.entries(errorNumbers)) {
    assert.equal(errorCodeOf(number), code);
  }
  for (const number of [0, 22, 255, -1, 1.5]) assert.equal(errorCodeOf(number), "internal");
});
