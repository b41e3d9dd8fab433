/**
 * The load generator (`node bench/load.ts`, or `npm run bench -- --load`; `--small` for the form that CI runs): what many
 * devices and many enemies do to one server, a process of its own with its usual limits, while an honest client, another
 * process, goes on working.
 *
 * Clients come from many networks, as behind a proxy. Nothing here is judged by a clock: figures are printed, and the
 * invariants (load-invariants in `brokenInvariants`) are about counts, ends and bytes.
 */
import { parseArgs } from "node:util";
import { defaultServerLimits, type ServerLimits } from "../server/src/server-limits.ts";
import { startChild, type Child } from "./child.ts";
import {
  badFrames,
  guessPasswords,
  neverFinish,
  oversized,
  terminateAll,
  type Ends,
  type GuessReport,
} from "./load/attacks.ts";
import {
  appendAll,
  idleDevices,
  newAccounts,
  slowReaders,
  type AppendReport,
} from "./load/devices.ts";
import type { HonestReport } from "./load/honest-process.ts";
import { figure, percentile } from "./measure.ts";

/** How much of everything. */
export interface LoadSize {
  readonly idle: number;
  readonly appending: number;
  readonly appendsEach: number;
  readonly slow: number;
  /** Connections that never finish, all of one network, and how many of one network there may be. */
  readonly unfinished: number;
  readonly perNetwork: number;
  readonly bad: number;
  readonly oversized: number;
  readonly names: number;
  readonly guesses: number;
  /** How often connections are asked whether they live: twice as long is what slow readers are waited for. */
  readonly pingEveryMs: number;
}

export const fullLoad: LoadSize = {
  idle: 10_000,
  appending: 500,
  appendsEach: 20,
  slow: 50,
  unfinished: 1_500,
  perNetwork: defaultServerLimits.connectionsPerNetworkMax,
  bad: 500,
  oversized: 500,
  names: 500,
  guesses: 10_000,
  pingEveryMs: 15_000,
};

/** The short form. */
export const smallLoad: LoadSize = {
  idle: 300,
  appending: 40,
  appendsEach: 5,
  slow: 5,
  unfinished: 100,
  perNetwork: 64,
  bad: 20,
  oversized: 20,
  names: 50,
  guesses: 500,
  pingEveryMs: 2_000,
};

/** What is not the default: room for all that is held open, and waiting times that end while somebody looks. */
const limits = {
  connectionsMax: 12_000,
  helloTimeoutMs: 6_000,
  loginTimeoutMs: 6_000,
} satisfies Partial<ServerLimits>;

/** An honest client's time with something going on: its requests, and its ways in. */
export interface Stretch extends HonestReport {
  readonly name: string;
  readonly residentBytes: number;
}

export interface LoadReport {
  readonly size: LoadSize;
  readonly stretches: readonly Stretch[];
  readonly idleBytesEach: number;
  readonly idleResidentBytesEach: number;
  readonly appends: AppendReport;
  readonly unfinished: Ends;
  readonly bad: Ends;
  readonly oversized: Ends;
  readonly guesses: GuessReport;
  readonly residentBytesAtStart: number;
  readonly residentBytesMax: number;
  /** Connections that were open in the end, beside those that are meant to be. */
  readonly leftOpen: number;
  readonly hasEnded: boolean;
}

function startServer(size: LoadSize): Promise<Child> {
  const { perNetwork: connectionsPerNetworkMax, pingEveryMs } = size;
  return startChild("server-process.ts", {
    limits: { ...limits, connectionsPerNetworkMax, pingEveryMs },
    registrationMode: "open",
    behindProxy: ["127.0.0.1"],
  });
}

