/**
 * Accounts and entries for storages under test: random bytes of the right shape, which no storage reads.
 */
import { randomBytes } from "node:crypto";
import type {
  Append,
  ChainAppend,
  NewAccount,
  NewChain,
  Storage,
  StoredEntry,
} from "../../server/src/storage/storage.ts";

/** The time in all of them: seconds since 1970-01-01. */
export const now = 1_800_000_000;

/** Random bytes. */
export function bytes(length: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(randomBytes(length));
}

/** An account with an account chain and a vault, each of one entry by the same device. */
export function newAccount(): NewAccount {
  const deviceId = bytes(16);
  return {
    accountId: bytes(16),
    loginName: `name-${bytes(8).toHex()}`,
    nameHash: bytes(32),
    record: bytes(192),
    generation: 1,
    accountBox: bytes(113),
    rootBox: bytes(145),
    recoveryBox: bytes(113),
    recoveryPublicKey: bytes(32),
    chains: [newChain("account", deviceId), newChain("vault", deviceId)],
    invitationHash: null,
    nowSeconds: now,
  };
}

function newChain(kind: NewChain["kind"], deviceId: Uint8Array<ArrayBuffer>): NewChain {
  const genesis = { seq: 0, hash: bytes(32), deviceId, counter: 1, bytes: bytes(500) };
  return { vaultId: bytes(16), kind, state: bytes(200), genesis };
}

/** An entry of the same device after another. */
export function entryAfter(entry: StoredEntry): StoredEntry {
  const { seq, deviceId, counter } = entry;
  return {
    seq: seq + 1,
    hash: bytes(32),
    deviceId,
    counter: counter + 1,
    bytes: bytes(100 + 10 * seq),
  };
}

/** An append of one entry after the genesis of each chain with an index of `indexes`. */
export function appendOf(account: NewAccount, indexes: readonly number[]): Append {
  const chains: ChainAppend[] = account.chains
    .filter((_, index) => indexes.includes(index))
    .map(({ vaultId, genesis }) => ({
      vaultId,
      after: { seq: genesis.seq, hash: genesis.hash },
      entries: [entryAfter(genesis)],
      state: null,
    }));
  return {
    accountId: account.accountId,
    chains,
    credentials: null,
    entriesMax: 1_000,
    bytesMax: 1_000_000,
    nowSeconds: now,
  };
}

/** How many entries, and how many bytes in all. */
export function fold(entries: readonly StoredEntry[]): { entries: number; bytes: number } {
  const sum = entries.reduce((total, entry) => total + entry.bytes.length, 0);
  return { entries: entries.length, bytes: sum };
}

/** An invitation's hash. */
export function newInvitation(): { readonly hash: Uint8Array<ArrayBuffer> } {
  return { hash: bytes(32) };
}

/** The same append, written by another device. */
export function byAnotherDevice(append: Append): Append {
  const deviceId = bytes(16);
  const chains = append.chains.map((chain) => ({
    ...chain,
    entries: chain.entries.map((entry) => ({ ...entry, deviceId })),
  }));
  return { ...append, chains };
}

/** Every entry of a chain. */
export function allEntries(storage: Storage, vaultId: Uint8Array<ArrayBuffer>) {
  return storage.loadEntries(vaultId, 0, { entriesMax: 1_000, bytesMax: 1_000_000 });
}
