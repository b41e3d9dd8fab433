/** Pauses of tests that kill: moments, and never a wait for something to have happened. */

/** A pause by the timer. */
export function milliseconds(delayMs: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(resolve, delayMs);
  return promise;
}

/** Timers count in milliseconds, which is longer than most of what is to be interrupted. */
export async function microseconds(delayUs: number): Promise<void> {
  const untilMs = performance.now() + delayUs / 1_000;
  while (performance.now() < untilMs) {
    const { promise, resolve } = Promise.withResolvers<void>();
    setImmediate(resolve);
    await promise;
  }
}
