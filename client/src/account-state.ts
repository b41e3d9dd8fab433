/**
 * What the account chain says: vaults, recovery key, server keys, credentials, pins, devices' names.
 *
 * Folded from the opened parts of the account chain, in order. A device trusts these, and not the server, about
 * what the account has. The hash of each entry is kept too: entries of vaults name heads of this chain, which
 * must be the ones that this device has seen. So is every pin, until it was held against its vault.
 */
import {
  accountSecretLength,
  bytesField,
  changeTypes,
  hashLength,
  idLength,
  integerField,
  limits,
  listField,
  nullableField,
  readAccountChange,
  textField,
  toHex,
  tupleField,
  type AccountChange,
  type AccountSecret,
  type Bytes,
  type ChainHead,
  type CodecValue,
  type ListedVault,
  type SealedChange,
  type ServerKeys,
} from "@coffer/protocol";
import type { Fold, FoldedEntry } from "./fold.ts";

/** An entry whose sealed part is void: where it stands, and which device wrote it. */
export interface VoidEntry {
  readonly seq: number;
  readonly author: Bytes;
}

export interface AccountState {
  readonly vaults: readonly ListedVault[];
  readonly recoveryPublicKey: Bytes | null;
  readonly serverKeys: ServerKeys | null;
  /** Generation of the newest rekey; 1 before the first. */
  readonly generation: number;
  /** The Account Secret of the newest rekey that changed it. */
  readonly accountSecret: AccountSecret | null;
  /** The farthest that any device of the account has pinned each vault, by its id in hex. */
  readonly pins: ReadonlyMap<string, ChainHead>;
  readonly deviceNames: ReadonlyMap<string, string>;
  /** When each device was last heard of, by its own clock, in Unix seconds. */
  readonly lastSeen: ReadonlyMap<string, number>;
}

const emptyAccountState: AccountState = {
  vaults: [],
  recoveryPublicKey: null,
  serverKeys: null,
  generation: 1,
  accountSecret: null,
  pins: new Map(),
  deviceNames: new Map(),
  lastSeen: new Map(),
};

/** A pin that is still to be held against its vault. */
interface OpenPin {
  readonly vaultId: string;
  readonly head: ChainHead;
}

/** What the entries of the chain add up to. */
interface Folded {
  state: AccountState;
  readonly hashes: Bytes[];
  readonly voids: VoidEntry[];
  openPins: OpenPin[];
}

function nothingFolded(): Folded {
  return { state: emptyAccountState, hashes: [], voids: [], openPins: [] };
}

/** The account chain's fold. */
export class AccountFold implements Fold {
  #shown: Folded = nothingFolded();
  /** Folded anew, while the other is shown. */
  #beside: Folded | undefined;

  get state(): AccountState {
    return this.#shown.state;
  }

  /** Entries whose sealed part could not be read by anybody. */
  get voids(): readonly VoidEntry[] {
    return this.#shown.voids;
  }

  /** Hash of the entry at a place; undefined beyond what is folded. */
  hashAt(seq: number): Bytes | undefined {
    return this.#shown.hashes[seq];
  }

  /** Pins of a vault, by its id in hex, that were not held against it yet. */
  openPinsOf(vaultId: string): readonly ChainHead[] {
    return this.#shown.openPins.filter((pin) => pin.vaultId === vaultId).map(({ head }) => head);
  }

  /** Forgets the open pins of a vault: its chain has them. */
  settlePinsOf(vaultId: string): void {
    this.#shown.openPins = this.#shown.openPins.filter((pin) => pin.vaultId !== vaultId);
  }

  restart(): void {
    this.#beside = nothingFolded();
  }

  finish(): void {
    this.#shown = this.#beside ?? this.#shown;
    this.#beside = undefined;
  }

  abandon(): void {
    this.#beside = undefined;
  }

  apply(entries: readonly FoldedEntry[]): void {
    const folded = this.#beside ?? this.#shown;
    for (const { seq, hash: entryHash, author, plaintext } of entries) {
      folded.hashes.push(entryHash);
      if (plaintext === undefined) folded.voids.push({ seq, author });
      else foldChanges(folded, author, plaintext.changes);
    }
  }

  isLedgerChange(): boolean {
    return false;
  }

