/**
 * A chain on this device: its log, what the public parts add up to, and the keys of its epochs.
 *
 * Every entry, wherever it comes from, takes the same way: public checks, sealed checks, log (durable), fold.
 * A failed public check stops the chain for good, and the last good state stays. Where an epoch's key is
 * missing, folding waits at that entry; when the key comes with a later one, everything is folded again, as it
 * is when epochs are declared lost. At an entry of a newer schema it waits for a newer Coffer. State and fold
 * move together and in one step: what fails on the way leaves both where they were.
 */
import {
  checkEntries,
  decodeEntry,
  equalBytes,
  toHex,
  type Bytes,
  type ChainHead,
  type ChainState,
  type CheckedEntry,
  type CheckedRun,
  type CodecValue,
  type EpochKey,
  type Opened,
} from "@coffer/protocol";
import { begunBy, EpochKeys, missingEpochs, type EpochKeysOptions } from "./epoch-keys.ts";
import type { Alarm } from "./failures.ts";
import type { Fold, FoldedEntry } from "./fold.ts";
import { LocalLog } from "./local-log.ts";
import { openCache, sealCache, type CachedChain } from "./state-cache.ts";

export interface ReplicaOptions extends EpochKeysOptions {
  /** Hash that the first entry must have, if it is known. */
  readonly genesisHash: Bytes | null;
  readonly fold: Fold;
}

/** Entries that are checked, written and folded together. */
const chunkEntries = 512;

/** Where entries come from: a server, this device's log as it opens, or the log while the chain is open. */
type Source = "server" | "start" | "log";

/** How far a folding has come. */
interface Progress {
  state: ChainState | undefined;
  /** The first entry that is not folded, and what that waits for: an epoch's key, or a newer Coffer. */
  blocked: { readonly seq: number; readonly awaits: number | "update" } | undefined;
}

export class Replica {
  readonly #options: ReplicaOptions;
  readonly #log: LocalLog;
  readonly #cacheName: string;
  readonly #epochKeys: EpochKeys;
  /** One object for good: who is in the middle of admitting entries goes on from where it was moved to. */
  readonly #shown: Progress = { state: undefined, blocked: undefined };
  /** Every epoch that any entry declared lost: known to a second folding from the start. */
  #lostEpochs: ReadonlySet<number> = new Set();
  #alarm: Alarm | undefined;
  /** The head that this device has seen, even if its log was damaged since. */
  #floor: ChainHead | undefined;
  #cachedLength = 0;

  constructor(options: ReplicaOptions) {
    const hex = toHex(options.vaultId);
    this.#options = options;
    this.#log = new LocalLog(options.files, `log-${hex}`);
    this.#cacheName = `state-${hex}`;
    this.#epochKeys = new EpochKeys(options);
  }

  get vaultId(): Bytes {
    return this.#options.vaultId;
  }

  get state(): ChainState | undefined {
    return this.#shown.state;
  }

  get alarm(): Alarm | undefined {
    return this.#alarm;
  }

  /** Whether this device lacks a key that it would need to read on. */
  get isKeyMissing(): boolean {
    return typeof this.#shown.blocked?.awaits === "number";
  }

  /** Whether the log has entries that are not folded yet, for whatever reason. */
  get isBehind(): boolean {
    return this.#shown.blocked !== undefined;
  }

  /**
   * Whether this device should begin an epoch: it has not the current key, or it has one of an earlier epoch
   * that the current one's author could not list for the others.
   */
  get owesEpoch(): boolean {
    const epoch = this.state?.epoch;
    return this.#epochKeys.owesList || (epoch !== undefined && !this.epochKeys.has(epoch));
  }

  get epochKeys(): ReadonlyMap<number, EpochKey> {
    return this.#epochKeys.all;
  }

  /** Bytes of the log that were folded since the cache was written. */
  get uncachedBytes(): number {
    return this.#log.length - this.#cachedLength;
  }

