/** What the environment asks for: amounts by one row of variables, words by another. */
import assert from "node:assert/strict";
import test from "node:test";
import { languageOf, localeOf } from "./locale.ts";

test("amounts follow LC_ALL, then LC_MONETARY, then LANG", () => {
  assert.equal(localeOf({ LC_ALL: "", LC_MONETARY: "de_AT.UTF-8", LANG: "C" }), "de-AT");
  assert.equal(localeOf({ LC_ALL: "fr_FR", LC_MONETARY: "de_AT" }), "fr-FR");
  assert.equal(localeOf({ LANG: "C.UTF-8" }), "en-US");
  assert.equal(localeOf({}), "en-US");
});

test("words follow COFFER_LANG, then LC_ALL, then LC_MESSAGES, then LANG", () => {
  const all = { LC_ALL: "en_GB", LC_MESSAGES: "de_DE.UTF-8", LANG: "fr_FR@euro" };
  assert.equal(languageOf({ ...all, COFFER_LANG: "de" }), "de");
  assert.equal(languageOf(all), "en_GB");
  assert.equal(languageOf({ ...all, LC_ALL: "" }), "de_DE");
  assert.equal(languageOf({ LANG: "fr_FR@euro" }), "fr_FR");
  assert.equal(languageOf({}), "");
});
