/**
 * An honest client in a process of its own: it appends and asks again and again while others do what they do, and times
 * every answer. When it is asked how it went, it also logs in again with its password and resumes with its key.
 */
import { setTimeout as sleep } from "node:timers/promises";
import { answerQuestions } from "../child.ts";
import { quickAccount, quickLogIn } from "../quick-login.ts";
import { dataEntry } from "../../test/server/test-account.ts";
import { resume } from "../../test/server/ways-in.ts";
import { socketFrom } from "./sockets.ts";

/** What came of a stretch of time. */
export interface HonestReport {
  readonly served: number;
  readonly failed: number;
  /** Milliseconds from each request to its answer. */
  readonly times: readonly number[];
  readonly canLogIn: boolean;
  readonly canResume: boolean;
}

const { url } = JSON.parse(process.argv[2] ?? "{}") as { readonly url: string };
const ownNetwork = 65_535;
const pauseMs = 5;
/** A report is about so many requests at least. */
const servedMin = 10;
const from = (): WebSocket => socketFrom(url, ownNetwork);

const account = await quickAccount(url, "honest@example");
const session = await resume(from(), account.device);
let times: number[] = [];
let failed = 0;
const leaving = new AbortController();
const working = work();

answerQuestions({
  url,
  close: async () => {
    leaving.abort();
    await working;
    session.close();
  },
  answer: async () => {
    while (times.length < servedMin) await sleep(pauseMs);
    const report: HonestReport = {
      served: times.length,
      failed,
      times,
      canLogIn: await works(() => quickLogIn(from(), account)),
      canResume: await works(() => resume(from(), account.device)),
    };
    [times, failed] = [[], 0];
    return report;
  },
});

async function work(): Promise<void> {
  while (!leaving.signal.aborted) {
    const entry = await dataEntry(account.vault, { author: account.device });
    const began = performance.now();
    const answer = await session.request("append", [entry]);
    times.push(performance.now() - began);
    if (answer.code !== "ok") failed += 1;
    await sleep(pauseMs);
  }
}

/** Whether a way in works: its session answers. */
async function works(enter: () => Promise<typeof session>): Promise<boolean> {
  try {
    const entered = await enter();
    const { code } = await entered.request("heads");
    entered.close();
    return code === "ok";
  } catch {
    return false;
  }
}
