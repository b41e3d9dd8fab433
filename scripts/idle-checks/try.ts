/** Running tests against a mutant, or against none, in a process of their own that has a limit of time. */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mutant } from "./find.ts";
import { changedExitCode, type NamedMutant } from "./mutate.ts";

export interface Verdict {
  readonly outcome: "passed" | "failed" | "hung";
  /** The test that failed, or what else the last line says. */
  readonly last: string;
  readonly milliseconds: number;
}

const preload = pathToFileURL(join(import.meta.dirname, "mutate.ts")).href;
const runner = join(import.meta.dirname, "run-tests.ts");

/** Runs test files of a folder until the first failure. Paths are from that folder. */
export async function tryTests(options: {
  readonly root: string;
  readonly files: readonly string[];
  readonly mutant: Pick<Mutant, "file" | "was" | "start" | "end" | "becomes"> | undefined;
  readonly limitMilliseconds: number;
}): Promise<Verdict> {
  const { root, mutant, limitMilliseconds } = options;
  const scratch = mkdtempSync(join(tmpdir(), "coffer-idle-"));
  const started = performance.now();
  // Processes that a test starts get the mutant too, and what they leave behind goes with the folder.
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    TMPDIR: scratch,
    NODE_OPTIONS: `--import=${preload}`,
  };
  delete env["NODE_TEST_CONTEXT"];
  if (mutant !== undefined) {
    const { file, was, start, end, becomes } = mutant;
    const named: NamedMutant = { path: join(root, file), was, start, end, becomes };
    env["COFFER_MUTANT"] = JSON.stringify(named);
  }
  const files = options.files.map((file) => join(root, file));
  // A group of its own, so that what the tests started ends with it.
  const child = spawn(process.execPath, [runner, ...files], {
    cwd: root,
    env,
    detached: true,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text = (text + piece).slice(-4_096);
  });
  let isHung = false;
  const endGroup = (): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    } catch {
      // None of them is left.
    }
  };
  const timer = setTimeout(() => {
    isHung = true;
    endGroup();
  }, limitMilliseconds);
  process.on("exit", endGroup);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
    child.on("exit", endGroup);
  });
  process.off("exit", endGroup);
  clearTimeout(timer);
  rmSync(scratch, { recursive: true, force: true });
  if (code === changedExitCode) throw new Error(`${mutant?.file} has changed since it was read`);
  const outcome = isHung ? "hung" : code === 0 ? "passed" : "failed";
  const last = text.trim().split("\n").at(-1) ?? "";
  return { outcome, last, milliseconds: Math.round(performance.now() - started) };
}
