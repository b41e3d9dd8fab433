/**
 * A chain's entries on this device: the same bytes as on the server.
 *
 * Only entries that passed the public checks are written, and they are durable before anything is shown of
 * them. A crash or a failed write may tear the last record: it is cut off and pulled again.
 */
import type { Bytes } from "@coffer/protocol";
import type { Files } from "./environment.ts";
import { cutTail, joinRecords, splitRecords } from "./record-file.ts";

export class LocalLog {
  readonly #files: Files;
  readonly #name: string;
  #length = 0;
  /** Whether a write failed, and may have left a part of itself behind the whole records. */
  #isTorn = false;

  constructor(files: Files, name: string) {
    this.#files = files;
    this.#name = name;
  }

  /** Bytes of whole records. */
  get length(): number {
    return this.#length;
  }

  /** The entries from an offset on; undefined if the file does not reach it. Cuts off a torn record. */
  async load(from: number): Promise<readonly Bytes[] | undefined> {
    // One byte more than asked for shows that the file reaches the offset.
    const margin = from > 0 ? 1 : 0;
    const bytes = await this.#files.read(this.#name, from - margin);
    if (bytes === undefined || bytes.length < margin) {
      return from === 0 ? [] : undefined;
    }
    const { records, wholeLength } = splitRecords(bytes.slice(margin));
    this.#length = from + wholeLength;
    if (margin + wholeLength < bytes.length) {
      await this.#files.truncate(this.#name, this.#length);
    }
    this.#isTorn = false;
    return records;
  }

  /** Adds entries, durably. */
  async append(entries: readonly Uint8Array[]): Promise<void> {
    if (entries.length === 0) return;
    if (this.#isTorn) await cutTail(this.#files, this.#name, this.#length);
    const records = joinRecords(entries);
    this.#isTorn = true;
    await this.#files.append(this.#name, records);
    this.#isTorn = false;
    this.#length += records.length;
  }

  /** Drops entries at the end, whose bytes were damaged; the file as it is is kept aside. */
  async dropLast(entries: readonly Uint8Array[]): Promise<void> {
    const bytes = await this.#files.read(this.#name);
    if (bytes !== undefined) await this.#files.replace(`${this.#name}-damaged`, bytes);
    this.#length -= joinRecords(entries).length;
    await this.#files.truncate(this.#name, this.#length);
  }
}
