/**
 * Entries that this device adds to a chain, one on top of the other, before a server has them.
 *
 * Every entry is checked as the server and the other devices will check it: what is not valid is a bug here
 * and is not sent.
 */
import { assert } from "@coffer/ledger";
import {
  checkEntries,
  deviceOf,
  entryKinds,
  recipientsOf,
  schemaKnown,
  sealGrants,
  sealNext,
  toHex,
  type AccountChange,
  accountChangeValue,
  type Bytes,
  type ChainHead,
  type ChainState,
  type DeviceAuthor,
  type Entry,
  type EpochKey,
  type PublicPart,
  type RandomBytes,
  type RootKeys,
  type SealedChange,
} from "@coffer/protocol";

export interface DraftOptions {
  readonly state: ChainState;
  readonly epochKeys: ReadonlyMap<number, EpochKey>;
  readonly author: DeviceAuthor;
  /** Countersigns, where an entry needs the account's consent. */
  readonly root: RootKeys | null;
  /** No counter up to this one is used again. */
  readonly counterFloor?: number;
  readonly randomBytes: RandomBytes;
}

/** What an entry says inside its seal. */
export interface DraftContent {
  readonly changes: readonly SealedChange[];
  /** Head of the account chain, in a vault's entry. */
  readonly accountHead: ChainHead | null;
}

export class ChainDraft {
  readonly #options: DraftOptions;
  readonly #entries: Entry[] = [];
  #state: ChainState;
  #counter: number;

  constructor(options: DraftOptions) {
    this.#options = options;
    this.#state = options.state;
    const used = deviceOf(options.state, options.author.deviceId)?.counter ?? 0;
    this.#counter = Math.max(used, options.counterFloor ?? 0);
  }

  /** The state after the entries so far. */
  get state(): ChainState {
    return this.#state;
  }

  get head(): ChainHead {
    return { seq: this.#state.seq, hash: this.#state.head };
  }

  get entries(): readonly Bytes[] {
    return this.#entries.map((entry) => Uint8Array.from(entry.bytes));
  }

  /** How many entries there are so far. */
  get length(): number {
    return this.#entries.length;
  }

  /** Counter of the last entry. */
  get counter(): number {
    return this.#counter;
  }

  /** Adds changes; countersigned if the root keys are there. */
  data(content: DraftContent): Promise<void> {
    return this.#add({ kind: entryKinds.data }, content, this.#currentKey(), new Map());
  }

  /** Admits the author as a device of the account. */
  device(accountId: Bytes, content: DraftContent): Promise<void> {
    const { deviceId, signKey, kemKey } = this.#options.author;
    const part: PublicPart = {
      kind: entryKinds.device,
      content: { accountId, deviceId, signKey, kemKey },
    };
    return this.#add(part, content, this.#currentKey(), new Map());
  }

  /** Revokes devices and begins a new epoch without them; declares epochs lost whose key nobody here was given. */
  async revoke(
    deviceIds: readonly Bytes[],
    lostEpochs: readonly number[],
    content: DraftContent,
  ): Promise<void> {
    const revoked = new Set(deviceIds.map(toHex));
    const devices = new Map(
      [...this.#state.devices].filter(([deviceId]) => !revoked.has(deviceId)),
    );
    const sorted = deviceIds.toSorted((a, b) => (toHex(a) < toHex(b) ? -1 : 1));
    await this.#newEpoch(content, devices, (grants) => ({
      kind: entryKinds.revoke,
      content: { deviceIds: sorted, lostEpochs },
      grants,
    }));
  }

  /** Begins a new epoch for the same devices: its key list helps those that lack a key. */
  async epoch(content: DraftContent): Promise<void> {
    await this.#newEpoch(content, this.#state.devices, (grants) => ({
      kind: entryKinds.epoch,
      content: { schema: this.#state.schema, lostEpochs: [] },
      grants,
    }));
  }

  async #newEpoch(
    content: DraftContent,
    devices: ChainState["devices"],
    partOf: (grants: Awaited<ReturnType<typeof sealGrants>>) => PublicPart,
  ): Promise<void> {
    const epochKey = this.#options.randomBytes(32) as EpochKey;
    const grants = await sealGrants({
      vaultId: this.#state.vaultId,
      epoch: this.#state.epoch + 1,
      epochKey,
      recipients: recipientsOf({ devices, members: this.#state.members }),
    });
    await this.#add(partOf(grants), content, epochKey, this.#options.epochKeys);
  }

  #currentKey(): EpochKey {
    const key = this.#options.epochKeys.get(this.#state.epoch);
    assert(key !== undefined, "who writes data has the epoch's key");
    return key;
  }

  async #add(
    part: PublicPart,
    content: DraftContent,
    epochKey: EpochKey,
    listedKeys: ReadonlyMap<number, EpochKey>,
  ): Promise<void> {
    const { author, root, randomBytes } = this.#options;
    const entry = await sealNext({
      state: this.#state,
      part,
      author,
      counter: this.#counter + 1,
      countersigner: root,
      epochKey,
      plaintext: { schema: schemaKnown, epochKeys: listedKeys, ...content },
      randomBytes,
    });
    const { state, refused } = await checkEntries(this.#state, [entry]);
    assert(state !== undefined && refused === undefined, `own entry: ${refused?.code}`);
    this.#entries.push(entry);
    this.#state = state;
    this.#counter += 1;
  }
}

/** A change of the account chain with an id of its own. */
export function sealedChange(change: AccountChange, randomBytes: RandomBytes): SealedChange {
  return { id: randomBytes(16), type: change.type, value: accountChangeValue(change) };
}
