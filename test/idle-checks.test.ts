/**
 * The script that takes every check away (scripts/idle-checks.ts) can be believed: it finds the checks, a mutant is
 * really applied, and a check that no test misses is seen as one.
 *
 * The run over all checks takes too long to be a test: `node scripts/idle-checks.ts`.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { equivalents, staleOf } from "../scripts/idle-checks/equivalents.ts";
import { mutantsOf, type Mutant } from "../scripts/idle-checks/find.ts";
import { allMutants, root, stagesOf } from "../scripts/idle-checks/targets.ts";
import { tryTests } from "../scripts/idle-checks/try.ts";

const all = allMutants();
/** For a test that ends by itself, and for one that does not. */
const limitMilliseconds = 60_000;

/** What is done to a source, as "becomes" by the text that it replaces. */
function editsOf(source: string, of: "everything" | "refusals" = "everything"): readonly string[] {
  return mutantsOf("planted.ts", source, of).map(
    ({ start, end, becomes }) => `${source.slice(start, end)} → ${becomes}`,
  );
}

test("checks are found in every source that has some, and in every kind of place", () => {
  const countByFile = Map.groupBy(all, ({ file }) => file);
  for (const file of [
    "protocol/src/box.ts",
    "protocol/src/chain/public-checks.ts",
    "protocol/src/chain/sealed-part.ts",
    "protocol/src/codec.ts",
    "protocol/src/credentials.ts",
    "protocol/src/hpke.ts",
    "protocol/src/limits.ts",
    "protocol/src/link.ts",
    "protocol/src/recovery-kit.ts",
    "protocol/src/session/channel.ts",
    "protocol/src/session/key-exchange.ts",
    "protocol/src/shape.ts",
    "client/src/chains.ts",
    "client/src/enrol.ts",
    "client/src/replica.ts",
    "client/src/sync.ts",
  ]) {
    assert.ok((countByFile.get(file)?.length ?? 0) > 0, file);
  }
  // Every refusal of the public checks by its code: none is passed over.
  const checks = readFileSync(join(root, "protocol/src/chain/public-checks.ts"), "utf8");
  const refusals = checks.split("\n").filter((line) => /^ *if .* return "/.test(line));
  assert.ok(refusals.length > 20);
  for (const line of refusals) {
    assert.ok(
      all.some(({ text, what }) => text === line.trim() && what === "never taken"),
      line,
    );
  }
});

test("a planted check is found, whole and in its parts", () => {
  assert.deepEqual(editsOf("if (a || b(c)) fail();"), [
    "a || b(c) → false",
    "a || b(c) → (b(c))",
    "a || b(c) → (a)",
  ]);
  assert.deepEqual(editsOf("if (size > most) throw new Error();"), [
    "size > most → false",
    " >  →  >= ",
  ]);
  assert.deepEqual(editsOf("const f = (a: A) => isFine(a);"), [
    "isFine(a) → true",
    "isFine(a) → false",
  ]);
  assert.deepEqual(editsOf("const x = fine ? y : undefined;"), ["fine → true", "fine → false"]);
  assert.deepEqual(editsOf("try { f(); } catch { g(); }"), [
    "catch { g(); } → catch (caught) { throw caught; }",
  ]);
  assert.deepEqual(editsOf("const limits = { sizeMax: 9 } as const;"), [
    "9 → 9007199254740991",
    " →  + 1",
  ]);
  assert.deepEqual(editsOf("const id = bytesField(16);"), [
    "bytesField(16) → bytesField(0, 16)",
    "bytesField(16) → bytesField(16, Infinity)",
  ]);
  assert.deepEqual(editsOf('const h = hash256(label("pub"), bytes);'), [
    'hash256(label("pub"), bytes) → hash256(bytes)',
    'hash256(label("pub"), bytes) → hash256(label("pub"))',
  ]);
});

test("what only the compiler needs is left to it, and what refuses nothing to other sources", () => {
  assert.deepEqual(editsOf("if (a !== undefined && a.b) f();"), [
    "a !== undefined && a.b → false",
    "a !== undefined && a.b → (a !== undefined)",
  ]);
  assert.deepEqual(editsOf("const x = read.ok ? read.value : other;"), ["read.ok → false"]);
  assert.deepEqual(editsOf("function f() { if (a) g(); }", "refusals"), []);
  assert.deepEqual(editsOf("function f() { if (a) return fail(b); }", "refusals"), ["a → false"]);
});

/** The outcome of the tests beside a mutant's source. */
async function besides(mutant: Mutant | undefined, file: string) {
  const [stage] = stagesOf(file);
  assert.equal(stage?.name, "beside");
  return tryTests({ root, files: stage.files, mutant, limitMilliseconds });
}

test("a mutant is applied, and the test of its rule breaks; without it the same tests pass", async () => {
  const file = "protocol/src/padding.ts";
  const mutant = all.find(
    (each) => each.file === file && each.what === "without padded[end] !== 0x80",
  );
  assert.ok(mutant !== undefined);
  assert.equal((await besides(undefined, file)).outcome, "passed");
  const broken = await besides(mutant, file);
  assert.equal(broken.outcome, "failed");
  assert.equal(broken.last, "P1: padding that is not exactly ours is refused");
});

test("a source that has changed since its checks were found is an error, not a broken test", async () => {
  const mutant = all.find(({ file }) => file === "protocol/src/padding.ts");
  assert.ok(mutant !== undefined);
  const stale = { ...mutant, was: `${mutant.was} and more` };
  await assert.rejects(besides(stale, mutant.file), /has changed since/);
});

test("an idle check of a small program is seen, a check with a test and one that ends the loop are not", async () => {
  const folder = mkdtempSync(join(tmpdir(), "coffer-idle-fixture-"));
  try {
    const source = `export function halves(size: number): number | undefined {
  if (size < 0) return undefined;
  if (size === 77) return undefined;
  let count = 0;
  for (let left = size; ; left = Math.trunc(left / 2)) {
    if (left === 0) return count;
    count += 1;
  }
}
`;
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "halves.ts"), source);
    writeFileSync(
      join(folder, "halves.test.ts"),
      `import assert from "node:assert/strict";
import test from "node:test";
import { halves } from "./halves.ts";
test("negative", () => assert.equal(halves(-4), undefined));
test("five", () => assert.equal(halves(5), 3));
`,
    );
    const found = mutantsOf("halves.ts", source, "everything");
    const outcomes = new Map<string, string>();
    for (const mutant of found) {
      // The one that never ends is given less time: it uses all of it.
      const isEndless = mutant.text.startsWith("if (left");
      const limit = isEndless ? 3_000 : limitMilliseconds;
      const files = ["halves.test.ts"];
      const verdict = await tryTests({ root: folder, files, mutant, limitMilliseconds: limit });
      outcomes.set(`${mutant.text} ${mutant.what}`, verdict.outcome);
    }
    assert.deepEqual(Object.fromEntries(outcomes), {
      "if (size < 0) return undefined; never taken": "failed",
      "if (size < 0) return undefined; < is <=": "passed",
      "if (size === 77) return undefined; never taken": "passed",
      "if (left === 0) return count; never taken": "hung",
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the list of equivalents has no entry without a check, and each has its reason", () => {
  assert.deepEqual(staleOf(equivalents, all), []);
  for (const { reason } of equivalents) assert.ok(reason.length > 20);
  const made = {
    file: "protocol/src/box.ts",
    text: "if (true) {",
    what: "never taken",
    reason: "",
  };
  assert.deepEqual(staleOf([made], all), [made]);
});
