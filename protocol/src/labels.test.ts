import assert from "node:assert/strict";
import test from "node:test";
import { toHex } from "./bytes.ts";
import { label, labelNames } from "./labels.ts";

test("L1: a label is coffer/v1/NAME and one zero byte (A8)", () => {
  for (const name of labelNames) {
    assert.equal(Buffer.from(label(name)).toString("latin1"), `coffer/v1/${name}\0`);
    assert.match(name, /^[a-z0-9-]+$/);
  }
});

test("L1: labels are pairwise distinct and none is a prefix of another (A8)", () => {
  const texts = labelNames.map((name) => toHex(label(name)));
  assert.equal(new Set(texts).size, labelNames.length);
  for (const [index, text] of texts.entries()) {
    for (const [other, longer] of texts.entries()) {
      assert.equal(index !== other && longer.startsWith(text), false, `${text} in ${longer}`);
    }
  }
});

test("L1: a name that is not in the table has no label", () => {
  assert.throws(() => label("no-such-label" as "entry"), /Broken invariant/);
});
