import assert from "node:assert/strict";
import test from "node:test";
import { defaultRule, presets } from "@coffer/ledger";
import { splitIncome } from "./income-split.ts";

test("an income is split by 50/30/20 as the locale writes it", () => {
  const options = { currencyCode: "EUR", locale: "de-DE", rule: defaultRule };
  const split = splitIncome("4.200,00", options);
  assert.equal(split.kind, "shares");
  assert.deepEqual(
    split.kind === "shares" &&
      split.shares.map(({ id, kind, basisPoints }) => [id, kind, basisPoints]),
    [
      ["needs", "ceiling", 5_000],
      ["wants", "ceiling", 3_000],
      ["savings", "floor", 2_000],
    ],
  );
  assert.deepEqual(
    split.kind === "shares" && split.shares.map(({ amount }) => amount.replaceAll("\u00a0", " ")),
    ["2.100,00 €", "1.260,00 €", "840,00 €"],
  );
});

test("every preset shares an odd income out to the last cent", () => {
  for (const { id, rule } of presets) {
    const split = splitIncome("1000.01", { currencyCode: "USD", locale: "en-US", rule });
    assert.equal(split.kind, "shares", id);
    const cents =
      split.kind === "shares"
        ? split.shares.reduce((sum, { amount }) => sum + Number(amount.replaceAll(/\D/g, "")), 0)
        : 0;
    assert.equal(cents, 100_001, id);
  }
});

test("what is no income is said so, and nothing typed is not an error", () => {
  const usd = { currencyCode: "USD", locale: "en-US", rule: defaultRule };
  assert.equal(splitIncome("abc", usd).kind, "wrong");
  assert.equal(splitIncome("-5", usd).kind, "wrong");
  assert.equal(splitIncome("5", { ...usd, currencyCode: "no" }).kind, "wrong");
  assert.equal(splitIncome("  ", usd).kind, "empty");
});
