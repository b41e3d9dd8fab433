import assert from "node:assert/strict";
import test from "node:test";
import { matchingCategories } from "./matching-categories.ts";

const paths = ["Food", "Food › Groceries", "Food › Bäckerei", "Health › Gym fees", "Forest"];
const categories = [
  ...paths.map((path) => ({ path, kind: "expense" })),
  { path: "Income › Food money", kind: "income" },
];
const found = (typed: string): readonly string[] =>
  matchingCategories(categories, typed).map(({ path }) => path);

test("a category is found by the beginning of its name, then of a word, then by any part", () => {
  assert.deepEqual(found("fo"), ["Food", "Forest", "Food › Groceries", "Food › Bäckerei"]);
  assert.deepEqual(found("fee"), ["Health › Gym fees"]);
  assert.deepEqual(found("OCER"), ["Food › Groceries"]);
});

test("accents and case do not matter, and what is income is not offered", () => {
  assert.deepEqual(found(" backe"), ["Food › Bäckerei"]);
  assert.deepEqual(found("money"), []);
  assert.deepEqual(found(""), paths);
});
