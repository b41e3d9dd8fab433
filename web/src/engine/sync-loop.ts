/**
 * When to sync: soon after every change, again and again while the server cannot be reached, when a connection has
 * ended, and now and then to notice one that ended unseen. One sync at a time.
 */

export type SyncState = "syncing" | "synced" | "offline" | "problem";

const quietMs = 45_000;
const lostMs = 1_000;
const retryFirstMs = 2_000;
const retryMostMs = 30_000;

export class SyncLoop {
  readonly #work: () => Promise<Exclude<SyncState, "syncing">>;
  readonly #changed: () => void;
  #state: SyncState = "syncing";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;
  #isOn = false;
  #retryMs = retryFirstMs;

  constructor(work: () => Promise<Exclude<SyncState, "syncing">>, changed: () => void) {
    this.#work = work;
    this.#changed = changed;
    // The browser has found its network again.
    addEventListener("online", () => {
      if (this.#isOn) this.ask();
    });
  }

  get state(): SyncState {
    return this.#state;
  }

  /** Syncs soon; once more if one is running. */
  ask(): void {
    this.#isOn = true;
    this.#isAskedAgain = this.#running !== undefined;
    this.#running ??= this.#run();
  }

  /** Syncs, and resolves when that is over. */
  async now(): Promise<void> {
    this.ask();
    await this.#running;
  }

  /** A connection has ended: if it was a good one, find out soon why. */
  lost(): void {
    if (!this.#isOn || this.#running !== undefined || this.#state !== "synced") return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.ask(), lostMs);
  }

  stop(): void {
    this.#isOn = false;
    this.#isAskedAgain = false;
    clearTimeout(this.#timer);
  }

  async #run(): Promise<void> {
    clearTimeout(this.#timer);
    do {
      this.#isAskedAgain = false;
      // Without a network an attempt would only hold up what is written meanwhile.
      if (navigator.onLine) await this.#attempt();
      else this.#become("offline");
    } while (this.#isAskedAgain);
    this.#running = undefined;
    if (this.#isOn) this.#timer = setTimeout(() => this.ask(), this.#pause());
  }

  async #attempt(): Promise<void> {
    if (this.#state !== "offline") this.#become("syncing");
    try {
      this.#become(await this.#work());
    } catch {
      // The browser's storage failed: what was durable is, and the next attempt looks again.
      this.#become("problem");
    }
  }

  #become(state: SyncState): void {
    this.#state = state;
    if (this.#isOn) this.#changed();
  }

  #pause(): number {
    if (this.#state === "synced") {
      this.#retryMs = retryFirstMs;
      return quietMs;
    }
    const pause = this.#retryMs;
    this.#retryMs = Math.min(retryMostMs, this.#retryMs * 2);
    return pause;
  }
}
