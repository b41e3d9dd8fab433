/**
 * A chain on this device: its log, what the public parts add up to, and the keys of its epochs.
 *
 * Every entry, wherever it comes from, takes the same way: public checks, log (durable), sealed checks, fold.
 * A failed public check stops the chain for good, and the last good state stays. Where an epoch's key is
 * missing, folding waits at that entry; when the key comes with a later one, everything is folded again, as it
 * is when epochs are declared lost.
 */
import {
  checkEntries,
  decodeEntry,
  equalBytes,
  openGrant,
  openSealedPart,
  toHex,
  type Bytes,
  type ChainHead,
  type ChainState,
  type CheckedEntry,
  type CodecValue,
  type EpochKey,
  type Opened,
  type Plaintext,
  type RandomBytes,
} from "@coffer/protocol";
import type { Files } from "./environment.ts";
import { openEpochKeys, sealEpochKeys } from "./epoch-key-file.ts";
import type { Alarm } from "./failures.ts";
import { LocalLog } from "./local-log.ts";
import { openCache, sealCache, type CachedChain } from "./state-cache.ts";

/** An entry as it is folded: who wrote it, where it stands, and its plaintext unless it is void. */
export interface FoldedEntry {
  readonly seq: number;
  readonly hash: Bytes;
  readonly author: Bytes;
  /** Undefined for a void part. */
  readonly plaintext: Plaintext | undefined;
}

/** What a chain's plaintexts are folded into. */
export interface Fold {
  /** Back to the state before the first entry. */
  reset(): void;
  apply(entry: FoldedEntry): void;
  /** The folded state, for the sealed cache. */
  dump(): CodecValue;
  /** Takes a dumped state over; false if it is none, and then nothing has changed. */
  restore(dumped: CodecValue): boolean;
  isLedgerChange(value: CodecValue): boolean;
}

export interface ReplicaOptions {
  readonly files: Files;
  readonly vaultId: Bytes;
  /** Hash that the first entry must have, if it is known. */
  readonly genesisHash: Bytes | null;
  readonly device: { readonly localKey: Bytes };
  /** Whose grants this device can open: its own, and the account's while it holds the root keys. */
  readonly recipients: readonly { readonly recipientId: Bytes; readonly seed: Bytes }[];
  readonly fold: Fold;
  readonly randomBytes: RandomBytes;
}

/** Entries that are checked, written and folded together. */
const chunkEntries = 512;

export class Replica {
  readonly #options: ReplicaOptions;
  readonly #log: LocalLog;
  readonly #cacheName: string;
  readonly #keysName: string;
  #state: ChainState | undefined;
  #epochKeys = new Map<number, EpochKey>();
  /** Every epoch that any entry declared lost: known to a second folding from the start. */
  #lostEpochs: ReadonlySet<number> = new Set();
  /** The first entry that could not be opened for want of its epoch's key; null if there is none. */
  #blockedAt: number | null = null;
  #owesEpoch = false;
  #alarm: Alarm | undefined;
  /** The head that this device has seen, even if its log was damaged since. */
  #floor: ChainHead | undefined;
  #cachedLength = 0;

  constructor(options: ReplicaOptions) {
    const hex = toHex(options.vaultId);
    this.#options = options;
    this.#log = new LocalLog(options.files, `log-${hex}`);
    this.#cacheName = `state-${hex}`;
    this.#keysName = `keys-${hex}`;
  }

  get vaultId(): Bytes {
    return this.#options.vaultId;
  }

  get state(): ChainState | undefined {
    return this.#state;
  }

  get alarm(): Alarm | undefined {
    return this.#alarm;
  }

  /** Whether this device lacks a key that it would need to read on. */
  get isKeyMissing(): boolean {
    return this.#blockedAt !== null;
  }

  /**
   * Whether this device should begin an epoch: it has not the current key, or it has one of an earlier epoch
   * that the current one's author could not list for the others.
   */
  get owesEpoch(): boolean {
    const epoch = this.#state?.epoch;
    return this.#owesEpoch || (epoch !== undefined && !this.#epochKeys.has(epoch));
  }

  get epochKeys(): ReadonlyMap<number, EpochKey> {
    return this.#epochKeys;
  }

  /** Bytes of the log that were folded since the cache was written. */
  get uncachedBytes(): number {
    return this.#log.length - this.#cachedLength;
  }

