/**
 * Compare-and-append (docs/protocol.md SV30–SV37): entries of one request, over several chains, all or nothing.
 *
 * Order: whose chain → appended before? → does it follow the head? → the public checks, which every client runs
 * again → the storage, which compares the head once more inside its transaction. A state in memory moves only
 * after the commit.
 */
import {
  checkEntries,
  deviceOf,
  encodeChainState,
  entryKinds,
  equalBytes,
  fail,
  ok,
  type Bytes,
  type ChainState,
  type CheckedEntry,
  type Entry,
  type ErrorCode,
  type Result,
} from "@coffer/protocol/server";
import { nowSeconds, type Clock } from "../clock.ts";
import type { ServerLimits } from "../server-limits.ts";
import type { ChainAppend, CredentialChange, Head, Storage } from "../storage/storage.ts";
import { planAppend, type Author, type ChainPlan } from "./append-plan.ts";
import type { ChainCache } from "./chain-cache.ts";

/** What was asked for. */
export interface AppendRequest {
  readonly author: Author;
  readonly entries: readonly Bytes[];
  readonly credentials: CredentialChange | null;
}

/** What came of it. */
export interface Appended {
  /** What is new, by chain; empty if all of it had been appended before. */
  readonly chains: readonly AppendedChain[];
  readonly admittedDevices: readonly Bytes[];
  readonly revokedDevices: readonly Bytes[];
}

export interface AppendedChain {
  readonly vaultId: Bytes;
  readonly entries: readonly Bytes[];
}

export type AppendRefusal =
  | { readonly code: Exclude<ErrorCode, "lost-race"> }
  | { readonly code: "lost-race"; readonly vaultId: Bytes; readonly head: Head };

/** Entries that passed, with the state before and after them. */
interface CheckedChain {
  readonly vaultId: Bytes;
  readonly before: ChainState;
  readonly after: ChainState;
  readonly checked: readonly CheckedEntry[];
}

export class Appender {
  readonly #storage: Storage;
  readonly #cache: ChainCache;
  readonly #limits: ServerLimits;
  readonly #clock: Clock;

  constructor(options: {
    readonly storage: Storage;
    readonly cache: ChainCache;
    readonly limits: ServerLimits;
    readonly clock: Clock;
  }) {
    this.#storage = options.storage;
    this.#cache = options.cache;
    this.#limits = options.limits;
    this.#clock = options.clock;
  }

  /** Appends, with new credentials or without. */
  async append(request: AppendRequest): Promise<Result<Appended, AppendRefusal>> {
    const { author, credentials } = request;
    const plan = planAppend(author, request.entries);
    if (!plan.ok) return plan;
    const chains: CheckedChain[] = [];
    for (const part of plan.value) {
      const checked = await this.#check(author, part);
      if (!checked.ok) return checked;
      if (checked.value !== undefined) chains.push(checked.value);
    }
    if (credentials !== null && !isAnnounced(chains)) return fail({ code: "entry-refused" });
    if (chains.length === 0) return ok({ chains: [], admittedDevices: [], revokedDevices: [] });
    return this.#write(author.accountId, chains, credentials);
  }

  /** The entries of one chain that are new, checked; undefined if none is. */
  async #check(
    author: Author,
    { vaultId, entries }: ChainPlan,
  ): Promise<Result<CheckedChain | undefined, AppendRefusal>> {
    const chain = await this.#cache.get(vaultId);
    if (chain === undefined || !equalBytes(chain.accountId, author.accountId)) {
      return fail({ code: "not-found" });
    }
    const { state } = chain;
    const fresh: Entry[] = [];
    for (const entry of entries) {
      const earlier = await this.#earlierEntry(state, entry);
      if (earlier === undefined) fresh.push(entry);
      else if (!equalBytes(earlier, entry.bytes)) return fail({ code: "counter-reused" });
    }
    const [first] = fresh;
    if (first === undefined) return ok(undefined);
    const { seq, previous } = first.header;
    if (seq !== state.seq + 1 || !equalBytes(previous, state.head)) {
      return fail({ code: "lost-race", vaultId, head: { seq: state.seq, hash: state.head } });
    }
    const run = await checkEntries(state, fresh);
    if (run.refused !== undefined || run.state === undefined)
      return fail({ code: "entry-refused" });
    return ok({ vaultId, before: state, after: run.state, checked: run.checked });
  }

  /** The entry that was appended under the same device and counter, if there can be one. */
  async #earlierEntry(state: ChainState, { header }: Entry): Promise<Bytes | undefined> {
    const device = deviceOf(state, header.author);
    if (device === undefined || header.counter > device.counter) return undefined;
    return this.#storage.entryOf(header.vaultId, header.author, header.counter);
  }

  async #write(
    accountId: Bytes,
    chains: readonly CheckedChain[],
    credentials: CredentialChange | null,
  ): Promise<Result<Appended, AppendRefusal>> {
    const outcome = await this.#storage.append({
      accountId,
      chains: chains.map(chainAppendOf),
      credentials,
      entriesMax: this.#limits.accountEntriesMax,
      bytesMax: this.#limits.accountBytesMax,
      nowSeconds: nowSeconds(this.#clock),
    });
    switch (outcome.code) {
      case "appended":
        for (const { after } of chains) this.#cache.put({ accountId, state: after });
        return ok(appendedOf(outcome.isRepeat ? [] : chains));
      case "lost-race":
        this.#cache.forget(outcome.vaultId);
        return fail(outcome);
      case "counter-reused":
      case "quota-exceeded":
      case "generation-conflict":
        return fail({ code: outcome.code });
    }
  }
}

/** New credentials count only together with what tells the other devices of them, countersigned. */
function isAnnounced(chains: readonly CheckedChain[]): boolean {
  return chains.some(
    ({ after, checked }) =>
      after.chainKind === "account" && checked.some(({ countersigned }) => countersigned),
  );
}

function chainAppendOf({ vaultId, before, after, checked }: CheckedChain): ChainAppend {
  const isOnlyData = checked.every(({ entry }) => entry.header.kind === entryKinds.data);
  return {
    vaultId,
    after: { seq: before.seq, hash: before.head },
    entries: checked.map(({ entry: { header, hash, bytes } }) => ({
      seq: header.seq,
      hash,
      deviceId: header.author,
      counter: header.counter,
      bytes,
    })),
    state: isOnlyData ? null : encodeChainState(after),
  };
}

function appendedOf(chains: readonly CheckedChain[]): Appended {
  const parts = chains.flatMap(({ checked }) => checked.map(({ publicPart }) => publicPart));
  return {
    chains: chains.map(({ vaultId, checked }) => ({
      vaultId,
      entries: checked.map(({ entry }) => Uint8Array.from(entry.bytes)),
    })),
    admittedDevices: parts.flatMap((part) =>
      part?.kind === entryKinds.device ? [part.content.deviceId] : [],
    ),
    revokedDevices: parts.flatMap((part) =>
      part?.kind === entryKinds.revoke ? part.content.deviceIds : [],
    ),
  };
}
