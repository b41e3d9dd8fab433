/**
 * A process that runs test files until the first failure: exit code 0 if all passed, 1 if one failed.
 *
 * Its last line is the failed test, or `not loaded` if the mutated file had no part in the tests.
 */
import { run } from "node:test";
import { mutatedMark } from "./mutate.ts";

const files = process.argv.slice(2);
let passed = false;

run({ files, isolation: "none" })
  .on("test:fail", ({ name, todo }) => {
    if (todo === undefined) end(1, name);
  })
  .on("test:summary", ({ success }) => (passed = success))
  .resume();

// A program that ends by itself in the middle has not passed.
process.on("exit", () => {
  if (process.exitCode !== undefined) return;
  const isLoaded = Object.hasOwn(globalThis, mutatedMark);
  if (!isLoaded) console.log("not loaded");
  process.exitCode = passed ? 0 : 1;
});

function end(code: number, line: string): void {
  console.log(line);
  process.exit(code);
}
