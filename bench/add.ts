/**
 * `coffer add` with the vault unlocked, against the start of a bare Node: CPU time of the command's process, and the
 * time that a person waits, in which the agent does its part too.
 */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { password } from "../test/fixtures/world.ts";
import { cofferDone, cofferEnvironment, starter } from "../test/cli/coffer-process.ts";
import { startChild } from "./child.ts";
import { measurement, medians, wallMs, type Measurement } from "./measure.ts";
import type { Size } from "./size.ts";

const run = promisify(execFile);

/** Milliseconds of `coffer add`. */
export async function measureAdd(size: Size): Promise<readonly Measurement[]> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-bench-"));
  const server = await startChild("server-process.ts");
  const options = { home: join(folder, "home"), folder };
  const passwordFile = join(folder, "password.txt");
  writeFileSync(passwordFile, `${password}\n`);
  const withPassword = ["--password-file", passwordFile];
  const signUp = ["signup", "--server", server.url, "--name", "anna", "--kit", "kit.txt"];
  await cofferDone([...signUp, ...withPassword], options);
  await cofferDone(["unlock", ...withPassword], options);
  const env = cofferEnvironment(options);
  const add = [starter, "add", "12.50", "lunch"];
  const nothing = ["-e", "0"];
  const cpu = (argv: readonly string[]) => () =>
    childrenCpuMs(argv, { env, folder, times: size.commands });
  const wall = (argv: readonly string[]) => () =>
    wallMs(() => run(process.execPath, argv, { cwd: folder, env }));
  const cpuTook = await medians(size.rounds, { node: cpu(nothing), add: cpu(add) });
  const rounds = size.rounds * size.commands;
  const wallTook = await medians(rounds, { node: wall(nothing), add: wall(add) });
  await cofferDone(["lock"], options);
  await server.stop();
  rmSync(folder, { recursive: true });
  const common = { against: "node -e 0", reach: { of: "ratio", atMost: 3 } } as const;
  return [
    measurement({
      ...common,
      name: "coffer add, unlocked",
      value: cpuTook.add,
      unit: "CPU ms",
      floor: cpuTook.node,
    }),
    measurement({
      ...common,
      name: "coffer add, unlocked, until it is there",
      value: wallTook.add,
      unit: "ms",
      floor: wallTook.node,
    }),
  ];
}

/** CPU milliseconds of a process of Node, the average of some: the shell's `times` tells its children's. */
async function childrenCpuMs(
  argv: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly folder: string; readonly times: number },
): Promise<number> {
  const script = `
    left=${options.times}
    while [ $left -gt 0 ]; do "$0" "$@" > /dev/null || exit 1; left=$((left - 1)); done
    times`;
  const { stdout } = await run("sh", ["-c", script, process.execPath, ...argv], {
    cwd: options.folder,
    env: options.env,
  });
  // The second line: minutes and seconds in user mode, and in the kernel.
  const parts = /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/.exec(stdout.trim().split("\n")[1] ?? "");
  assert.ok(parts !== null, `the shell's times, not ${stdout}`);
  const [userMinutes, user, systemMinutes, system] = parts.slice(1).map(Number);
  const minutes = (userMinutes ?? 0) + (systemMinutes ?? 0);
  return ((minutes * 60 + (user ?? 0) + (system ?? 0)) * 1_000) / options.times;
}
