/**
 * What a device's log says, read apart from the engine: the entries opened with the device's keys, and a book folded from
 * them one after the other, with nothing ever taken back. It is what the engine's book is held against.
 */
import { openWithPassword } from "../../client/src/device-record.ts";
import type { Environment } from "../../client/src/environment.ts";
import { loadDevice } from "../../client/src/home.ts";
import { Outbox } from "../../client/src/outbox.ts";
import type { Fold, FoldedEntry } from "../../client/src/fold.ts";
import { Replica } from "../../client/src/replica.ts";
import {
  apply,
  createBook,
  decodeChangeSet,
  dump,
  type Book,
  type ChangeSet,
} from "../../ledger/src/index.ts";
import { toHex } from "../../protocol/src/bytes.ts";
import { encode } from "../../protocol/src/codec.ts";
import { changeTypes } from "../../protocol/src/index.ts";
import { typedPassword } from "./device.ts";

/** A change set of the log. */
export interface Written {
  readonly changeSet: ChangeSet;
  readonly author: string;
}

/** What lies on a disk. */
export interface OnDisk {
  readonly written: readonly Written[];
  readonly waiting: readonly ChangeSet[];
  readonly author: string;
  /** Entries whose sealed part nobody can read. */
  readonly voids: number;
}

class Recording implements Fold {
  written: Written[] = [];
  voids = 0;
  readonly #beginning: readonly Written[] | undefined;

  constructor(beginning: readonly Written[] | undefined) {
    this.#beginning = beginning;
  }

  apply(entries: readonly FoldedEntry[]): void {
    for (const { author, plaintext } of entries) {
      if (plaintext === undefined) this.voids += 1;
      for (const { type, value } of plaintext?.changes ?? []) {
        const changeSet = type === changeTypes.ledger ? decodeChangeSet(value) : undefined;
        if (changeSet?.ok !== true) continue;
        this.written.push({ changeSet: changeSet.value, author: toHex(author) });
      }
    }
  }

  restart(): void {
    this.written = [];
    this.voids = 0;
  }

  finish(): void {}
  abandon(): void {}

  dump(): null {
    return null;
  }

  restore(): boolean {
    this.written = [...(this.#beginning ?? [])];
    return this.#beginning !== undefined;
  }

  isLedgerChange(value: Parameters<Fold["isLedgerChange"]>[0]): boolean {
    return decodeChangeSet(value).ok;
  }
}

/**
 * Reads a disk, which may be changed by that. `beginning`: what is written up to the cache that lies there, if that is
 * not to be read again.
 */
export async function readDisk(
  environment: Environment,
  beginning: readonly Written[] | undefined,
): Promise<OnDisk> {
  const { files, argon2id, randomBytes } = environment;
  const record = await loadDevice(files);
  if (record === undefined || record === "damaged") throw new Error("The device is damaged.");
  const keys = await openWithPassword(record, typedPassword, argon2id);
  if (keys === undefined) throw new Error("The device does not open.");
  const { deviceId, kemSeed, localKey } = keys;
  const fold = new Recording(beginning);
  const replica = new Replica({
    files,
    vaultId: record.vaultId,
    device: keys,
    recipients: [{ recipientId: deviceId, seed: kemSeed }],
    randomBytes,
    genesisHash: null,
    fold,
  });
  await replica.load();
  const outbox = new Outbox(files, record.vaultId, localKey, randomBytes);
  await outbox.load();
  const inLog = new Set<string>(fold.written.map(({ changeSet }) => changeSet.id));
  const waiting = outbox.items
    // The file may hold what has left, where the disk was full: the next start drops it.
    .filter(({ changeSetId }) => !inLog.has(changeSetId))
    .map(({ value }) => {
      const changeSet = decodeChangeSet(value);
      if (!changeSet.ok) throw new Error("What waits is no change set.");
      return changeSet.value;
    });
  return { written: fold.written, waiting, author: toHex(deviceId), voids: fold.voids };
}

/** The dump of the book that a disk's log and outbox add up to. */
export function expectedDump({ written, waiting, author }: OnDisk): string {
  const book = createBook();
  for (const { changeSet, author: by } of written) apply(book, changeSet, by);
  for (const changeSet of waiting) apply(book, changeSet, author);
  return dumpOf(book);
}

/** The dump of a book as text that can be compared. */
export function dumpOf(book: Book): string {
  return toHex(encode(dump(book)));
}
