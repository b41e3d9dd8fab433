/**
 * Changes real samples, byte by byte and piece by piece, into what a broken or hostile sender might send.
 *
 * Deterministic: the same seed, samples and tokens give the same inputs in the same order. No input is longer than
 * `inputMax` bytes; what long inputs cost is another test's (growth.test.ts).
 */
import type { Bytes } from "../../protocol/src/bytes.ts";

const inputMax = 32_768;
/** How often a piece may be repeated: enough for depth and for long lists. */
const repeatsMax = 300;

/** Numbers below 2^32 that look random (mulberry32, by T. Ettinger, public domain). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number below `bound`. */
  below(bound: number): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return bound <= 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  }

  /** One of a list. */
  of<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.below(items.length)] ?? items[0];
  }
}

type Change = (bytes: Bytes, random: Random, others: Others) => Bytes;

interface Others {
  readonly sample: () => Uint8Array;
  readonly token: () => Uint8Array;
}

/** Bytes at which readers turn: ends of ranges, heads of CBOR, quotes and separators. */
const turningBytes = [
  0x00, 0x01, 0x0a, 0x0d, 0x17, 0x18, 0x1b, 0x20, 0x22, 0x2c, 0x2d, 0x2e, 0x30, 0x39, 0x3b, 0x3c,
  0x3e, 0x40, 0x58, 0x5f, 0x78, 0x7f, 0x80, 0x81, 0x9f, 0xa0, 0xbf, 0xc0, 0xdf, 0xef, 0xf6, 0xf7,
  0xfb, 0xff,
] as const;

const changes: readonly [Change, ...Change[]] = [
  // A bit.
  (bytes, random) => {
    const at = random.below(bytes.length);
    if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    return bytes;
  },
  // A byte at which readers turn, or any.
  (bytes, random) => {
    const byte = random.below(2) === 0 ? random.of(turningBytes) : random.below(256);
    if (bytes.length > 0) bytes[random.below(bytes.length)] = byte;
    return bytes;
  },
  // A number one more or less.
  (bytes, random) => {
    const at = random.below(bytes.length);
    if (bytes.length > 0) bytes[at] = (bytes[at] ?? 0) + (random.below(2) === 0 ? 1 : 255);
    return bytes;
  },
  // A piece less.
  (bytes, random) => {
    const [from, to] = pieceOf(bytes, random);
    return splice(bytes, from, to, new Uint8Array(0));
  },
  // The end less.
  (bytes, random) => bytes.slice(0, random.below(bytes.length + 1)),
  // A piece again, or many times.
  (bytes, random) => {
    const [from, to] = pieceOf(bytes, random);
    const piece = bytes.slice(from, to);
    const times = random.below(4) === 0 ? random.below(repeatsMax) : 1;
    const fitting = Math.min(times, Math.floor(inputMax / Math.max(1, piece.length)));
    const repeated = new Uint8Array(piece.length * fitting);
    for (let index = 0; index < fitting; index += 1) repeated.set(piece, index * piece.length);
    return splice(bytes, to, to, repeated);
  },
  // A piece elsewhere.
  (bytes, random) => {
    const [from, to] = pieceOf(bytes, random);
    const piece = bytes.slice(from, to);
    const without = splice(bytes, from, to, new Uint8Array(0));
    const at = random.below(without.length + 1);
    return splice(without, at, at, piece);
  },
  // Something that readers know, put in or over.
  (bytes, random, others) => {
    const at = random.below(bytes.length + 1);
    const token = others.token();
    const over = random.below(2) === 0 ? token.length : 0;
    return splice(bytes, at, Math.min(bytes.length, at + over), token);
  },
  // The beginning of this and the end of another.
  (bytes, random, others) => {
    const other = others.sample();
    const from = random.below(other.length + 1);
    return splice(bytes, random.below(bytes.length + 1), bytes.length, other.subarray(from));
  },
  // Any bytes.
  (bytes, random) => {
    const noise = Uint8Array.from({ length: random.below(24) }, () => random.below(256));
    const at = random.below(bytes.length + 1);
    return splice(bytes, at, at, noise);
  },
];

export class Mutator {
  readonly #random: Random;
  readonly #samples: readonly [Uint8Array, ...Uint8Array[]];
  readonly #others: Others;

  constructor(
    seed: number,
    samples: readonly [Uint8Array, ...Uint8Array[]],
    tokens: readonly Uint8Array[] = [],
  ) {
    this.#random = new Random(seed);
    this.#samples = samples;
    const [first = new Uint8Array([0]), ...more] = tokens;
    this.#others = {
      sample: () => this.#random.of(samples),
      token: () => this.#random.of([first, ...more]),
    };
  }

  /** The next input. */
  next(): Bytes {
    let bytes = Uint8Array.from(this.#random.of(this.#samples));
    const count = 1 + this.#random.below(this.#random.below(3) === 0 ? 12 : 3);
    for (let index = 0; index < count; index += 1) {
      bytes = this.#random.of(changes)(bytes, this.#random, this.#others).slice(0, inputMax);
    }
    return bytes;
  }
}

/** A piece, short more often than long. */
function pieceOf(bytes: Uint8Array, random: Random): readonly [from: number, to: number] {
  const longest = random.below(3) === 0 ? bytes.length : Math.min(bytes.length, 16);
  const from = random.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + random.below(longest + 1))];
}

function splice(bytes: Uint8Array, from: number, to: number, inserted: Uint8Array): Bytes {
  const spliced = new Uint8Array(from + inserted.length + bytes.length - to);
  spliced.set(bytes.subarray(0, from));
  spliced.set(inserted, from);
  spliced.set(bytes.subarray(to), from + inserted.length);
  return spliced;
}
