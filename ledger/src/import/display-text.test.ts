import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { displayText } from "./display-text.ts";

test("display-text: reordering and hidden characters go, the words stay", () => {
  assert.equal(displayText("pay \u202Etpo\u202C Bob\u200B"), "pay tpo Bob");
  assert.equal(displayText("\u2066Alice\u2069 \u200Epays"), "Alice pays");
});

test("display-text: control characters and line ends become one blank", () => {
  assert.equal(displayText("  one\r\n\ttwo\u0007\u001B[31m three "), "one two [31m three");
});

test("display-text: markup, formulas and emoji are text", () => {
  for (const text of ["<b>Shop</b>", '=HYPERLINK("x")', "Café 👨‍👩‍👧 €"])
    assert.equal(displayText(text), text);
});

test("display-text: nothing is left to clean the second time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      const once = displayText(text);
      assert.equal(displayText(once), once);
      assert.doesNotMatch(once, /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
    }),
  );
});
