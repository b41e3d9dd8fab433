/**
 * What the server keeps, and the only way to it (docs/protocol.md SV1–SV14, the rules of test/storage-contract.ts).
 *
 * Invariants: a promise of a change resolves only when the change is durable; each change is whole or not at
 * all; a chain only grows, by compare-and-append on its head. The complete list of what is stored is in
 * docs/security.md: nothing else may be added here. Times are handed in, in whole seconds since 1970-01-01.
 *
 * An adapter throws StorageFailure when the storage does not answer or is full; then nothing was changed.
 */
import type { Bytes, SessionFacts } from "@coffer/protocol/server";

/** The storage does not answer, or is full. The cause is for the log. */
export class StorageFailure extends Error {
  override readonly name = "StorageFailure";
}

/** What is kept of an account beside its chains. */
export interface Account {
  readonly accountId: Bytes;
  /** Canonical. */
  readonly loginName: string;
  /** HMAC of the name under the server's enumeration key: what accounts are looked up by. */
  readonly nameHash: Bytes;
  readonly record: Bytes;
  /** Of the credentials: 1, and one more with each change. */
  readonly generation: number;
  readonly accountBox: Bytes;
  readonly rootBox: Bytes;
  readonly recoveryBox: Bytes;
  readonly recoveryPublicKey: Bytes;
}

/** Whose a device is or was. */
export interface DeviceAccount {
  readonly accountId: Bytes;
  readonly accountChainId: Bytes;
}

/** A position in a chain. */
export interface Head {
  readonly seq: number;
  readonly hash: Bytes;
}

export type StoredChainKind = "account" | "vault";

/** An entry with what it is found by. */
export interface StoredEntry extends Head {
  readonly deviceId: Bytes;
  readonly counter: number;
  readonly bytes: Uint8Array;
}

/** A chain of one entry, as it is founded. */
export interface NewChain {
  readonly vaultId: Bytes;
  readonly kind: StoredChainKind;
  /** Encoding of the chain's state (protocol's encodeChainState). */
  readonly state: Bytes;
  readonly genesis: StoredEntry;
}

/** An account with its chains, all of which come to be in one step. */
export interface NewAccount extends Account {
  readonly chains: readonly NewChain[];
  /** Hash of the invitation that this uses up; null where none is needed. */
  readonly invitationHash: Bytes | null;
  readonly nowSeconds: number;
}

export type CreateAccountOutcome = "created" | "name-taken" | "invitation-refused";

/** A chain of an account, as a list shows it. */
export interface ListedChain extends Head {
  readonly vaultId: Bytes;
  readonly kind: StoredChainKind;
}

/** A chain without its entries. */
export interface StoredChain extends ListedChain {
  readonly accountId: Bytes;
  /** The state at some entry at or before the head: devices and epochs are those of the head. */
  readonly state: Bytes;
  /** Counter of each device's last entry. */
  readonly counters: readonly { readonly deviceId: Bytes; readonly counter: number }[];
}

/** What is appended to one chain. */
export interface ChainAppend {
  readonly vaultId: Bytes;
  /** The head that the entries were checked against. */
  readonly after: Head;
  readonly entries: readonly StoredEntry[];
  /** The new encoding, if devices or epochs changed; null if only head and counters did. */
  readonly state: Bytes | null;
}

/** New credentials, which replace those of the generation before. */
export interface CredentialChange {
  readonly generation: number;
  readonly record: Bytes;
  readonly accountBox: Bytes;
  readonly recovery: { readonly box: Bytes; readonly publicKey: Bytes } | null;
}

/** One append: over several chains of an account, with new credentials or without; all or nothing. */
export interface Append {
  readonly accountId: Bytes;
  readonly chains: readonly ChainAppend[];
  readonly credentials: CredentialChange | null;
  /** What the account may have in all after it. */
  readonly entriesMax: number;
  readonly bytesMax: number;
  readonly nowSeconds: number;
}

