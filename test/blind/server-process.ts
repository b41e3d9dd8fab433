/**
 * The server as people run it: a process of its own, that logs everything it can log.
 */
import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../server/src/main.ts", import.meta.url));

/** A port may be taken between the moment that it was free and the server's start. */
const startsMax = 5;

export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  readonly metricsPort: number;
  /** Everything that it wrote to standard output and standard error. */
  readonly written: () => { readonly stdout: string; readonly stderr: string };
  /** Asks it to stop, and waits until it has. */
  readonly stop: () => Promise<void>;
  /** Ends it at once, whatever it does. */
  readonly kill: () => void;
}

/** Starts a server over a folder; it says `trace` in its log. */
export async function startServerProcess(dataFolder: string): Promise<ServerProcess> {
  for (let start = 1; ; start += 1) {
    const started = await tryStart(dataFolder, await freePort());
    if (typeof started !== "string") return started;
    assert.ok(start < startsMax && started.includes("listens there"), started);
  }
}

/** Starts a server; what it said if it did not start. */
async function tryStart(dataFolder: string, metricsPort: number): Promise<ServerProcess | string> {
  const args = ["--port", "0", "--metrics-port", String(metricsPort), "--log-level", "trace"];
  const child = spawn(process.execPath, [program, ...args, "--data", dataFolder], {
    // Nothing of the tester's environment, which this process's memory would hold.
    env: { HOME: "/nonexistent" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let stdout = "";
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (part: string) => (stderr += part));
  const exited = exitOf(child);
  await Promise.race([
    exited,
    new Promise<void>((resolve) => {
      child.stdout.setEncoding("utf8").on("data", (part: string) => {
        stdout += part;
        if (stdout.includes("Ctrl-C")) resolve();
      });
    }),
  ]);
  const port = Number(/listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(stdout)?.[1]);
  if (child.exitCode !== null || child.pid === undefined) return `${stdout}${stderr}`;
  return {
    pid: child.pid,
    port,
    metricsPort,
    written: () => ({ stdout, stderr }),
    stop: async () => {
      child.kill("SIGTERM");
      assert.equal(await exited, 0, stderr);
    },
    kill: () => child.kill("SIGKILL"),
  };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    child.on("close", (exitCode) => resolve(exitCode));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve());
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return address.port;
}