  /** Reads what is on this device: the cache if it still fits, and the log from there on. */
  async load(): Promise<void> {
    const { files, vaultId, device, fold } = this.#options;
    const keys = await files.read(this.#keysName);
    if (keys !== undefined) {
      const held = await openEpochKeys(keys, vaultId, device.localKey);
      this.#epochKeys = new Map(held.keys);
      this.#owesEpoch = held.owesEpoch;
    }
    const bytes = await files.read(this.#cacheName);
    const cache =
      bytes === undefined ? undefined : await openCache(bytes, vaultId, device.localKey);
    this.#floor = cache?.head;
    const chain = cache?.chain;
    const tail = chain === undefined ? undefined : await this.#log.load(chain.logLength);
    if (chain !== undefined && tail !== undefined && fold.restore(chain.folded)) {
      this.#state = chain.state;
      this.#lostEpochs = chain.state.lostEpochs;
      this.#blockedAt = chain.blockedAt;
      this.#cachedLength = chain.logLength;
      await this.#admit(tail, false);
    } else {
      await this.#foldAgain();
    }
  }

  /** Verifies and folds the log again from its first entry. */
  audit(): Promise<void> {
    return this.#foldAgain();
  }

  /** Takes entries over that extend the chain; what stops them is the alarm. */
  async admit(entries: readonly Uint8Array[]): Promise<Alarm | undefined> {
    await this.#admit(entries, true);
    return this.#alarm;
  }

  /**
   * Compares the head that a server names with what this device has seen.
   *
   * Returns the alarm if the server shows less, or another entry at the same place.
   */
  checkServerHead(head: ChainHead): Alarm | undefined {
    const seen = this.#seen();
    if (seen === undefined) return this.#alarm;
    if (head.seq < seen.seq) this.#alarm ??= { kind: "rollback", seq: head.seq };
    if (head.seq === seen.seq && !equalBytes(head.hash, seen.hash)) {
      this.#alarm ??= { kind: "fork", seq: head.seq };
    }
    return this.#alarm;
  }

  /** Stops the chain for a reason that shows only beside another one. */
  stop(alarm: Alarm): void {
    this.#alarm ??= alarm;
  }

  /** Demands that the chain contains a head that somebody trustworthy has seen. */
  async demand(known: ChainHead): Promise<Alarm | undefined> {
    const hash = await this.#hashAt(known.seq);
    if (hash === undefined) this.#alarm ??= { kind: "rollback", seq: this.#state?.seq ?? -1 };
    else if (!equalBytes(hash, known.hash)) this.#alarm ??= { kind: "fork", seq: known.seq };
    return this.#alarm;
  }

  /** Writes the sealed cache, so that the next start need not fold this again. */
  async saveCache(): Promise<void> {
    const state = this.#state;
    if (state === undefined || this.uncachedBytes === 0 || this.#alarm !== undefined) return;
    const { files, device, fold, randomBytes } = this.#options;
    const chain: CachedChain = {
      state,
      blockedAt: this.#blockedAt,
      logLength: this.#log.length,
      folded: fold.dump(),
    };
    await files.replace(this.#cacheName, await sealCache(chain, device.localKey, randomBytes));
    this.#cachedLength = chain.logLength;
  }

  #seen(): ChainHead | undefined {
    const state = this.#state;
    const floor = this.#floor;
    if (state === undefined) return floor;
    return floor !== undefined && floor.seq > state.seq
      ? floor
      : { seq: state.seq, hash: state.head };
  }

  async #hashAt(seq: number): Promise<Bytes | undefined> {
    const state = this.#state;
    if (state === undefined || seq > state.seq) return undefined;
    if (seq === state.seq) return state.head;
    const entries = await this.#log.load(0);
    const bytes = entries?.[seq];
    return bytes === undefined ? undefined : decodeEntry(bytes)?.hash;
  }

  async #foldAgain(): Promise<void> {
    const entries = (await this.#log.load(0)) ?? [];
    this.#options.fold.reset();
    this.#state = undefined;
    this.#blockedAt = null;
    this.#cachedLength = 0;
    await this.#admit(entries, false);
  }

  async #admit(entries: readonly Uint8Array[], isNew: boolean): Promise<void> {
    for (let at = 0; at < entries.length && this.#alarm === undefined; at += chunkEntries) {
      const isFoldedAgain = await this.#admitChunk(entries.slice(at, at + chunkEntries), isNew);
      // That went through the whole log, which holds the rest of these entries.
      if (isFoldedAgain && !isNew) return;
    }
  }

  /** Checks, writes and folds. Returns whether the whole log was folded again. */
  async #admitChunk(chunk: readonly Uint8Array[], isNew: boolean): Promise<boolean> {
    const decoded = chunk.map((bytes) => decodeEntry(bytes));
    const malformedAt = decoded.indexOf(undefined);
    const whole = malformedAt < 0 ? decoded : decoded.slice(0, malformedAt);
    const before = this.#state;
    const seqBefore = before?.seq ?? -1;
    const run = await checkEntries(
      before,
      whole.filter((entry) => entry !== undefined),
    );
    if (run.state !== undefined && !this.#isOurs(run.state)) {
      this.#alarm = { kind: "vault-replaced" };
      return false;
    }
    if (isNew) await this.#log.append(run.checked.map(({ entry }) => entry.bytes));
    this.#state = run.state;
    if (run.refused !== undefined) {
      const seq = seqBefore + 1 + run.refused.index;
      this.#alarm = { kind: "entry-refused", seq, check: run.refused.code };
    } else if (malformedAt >= 0) {
      this.#alarm = { kind: "entry-malformed", seq: seqBefore + 1 + malformedAt };
    }
    this.#checkFloor(run.checked);
    return run.state !== undefined && this.#openAndFold(run.checked, run.state);
  }

