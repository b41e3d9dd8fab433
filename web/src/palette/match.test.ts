import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { bestMatches, matchScore } from "./match.ts";

const names = ["Transactions", "Current account", "Accounts", "Food › Restaurants", "Rent", "Café"];

function found(typed: string): string | undefined {
  return bestMatches(names, typed, (name) => name)[0];
}

test("beginnings of words, letters in their order, no case, no accents", () => {
  assert.equal(found("ca"), "Café");
  assert.equal(found("cuac"), "Current account");
  assert.equal(found("c a"), "Café");
  assert.equal(found("ACC"), "Accounts");
  assert.equal(found("fr"), "Food › Restaurants");
  assert.equal(found("rest"), "Food › Restaurants");
  assert.equal(found("rent"), "Rent");
  assert.equal(found("cafe"), "Café");
  assert.equal(found("tnr"), undefined);
});

test("the best way to find the letters counts, not the first one", () => {
  const whole = matchScore("a cab cabin", "cabin") ?? 0;
  const apart = matchScore("a cab xcxaxbxixn", "cabin") ?? 0;
  assert.ok(whole > apart);
});

test("nothing typed finds everything in its order", () => {
  assert.deepEqual(
    bestMatches(names, "  ", (name) => name),
    names,
  );
});

/** Whether the letters are there in their order: the slow model. */
function isSubsequence(typed: string, name: string): boolean {
  let at = 0;
  for (const letter of name) if (letter === typed[at]) at += 1;
  return at === typed.length;
}

test("a name is found exactly by letters of it in their order", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", " ", "-"), maxLength: 12 });
  fc.assert(
    fc.property(text, text, (name, typed) => {
      const letters = typed.replaceAll(" ", "");
      assert.equal(matchScore(name, typed) !== undefined, isSubsequence(letters, name.trim()));
    }),
  );
});
