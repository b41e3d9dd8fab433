/**
 * Where disks and databases may take their time: now and then an operation waits here until the scheduler lets it go on,
 * so that whatever else can happen meanwhile does.
 */
import type { Random } from "./random.ts";

interface Held {
  readonly label: string;
  readonly isWanted: () => boolean;
  readonly release: () => void;
}

export class Gate {
  /** How many of a hundred operations are held. */
  percent = 0;
  #held: Held[] = [];
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  /** How many operations wait. Those of programs that are gone do not count. */
  get size(): number {
    this.#held = this.#held.filter(({ isWanted }) => isWanted());
    return this.#held.length;
  }

  /** Waits if the seed says so. What belongs to a program that is gone never goes on. */
  async pass(label: string, isWanted: () => boolean): Promise<void> {
    if (!isWanted()) return this.never();
    if (this.percent === 0 || !this.#random.chance(this.percent)) return;
    await new Promise<void>((release) => {
      this.#held.push({ label, isWanted, release });
    });
    if (!isWanted()) return this.never();
  }

  /** Whether an operation of a name waits. */
  holds(label: string): boolean {
    return this.#held.some((held) => held.label === label && held.isWanted());
  }

  /** Lets one of the waiting operations go on; returns which. */
  releaseOne(): string {
    if (this.size === 0) return "nothing";
    const [held] = this.#held.splice(this.#random.below(this.#held.length), 1);
    held?.release();
    return held?.label ?? "nothing";
  }

  /** What the code of a program that is gone waits for. */
  never(): Promise<never> {
    return new Promise(() => undefined);
  }
}
