import assert from "node:assert/strict";
import test from "node:test";
import { nextPoint } from "./points.ts";

const list = { across: 1, down: 1 };
const calendar = { across: 1, down: 7 };

test("arrows move over a list and stop at its ends", () => {
  assert.equal(nextPoint("ArrowRight", undefined, 3, list), 0);
  assert.equal(nextPoint("ArrowLeft", undefined, 3, list), 0);
  assert.equal(nextPoint("ArrowRight", 0, 3, list), 1);
  assert.equal(nextPoint("ArrowDown", 1, 3, list), 2);
  assert.equal(nextPoint("ArrowRight", 2, 3, list), 2);
  assert.equal(nextPoint("ArrowUp", 0, 3, list), 0);
});

test("Home and End lead to the ends, from nowhere too", () => {
  assert.equal(nextPoint("Home", 2, 3, list), 0);
  assert.equal(nextPoint("End", undefined, 3, list), 2);
});

test("in a calendar up and down are a week, and never leave it", () => {
  assert.equal(nextPoint("ArrowDown", 3, 30, calendar), 10);
  assert.equal(nextPoint("ArrowUp", 10, 30, calendar), 3);
  assert.equal(nextPoint("ArrowUp", 3, 30, calendar), 3);
  assert.equal(nextPoint("ArrowDown", 25, 30, calendar), 25);
});

test("other keys, and charts without a point, are nobody's", () => {
  assert.equal(nextPoint("n", 0, 3, list), undefined);
  assert.equal(nextPoint("ArrowRight", undefined, 0, list), undefined);
});
