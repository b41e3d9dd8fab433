/** What the keys of the list do, with letters and without. */
import assert from "node:assert/strict";
import test from "node:test";
import { gridKeyOf, type PressedKey } from "./grid-keys.ts";

const plain = { shiftKey: false, ctrlKey: false, metaKey: false, altKey: false };

function does(key: string, more: Partial<PressedKey> = {}, areLettersOn = true): unknown {
  const did = gridKeyOf({ key, ...plain, ...more }, { from: 5, count: 20, areLettersOn });
  if (did?.kind === "move") return did.isExtending ? [did.to] : did.to;
  return did?.kind === "act" ? did.action : did?.kind;
}

test("keys move within the list, and Shift extends", () => {
  const moves = { ArrowDown: 6, j: 6, ArrowUp: 4, k: 4, PageDown: 15, PageUp: 0, Home: 0, End: 19 };
  for (const [key, to] of Object.entries(moves)) assert.equal(does(key), to, key);
  assert.deepEqual(does("ArrowDown", { shiftKey: true }), [6]);
  assert.deepEqual(does("J", { shiftKey: true }), [6]);
});

test("keys act on the row; with Ctrl, ⌘ or Alt they are somebody else's", () => {
  const acts = {
    Enter: "edit",
    e: "edit",
    c: "category",
    d: "duplicate",
    s: "split",
    x: "select",
    m: "menu",
    " ": "pending",
    Delete: "delete",
    Escape: "leave",
  };
  for (const [key, action] of Object.entries(acts)) assert.equal(does(key), action, key);
  assert.equal(does("a", { ctrlKey: true }), "all");
  assert.equal(does("a", { metaKey: true }), "all");
  assert.equal(does("a"), undefined);
  assert.equal(does("c", { ctrlKey: true }), undefined);
  assert.equal(does("d", { altKey: true }), undefined);
  assert.equal(does("F10", { shiftKey: true }), "menu");
  assert.equal(does("F10"), undefined);
});

test("letters can be turned off; the other keys stay", () => {
  for (const key of ["j", "k", "e", "c", "d", "s", "x", "m"]) {
    assert.equal(does(key, {}, false), undefined, key);
  }
  assert.equal(does("Enter", {}, false), "edit");
  assert.equal(does("ArrowDown", {}, false), 6);
});