/** Does it all to a server. */
export async function runLoad(size: LoadSize): Promise<LoadReport> {
  const server = await startServer(size);
  const { url } = server;
  const honest = await startChild("load/honest-process.ts", { url });
  const { residentBytes: residentBytesAtStart } = await server.usage({ collect: true });
  const stretches: Stretch[] = [];
  const during = async <Value>(name: string, work: () => Promise<Value>): Promise<Value> => {
    const value = await work();
    const report = await honest.ask<HonestReport>("report");
    const { residentBytes } = await server.usage();
    stretches.push({ name, ...report, residentBytes });
    return value;
  };

  const accounts = await newAccounts(url, Math.max(size.appending, Math.ceil(size.idle / 16)));
  await honest.ask<HonestReport>("report");
  await during("alone", () => new Promise((resolve) => setTimeout(resolve, 1_000)));
  const before = await server.usage({ collect: true });
  const devices = await during(`${size.idle} idle`, () => idleDevices(url, accounts, size.idle));
  const after = await server.usage({ collect: true });
  const openBefore = await openConnections(server);
  const appending = devices.slice(0, size.appending);
  const appends = await during(`${size.appending} appending`, () =>
    appendAll(appending, size.appendsEach),
  );
  const [slowAccount, badAccount] = await newAccounts(url, 2);
  if (slowAccount === undefined || badAccount === undefined) throw new Error("no accounts");
  await during(`${size.slow} slow readers`, async () => {
    const readers = await slowReaders(url, slowAccount, size.slow);
    await waitFor(async () => (await openConnections(server)) <= openBefore);
    terminateAll(readers);
  });
  const unfinished = await during(`${size.unfinished} that never finish`, async () => {
    const ends = await neverFinish(url, { count: size.unfinished, network: 10_000 });
    return ends();
  });
  const bad = await during("bad frames", () => badFrames(url, badAccount, size.bad));
  const large = await during("oversized", () => oversized(url, badAccount, size.oversized));
  const known = accounts.slice(0, size.names / 2).map(({ loginName }) => loginName);
  const unknown = known.map((_, index) => `nobody-${index}@example`);
  const guesses = await during(`${size.guesses} guesses`, () =>
    guessPasswords(url, [...known, ...unknown], size.guesses),
  );
  await waitFor(async () => (await openConnections(server)) <= openBefore);
  const leftOpen = (await openConnections(server)) - openBefore;
  const { hasEnded } = server;
  terminateAll(devices.map(({ socket }) => socket));
  await honest.stop();
  await server.stop();
  return {
    size,
    stretches,
    idleBytesEach: (after.usedBytes - before.usedBytes) / size.idle,
    idleResidentBytesEach: (after.residentBytes - before.residentBytes) / size.idle,
    appends,
    unfinished,
    bad,
    oversized: large,
    guesses,
    residentBytesAtStart,
    residentBytesMax: Math.max(...stretches.map(({ residentBytes }) => residentBytes)),
    leftOpen,
    hasEnded,
  };
}

/**
 * The most that the server may take: what it had at the start; for each connection what is named for an idle one, for
 * each slow reader what its limits let it hold; and room for a garbage collector that is in no hurry.
 */
export function memoryBound({ size, residentBytesAtStart }: LoadReport): number {
  const idleBytes = 30 * 1_024;
  const { outgoingBytesSoftMax, queuedBytesMax, clearBytesMax } = defaultServerLimits;
  const largestAnswer = 1_048_576;
  const slowBytes = outgoingBytesSoftMax + queuedBytesMax + 2 * largestAnswer;
  const unfinishedBytes = size.perNetwork * clearBytesMax;
  const slack = 128 * 1_048_576;
  const connections = size.idle * idleBytes + size.slow * slowBytes;
  return residentBytesAtStart + connections + unfinishedBytes + slack;
}

