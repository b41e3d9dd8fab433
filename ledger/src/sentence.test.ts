/** Remarks in English: what is put in is put in once, whatever it looks like. */
import assert from "node:assert/strict";
import test from "node:test";
import { sentence, sentenceText } from "./sentence.ts";

test("values take their places, and are not read as places themselves", () => {
  const said = sentence("{name} has {count} rows, {name}.", { name: "{count} $1", count: 3 });
  assert.equal(sentenceText(said), "{count} $1 has 3 rows, {count} $1.");
  assert.equal(sentenceText(sentence("It's {so}.")), "It's {so}.");
});
