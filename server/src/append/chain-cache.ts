/**
 * The states of chains in memory, so that an append need not verify a chain again: a bounded number, each loaded
 * from the storage when it is first needed.
 *
 * What the storage holds is the state as of the last change of devices or epochs, and the head and counters of
 * now; together they are the state of now. An encoding that this version cannot read is folded again from the
 * entries. A state is only ever replaced by a later one of the same chain.
 */
import {
  checkEntries,
  decodeChainState,
  decodeEntry,
  limits as protocolLimits,
  toHex,
  type Bytes,
  type ChainState,
  type Entry,
} from "@coffer/protocol/server";
import { LruMap } from "../lru-map.ts";
import type { Storage, StoredChain } from "../storage/storage.ts";

/** A chain and whose it is. */
export interface CachedChain {
  readonly accountId: Bytes;
  readonly state: ChainState;
}

export class ChainCache {
  readonly #storage: Storage;
  readonly #chains: LruMap<string, CachedChain>;

  constructor(storage: Storage, chainsMax: number) {
    this.#storage = storage;
    this.#chains = new LruMap(chainsMax);
  }

  /** The chain of an id, as far as this process knows; undefined if there is none. */
  async get(vaultId: Bytes): Promise<CachedChain | undefined> {
    const key = toHex(vaultId);
    const cached = this.#chains.get(key);
    if (cached !== undefined) return cached;
    const stored = await this.#storage.loadChain(vaultId);
    if (stored === undefined) return undefined;
    const state = (await stateOf(stored)) ?? (await this.#foldAgain(stored));
    // Meanwhile somebody may have appended, and put a later state here.
    this.put({ accountId: stored.accountId, state });
    return this.#chains.get(key) ?? { accountId: stored.accountId, state };
  }

  /** Remembers a state that is durable, unless a later one is known. */
  put(chain: CachedChain): void {
    const key = toHex(chain.state.vaultId);
    const known = this.#chains.get(key);
    if (known === undefined || known.state.seq < chain.state.seq) this.#chains.set(key, chain);
  }

  /** Forgets a chain whose head turned out to be another one. */
  forget(vaultId: Bytes): void {
    this.#chains.delete(toHex(vaultId));
  }

  async #foldAgain(stored: StoredChain): Promise<ChainState> {
    const bounds = {
      entriesMax: protocolLimits.pullEntriesMax,
      bytesMax: protocolLimits.pullBytesMax,
    };
    let state: ChainState | undefined;
    while (state === undefined || state.seq < stored.seq) {
      const fromSeq: number = state === undefined ? 0 : state.seq + 1;
      const loaded = await this.#storage.loadEntries(stored.vaultId, fromSeq, bounds);
      const entries = loaded
        .map(decodeEntry)
        .filter((entry): entry is Entry => entry !== undefined);
      const run = await checkEntries(state, entries);
      if (run.refused !== undefined || run.state === undefined || run.checked.length === 0) {
        throw new Error("Broken invariant: stored entries pass the public checks");
      }
      state = run.state;
    }
    return state;
  }
}

async function stateOf(stored: StoredChain): Promise<ChainState | undefined> {
  const decoded = await decodeChainState(stored.state);
  if (decoded === undefined) return undefined;
  const devices = new Map(decoded.devices);
  for (const { deviceId, counter } of stored.counters) {
    const key = toHex(deviceId);
    const device = devices.get(key);
    if (device !== undefined) devices.set(key, { ...device, counter });
  }
  return { ...decoded, devices, seq: stored.seq, head: stored.hash };
}
