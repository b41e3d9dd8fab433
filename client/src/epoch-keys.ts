/**
 * The epoch keys that a device holds of a chain: learnt from grants and from the lists in later epoch entries,
 * kept in a sealed file of their own (epoch-key-file.ts).
 *
 * Only the keys of entries in the log are held. What is granted to this device can be learnt from there again, so
 * the file is written after it; it must be there before a cache that makes learning unnecessary.
 */
import {
  decodeEntry,
  entryKinds,
  equalBytes,
  openGrant,
  openSealedPart,
  toHex,
  type Bytes,
  type ChainState,
  type CheckedRun,
  type CodecValue,
  type EpochKey,
  type Opened,
  type RandomBytes,
} from "@coffer/protocol";
import type { Files } from "./environment.ts";
import { openEpochKeys, sealEpochKeys, type HeldKeys } from "./epoch-key-file.ts";

export interface EpochKeysOptions {
  readonly files: Files;
  readonly vaultId: Bytes;
  readonly device: { readonly localKey: Bytes };
  /** Whose grants this device can open: its own, and the account's while it holds the root keys. */
  readonly recipients: readonly Recipient[];
  readonly randomBytes: RandomBytes;
}

/** Who a key is sealed to, and what opens it. */
export interface Recipient {
  readonly recipientId: Bytes;
  readonly seed: Bytes;
}

export class EpochKeys {
  readonly #options: Omit<EpochKeysOptions, "recipients">;
  readonly #name: string;
  #recipients: readonly Recipient[];
  #keys = new Map<number, EpochKey>();
  #owesList = false;
  #isSaved = true;

  constructor(options: EpochKeysOptions) {
    const { files, vaultId, device, randomBytes } = options;
    this.#options = { files, vaultId, device, randomBytes };
    this.#recipients = options.recipients;
    this.#name = `keys-${toHex(options.vaultId)}`;
  }

  /** The keys by epoch. */
  get all(): ReadonlyMap<number, EpochKey> {
    return this.#keys;
  }

  /** Whether the newest epoch's list lacks a key that this device holds, and so owes the others. */
  get owesList(): boolean {
    return this.#owesList;
  }

  /** What is held at the moment. */
  get held(): HeldKeys {
    return { keys: new Map(this.#keys), owesEpoch: this.#owesList };
  }

  /** Forgets what was learnt since: the entries that told it are not in the log. */
  goBack({ keys, owesEpoch }: HeldKeys): void {
    this.#keys = new Map(keys);
    this.#owesList = owesEpoch;
  }

  /** Forgets the seeds of all recipients but one. */
  openOnlyFor(recipientId: Bytes): void {
    this.#recipients = this.#recipients.filter((each) => equalBytes(each.recipientId, recipientId));
  }

  /** Reads the file. */
  async load(): Promise<void> {
    const { files, vaultId, device } = this.#options;
    const bytes = await files.read(this.#name);
    if (bytes === undefined) return;
    const held = await openEpochKeys(bytes, vaultId, device.localKey);
    this.#keys = new Map(held.keys);
    this.#owesList = held.owesEpoch;
  }

  /** Writes the file if something was learnt since. */
  async save(): Promise<void> {
    if (this.#isSaved) return;
    const { files, vaultId, device, randomBytes } = this.#options;
    const bytes = await sealEpochKeys(this.held, vaultId, device.localKey, randomBytes);
    await files.replace(this.#name, bytes);
    this.#isSaved = true;
  }

  /** Opens the sealed parts of a run, in order: an epoch's key comes with the entry that begins it. */
  async open(
    { checked: run, state }: CheckedRun,
    lostEpochs: ReadonlySet<number>,
    isLedgerChange: (value: CodecValue) => boolean,
  ): Promise<readonly Opened[]> {
    if (state === undefined) return [];
    const chain = { ...state, lostEpochs };
    const opened: Promise<Opened>[] = [];
    for (const checked of run) {
      const { entry, publicPart } = checked;
      const { epoch } = entry.header;
      const grants = publicPart !== undefined && "grants" in publicPart ? publicPart.grants : null;
      if (grants !== null) await this.#learnGranted(epoch, grants);
      const epochKey = this.#keys.get(epoch);
      const opening = openSealedPart({ checked, state: chain, epochKey, isLedgerChange });
      opened.push(opening);
      if (grants !== null) this.#learnListed(epoch, await opening, lostEpochs);
    }
    return Promise.all(opened);
  }

  /** Learns the key that an epoch's grants hold for this device. */
  async #learnGranted(
    epoch: number,
    grants: Parameters<typeof openGrant>[0]["grants"],
  ): Promise<void> {
    if (this.#keys.has(epoch)) return;
    const { vaultId } = this.#options;
    for (const { recipientId, seed } of this.#recipients) {
      const key = await openGrant({ vaultId, epoch, grants, recipientId, seed });
      if (key === undefined) continue;
      this.#add(epoch, key);
      return;
    }
  }

  /** Learns what the entry that begins an epoch lists, and whether it lacks something that others need. */
  #learnListed(epoch: number, opened: Opened, lostEpochs: ReadonlySet<number>): void {
    const listed: ReadonlyMap<number, EpochKey> =
      opened.outcome === "opened" ? opened.plaintext.epochKeys : new Map();
    for (const [listedEpoch, key] of listed) this.#add(listedEpoch, key);
    this.#owesList = [...this.#keys.keys()].some(
      (held) => held < epoch && !listed.has(held) && !lostEpochs.has(held),
    );
  }

  #add(epoch: number, key: EpochKey): void {
    if (this.#keys.has(epoch)) return;
    this.#keys.set(epoch, key);
    this.#isSaved = false;
  }
}

/** Epochs whose key is not among these, but for those that were declared lost. */
export function missingEpochs(
  { commitments, lostEpochs }: ChainState,
  keys: ReadonlyMap<number, EpochKey>,
): ReadonlySet<number> {
  const begun = [...commitments.keys()];
  return new Set(begun.filter((epoch) => !keys.has(epoch) && !lostEpochs.has(epoch)));
}

/** The epochs that devices have begun, of a log's entries, in order. */
export function begunBy(
  authors: readonly Bytes[],
  entries: readonly Uint8Array[],
): readonly number[] {
  return entries.flatMap((bytes) => {
    const header = decodeEntry(bytes)?.header;
    if (header?.kind !== entryKinds.epoch && header?.kind !== entryKinds.revoke) return [];
    return authors.some((author) => equalBytes(author, header.author)) ? [header.epoch] : [];
  });
}
