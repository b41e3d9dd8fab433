/**
 * Change sets that this device has made and that the log does not hold yet, sealed, in the order they were made.
 *
 * A change is durable here before the person is told that it was saved. It leaves when its id is seen in the
 * log, whoever acknowledged what: so nothing is applied twice and nothing is lost.
 *
 * A record of the file is one sealed change set, or all of those that were added together, each with its length:
 * an import that is torn by a crash is not there at all. The first byte of a sealed one is no length that fits.
 */
import {
  anyField,
  decode,
  encode,
  idLength,
  textField,
  tupleField,
  unwrap,
  wrap,
  type Bytes,
  type CodecValue,
  type RandomBytes,
} from "@coffer/protocol";
import type { Files } from "./environment.ts";
import { fileNames } from "./home.ts";
import { cutTail, joinRecords, splitRecords } from "./record-file.ts";

/** A waiting change set: its id in hex, its encoded value, and its sealed record. */
interface Item {
  readonly changeSetId: string;
  readonly value: CodecValue;
  readonly record: Bytes;
}

const itemFields = tupleField(textField(2 * idLength), anyField);

export class Outbox {
  readonly #files: Files;
  readonly #box: { readonly key: Bytes; readonly purpose: "outbox"; readonly context: Bytes };
  readonly #randomBytes: RandomBytes;
  #items: Item[] = [];
  #length = 0;
  /** Whether a write failed, and may have left a part of itself behind the whole records. */
  #isTorn = false;
  /** Whether the file still holds items that have left. */
  #isStale = false;
  #isDamaged = false;

  constructor(files: Files, vaultId: Bytes, localKey: Bytes, randomBytes: RandomBytes) {
    this.#files = files;
    this.#box = { key: localKey, purpose: "outbox", context: vaultId };
    this.#randomBytes = randomBytes;
  }

  /** The waiting change sets, the oldest first. */
  get items(): readonly Pick<Item, "changeSetId" | "value">[] {
    return this.#items;
  }

  get size(): number {
    return this.#items.length;
  }

  /** Whether `load` met a record that it could not open: what it held is lost to this device. */
  get isDamaged(): boolean {
    return this.#isDamaged;
  }

  /**
   * Reads the file.
   *
   * A file of which anything is not taken over is kept aside: a damaged length looks like a torn end.
   */
  async load(): Promise<void> {
    const bytes = (await this.#files.read(fileNames.outbox)) ?? new Uint8Array(0);
    const { records, wholeLength } = splitRecords(bytes);
    const sealed = records.flatMap(sealedIn);
    const items = await Promise.all(sealed.map((record) => this.#open(record)));
    this.#items = items.filter((item) => item !== undefined);
    this.#length = wholeLength;
    this.#isDamaged = this.#items.length < sealed.length;
    if (this.#isDamaged || wholeLength < bytes.length) {
      await this.#files.replace(`${fileNames.outbox}-damaged`, bytes);
      await this.#rewrite();
    }
  }

  /** Adds change sets, durably: all of them or, after a crash, none. */
  async add(changeSets: readonly Pick<Item, "changeSetId" | "value">[]): Promise<void> {
    const items = await Promise.all(
      changeSets.map(async ({ changeSetId, value }) => {
        const plaintext = encode([changeSetId, value]);
        const record = await wrap({ ...this.#box, plaintext, randomBytes: this.#randomBytes });
        return { changeSetId, value, record };
      }),
    );
    const sealed = items.map((item) => item.record);
    const records = joinRecords(sealed.length > 1 ? [joinRecords(sealed)] : sealed);
    await this.flush();
    if (this.#isTorn) await this.#cutTail();
    this.#isTorn = true;
    try {
      await this.#files.append(fileNames.outbox, records);
    } catch (error) {
      // What may have been written of it must not be found again: the person is told that it failed.
      await this.#cutTail().catch(() => undefined);
      throw error;
    }
    this.#isTorn = false;
    this.#length += records.length;
    this.#items.push(...items);
  }

  /** Keeps only the change sets whose id, in hex, still waits. */
  async keep(isWaiting: (changeSetId: string) => boolean): Promise<void> {
    const kept = this.#items.filter((item) => isWaiting(item.changeSetId));
    if (kept.length === this.#items.length) return;
    this.#items = kept;
    this.#isStale = true;
    await this.flush();
  }

  /** Brings the file up to date if that failed before. */
  async flush(): Promise<void> {
    if (this.#isStale) await this.#rewrite();
  }

  async #rewrite(): Promise<void> {
    const records = joinRecords(this.#items.map((item) => item.record));
    await this.#files.replace(fileNames.outbox, records);
    this.#length = records.length;
    this.#isTorn = false;
    this.#isStale = false;
  }

  async #cutTail(): Promise<void> {
    await cutTail(this.#files, fileNames.outbox, this.#length);
    this.#isTorn = false;
  }

  async #open(record: Bytes): Promise<Item | undefined> {
    const bytes = await unwrap({ ...this.#box, box: record });
    const decoded = bytes === undefined ? undefined : decode(bytes);
    const fields = decoded?.ok === true ? itemFields(decoded.value) : undefined;
    return fields === undefined ? undefined : { changeSetId: fields[0], value: fields[1], record };
  }
}

/** The sealed change sets of a record. One whose lengths were damaged is given back whole, and does not open. */
function sealedIn(record: Bytes): readonly Bytes[] {
  const { records, wholeLength } = splitRecords(record);
  return records.length > 0 && wholeLength === record.length ? records : [record];
}
