/**
 * The locks of the repository fire: for each, one violation is planted in a copy and must be found; without it, the
 * copy is clean. A glob that matches nothing would be green for ever.
 *
 * And what no tool looks for: marks of unfinished work, words that a detour around the linter would need.
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = ["protocol", "ledger", "client", "server", "web", "cli"];
const configuration = [
  ".gitignore",
  ".oxfmtrc.json",
  ".oxlintrc.json",
  "crypto-types.d.ts",
  "package.json",
  "platform.d.ts",
  "tsconfig.base.json",
];

/** Files under version control, or about to be. */
const tracked = spawnSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .stdout.split("\n")
  .filter((name) => name !== "" && existsSync(join(root, name)));
const sources = tracked.filter((name) => /\.(ts|tsx|mjs)$/.test(name));

let copy = "";

before(() => {
  // The linter and the compiler see a copy with the real configuration, but without the sources: fast, and safe.
  copy = mkdtempSync(join(tmpdir(), "coffer-tidy-"));
  for (const name of configuration) cpSync(join(root, name), join(copy, name));
  for (const name of packages) {
    cpSync(join(root, name, "package.json"), join(copy, name, "package.json"));
    cpSync(join(root, name, "tsconfig.json"), join(copy, name, "tsconfig.json"));
    write(`${name}/src/index.ts`, "export const here: number = 1;\n");
  }
  write("protocol/src/server.ts", "export const here: number = 1;\n");
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
});

after(() => rmSync(copy, { recursive: true, force: true }));

function write(name: string, text: string): void {
  const path = join(copy, name);
  cpSync(join(root, "LICENSE"), join(dirname(path), ".keep"));
  writeFileSync(path, text);
}

function runTool(
  name: string,
  ...args: readonly string[]
): { status: number | null; text: string } {
  const path = resolve(root, "node_modules/.bin", name);
  const { status, stdout, stderr } = spawnSync(path, [...args], { cwd: copy, encoding: "utf8" });
  return { status, text: stdout + stderr };
}

/** Runs a tool with one more file in the copy. */
function withFile(
  name: string,
  text: string,
  run: () => { status: number | null; text: string },
): { status: number | null; text: string } {
  write(name, text);
  try {
    return run();
  } finally {
    rmSync(join(copy, name));
  }
}

const imports: readonly (readonly [from: string, specifier: string])[] = [
  ["protocol", "@coffer/ledger"],
  ["protocol", "../../client/src/index.ts"],
  ["protocol", "node:fs"],
  ["ledger", "@coffer/protocol"],
  ["ledger", "@coffer/client"],
  ["ledger", "@noble/hashes/sha2.js"],
  ["ledger", "node:fs"],
  ["client", "@coffer/protocol/server"],
  ["client", "@hpke/core"],
  ["client", "../../server/src/index.ts"],
  ["client", "node:net"],
  ["server", "@coffer/protocol"],
  ["server", "@coffer/ledger"],
  ["server", "@coffer/client"],
  ["server", "../../ledger/src/index.ts"],
  ["web", "@coffer/protocol"],
  ["web", "@noble/curves/ed25519.js"],
  ["web", "node:fs"],
  ["cli", "@coffer/protocol"],
  ["cli", "../../protocol/src/index.ts"],
];

test("the copy is clean before anything is planted", () => {
  const { status, text } = runTool("oxlint");
  assert.equal(status, 0, text);
});

test("the copy compiles before anything is planted", () => {
  const { status, text } = runTool("tsc", "-b", "protocol", "ledger", "client");
  assert.equal(status, 0, text);
});

for (const [from, specifier] of imports) {
  test(`${from} may not import ${specifier}`, () => {
    const planted = `import * as foreign from "${specifier}";\nexport const seen: unknown = foreign;\n`;
    const { status, text } = withFile(`${from}/src/planted.ts`, planted, () => runTool("oxlint"));
    assert.notEqual(status, 0);
    assert.match(text, /no-restricted-imports/);
  });
}

