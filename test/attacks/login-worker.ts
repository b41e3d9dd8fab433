/**
 * A login in a thread of its own, which tells how much memory OPAQUE's WebAssembly has in the end: Argon2id takes
 * 64 MiB at once, so it shows whether it ran. A thread, because elsewhere the library was used before.
 */
import { parentPort, workerData } from "node:worker_threads";
import { logIn, parseKitText } from "../../client/src/index.ts";
import { password, TestDevice } from "../fixtures/world.ts";

/** What the thread is given, and what it says. */
export interface LoginTask {
  readonly serverUrl: string;
  readonly kit: string;
}
export interface LoginOutcome {
  readonly error: string | null;
  readonly wasmBytes: number;
}

const { serverUrl, kit } = workerData as LoginTask;
const memories: WebAssembly.Memory[] = [];
const instantiate = WebAssembly.instantiate.bind(WebAssembly);
WebAssembly.instantiate = (async (...args: Parameters<typeof instantiate>) => {
  const made: unknown = await instantiate(...args);
  if (made instanceof WebAssembly.Instance) {
    const { memory } = made.exports;
    if (memory instanceof WebAssembly.Memory) memories.push(memory);
  }
  return made;
}) as typeof WebAssembly.instantiate;

const parsed = parseKitText(kit);
if (!parsed.ok) throw new Error("The kit is one.");
const { brought } = parsed.value;
const options = { serverUrl, loginName: "anna", password, deviceName: "thread", brought };
const access = await logIn(new TestDevice(), options);
if (access.ok) await access.value.engine.close();
const wasmBytes = memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
const outcome: LoginOutcome = { error: access.ok ? null : access.error.code, wasmBytes };
parentPort?.postMessage(outcome, []);
