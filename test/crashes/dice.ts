/**
 * Chance that is the same for the same seed, so that a printed seed plays the same decisions again. What the
 * operating system does with them in time is not repeated.
 */

/** Decisions from a seed (mulberry32). */
export class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 to below a limit. */
  below(limit: number): number {
    return Math.floor(this.#next() * limit);
  }

  /** True so many times in a hundred. */
  percent(times: number): boolean {
    return this.below(100) < times;
  }

  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** The seed to begin with: COFFER_SEED, or one of this run. */
export function firstSeed(): number {
  const { COFFER_SEED } = process.env;
  return COFFER_SEED === undefined ? Date.now() % 1_000_000_000 : Number(COFFER_SEED);
}
