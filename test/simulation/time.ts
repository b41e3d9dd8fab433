/**
 * The one clock of a simulated world. It moves when the scheduler says so, and fires one timer at a time.
 */

interface Timer {
  readonly atMs: number;
  readonly isWanted: () => boolean;
  readonly callback: () => void;
}

export class SimulatedTime {
  nowMs = Date.UTC(2026, 0, 1);
  readonly #timers = new Set<Timer>();

  /** Passes some time without firing anything: a timer may always be late. */
  pass(ms: number): void {
    this.nowMs += ms;
  }

  /** Calls back once after a delay, unless it is cancelled or its owner is gone by then. */
  after(delayMs: number, callback: () => void, isWanted: () => boolean): () => void {
    const timer = { atMs: this.nowMs + delayMs, callback, isWanted };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Whether a timer's time has come. */
  get isDue(): boolean {
    return (this.#next()?.atMs ?? Infinity) <= this.nowMs;
  }

  /** Fires the next timer, moving on to its time; false if there is none, or none before `untilMs`. */
  fireNext(untilMs = Infinity): boolean {
    const next = this.#next();
    if (next === undefined || next.atMs > untilMs) return false;
    this.#timers.delete(next);
    this.nowMs = Math.max(this.nowMs, next.atMs);
    next.callback();
    return true;
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) {
      if (!timer.isWanted()) this.#timers.delete(timer);
      else if (first === undefined || timer.atMs < first.atMs) first = timer;
    }
    return first;
  }
}
