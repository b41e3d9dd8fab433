/**
 * Every entry that any server of a world has ever been given and has taken: the tree of histories, of which an honest
 * server has one branch. What a device holds must be a path of it from the root.
 */
import { splitRecords } from "../../client/src/record-file.ts";
import { toHex, type Bytes } from "../../protocol/src/bytes.ts";
import { decodeEntry } from "../../protocol/src/chain/entry.ts";

/** A place in the tree: the entries from a chain's first one to this. */
export interface Place {
  readonly seq: number;
  /** In hex. */
  readonly hash: string;
  readonly previous: Place | undefined;
}

export class History {
  readonly #places = new Map<string, Place>();
  /** Ends of logs that were followed before. */
  readonly #ends = new WeakMap<Bytes, Place>();

  /** Notes an entry whose predecessor is known. */
  add(bytes: Uint8Array): void {
    const entry = decodeEntry(bytes);
    if (entry === undefined) throw new Error("A server took what is no entry.");
    const hash = toHex(entry.hash);
    const { seq, previous } = entry.header;
    this.#places.set(hash, { seq, hash, previous: this.#places.get(toHex(previous)) });
  }

  /** The place of a hash in hex. */
  at(hash: string): Place | undefined {
    return this.#places.get(hash);
  }

  copy(): History {
    const copy = new History();
    for (const [hash, place] of this.#places) copy.#places.set(hash, place);
    return copy;
  }

  /** The place of a log's last entry, if its entries are a path from the root; else why not. */
  endOf(log: Bytes): Place | undefined | string {
    const known = this.#ends.get(log);
    if (known !== undefined) return known;
    let last: Place | undefined;
    for (const record of splitRecords(log).records) {
      const hash = decodeEntry(record)?.hash;
      const place = hash === undefined ? undefined : this.#places.get(toHex(hash));
      if (place === undefined) return `holds an entry after ${last?.seq ?? -1} that no server took`;
      if (place.previous !== last) return `holds ${place.seq} after ${last?.seq ?? -1}`;
      last = place;
    }
    if (last !== undefined) this.#ends.set(log, last);
    return last;
  }
}

/** Whether a place is on the way from the root to another one, or is that one. */
export function isOnTheWay(place: Place, to: Place | undefined): boolean {
  let at = to;
  while (at !== undefined && at.seq > place.seq) at = at.previous;
  return at === place;
}
