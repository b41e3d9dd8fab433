/**
 * What the account chain says: vaults, recovery key, server keys, credentials, pins, devices' names.
 *
 * Folded from the opened parts of the account chain, in order. A device trusts these, and not the server, about
 * what the account has. The hash of each entry
 * is kept too: entries of vaults name heads of this chain, which must be the ones that this device has seen.
 */
import {
  accountSecretLength,
  bytesField,
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
import type { Fold, FoldedEntry } from "./replica.ts";

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

/** The account chain's fold. */
export class AccountFold implements Fold {
  #state: AccountState = emptyAccountState;
  #hashes: Bytes[] = [];
  #voids: VoidEntry[] = [];

  get state(): AccountState {
    return this.#state;
  }

  /** Entries whose sealed part could not be read by anybody. */
  get voids(): readonly VoidEntry[] {
    return this.#voids;
  }

  /** Hash of the entry at a place; undefined beyond the end. */
  hashAt(seq: number): Bytes | undefined {
    return this.#hashes[seq];
  }

  reset(): void {
    this.#state = emptyAccountState;
    this.#hashes = [];
    this.#voids = [];
  }

  apply(entry: FoldedEntry): void {
    this.#hashes.push(entry.hash);
    if (entry.plaintext === undefined) {
      this.#voids.push({ seq: entry.seq, author: entry.author });
    } else {
      this.#state = foldChanges(this.#state, entry.author, entry.plaintext.changes);
    }
  }

  isLedgerChange(): boolean {
    return false;
  }

  dump(): CodecValue {
    const { vaults, recoveryPublicKey, serverKeys, generation, accountSecret } = this.#state;
    return [
      vaults.map((vault) => [vault.vaultId, vault.genesisHash]),
      recoveryPublicKey,
      serverKeys === null
        ? null
        : [serverKeys.serverId, serverKeys.opaquePublicKey, serverKeys.channelPublicKey],
      generation,
      accountSecret,
      [...this.#state.pins].map(([id, pin]) => [id, pin.seq, pin.hash]),
      [...this.#state.deviceNames],
      [...this.#state.lastSeen],
      this.#hashes,
      this.#voids.map((entry) => [entry.seq, entry.author]),
    ];
  }

  restore(dumped: CodecValue): boolean {
    const fields = dumpedFields(dumped);
    if (fields === undefined) return false;
    const [vaults, recoveryPublicKey, keys, generation, secret, pins, names, seen, ...rest] =
      fields;
    this.#state = {
      vaults: vaults.map(([vaultId, genesisHash]) => ({ vaultId, genesisHash })),
      recoveryPublicKey,
      serverKeys:
        keys === null
          ? null
          : { serverId: keys[0], opaquePublicKey: keys[1], channelPublicKey: keys[2] },
      generation,
      accountSecret: secret as AccountSecret | null,
      pins: new Map(pins.map(([id, seq, hash]) => [id, { seq, hash }])),
      deviceNames: new Map(names),
      lastSeen: new Map(seen),
    };
    this.#hashes = [...rest[0]];
    this.#voids = rest[1].map(([seq, author]) => ({ seq, author }));
    return true;
  }
}

const id = bytesField(idLength);
const hash = bytesField(hashLength);
const idText = textField(2 * idLength);
const many = { max: 2 ** 31 };
const dumpedFields = tupleField(
  listField(tupleField(id, nullableField(hash)), many),
  nullableField(hash),
  nullableField(tupleField(id, hash, hash)),
  integerField(1),
  nullableField(bytesField(accountSecretLength)),
  listField(tupleField(idText, integerField(0), hash), many),
  listField(tupleField(idText, textField(limits.deviceNameCharactersMax)), many),
  listField(tupleField(idText, integerField(0)), many),
  listField(hash, many),
  listField(tupleField(integerField(0), id), many),
);

/** The state after one opened part, whose changes have passed the sealed checks. */
function foldChanges(
  state: AccountState,
  author: Uint8Array,
  changes: readonly SealedChange[],
): AccountState {
  let folded = state;
  for (const { type, value } of changes) {
    const change = readAccountChange(type, value);
    if (change !== undefined) folded = foldChange(folded, author, change);
  }
  return folded;
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