const rules: readonly (readonly [name: string, file: string, source: string, found: RegExp])[] = [
  [
    "a clock",
    "ledger/src/planted.ts",
    "export const now: number = Date.now();\n",
    /no-restricted-globals/,
  ],
  [
    "chance",
    "protocol/src/planted.ts",
    "export const dice: number = Math.random();\n",
    /no-restricted-properties/,
  ],
  [
    "the time zone",
    "client/src/planted.ts",
    "export const now: string = Temporal.Now.zonedDateTimeISO().toString();\n",
    /no-restricted-properties/,
  ],
  ["any", "server/src/planted.ts", "export const loose: any = 1;\n", /no-explicit-any/],
  [
    "a non-null assertion",
    "server/src/planted.ts",
    "export const first = (list: readonly string[]): string => list[0]!;\n",
    /no-non-null-assertion/,
  ],
  [
    "a default export",
    "cli/src/planted.ts",
    "const planted: number = 1;\nexport default planted;\n",
    /no-default-export/,
  ],
  [
    "a floating promise",
    "server/src/planted.ts",
    "export function go(work: () => Promise<void>): void {\n  work();\n}\n",
    /no-floating-promises/,
  ],
  [
    "a thrown text",
    "server/src/planted.ts",
    'export function go(): never {\n  throw "text";\n}\n',
    /only-throw-error/,
  ],
  [
    "a forgotten case",
    "ledger/src/planted.ts",
    'export function go(kind: "a" | "b"): number {\n  switch (kind) {\n    case "a":\n      return 1;\n  }\n  return 0;\n}\n',
    /switch-exhaustiveness-check/,
  ],
];

for (const [name, file, source, found] of rules) {
  test(`the linter finds ${name}`, () => {
    const { status, text } = withFile(file, source, () => runTool("oxlint"));
    assert.notEqual(status, 0);
    assert.match(text, found);
  });
}

test("the linter finds a cycle of imports", () => {
  const { status, text } = withFile(
    "ledger/src/one.ts",
    'import { two } from "./two.ts";\nexport const one = (): number => two();\n',
    () =>
      withFile(
        "ledger/src/two.ts",
        'import { one } from "./one.ts";\nexport const two = (): number => one();\n',
        () => runTool("oxlint"),
      ),
  );
  assert.notEqual(status, 0);
  assert.match(text, /no-cycle/);
});

const platform: readonly (readonly [name: string, source: string])[] = [
  ["process", "export const here: string = process.cwd();\n"],
  ["setTimeout", "setTimeout(() => undefined, 1);\nexport const done: number = 1;\n"],
  ["document", "export const title: string = document.title;\n"],
  ["fetch", 'export const got: unknown = fetch("/");\n'],
];

for (const [name, source] of platform) {
  for (const from of ["protocol", "ledger", "client"]) {
    test(`${name} does not compile in ${from}`, () => {
      const { status, text } = withFile(`${from}/src/planted.ts`, source, () =>
        runTool("tsc", "-b", from),
      );
      assert.notEqual(status, 0);
      assert.match(text, new RegExp(`planted\\.ts.*Cannot find name '${name}'`));
    });
  }
}

test("an enum does not compile", () => {
  const { status, text } = withFile(
    "ledger/src/planted.ts",
    "export enum Planted {\n  One,\n}\n",
    () => runTool("tsc", "-b", "ledger"),
  );
  assert.notEqual(status, 0);
  assert.match(text, /TS1294/);
});

test("the formatter finds a file that is not in its form", () => {
  const { status } = withFile("ledger/src/planted.ts", "export const  a:number=1\n", () =>
    runTool("oxfmt", "--check"),
  );
  assert.notEqual(status, 0);
});

/** Runs the test runner in the copy. */
function runTests(globs: string | readonly string[], env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "scripts/test.mjs"), ...[globs].flat()],
    { cwd: copy, encoding: "utf8", env: { ...process.env, ...env } },
  );
  return { status, text: stdout + stderr };
}

test("a test run without a file, and a test file without a test, fail", () => {
  assert.notEqual(runTests("no/such/*.test.ts").status, 0);
  const path = "ledger/src/empty.test.ts";
  const empty = withFile(path, "export const nothing = 1;\n", () => runTests(path));
  assert.notEqual(empty.status, 0);
  assert.match(empty.text, /no test in/);
});

