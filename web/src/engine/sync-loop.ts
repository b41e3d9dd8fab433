/**
 * When to sync: soon after every change, again and again while the server cannot be reached, when a connection has
 * ended, and now and then to notice one that ended unseen. One sync at a time.
 */

export type SyncState = "syncing" | "synced" | "offline" | "problem";

const quietMs = 45_000;
const lostMs = 1_000;
const retryFirstMs = 2_000;
const retryMostMs = 30_000;

/** What the loop needs of the world around it. */
export interface SyncWorld {
  /** One sync, and what came of it. */
  work(): Promise<Exclude<SyncState, "syncing">>;
  /** Is told of every new state. */
  changed(): void;
  /** Whether there is a network at all, as far as the browser knows. */
  isOnline(): boolean;
  /** Ends connections: without a network they are dead, even if they do not know it yet. */
  drop(): void;
  /** Calls back once after a time; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

export class SyncLoop {
  readonly #world: SyncWorld;
  #state: SyncState = "syncing";
  #cancel: () => void = () => undefined;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;
  #isOn = false;
  #retryMs = retryFirstMs;

  constructor(world: SyncWorld) {
    this.#world = world;
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
    this.#askAfter(lostMs);
  }

  /** The browser has found or lost its network. */
  networkChanged(): void {
    if (!this.#isOn) return;
    // A sync that runs would wait for an answer on a connection that is dead.
    if (!this.#world.isOnline()) this.#world.drop();
    this.ask();
  }

  stop(): void {
    this.#isOn = false;
    this.#isAskedAgain = false;
    this.#cancel();
  }

  async #run(): Promise<void> {
    // Without a network nothing here would wait, and it would be over before `ask` has noted that it runs.
    await Promise.resolve();
    this.#cancel();
    do {
      this.#isAskedAgain = false;
      // Without a network an attempt would only hold up what is written meanwhile.
      if (this.#world.isOnline()) await this.#attempt();
      else {
        this.#world.drop();
        this.#become("offline");
      }
    } while (this.#isAskedAgain);
    this.#running = undefined;
    if (this.#isOn) this.#askAfter(this.#pause());
  }

  async #attempt(): Promise<void> {
    if (this.#state !== "offline") this.#become("syncing");
    try {
      this.#become(await this.#world.work());
    } catch {
      // The browser's storage failed: what was durable is, and the next attempt looks again.
      this.#become("problem");
    }
  }

  #become(state: SyncState): void {
    this.#state = state;
    if (this.#isOn) this.#world.changed();
  }

  #askAfter(delayMs: number): void {
    this.#cancel();
    this.#cancel = this.#world.after(delayMs, () => this.ask());
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
