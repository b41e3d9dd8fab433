import assert from "node:assert/strict";
import test from "node:test";
import { splitIncome } from "./budget-split.ts";

test("an income is split by 50/30/20 as the locale writes it", () => {
  const split = splitIncome("4.200,00", "EUR", "de-DE");
  assert.equal(split.kind, "shares");
  assert.deepEqual(split.kind === "shares" && split.shares.map(({ id, limit }) => [id, limit]), [
    ["needs", "at most 50 %"],
    ["wants", "at most 30 %"],
    ["savings", "at least 20 %"],
  ]);
  assert.deepEqual(
    split.kind === "shares" && split.shares.map(({ amount }) => amount.replaceAll("\u00a0", " ")),
    ["2.100,00 €", "1.260,00 €", "840,00 €"],
  );
});

test("what is no income is said so, and nothing typed is not an error", () => {
  assert.equal(splitIncome("abc", "USD", "en-US").kind, "wrong");
  assert.equal(splitIncome("-5", "USD", "en-US").kind, "wrong");
  assert.equal(splitIncome("5", "no", "en-US").kind, "wrong");
  assert.equal(splitIncome("  ", "USD", "en-US").kind, "empty");
});
