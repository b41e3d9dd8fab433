/**
 * Time for the server, handed in so that tests can move it: timeouts, rate limits, expiry.
 *
 * One clock serves both as calendar (expiry times that are stored) and as stopwatch, so everything that
 * measures with it must stand a jump of the system's clock.
 */

/** Where the time comes from. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00Z. */
  nowMs(): number;
  /** Calls back once after a delay; the returned function cancels. Keeps no process alive. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The clock of the machine. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** The same in whole seconds, as times are stored. */
export function nowSeconds(clock: Clock): number {
  return Math.floor(clock.nowMs() / 1_000);
}

/** Does something again and again until the returned function is called. */
export function every(clock: Clock, intervalMs: number, work: () => void): () => void {
  const again = (): void => {
    cancel = clock.after(intervalMs, again);
    work();
  };
  let cancel = clock.after(intervalMs, again);
  return () => cancel();
}
