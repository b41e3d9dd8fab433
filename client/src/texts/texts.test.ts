/** Words in the language in use: looked up when they are read, English where there is nothing. */
import assert from "node:assert/strict";
import test, { afterEach } from "node:test";
import {
  _,
  bestLanguage,
  english,
  inContext,
  languageCode,
  onLanguage,
  setLanguage,
  translated,
} from "./texts.ts";

const german = {
  code: "de",
  messages: {
    Home: "Start",
    "{count, plural, one {# row} other {# rows}}":
      "{count, plural, one {# Zeile} other {# Zeilen}}",
    "verb\u0004Open": "Öffnen",
    Open: "Offen",
  },
};

afterEach(() => setLanguage(english));

const words = translated({
  title: "Home",
  rows: (count: number) => _("{count, plural, one {# row} other {# rows}}", { count }),
  deep: { title: "Home", list: [["k", "Home"]] },
  open: inContext("verb", "Open"),
  state: "Open",
  none: "Only in English",
});

test("words follow the language at once", () => {
  const seen = (): unknown => [words.title, words.rows(1_000), words.deep.title, words.deep.list];
  assert.deepEqual(seen(), ["Home", "1,000 rows", "Home", [["k", "Home"]]]);
  setLanguage(german);
  assert.equal(languageCode(), "de");
  assert.deepEqual(seen(), ["Start", "1.000 Zeilen", "Start", [["k", "Start"]]]);
  assert.deepEqual(Object.values(words.deep)[0], "Start");
  setLanguage(english);
  assert.equal(words.title, "Home");
});

test("a context tells two translations of one English word apart", () => {
  assert.deepEqual([words.open, words.state], ["Open", "Open"]);
  setLanguage(german);
  assert.deepEqual([words.open, words.state], ["Öffnen", "Offen"]);
});

test("what a language lacks is said in English", () => {
  setLanguage(german);
  assert.equal(words.none, "Only in English");
  assert.equal(_("toString"), "toString");
});

test("who listens hears of a change, until they stop", () => {
  const heard: string[] = [];
  const stop = onLanguage(() => heard.push(languageCode()));
  setLanguage(german);
  setLanguage(german);
  stop();
  setLanguage(english);
  assert.deepEqual(heard, ["de"]);
});

test("the first wanted language that is there is the best one", () => {
  assert.equal(bestLanguage(["de-AT", "en"], ["de"]), "de");
  assert.equal(bestLanguage(["fr", "de_CH"], ["de"]), "de");
  assert.equal(bestLanguage(["en-GB", "de"], ["de"]), "en");
  assert.equal(bestLanguage(["pt-BR"], ["pt", "pt-BR"]), "pt-BR");
  assert.equal(bestLanguage(["C", ""], ["de"]), "en");
  assert.equal(bestLanguage(["den"], ["de"]), "en");
});
