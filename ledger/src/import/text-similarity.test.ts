import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { normalizeText, similarity } from "./text-similarity.ts";

test("text-similarity: case, accents, punctuation and spacing do not count", () => {
  assert.equal(normalizeText("  Café  MÜLLER, Köln//DE "), normalizeText("cafe muller koln de"));
  assert.equal(normalizeText("SHOP #12"), "shop 12");
});

test("text-similarity: the same shop under other numbers is alike, another shop is not", () => {
  const alike = similarity(
    normalizeText("POS 23,55 SPAR DANKT 4105"),
    normalizeText("SPAR DANKT 4105 KORNEUBURG"),
  );
  const other = similarity(normalizeText("SPAR DANKT 4105"), normalizeText("Netflix.com"));
  assert.ok(alike > 0.5 && other < 0.2, `${alike} ${other}`);
});

test("text-similarity: between 0 and 1, the same both ways, 1 only for equals' pairs", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      const [left, right] = [normalizeText(a), normalizeText(b)];
      const value = similarity(left, right);
      assert.ok(value >= 0 && value <= 1);
      assert.equal(value, similarity(right, left));
      assert.equal(similarity(left, left), left === "" ? 0 : 1);
    }),
  );
});
