/**
 * Looks for markers in bytes, in one pass for all of them: files, recorded traffic, an image of memory.
 *
 * A table of the hashes of the forms' first four bytes says for nearly every position that no form begins there;
 * where one may, the forms are compared. Chunks of a stream overlap by the longest form, so that nothing hides at
 * a border.
 */
import type { Form, Marker } from "./markers.ts";

/** A marker that was found. */
export interface Finding {
  readonly marker: string;
  readonly encoding: string;
  /** Where, from the beginning of the bytes or of the stream. */
  readonly offset: number;
  readonly length: number;
}

interface Candidate {
  readonly marker: string;
  readonly form: Form;
}

const hashBits = 20;

/** A place in the table for four bytes, by multiplication (Knuth, TAOCP 6.4). */
function hashOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> (32 - hashBits);
}

export class Scanner {
  readonly #mayBegin = new Uint8Array(1 << hashBits);
  readonly #byWord = new Map<number, Candidate[]>();
  /** Bytes that a form can begin with before a border and still end behind it. */
  readonly #overlap: number;

  constructor(markers: readonly Marker[]) {
    let longest = 0;
    for (const { name, forms } of markers) {
      for (const form of forms) {
        const word = form.bytes.readUInt32BE(0);
        this.#mayBegin[hashOf(word)] = 1;
        this.#byWord.set(word, [...(this.#byWord.get(word) ?? []), { marker: name, form }]);
        longest = Math.max(longest, form.bytes.length);
      }
    }
    this.#overlap = Math.max(longest - 1, 0);
  }

  /** Every finding in bytes. */
  scan(bytes: Uint8Array): readonly Finding[] {
    const found: Finding[] = [];
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    let word = 0;
    for (let index = 0; index < view.length; index += 1) {
      word = ((word << 8) | (view[index] as number)) >>> 0;
      if (this.#mayBegin[hashOf(word)] === 1 && index >= 3) {
        found.push(...this.#findingsAt(view, index - 3, word));
      }
    }
    return found;
  }

  /** Looks through bytes that come in parts. Each finding is told with the part that completes it. */
  stream(): (part: Uint8Array) => readonly Finding[] {
    let tail = Buffer.alloc(0);
    let tailOffset = 0;
    return (part) => {
      const bytes = Buffer.concat([tail, part]);
      const offset = tailOffset;
      const known = tail.length;
      const kept = Math.min(this.#overlap, bytes.length);
      tail = Buffer.from(bytes.subarray(bytes.length - kept));
      tailOffset = offset + bytes.length - kept;
      return this.scan(bytes)
        .filter((finding) => finding.offset + finding.length > known)
        .map((finding) => ({ ...finding, offset: finding.offset + offset }));
    };
  }

  #findingsAt(view: Buffer, offset: number, word: number): readonly Finding[] {
    const found: Finding[] = [];
    for (const { marker, form } of this.#byWord.get(word) ?? []) {
      const { bytes, encoding } = form;
      const { length } = bytes;
      if (view.subarray(offset, offset + length).equals(bytes)) {
        found.push({ marker, encoding, offset, length });
      }
    }
    return found;
  }
}
