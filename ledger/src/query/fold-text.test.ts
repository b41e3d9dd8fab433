/** Folding as text and as bytes comes to the same, and so does looking for something in it. */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { foldText, LatinFolder } from "./fold-text.ts";

test("case, accents and strokes make no difference", () => {
  const same = ["Café Müller", "CAFE MULLER", "cafe\u0301 mu\u0308ller", " café müller\u00a0"];
  for (const text of same) assert.equal(foldText(text), "cafe muller");
  assert.equal(foldText("Straße Ørsted Łódź"), "strasse orsted lodz");
  assert.equal(foldText("ΚΑΦΈΣ"), foldText("καφες"));
  assert.notEqual(foldText("rent"), foldText("rest"));
});

test("bytes fold to what the text folds to, wherever they fold", () => {
  const folder = new LatinFolder();
  const latin = fc.integer({ min: 0x20, max: 0x250 }).map((code) => String.fromCodePoint(code));
  const text = fc.array(fc.oneof(latin, fc.string({ unit: "grapheme", maxLength: 2 })));
  let folded = 0;
  fc.assert(
    fc.property(text, text, (pieces, before) => {
      const skipped = new TextEncoder().encode(before.join("")).length;
      const bytes = new TextEncoder().encode([...before, ...pieces].join(""));
      if (!folder.fold(bytes, skipped, bytes.length)) return;
      folded += 1;
      const got = new TextDecoder().decode(folder.bytes.subarray(0, folder.length));
      assert.equal(got.trim(), foldText(pieces.join("")));
    }),
  );
  assert.ok(folded > 0, "some texts fold as bytes");
});