export type AppendOutcome =
  /** `isRepeat`: every entry, byte for byte, had been appended before. */
  | { readonly code: "appended"; readonly isRepeat: boolean }
  | { readonly code: "lost-race"; readonly vaultId: Bytes; readonly head: Head }
  | { readonly code: "counter-reused" }
  | { readonly code: "quota-exceeded" }
  | { readonly code: "generation-conflict" };

export interface StoredSession {
  readonly sessionId: Bytes;
  readonly accountId: Bytes;
  readonly deviceId: Bytes | null;
  /** Number of the kind (protocol's sessionKinds). */
  readonly kind: SessionFacts[1];
  readonly openedAtSeconds: number;
}

export const auditEventNames = [
  "register",
  "login",
  "resume",
  "recovery",
  "link",
  "rekey",
  "revoke",
] as const;
export type AuditEventName = (typeof auditEventNames)[number];

/** Something that was tried, and what came of it: who, when, from where, with which device. */
export interface AuditEvent {
  readonly atSeconds: number;
  readonly accountId: Bytes | null;
  readonly deviceId: Bytes | null;
  /** The network, not the address. */
  readonly network: string;
  readonly event: AuditEventName;
  readonly outcome: string;
}

export interface Storage {
  /** Founds an account, its chains and their first entries, and uses up the invitation. */
  createAccount(account: NewAccount): Promise<CreateAccountOutcome>;
  /** The account of a name's hash. */
  accountByName(nameHash: Bytes): Promise<Account | undefined>;
  accountById(accountId: Bytes): Promise<Account | undefined>;
  /** The account, and its account chain, that admitted a device, which may have been revoked since. */
  accountOfDevice(deviceId: Bytes): Promise<DeviceAccount | undefined>;

  /** The chains of an account, its account chain first. */
  chainsOf(accountId: Bytes): Promise<readonly ListedChain[]>;
  loadChain(vaultId: Bytes): Promise<StoredChain | undefined>;
  /** Entries from a seq on, in order: at least one if there is one, else as many as fit. */
  loadEntries(
    vaultId: Bytes,
    fromSeq: number,
    bounds: { readonly entriesMax: number; readonly bytesMax: number },
  ): Promise<readonly Bytes[]>;
  /** The entry that a device wrote under a counter. */
  entryOf(vaultId: Bytes, deviceId: Bytes, counter: number): Promise<Bytes | undefined>;
  append(append: Append): Promise<AppendOutcome>;

  /** Keeps a link box in place of the account's older one; false if the id is another account's. */
  putLinkBox(box: {
    readonly boxId: Bytes;
    readonly accountId: Bytes;
    readonly box: Bytes;
    readonly expiresAtSeconds: number;
  }): Promise<boolean>;
  /** Takes a box out, if there is one that has not expired. */
  takeLinkBox(boxId: Bytes, nowSeconds: number): Promise<Bytes | undefined>;

  addInvitation(hash: Bytes, expiresAtSeconds: number): Promise<void>;
  /** Whether an invitation can be used: known, not used, not expired. */
  isInvitationOpen(hash: Bytes, nowSeconds: number): Promise<boolean>;

  /** Notes a session for the account's list. Durable a little later: nothing rests on it. */
  addSession(session: StoredSession): Promise<void>;
  removeSession(sessionId: Bytes): Promise<void>;
  /** At start: the sessions of the process before are over. */
  removeAllSessions(): Promise<void>;
  sessionsOf(accountId: Bytes): Promise<readonly StoredSession[]>;

  /** Notes an event. Durable a little later. Only the newest are kept. */
  addAuditEvent(event: AuditEvent): Promise<void>;
  /** Events of an account, the newest first; null: of attempts that belong to none. */
  auditEventsOf(accountId: Bytes | null): Promise<readonly AuditEvent[]>;

  /** Removes link boxes and invitations that have expired. */
  removeExpired(nowSeconds: number): Promise<void>;
  /** Throws if the storage does not answer. */
  check(): Promise<void>;
  /** Finishes what waits and closes. */
  close(): Promise<void>;
}