  dump(): CodecValue {
    const { state, hashes, voids, openPins } = this.#shown;
    const { vaults, recoveryPublicKey, serverKeys, generation, accountSecret } = state;
    return [
      vaults.map((vault) => [vault.vaultId, vault.genesisHash]),
      recoveryPublicKey,
      serverKeys === null
        ? null
        : [serverKeys.serverId, serverKeys.opaquePublicKey, serverKeys.channelPublicKey],
      generation,
      accountSecret,
      [...state.pins].map(([vaultId, pin]) => [vaultId, pin.seq, pin.hash]),
      [...state.deviceNames],
      [...state.lastSeen],
      hashes,
      voids.map((entry) => [entry.seq, entry.author]),
      openPins.map(({ vaultId, head }) => [vaultId, head.seq, head.hash]),
    ];
  }

  restore(dumped: CodecValue): boolean {
    const fields = dumpedFields(dumped);
    if (fields === undefined) return false;
    const [vaults, recoveryPublicKey, keys, generation, secret, pins, names, seen, ...rest] =
      fields;
    const [hashes, voids, openPins] = rest;
    const state = {
      vaults: vaults.map(([vaultId, genesisHash]) => ({ vaultId, genesisHash })),
      recoveryPublicKey,
      serverKeys:
        keys === null
          ? null
          : { serverId: keys[0], opaquePublicKey: keys[1], channelPublicKey: keys[2] },
      generation,
      accountSecret: secret as AccountSecret | null,
      pins: new Map(pins.map(([vaultId, seq, pinned]) => [vaultId, { seq, hash: pinned }])),
      deviceNames: new Map(names),
      lastSeen: new Map(seen),
    };
    this.#shown = {
      state,
      hashes: [...hashes],
      voids: voids.map(([seq, author]) => ({ seq, author })),
      openPins: openPins.map(([vaultId, seq, pinned]) => ({
        vaultId,
        head: { seq, hash: pinned },
      })),
    };
    return true;
  }
}

const id = bytesField(idLength);
const hash = bytesField(hashLength);
const idText = textField(2 * idLength);
const many = { max: 2 ** 31 };
const pinsField = listField(tupleField(idText, integerField(0), hash), many);
const dumpedFields = tupleField(
  listField(tupleField(id, nullableField(hash)), many),
  nullableField(hash),
  nullableField(tupleField(id, hash, hash)),
  integerField(1),
  nullableField(bytesField(accountSecretLength)),
  pinsField,
  listField(tupleField(idText, textField(limits.deviceNameCharactersMax)), many),
  listField(tupleField(idText, integerField(0)), many),
  listField(hash, many),
  listField(tupleField(integerField(0), id), many),
  pinsField,
);

/** Folds one opened part, whose changes have passed the sealed checks. */
function foldChanges(folded: Folded, author: Uint8Array, changes: readonly SealedChange[]): void {
  for (const { type, value } of changes) {
    const change = readAccountChange(type, value);
    if (change === undefined) continue;
    folded.state = foldChange(folded.state, author, change);
    if (change.type !== changeTypes.pin) continue;
    const head = { seq: change.seq, hash: change.hash };
    folded.openPins.push({ vaultId: toHex(change.vaultId), head });
  }
}

function foldChange(state: AccountState, author: Uint8Array, change: AccountChange): AccountState {
  switch (change.type) {
    case 1:
      return { ...state, vaults: change.vaults };
    case 2:
      return { ...state, recoveryPublicKey: change.recoveryPublicKey };
    case 3:
      return { ...state, serverKeys: change.serverKeys };
    case 4:
      return {
        ...state,
        generation: change.generation,
        accountSecret: change.accountSecret ?? state.accountSecret,
      };
    case 5: {
      const key = toHex(change.vaultId);
      const pin = state.pins.get(key);
      if (pin !== undefined && pin.seq >= change.seq) return state;
      const head = { seq: change.seq, hash: change.hash };
      return { ...state, pins: new Map(state.pins).set(key, head) };
    }
    case 6:
      return {
        ...state,
        deviceNames: new Map(state.deviceNames).set(toHex(change.deviceId), change.name),
      };
    case 7:
      return {
        ...state,
        lastSeen: new Map(state.lastSeen).set(toHex(author), change.clockSeconds),
      };
  }
}
