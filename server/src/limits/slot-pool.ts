/**
 * How many things may happen at once: in all, and for one key. A slot that was taken is released once.
 */

/** A place in the pool. */
export interface Slot {
  /** Gives the place back; again, it does nothing. */
  release(): void;
}

export class SlotPool {
  readonly #max: number;
  readonly #perKeyMax: number;
  readonly #takenByKey = new Map<string, number>();
  #taken = 0;

  constructor(options: { readonly max: number; readonly perKeyMax: number }) {
    this.#max = options.max;
    this.#perKeyMax = options.perKeyMax;
  }

  get taken(): number {
    return this.#taken;
  }

  /** Takes a slot; undefined if there is none left, in all or for the key. */
  take(key: string): Slot | undefined {
    const ofKey = this.#takenByKey.get(key) ?? 0;
    if (this.#taken >= this.#max || ofKey >= this.#perKeyMax) return undefined;
    this.#taken += 1;
    this.#takenByKey.set(key, ofKey + 1);
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#taken -= 1;
        const left = (this.#takenByKey.get(key) ?? 0) - 1;
        if (left > 0) this.#takenByKey.set(key, left);
        else this.#takenByKey.delete(key);
      },
    };
  }
}
