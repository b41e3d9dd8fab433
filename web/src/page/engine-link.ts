/**
 * The page's way to the Worker: requests with one answer each, and the status as it changes. Locking ends the Worker,
 * and with it every key and every copy of a password that its memory had.
 */
import type {
  AnswerTo,
  Ask,
  ImportProgress,
  RequestName,
  Status,
  WorkerMessage,
} from "../engine/messages.ts";
import { locale } from "./format.ts";
import { startWorker } from "./trusted-worker.ts";

/** How long a Worker may take to put things away before it is ended anyway: what was durable stays. */
const farewellMs = 1_500;
/** Logging out tells the other devices how far this one has read, if the server can be reached. */
const logOutMs = 15_000;

interface Waiting {
  readonly resolve: (value: AnswerTo<RequestName>) => void;
  readonly reject: (error: Error) => void;
}

class EngineLink {
  #worker: Worker | undefined;
  #status: Status = { phase: "starting" };
  #importProgress: ImportProgress | undefined;
  /** Whether the Worker is about to be ended: what it still tells is of no use to the page. */
  #isLeaving = false;
  #nextId = 1;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly status = (): Status => this.#status;

  /** The file of an import that is being read, or was last. */
  readonly importProgress = (): ImportProgress | undefined => this.#importProgress;

  /** Starts a Worker and lets it look at what is on this device. */
  start(): void {
    const worker = startWorker();
    this.#worker = worker;
    worker.addEventListener("message", ({ data }: MessageEvent<WorkerMessage>) => {
      if (this.#worker === worker) this.#take(data);
    });
    worker.addEventListener("error", () => {
      if (this.#worker === worker) this.#become({ phase: "unsupported" });
    });
    this.request("start", null).catch(() => undefined);
  }

  /** Asks the Worker; rejects if something broke, or if it was ended meanwhile. */
  request<Name extends RequestName>(name: Name, ask: Ask<Name>): Promise<AnswerTo<Name>> {
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#worker?.postMessage({ id, name, ask, locale });
    });
  }

  /** Locks: ends the Worker. The new one has no key until the password is typed again. */
  lock(): Promise<void> {
    return this.#restartAfter(() => this.request("lock", null), farewellMs);
  }

  logOut(forget: boolean): Promise<void> {
    return this.#restartAfter(() => this.request("logOut", { forget }), logOutMs);
  }

  async #restartAfter(farewell: () => Promise<unknown>, withinMs: number): Promise<void> {
    // Twice at the same time would end the new Worker.
    if (this.#isLeaving) return;
    this.#isLeaving = true;
    this.#become({ phase: "starting" });
    const late = new Promise((resolve) => setTimeout(resolve, withinMs));
    await Promise.race([farewell().catch(() => undefined), late]);
    this.#worker?.terminate();
    for (const { reject } of this.#waiting.values()) reject(new Error("The Worker was ended."));
    this.#waiting.clear();
    this.#isLeaving = false;
    this.start();
  }

  #take(message: WorkerMessage): void {
    if (message.kind === "status") {
      if (!this.#isLeaving) this.#become(message.status);
      return;
    }
    if (message.kind === "import-progress") {
      this.#importProgress = message.progress;
      for (const listener of this.#listeners) listener();
      return;
    }
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.kind === "answer") waiting?.resolve(message.value);
    else waiting?.reject(new Error(message.what));
  }

  #become(status: Status): void {
    this.#status = status;
    for (const listener of this.#listeners) listener();
  }
}

/** The page's one engine. */
export const engine = new EngineLink();