/** What the server did not keep, in words; nothing if it kept all. */
export function brokenInvariants(report: LoadReport): readonly string[] {
  const { size, stretches, guesses, unfinished } = report;
  const { perNetwork } = size;
  const perName = defaultServerLimits.loginsPerNameMinute;
  // On a machine that is busy enough, a connection runs out of time before it has said the wrong thing.
  const usual = ["malformed", "too-large", "idle-timeout"];
  const checks: readonly (readonly [boolean, string])[] = [
    [!report.hasEnded, "the server runs"],
    [stretches.every(({ failed }) => failed === 0), "every honest request is served"],
    [stretches.every(({ served }) => served > 0), "the honest client is served all the time"],
    [stretches.every(({ canLogIn }) => canLogIn), "its known device logs in all the time"],
    [stretches.every(({ canResume }) => canResume), "it resumes all the time"],
    [report.appends.appends === size.appending * size.appendsEach, "every append is acknowledged"],
    [report.residentBytesMax <= memoryBound(report), "memory stays under its bound"],
    [report.leftOpen <= 0, "no connection of an attacker stays open"],
    [unfinished["session"] === undefined, "who does not finish gets no session"],
    [
      size.unfinished <= perNetwork || (unfinished["busy"] ?? 0) > 0,
      "a network has no more connections than it may",
    ],
    [countOf(unfinished) === size.unfinished, "every unfinished connection ends"],
    [onlyEnds(report.bad, [...usual, "unexpected", "busy"]), "bad frames are told"],
    [countOf(report.bad) === size.bad, "every connection with bad frames ends"],
    [onlyEnds(report.oversized, [...usual, "closed", "HTTP 431"]), "oversized is told"],
    [countOf(report.oversized) === size.oversized, "every oversized connection ends"],
    [guesses.successes === 0, "no guess succeeds"],
    [(guesses.ends["rate-limited"] ?? 0) > 0, "guesses are limited"],
    [guesses.mostOfOneName >= 1, "some guesses are looked at"],
    [
      guesses.mostOfOneName <= perName * (1 + guesses.minutes),
      "a name is guessed no more than it may",
    ],
  ];
  return checks.filter(([holds]) => !holds).map(([, what]) => what);
}

function countOf(ends: Ends): number {
  return Object.values(ends).reduce((sum, count) => sum + count, 0);
}

function onlyEnds(ends: Ends, allowed: readonly string[]): boolean {
  return Object.keys(ends).every((end) => allowed.includes(end));
}

async function openConnections(server: Child): Promise<number> {
  const text = await server.ask<string>("metrics");
  return Number(/^coffer_open_connections (\d+)$/m.exec(text)?.[1]);
}

/** Waits until something is so; the test around it has an end of its own. */
async function waitFor(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 100));
}

function p99({ times }: Stretch): number {
  return percentile(times, 0.99);
}

/** Prints what came of it. */
export function printLoad(report: LoadReport): void {
  const { stretches, appends, guesses } = report;
  const alone = stretches[0] === undefined ? NaN : p99(stretches[0]);
  for (const stretch of stretches) {
    const { name, served, failed, residentBytes } = stretch;
    const ms = `p99 ${figure(p99(stretch))} ms = ${figure(p99(stretch) / alone)} × alone`;
    const mebibytes = figure(residentBytes / 1_048_576);
    console.log(`${name}: honest ${served} served, ${failed} failed, ${ms}; ${mebibytes} MiB`);
  }
  const [used, resident] = [report.idleBytesEach, report.idleResidentBytesEach].map(
    (bytes) => `${figure(bytes / 1_024)} KiB`,
  );
  console.log(`idle session: ${used} in use, ${resident} resident`);
  const { perSecond, p50Ms, p99Ms } = appends;
  console.log(
    `appends: ${figure(perSecond)} per s, p50 ${figure(p50Ms)} ms, p99 ${figure(p99Ms)} ms`,
  );
  for (const name of ["unfinished", "bad", "oversized"] as const) {
    console.log(`${name}: ${JSON.stringify(report[name])}`);
  }
  console.log(`guesses: ${JSON.stringify(guesses)}`);
  const bound = figure(memoryBound(report) / 1_048_576);
  console.log(`memory: at most ${figure(report.residentBytesMax / 1_048_576)} of ${bound} MiB`);
  const broken = brokenInvariants(report);
  console.log(broken.length === 0 ? "every invariant holds" : `BROKEN: ${broken.join("; ")}`);
  if (broken.length > 0) process.exitCode = 1;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { small: { type: "boolean", default: false } } });
  printLoad(await runLoad(values.small ? smallLoad : fullLoad));
}
