/**
 * Seeded randomness: a choice that a simulation makes is drawn from here and nowhere else.
 *
 * SplitMix64's finalizer over a counter (Steele, Lea, Flood 2014): small, and the streams of different names are
 * independent, so that one more draw in one place moves nothing in another.
 */
import type { Bytes } from "../../protocol/src/bytes.ts";

const mask = 0xffff_ffff_ffff_ffffn;
const step = 0x9e37_79b9_7f4a_7c15n;

export class Random {
  #state: bigint;

  /** `stream` tells apart the sources that one seed has. */
  constructor(seed: number, stream: string) {
    let state = BigInt(seed);
    for (const character of stream) {
      state = mixed((state ^ BigInt(character.codePointAt(0) ?? 0)) + step);
    }
    this.#state = state & mask;
  }

  /** A whole number from 0 up to and without `end`. */
  below(end: number): number {
    return Number(this.#next() % BigInt(end));
  }

  /** A whole number from `first` to `last`, both included. */
  between(first: number, last: number): number {
    return first + this.below(last - first + 1);
  }

  /** Whether something happens that does so `percent` times in a hundred. */
  chance(percent: number): boolean {
    return this.below(10_000) < percent * 100;
  }

  /** One of a list that is not empty. */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("There is nothing to pick from.");
    return item;
  }

  /** One of some choices, each as likely as its weight says. */
  weighted<Choice>(choices: readonly (readonly [weight: number, choice: Choice])[]): Choice {
    let left = this.below(choices.reduce((sum, [weight]) => sum + weight, 0));
    for (const [weight, choice] of choices) {
      if (left < weight) return choice;
      left -= weight;
    }
    throw new Error("No choice has a weight.");
  }

  /** Bytes, for what a real world would draw from its system. */
  readonly bytes = (length: number): Bytes => {
    const bytes = new Uint8Array(Math.ceil(length / 8) * 8);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < length; at += 8) view.setBigUint64(at, this.#next());
    return bytes.slice(0, length);
  };

  #next(): bigint {
    this.#state = (this.#state + step) & mask;
    return mixed(this.#state);
  }
}

function mixed(state: bigint): bigint {
  let value = state & mask;
  value = ((value ^ (value >> 30n)) * 0xbf58_476d_1ce4_e5b9n) & mask;
  value = ((value ^ (value >> 27n)) * 0x94d0_49bb_1331_11ebn) & mask;
  return value ^ (value >> 31n);
}
