/**
 * What comes out of a decompressor, counted while it comes, so that no archive takes more memory
 * than limits.ts allows, whatever it says about its own sizes.
 */

import { crc32 } from "./crc32.ts";
import { ARCHIVE_BYTES_MAX, ARCHIVE_RATIO_FREE_BYTES, ARCHIVE_RATIO_MAX } from "../limits.ts";

/**
 * Bytes that are given to a decompressor at once: at the most that DEFLATE can reach (1032 times)
 * they come to 16 MiB.
 */
const PIECE_BYTES = 16 * 1024;

/** How much may still come out of an archive; one budget is shared by all of its entries. */
export class UnpackBudget {
  readonly #packedBytes: number;
  #bytes = 0;

  constructor(packedBytes: number) {
    this.#packedBytes = packedBytes;
  }

  /** Counts bytes; returns which limit they exceed, or null. */
  take(count: number): "too-large" | "ratio" | null {
    this.#bytes += count;
    if (this.#bytes > ARCHIVE_BYTES_MAX) return "too-large";
    const most = ARCHIVE_RATIO_FREE_BYTES + this.#packedBytes * ARCHIVE_RATIO_MAX;
    return this.#bytes > most ? "ratio" : null;
  }
}

/** Collects what comes out of one decompressor; `crc` is the checksum since it was last set. */
export class Unpacked {
  readonly #budget: UnpackBudget;
  #pieces: Uint8Array[] = [];
  #length = 0;
  crc = 0;
  /** The limit that was exceeded; nothing more is kept then. */
  excess: "too-large" | "ratio" | "too-many-entries" | null = null;

  constructor(budget: UnpackBudget) {
    this.#budget = budget;
  }

  add(piece: Uint8Array): void {
    this.excess ??= this.#budget.take(piece.length);
    if (this.excess !== null || piece.length === 0) return;
    this.#pieces.push(piece);
    this.#length += piece.length;
    this.crc = crc32(piece, this.crc);
  }

  get length(): number {
    return this.#length;
  }

  /** Returns everything that came. */
  joined(): Uint8Array<ArrayBuffer> {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      all.set(piece, at);
      at += piece.length;
    }
    return all;
  }
}

/**
 * Gives bytes to a decompressor piece by piece until they end or too much has come out. Returns
 * false if it found them damaged.
 */
export function pushAll(
  push: (piece: Uint8Array, isLast: boolean) => void,
  bytes: Uint8Array,
  into: Unpacked,
): boolean {
  try {
    for (let at = 0; at < bytes.length && into.excess === null; at += PIECE_BYTES) {
      push(bytes.subarray(at, at + PIECE_BYTES), at + PIECE_BYTES >= bytes.length);
    }
    return true;
  } catch {
    // fflate throws on bytes that are not what they should be; nothing else in there can fail.
    return false;
  }
}
