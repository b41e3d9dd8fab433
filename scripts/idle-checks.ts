/**
 * No check is idle: `node scripts/idle-checks.ts` takes every check of the protocol and of the client's
 * judgement of a server away, one at a time, and says which of them no test misses.
 *
 * A check is found in the source (idle-checks/operators.ts), and taken away as the file is loaded: no file is
 * touched. The tests run from the nearest to the farthest, until one fails. Exit code 1 if a check is idle.
 *
 *   --only GLOB     sources to look at, as paths from the root
 *   --line N        only the checks of that line
 *   --again FILE    only the checks that an earlier run, whose output is there, called idle
 *   --stages N      only the nearest tests: 1 is those beside the source. Quick, and too strict
 *   --jobs N        processes at a time, 1 unless named
 *   --list          names the checks, and runs nothing
 */
import { readFileSync } from "node:fs";
import { matchesGlob } from "node:path";
import { parseArgs } from "node:util";
import { equivalentOf, equivalents, staleOf } from "./idle-checks/equivalents.ts";
import { describe, type Mutant } from "./idle-checks/find.ts";
import { allMutants, root, stagesOf, type Stage } from "./idle-checks/targets.ts";
import { tryTests } from "./idle-checks/try.ts";

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    line: { type: "string" },
    again: { type: "string" },
    stages: { type: "string", default: "9" },
    jobs: { type: "string", default: "1" },
    list: { type: "boolean", default: false },
  },
});

const all = allMutants();
const stale = staleOf(equivalents, all);
for (const { file, text, what } of stale)
  console.error(`no such check: ${file}  ${what}  |  ${text}`);
const before =
  options.again === undefined ? undefined : idleOf(readFileSync(options.again, "utf8"));
const chosen = all.filter(
  (mutant) =>
    matchesGlob(mutant.file, options.only ?? "**") &&
    (options.line ?? String(mutant.line)) === String(mutant.line) &&
    (before === undefined || before.has(withoutLine(describe(mutant)))),
);

/** What a run called idle, wherever it stands by now. */
function idleOf(output: string): ReadonlySet<string> {
  const lines = output.matchAll(/ IDLE +(.*)  =>  /g);
  return new Set(Array.from(lines, ([, described = ""]) => withoutLine(described)));
}

function withoutLine(described: string): string {
  return described.replace(/:\d+ /, " ");
}

const mutants = chosen.filter((mutant) => equivalentOf(mutant, equivalents) === undefined);

/** For each stage, what the unchanged sources take, and the limit for a mutant that follows from it. */
const limits = new Map<string, number>();
const limitFactor = 3;
const limitFloorMilliseconds = 60_000;
const baselineLimitMilliseconds = 1_800_000;

function stagesFor(file: string): readonly Stage[] {
  return stagesOf(file).slice(0, Number(options.stages));
}

/** Nothing is proven by a test that fails anyway: all that will be run must pass first. */
async function runBaseline(): Promise<void> {
  const filesByStage = new Map<string, Set<string>>();
  for (const source of new Set(mutants.map(({ file }) => file))) {
    for (const { name, files } of stagesFor(source)) {
      filesByStage.set(name, new Set([...(filesByStage.get(name) ?? []), ...files]));
    }
  }
  for (const [name, files] of filesByStage) {
    const limitMilliseconds = baselineLimitMilliseconds;
    const verdict = await tryTests({
      root,
      files: [...files],
      mutant: undefined,
      limitMilliseconds,
    });
    const { outcome, last, milliseconds } = verdict;
    if (outcome !== "passed") throw new Error(`Without a mutant, ${name}: ${outcome}, ${last}`);
    console.log(`without a mutant, ${name}: ${files.size} files pass in ${milliseconds} ms`);
    limits.set(name, Math.max(limitFloorMilliseconds, limitFactor * milliseconds));
  }
}

/** What broke for a mutant; undefined if nothing did. */
async function breakOf(mutant: Mutant): Promise<string | undefined> {
  let isLoaded = false;
  for (const { name, files } of stagesFor(mutant.file)) {
    const limitMilliseconds = limits.get(name) ?? limitFloorMilliseconds;
    const verdict = await tryTests({ root, files, mutant, limitMilliseconds });
    if (verdict.outcome === "hung") return `${name}: hung for ${limitMilliseconds} ms`;
    if (verdict.outcome === "failed") return `${name}: ${verdict.last}`;
    isLoaded ||= verdict.last !== "not loaded";
  }
  if (!isLoaded) console.log(`no test loads ${mutant.file}`);
  return undefined;
}

const idle: Mutant[] = [];
let hung = 0;
let done = 0;

async function work(queue: Mutant[]): Promise<void> {
  for (let mutant = queue.shift(); mutant !== undefined; mutant = queue.shift()) {
    const broke = await breakOf(mutant);
    done += 1;
    if (broke === undefined) idle.push(mutant);
    if (broke?.includes(": hung for ") === true) hung += 1;
    const mark = broke === undefined ? "IDLE  " : "broken";
    console.log(`${done}/${mutants.length} ${mark} ${describe(mutant)}  =>  ${broke ?? "nothing"}`);
  }
}

if (options.list) {
  for (const mutant of chosen) console.log(describe(mutant));
} else {
  const started = performance.now();
  await runBaseline();
  const queue = [...mutants];
  await Promise.all(Array.from({ length: Number(options.jobs) }, () => work(queue)));
  const seconds = Math.round((performance.now() - started) / 1_000);
  for (const mutant of idle) console.log(`idle: ${describe(mutant)}`);
  const equivalent = chosen.length - mutants.length;
  console.log(
    `${chosen.length} checks taken away: ${mutants.length - idle.length} missed by a test ` +
      `(${hung} by hanging), ${equivalent} equivalent, ${idle.length} idle; ${seconds} s`,
  );
}
process.exitCode = idle.length + stale.length > 0 ? 1 : 0;
