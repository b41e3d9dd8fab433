import assert from "node:assert/strict";
import test from "node:test";
import { passwordHint } from "./password-hint.ts";

const cases: readonly (readonly [typed: string, kind: string])[] = [
  ["", "empty"],
  ["short", "short"],
  ["elevenchars", "short"],
  ["aaaaaaaaaaaa", "repeats"],
  ["horse1horse1horse1", "repeats"],
  ["abcdefgh1234", "sequence"],
  ["zyxwvutsrqpo", "sequence"],
  ["password!2026", "common"],
  ["anna likes tea", "name"],
  ["gravel-lamp-7", "few-words"],
  ["gravel lamp otter seven", "fine"],
];

for (const [typed, kind] of cases) {
  test(`the hint for “${typed}” is ${kind}`, () => {
    assert.equal(passwordHint(typed, "anna").kind, kind);
  });
}

test("what is missing is counted in characters as people see them, not in units", () => {
  assert.deepEqual(passwordHint("ü".repeat(10), "anna"), { kind: "short", missing: 2 });
});