  /** When the log catches up with the head that was seen before it was damaged, it must hold that one. */
  #checkFloor(run: readonly CheckedEntry[]): void {
    const floor = this.#floor;
    const same = run.find(({ entry }) => entry.header.seq === floor?.seq);
    if (floor === undefined || same === undefined) return;
    if (!equalBytes(floor.hash, same.entry.hash)) this.#alarm ??= { kind: "fork", seq: floor.seq };
  }

  #isOurs(state: ChainState): boolean {
    const { vaultId, genesisHash } = this.#options;
    return (
      equalBytes(state.vaultId, vaultId) &&
      (genesisHash === null || equalBytes(state.genesisHash, genesisHash))
    );
  }

  /** Folds a run, or, if it changes how earlier entries open, the whole log. Returns which. */
  async #openAndFold(run: readonly CheckedEntry[], state: ChainState): Promise<boolean> {
    const keysBefore = this.#epochKeys.size;
    const lostBefore = this.#lostEpochs.size;
    this.#lostEpochs = this.#lostEpochs.union(state.lostEpochs);
    const opened = await this.#openAll(run, { ...state, lostEpochs: this.#lostEpochs });
    const hasNewKeys = this.#epochKeys.size > keysBefore;
    if (hasNewKeys) await this.#saveKeys();
    const isMissing = opened.some(({ outcome }) => outcome === "key-missing");
    const isFirstRun = run[0]?.entry.header.seq === 0;
    const lostMore = this.#lostEpochs.size > lostBefore && !isFirstRun;
    if (lostMore || (hasNewKeys && (this.#blockedAt !== null || isMissing))) {
      await this.#foldAgain();
      return true;
    }
    for (const [index, { entry }] of run.entries()) {
      const part = opened[index];
      if (part?.outcome === "key-missing") this.#blockedAt ??= entry.header.seq;
      if (this.#blockedAt !== null) continue;
      const { seq, author } = entry.header;
      const plaintext = part?.outcome === "opened" ? part.plaintext : undefined;
      this.#options.fold.apply({ seq, hash: entry.hash, author, plaintext });
    }
    return false;
  }

  /** Opens a run in order: an epoch's key comes with the entry that begins it. */
  async #openAll(run: readonly CheckedEntry[], state: ChainState): Promise<readonly Opened[]> {
    const { fold } = this.#options;
    const opened: Promise<Opened>[] = [];
    for (const checked of run) {
      await this.#learnGrantedKey(checked);
      const epochKey = this.#epochKeys.get(checked.entry.header.epoch);
      const isLedgerChange = (value: CodecValue): boolean => fold.isLedgerChange(value);
      const opening = openSealedPart({ checked, state, epochKey, isLedgerChange });
      opened.push(opening);
      if (checked.publicPart !== undefined && "grants" in checked.publicPart) {
        this.#learnListedKeys(checked.entry.header.epoch, await opening);
      }
    }
    return Promise.all(opened);
  }

  async #learnGrantedKey({ entry, publicPart }: CheckedEntry): Promise<void> {
    const { vaultId, epoch } = entry.header;
    if (publicPart === undefined || !("grants" in publicPart) || this.#epochKeys.has(epoch)) return;
    const { grants } = publicPart;
    for (const { recipientId, seed } of this.#options.recipients) {
      const key = await openGrant({ vaultId, epoch, grants, recipientId, seed });
      if (key === undefined) continue;
      this.#epochKeys.set(epoch, key);
      return;
    }
  }

  #learnListedKeys(epoch: number, opened: Opened): void {
    const listed = opened.outcome === "opened" ? opened.plaintext.epochKeys : new Map();
    for (const [listedEpoch, key] of listed) this.#epochKeys.set(listedEpoch, key);
    this.#owesEpoch = [...this.#epochKeys.keys()].some(
      (held) => held < epoch && !listed.has(held) && !this.#lostEpochs.has(held),
    );
  }

  async #saveKeys(): Promise<void> {
    const { files, vaultId, device, randomBytes } = this.#options;
    const held = { keys: this.#epochKeys, owesEpoch: this.#owesEpoch };
    const bytes = await sealEpochKeys(held, vaultId, device.localKey, randomBytes);
    await files.replace(this.#keysName, bytes);
  }
}
