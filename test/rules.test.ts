/**
 * The rules of docs/protocol.md and the tests are held together: every rule has a test whose name begins with
 * its id ("D1: …"), and a test that begins with an id means a rule that there is.
 *
 * Names are read from the sources, so that a rule whose tests are skipped here counts as well. A1 to
 * A35 are rows of the attack checklist, not rules of the protocol.
 */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "docs/protocol.md"), "utf8");
const rules = [...page.matchAll(/^\*\*([A-Z]{1,2}\d+)\.\*\* /gm)].map(([, id = ""]) => id);

/** Every literal of the tests that begins like a test's name: an id, a colon and a space. */
function idsInTests(): ReadonlyMap<string, string> {
  const files = globSync(["*/src/**/*.test.ts", "test/**/*.ts", "e2e/**/*.test.ts"], { cwd: root });
  const found = new Map<string, string>();
  for (const file of files) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [, id = ""] of text.matchAll(/["'`]([A-Z]{1,2}\d+): /g)) found.set(id, file);
  }
  return found;
}

const tested = idsInTests();

test("the page of rules has rules, none twice", () => {
  assert.ok(rules.length > 80);
  assert.deepEqual(
    rules.filter((id, index) => rules.indexOf(id) !== index),
    [],
  );
  // No line looks like a rule and is written so that this test would pass it over.
  const alike = [...page.matchAll(/^\W*([A-Z]{1,2}\d+)[.:]\W/gm)].map(([, id = ""]) => id);
  assert.deepEqual(alike, rules);
});

test("every rule has a test whose name begins with its id", () => {
  assert.deepEqual(
    rules.filter((id) => !tested.has(id)),
    [],
  );
});

test("every id that a test's name begins with is a rule's", () => {
  const known = new Set(rules);
  const unknown = [...tested].filter(([id]) => !known.has(id) && !/^A\d+$/.test(id));
  assert.deepEqual(unknown, []);
});
