import assert from "node:assert/strict";
import test from "node:test";
import { presets } from "./presets.ts";
import { defaultRule, formatRule } from "./rule.ts";

test("the default comes first, and the presets are those of the books", () => {
  assert.equal(presets[0]?.rule, defaultRule);
  assert.deepEqual(
    presets.map(({ rule }) => formatRule(rule)),
    ["50/30/20", "60/30/10", "60/20/20", "70/20/10", "70/20/10", "80/20", "15/65/20", "50/15/5/30"],
  );
});

test("every preset has an id and a name of its own, and says what it is for and what it costs", () => {
  assert.equal(new Set(presets.map(({ id }) => id)).size, presets.length);
  assert.equal(new Set(presets.map(({ name }) => name)).size, presets.length);
  for (const { forWhom, tradeOff } of presets) assert.ok(forWhom !== "" && tradeOff !== "");
});

test("savings are a floor in every preset, and what is spent a ceiling", () => {
  const floors = new Set(["savings", "giving", "retirement", "emergency"]);
  for (const { rule } of presets) {
    for (const { id, kind } of rule.buckets) {
      assert.equal(kind, floors.has(id) ? "floor" : "ceiling", id);
    }
  }
});
