/** Which sources the checks are looked for in, and which tests are run for each, in which order. */
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { parseSync } from "oxc-parser";
import { mutantsOf, type Mutant } from "./find.ts";

export const root: string = join(import.meta.dirname, "../..");

const sources = [
  "protocol/src/**/*.ts",
  "client/src/chains.ts",
  "client/src/enrol.ts",
  "client/src/replica.ts",
  "client/src/sync.ts",
];

/** Tests that look at the repository, not at what the program does. */
const passedOver = ["idle-checks", "rules", "tidy"].map((name) => `test/${name}.test.ts`);

/** Doors: they hold no check, and say which source an imported package is. */
const doors: Readonly<Record<string, string>> = {
  "@coffer/protocol": "protocol/src/index.ts",
  "@coffer/protocol/server": "protocol/src/server.ts",
  "@coffer/ledger": "ledger/src/index.ts",
  "@coffer/client": "client/src/index.ts",
};

/** Every check that is taken away, source by source. */
export function allMutants(): readonly Mutant[] {
  const doorFiles = new Set(Object.values(doors));
  const files = globSync(sources, { cwd: root })
    .filter((file) => !file.endsWith(".test.ts") && !doorFiles.has(file))
    .toSorted();
  return files.flatMap((file) =>
    mutantsOf(
      file,
      readFileSync(join(root, file), "utf8"),
      file.startsWith("protocol/") ? "everything" : "refusals",
    ),
  );
}

/** Test files that are run in one process, and what they are called. */
export interface Stage {
  readonly name: string;
  readonly files: readonly string[];
}

/** The tests for a source: those beside it, those of its package, then those of what is built on it. */
export function stagesOf(source: string): readonly Stage[] {
  const stem = source.replace(/\.ts$/, "");
  const packageFolder = source.slice(0, source.indexOf("/"));
  const stages = [
    { name: "beside", files: globSync([`${stem}.test.ts`, `${stem}-*.test.ts`], { cwd: root }) },
    { name: packageFolder, files: testsThatImport(source, `${packageFolder}/src/**/*.test.ts`) },
    { name: "client", files: testsThatImport(source, "client/src/**/*.test.ts") },
    { name: "attacks", files: globSync("test/attacks/**/*.test.ts", { cwd: root }) },
    { name: "test", files: globSync("test/**/*.test.ts", { cwd: root }) },
  ];
  const corpus = globSync("test/corpus/*.test.ts", { cwd: root });
  const seen = new Set([...passedOver, ...corpus]);
  return stages.flatMap(({ name, files }) => {
    const unseen = files.filter((file) => !seen.has(file)).toSorted();
    for (const file of unseen) seen.add(file);
    return unseen.length === 0 ? [] : [{ name, files: unseen }];
  });
}

function testsThatImport(source: string, glob: string): readonly string[] {
  return globSync(glob, { cwd: root }).filter((file) => importsOf(file).has(source));
}

/** Every source that a file is made of, itself too. */
function importsOf(file: string, found: Set<string> = new Set()): ReadonlySet<string> {
  if (found.has(file) || !existsSync(join(root, file))) return found;
  found.add(file);
  for (const next of directImportsOf(file)) importsOf(next, found);
  return found;
}

const known = new Map<string, readonly string[]>();

function directImportsOf(file: string): readonly string[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const { module } = parseSync(file, readFileSync(join(root, file), "utf8"));
  const named = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
  ];
  const direct = named.flatMap((name) => {
    if (!name.startsWith(".")) return doors[name] ?? [];
    return relative(root, join(root, dirname(file), name));
  });
  known.set(file, direct);
  return direct;
}
