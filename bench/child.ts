/**
 * A process of its own for one side of a measurement, which tells over IPC what it costs: so the server's CPU time is
 * the server's alone, and a bare floor beside it is measured in the same way.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What a process has used. */
export interface Usage {
  readonly cpuMs: number;
  /** Bytes in use after a collection: heap and what hangs on it. */
  readonly usedBytes: number;
  readonly residentBytes: number;
}

export interface Child {
  /** Where it listens. */
  readonly url: string;
  /** What it has used until now. `collect`: after a garbage collection. */
  usage(options?: { readonly collect: boolean }): Promise<Usage>;
  /** Asks what the module itself answers. */
  ask<Answer>(question: string): Promise<Answer>;
  /** Whether it has ended by itself, which it should not. */
  readonly hasEnded: boolean;
  stop(): Promise<void>;
}

/** What is asked of a child: its usage, or what only its module knows. */
interface Question {
  readonly collect: boolean;
  readonly other?: string;
}

/** Starts a module of bench/ that calls `answerQuestions`, with a throw-away folder. */
export async function startChild(
  module: "server-process.ts" | "floor-process.ts" | "load/honest-process.ts",
  options: Readonly<Record<string, unknown>> = {},
): Promise<Child> {
  const folder = mkdtempSync(join(tmpdir(), "coffer-bench-"));
  const path = fileURLToPath(new URL(module, import.meta.url));
  // The log is written as by a real server, and not looked at.
  const child = fork(path, [JSON.stringify({ ...options, dataFolder: folder })], {
    execArgv: ["--expose-gc"],
    stdio: ["ignore", "ignore", options["showErrors"] === true ? "inherit" : "ignore", "ipc"],
  });
  let isStopping = false;
  const ended = new Promise<void>((resolve) => {
    child.once("exit", (code, signal) => {
      if (!isStopping) console.error(`${module} has ended by itself: ${signal ?? code}`);
      resolve();
    });
  });
  const ask = <Answer>(question: Question | null): Promise<Answer> => {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    child.once("message", (answer) => resolve(answer as Answer));
    void ended.then(() => reject(new Error(`${module} has ended.`)));
    if (question !== null) child.send(question);
    return promise;
  };
  const { url } = await ask<{ readonly url: string }>(null);
  return {
    url,
    get hasEnded() {
      return child.exitCode !== null || child.signalCode !== null;
    },
    usage: (asked = { collect: false }) => ask<Usage>(asked),
    ask: <Answer>(other: string) => ask<Answer>({ collect: false, other }),
    stop: async () => {
      isStopping = true;
      child.disconnect();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** In the child: says where it listens, answers what is asked, and stops when the parent lets go. */
export function answerQuestions(child: {
  readonly url: string;
  readonly close: () => Promise<void>;
  readonly answer?: (question: string) => Promise<unknown>;
}): void {
  const { url, close, answer } = child;
  const reply = async ({ collect, other }: Question): Promise<void> => {
    if (collect) globalThis.gc?.();
    process.send?.(other === undefined ? usageNow() : await answer?.(other));
  };
  process.on("message", (question) => void reply(question as Question));
  process.on("disconnect", () => void close().then(() => process.exit(0)));
  process.send?.({ url });
}

function usageNow(): Usage {
  const { user, system } = process.cpuUsage();
  const { heapUsed, external, rss } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1_000,
    usedBytes: heapUsed + external,
    residentBytes: rss,
  };
}

/** CPU milliseconds that a child spends on a piece of work of ours. */
export async function childCpuMs(child: Child, work: () => Promise<unknown>): Promise<number> {
  const before = await child.usage();
  await work();
  const after = await child.usage();
  return after.cpuMs - before.cpuMs;
}
