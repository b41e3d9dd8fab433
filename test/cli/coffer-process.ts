/**
 * Runs `coffer` as a person's shell does: a process of its own, in a folder, with a home. Nothing of the tester's own
 * environment gets in: no home, no locale, no time zone. A command that takes too long is ended, and the test fails.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export const starter: string = fileURLToPath(new URL("../../cli/coffer.mjs", import.meta.url));

/** Much longer than any command takes: a step that waits for something that never comes ends here. */
const commandTimeoutMs = 120_000;

export interface CofferProcess {
  /** COFFER_HOME. */
  readonly home: string;
  /** Where it is started: relative paths begin there. */
  readonly folder: string;
  /** Environment variables beside the usual ones. */
  readonly env?: Readonly<Record<string, string>>;
  /** Standard input; empty unless given. */
  readonly input?: string | Uint8Array;
}

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

/** The environment that commands run in: UTC, English of the United States, no terminal of the tester's. */
export function cofferEnvironment({
  home,
  folder,
  env = {},
}: CofferProcess): Record<string, string> {
  const { PATH = "", TMPDIR = "/tmp" } = process.env;
  const fixed = { PATH, TMPDIR, TZ: "UTC", LC_ALL: "en_US.UTF-8" };
  return { ...fixed, HOME: folder, COFFER_HOME: home, ...env };
}

/** Runs a command to its end. Throws if that does not come in time, or by a signal. */
export function runCoffer(argv: readonly string[], options: CofferProcess): Promise<Outcome> {
  const child = spawn(process.execPath, [starter, ...argv], {
    cwd: options.folder,
    env: cofferEnvironment(options),
    stdio: "pipe",
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), commandTimeoutMs);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
  // A command that reads nothing may be gone before its input is written.
  child.stdin.on("error", () => undefined);
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exitCode, signal) => {
      clearTimeout(timer);
      const outcome = {
        stdout: Buffer.concat(stdout).toString("utf8"),
        stderr: Buffer.concat(stderr).toString("utf8"),
      };
      if (exitCode !== null) resolve({ ...outcome, exitCode });
      else {
        const why = `coffer ${argv.join(" ")} was ended by ${signal}`;
        reject(new Error(`${why}; it had said: ${outcome.stdout}${outcome.stderr}`));
      }
    });
  });
}

/** Runs a command and demands that it went well; returns what it printed. */
export async function cofferDone(argv: readonly string[], options: CofferProcess): Promise<string> {
  const { stdout, stderr, exitCode } = await runCoffer(argv, options);
  assert.equal(exitCode, 0, `coffer ${argv.join(" ")}: ${stdout}${stderr}`);
  return stdout;
}
