import assert from "node:assert/strict";
import test from "node:test";
import { preferencesFrom } from "./preferences.ts";

const usual = preferencesFrom({});

test("what was kept is taken back as it was", () => {
  const kept = {
    colours: "dark",
    isHighContrast: true,
    areAmountsHidden: true,
    areLettersOn: false,
    idleMinutes: 30,
  } as const;
  assert.deepEqual(preferencesFrom(JSON.parse(JSON.stringify(kept))), kept);
});

test("what makes no sense is as usual: no stranger's colour, and never no idle lock", () => {
  for (const kept of [null, 7, "dark", [], { colours: "pink", idleMinutes: 0, areLettersOn: 1 }])
    assert.deepEqual(preferencesFrom(kept), usual);
  for (const idleMinutes of [0, -1, 1e9, "60", null])
    assert.equal(preferencesFrom({ idleMinutes }).idleMinutes, 5);
});