test("a test that fails in the process beside fails the run, and is told", () => {
  const path = "ledger/src/beside.test.ts";
  const content = 'import test from "node:test";\ntest("planted", () => { throw new Error(); });\n';
  const other = "ledger/src/result.test.ts";
  const globs = ["--beside", path, other, path];
  const pass = 'import test from "node:test";\ntest("passes", () => {});\n';
  const { status, text } = withFile(other, pass, () =>
    withFile(path, content, () => runTests(globs)),
  );
  assert.notEqual(status, 0);
  assert.match(text, /✔ passes[^]*✖ planted/);
  const missing = withFile(other, pass, () => runTests(["--beside", "no/such/*.test.ts", other]));
  assert.notEqual(missing.status, 0);
  assert.match(missing.text, /no test file matches no\/such/);
});

test("a test that waits for ever ends the run, and is named", () => {
  const path = "ledger/src/waiting.test.ts";
  const text = `import { test } from "node:test";
    test("waits", () => new Promise((resolve) => setTimeout(resolve, 2 ** 30)));`;
  const waiting = withFile(path, text, () => runTests(path, { TEST_IDLE_MINUTES: "0.02" }));
  assert.equal(waiting.status, 1);
  assert.match(waiting.text, /nothing has been reported .*Timeout/);
  assert.match(waiting.text, /not finished: waits \(/);
});

/** What may not stand in a source, by a word-by-word search; the planted text shows that the search finds it. */
const words: readonly {
  readonly what: string;
  readonly pattern: RegExp;
  readonly planted: string;
  readonly where: (name: string) => boolean;
}[] = [
  {
    what: "marks of unfinished work",
    pattern: /\b(TODO|FIXME|HACK)\b/,
    planted: "// FIXME",
    where: (name) => name !== "test/tidy.test.ts",
  },
  {
    what: "a switched-off rule",
    pattern: /oxlint-disable|eslint-disable|@ts-ignore|@ts-nocheck/,
    planted: "// @ts-ignore",
    where: (name) => name !== "test/tidy.test.ts",
  },
  {
    what: "the browser's language where the page's counts (engine/typed-locale.ts)",
    pattern: /navigator\.language\b/,
    planted: "parseAmount(typed, { locale: navigator.language })",
    where: (name) =>
      name.startsWith("web/src/") &&
      !/\/(page\/format|engine\/typed-locale|first-run\/draft)\.ts$/.test(name),
  },
  {
    what: "encryption outside protocol/src/aead.ts",
    pattern: /subtle\.(encrypt|decrypt)\(/,
    planted: "crypto.subtle.encrypt(",
    // bench/ measures the platform's own as a floor.
    where: (name) =>
      name !== "protocol/src/aead.ts" &&
      !/^(test|bench)\//.test(name) &&
      !name.endsWith(".test.ts"),
  },
];

for (const { what, pattern, planted, where } of words) {
  test(`no source has ${what}`, () => {
    assert.match(planted, pattern);
    const found = sources.filter(where).flatMap((name) =>
      readFileSync(join(root, name), "utf8")
        .split("\n")
        .flatMap((line, index) =>
          pattern.test(line) ? [`${name}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
    assert.deepEqual(found, []);
  });
}

test("every run-time dependency has a line in docs/decisions.md, and exact versions", () => {
  const decisions = readFileSync(join(root, "docs/decisions.md"), "utf8");
  for (const name of packages) {
    const manifest = JSON.parse(readFileSync(join(root, name, "package.json"), "utf8")) as {
      dependencies?: Record<string, string>;
    };
    for (const [dependency, version] of Object.entries(manifest.dependencies ?? {})) {
      if (dependency.startsWith("@coffer/")) continue;
      assert.match(version, /^\d+\.\d+\.\d+$/, `${dependency} in ${name}`);
      assert.ok(decisions.includes(`\`${dependency}\``), `${dependency} in docs/decisions.md`);
    }
  }
});
