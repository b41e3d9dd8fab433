/**
 * The real server program as a child process over a folder, to be killed: kill -9 leaves no time for anything.
 *
 * What a process had written stays in the system's page cache when it is killed, so this shows the order of what
 * the server does and not what a disk does without power; for that see test/faults/wal-cut.test.ts.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));

/** As many attempts as a test needs: each kill takes every client's session with it. */
const plenty = ["resumes", "registrations", "logins"].flatMap((name) => [
  `--${name}-per-minute`,
  "1000000",
]);

export interface ServerChild {
  readonly pid: number | undefined;
  /** Where it listens; undefined if it ended before it did. */
  readonly listening: Promise<string | undefined>;
  /** Resolves to the exit code when the process is gone: null after a signal. */
  readonly gone: Promise<number | null>;
  /** What it has said on standard error. */
  errors(): string;
  kill(signal: "SIGKILL" | "SIGTERM"): void;
}

export interface ChildOptions {
  readonly dataFolder: string;
  /** Folder of compiled sources, so that a start costs half. */
  readonly compileCache: string;
  /** Bash that runs in the process before it becomes the server. */
  readonly before?: string;
}

/** Starts the server on any free port. */
export function spawnServer({ dataFolder, compileCache, before }: ChildOptions): ServerChild {
  const { PATH = "" } = process.env;
  const argv = [program, "--port", "0", "--data", dataFolder, "--log-level", "error", ...plenty];
  const [file, args] =
    before === undefined
      ? [process.execPath, argv]
      : ["bash", ["-c", `${before}; exec "$0" "$@"`, process.execPath, ...argv]];
  const child = spawn(file, args, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH, HOME: "/nonexistent", NODE_COMPILE_CACHE: compileCache },
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (errors += part));
  const gone = once(child, "close").then(([exitCode]) => exitCode as number | null);
  const listening = new Promise<string | undefined>((resolve) => {
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      output += part;
      if (output.includes("Ctrl-C")) resolve(/http:\S+/.exec(output)?.[0]);
    });
    child.on("close", () => resolve(undefined));
  });
  const kill = (signal: "SIGKILL" | "SIGTERM"): void => void child.kill(signal);
  return { pid: child.pid, listening, gone, errors: () => errors, kill };
}

/** Compiles the server's sources into a folder: a process that is killed never writes them. */
export async function fillCompileCache(folder: string): Promise<void> {
  const { PATH = "" } = process.env;
  const env = { PATH, HOME: "/nonexistent", NODE_COMPILE_CACHE: folder };
  const child = spawn(process.execPath, [program, "--help"], { stdio: "ignore", env });
  await once(child, "close");
}