  /** Reads what is on this device: the cache if it still fits, and the log from there on. */
  async load(): Promise<void> {
    const { files, vaultId, device, fold } = this.#options;
    await this.#epochKeys.load();
    const bytes = await files.read(this.#cacheName);
    const cache =
      bytes === undefined ? undefined : await openCache(bytes, vaultId, device.localKey);
    this.#floor = cache?.head;
    const chain = cache?.chain;
    const tail = chain === undefined ? undefined : await this.#log.load(chain.logLength);
    if (chain !== undefined && tail !== undefined && fold.restore(chain.folded)) {
      this.#shown.state = chain.state;
      this.#lostEpochs = chain.state.lostEpochs;
      this.#cachedLength = chain.logLength;
      await this.#admit(this.#shown, tail, "start");
    } else {
      await this.#foldAgain("start");
    }
  }

  /** Verifies and folds the log again from its first entry. */
  audit(): Promise<void> {
    return this.#foldAgain("log");
  }

  /** Takes entries over that extend the chain; what stops them is the alarm. */
  async admit(entries: readonly Uint8Array[]): Promise<Alarm | undefined> {
    await this.#admit(this.#shown, entries, "server");
    await this.#epochKeys.save();
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

  /** Writes the epoch keys that were learnt and are not written yet. */
  saveKeys(): Promise<void> {
    return this.#epochKeys.save();
  }

  /** Forgets the seeds of all recipients but one. */
  openOnlyFor(recipientId: Bytes): void {
    this.#epochKeys.openOnlyFor(recipientId);
  }

  /** Stops the chain for a reason that shows only beside another one. */
  stop(alarm: Alarm): void {
    this.#alarm ??= alarm;
  }

  /** Demands that the chain contains heads that somebody trustworthy has seen. */
  async demand(known: readonly ChainHead[]): Promise<Alarm | undefined> {
    const hashes = await this.hashesAt(known.map(({ seq }) => seq));
    const end = this.state?.seq ?? -1;
    for (const { seq, hash } of known) {
      const own = hashes.get(seq);
      if (seq > end) this.#alarm ??= { kind: "rollback", seq: end };
      else if (own !== undefined && !equalBytes(own, hash)) this.#alarm ??= { kind: "fork", seq };
    }
    return this.#alarm;
  }

  /** Hashes of the entries at some places; there is none beyond the end. */
  async hashesAt(places: readonly number[]): Promise<ReadonlyMap<number, Bytes>> {
    const { state } = this;
    const hashes = new Map<number, Bytes>();
    if (state === undefined) return hashes;
    hashes.set(0, state.genesisHash).set(state.seq, state.head);
    const unknown = places.filter((seq) => seq < state.seq && !hashes.has(seq));
    if (unknown.length === 0) return hashes;
    const entries = (await this.#log.load(0)) ?? [];
    for (const seq of unknown) {
      const bytes = entries[seq];
      const hash = bytes === undefined ? undefined : decodeEntry(bytes)?.hash;
      if (hash !== undefined) hashes.set(seq, hash);
    }
    return hashes;
  }

  /** Epochs that one of these devices began and whose key has not come to this one since, by any way. */
  async epochsWithheldBy(authors: readonly Bytes[]): Promise<readonly number[]> {
    const { state, epochKeys } = this;
    if (state === undefined) return [];
    const missing = missingEpochs(state, epochKeys);
    if (missing.size === 0) return [];
    return begunBy(authors, (await this.#log.load(0)) ?? []).filter((epoch) => missing.has(epoch));
  }

  /** Writes the sealed cache, so that the next start need not fold this again; not while folding waits. */
  async saveCache(): Promise<void> {
    const { state, blocked } = this.#shown;
    if (state === undefined || blocked !== undefined || this.#alarm !== undefined) return;
    if (this.uncachedBytes === 0) return;
    // What a cache covers is not looked at again, and so its keys are not learnt again.
    await this.#epochKeys.save();
    const { files, device, fold, randomBytes } = this.#options;
    const chain: CachedChain = {
      state,
      logLength: this.#log.length,
      folded: fold.dump(),
    };
    await files.replace(this.#cacheName, await sealCache(chain, device.localKey, randomBytes));
    this.#cachedLength = chain.logLength;
  }

  #seen(): ChainHead | undefined {
    const { state } = this;
    const floor = this.#floor;
    if (state === undefined) return floor;
    return floor !== undefined && floor.seq > state.seq
      ? floor
      : { seq: state.seq, hash: state.head };
  }

  async #foldAgain(source: "start" | "log"): Promise<void> {
    const entries = (await this.#log.load(0)) ?? [];
    const { fold } = this.#options;
    const beside: Progress = { state: undefined, blocked: undefined };
    fold.restart();
    try {
      if (await this.#admit(beside, entries, source)) return;
      // A log that went bad since: what is shown is the last good state.
      if (this.#alarm !== undefined && this.state !== undefined) return;
      this.#shown.state = beside.state;
      this.#shown.blocked = beside.blocked;
      this.#cachedLength = 0;
      fold.finish();
    } finally {
      fold.abandon();
    }
  }

  /** Returns whether that has folded the whole log again, in which the rest of a log's entries are. */
  async #admit(
    progress: Progress,
    entries: readonly Uint8Array[],
    source: Source,
  ): Promise<boolean> {
    for (let at = 0; at < entries.length && this.#alarm === undefined; at += chunkEntries) {
      const chunk = entries.slice(at, at + chunkEntries);
      const nextSeq = seqAfter(progress);
      const outcome = await this.#admitChunk(progress, chunk, source);
      if (outcome === "folded-again" && source !== "server") return true;
      if (outcome !== "stopped") continue;
      // What this device had written was good: its disk has damaged it, and the server has it.
      const rest = at + seqAfter(progress) - nextSeq;
      if (this.#alarm === undefined) await this.#log.dropLast(entries.slice(rest));
      return false;
    }
    return false;
  }

  /** Checks, opens, writes and folds. */
  async #admitChunk(
    progress: Progress,
    chunk: readonly Uint8Array[],
    source: Source,
  ): Promise<"folded" | "folded-again" | "stopped"> {
    const decoded = chunk.map((bytes) => decodeEntry(bytes));
    const malformedAt = decoded.indexOf(undefined);
    const whole = malformedAt < 0 ? decoded : decoded.slice(0, malformedAt);
    const nextSeq = seqAfter(progress);
    const run = await checkEntries(
      progress.state,
      whole.filter((entry) => entry !== undefined),
    );
    const foreign = this.#foreignTo(run);
    if (foreign !== undefined) {
      this.#alarm ??= foreign;
      return "stopped";
    }
    const lostEpochs = this.#lostEpochs.union(run.state?.lostEpochs ?? new Set<number>());
    const keysBefore = this.#epochKeys.held;
    const isLedgerChange = (value: CodecValue): boolean => this.#options.fold.isLedgerChange(value);
    const opened = await this.#epochKeys.open(run, lostEpochs, isLedgerChange);
    try {
      if (source === "server") await this.#log.append(run.checked.map(({ entry }) => entry.bytes));
    } catch (error) {
      this.#epochKeys.goBack(keysBefore);
      throw error;
    }
    const isFoldedAgain = await this.#fold(progress, run, { opened, lostEpochs, source });
    if (isFoldedAgain && source !== "server") return "folded-again";
    const alarm = alarmOf(run, nextSeq, malformedAt);
    if (alarm === undefined) return "folded";
    if (source === "log") this.#alarm ??= { kind: "log-damaged", seq: alarm.seq };
    if (source === "server") this.#alarm ??= alarm;
    return "stopped";
  }

  /** Why a run is none of this chain, or not the one that was seen before the log was damaged. */
  #foreignTo({ state, checked }: CheckedRun): Alarm | undefined {
    const { vaultId, genesisHash } = this.#options;
    if (state === undefined) return undefined;
    const isOurs =
      equalBytes(state.vaultId, vaultId) &&
      (genesisHash === null || equalBytes(state.genesisHash, genesisHash));
    if (!isOurs) return { kind: "vault-replaced" };
    const floor = this.#floor;
    const same = checked.find(({ entry }) => entry.header.seq === floor?.seq);
    const isSeen =
      floor === undefined || same === undefined || equalBytes(floor.hash, same.entry.hash);
    return isSeen ? undefined : { kind: "fork", seq: floor.seq };
  }

  /**
   * Moves on by a run, which is in the log; if it changes how earlier entries open, folds the whole log again.
   * Returns which.
   */
  async #fold(
    progress: Progress,
    { state, checked }: CheckedRun,
    run: {
      readonly opened: readonly Opened[];
      readonly lostEpochs: ReadonlySet<number>;
      readonly source: Source;
    },
  ): Promise<boolean> {
    const [first] = checked;
    if (first === undefined) return false;
    const blocked = progress.blocked ?? blockOf(checked, run.opened);
    const lostMore = run.lostEpochs.size > this.#lostEpochs.size && first.entry.header.seq > 0;
    this.#lostEpochs = run.lostEpochs;
    progress.state = state;
    const hasCome = typeof blocked?.awaits === "number" && this.epochKeys.has(blocked.awaits);
    if (lostMore || hasCome) {
      // Should that fail, nothing is folded on top of what is not there.
      const { seq, epoch } = first.entry.header;
      progress.blocked = blocked ?? { seq, awaits: epoch };
      await this.#foldAgain(run.source === "start" ? "start" : "log");
      return true;
    }
    progress.blocked = blocked;
    const folded: FoldedEntry[] = [];
    for (const [index, { entry }] of checked.entries()) {
      const { seq, author } = entry.header;
      if (blocked !== undefined && seq >= blocked.seq) break;
      const part = run.opened[index];
      const plaintext = part?.outcome === "opened" ? part.plaintext : undefined;
      folded.push({ seq, hash: entry.hash, author, plaintext });
    }
    this.#options.fold.apply(folded);
    return false;
  }
}

/** What stopped a run before its end. */
function alarmOf(
  run: CheckedRun,
  firstSeq: number,
  malformedAt: number,
): Extract<Alarm, { kind: "entry-refused" | "entry-malformed" }> | undefined {
  if (run.refused !== undefined) {
    const { index, code: check } = run.refused;
    return { kind: "entry-refused", seq: firstSeq + index, check };
  }
  return malformedAt < 0 ? undefined : { kind: "entry-malformed", seq: firstSeq + malformedAt };
}

/** The first entry that cannot be folded yet. */
function blockOf(checked: readonly CheckedEntry[], opened: readonly Opened[]): Progress["blocked"] {
  for (const [index, { entry }] of checked.entries()) {
    const { seq, epoch } = entry.header;
    const outcome = opened[index]?.outcome;
    if (outcome === "not-understood") return { seq, awaits: "update" };
    if (outcome === "key-missing") return { seq, awaits: epoch };
  }
  return undefined;
}

function seqAfter({ state }: Progress): number {
  return (state?.seq ?? -1) + 1;
}
