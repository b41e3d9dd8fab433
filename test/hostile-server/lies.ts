/**
 * What a hostile server may do otherwise than the real one: one switch for each place at which the real program
 * makes an answer. All are off unless a test turns one on, so that an attacker is the real program plus one lie.
 *
 * The lies about what is stored are told by LyingStorage, those about messages by LyingWire. Below the seal a server
 * has every key of its own and of its sessions, so no lie needs to break one.
 */
import type { Bytes } from "../../protocol/src/bytes.ts";
import { decodeEntry } from "../../protocol/src/chain/entry.ts";
import type { ClientMessage } from "../../protocol/src/session/sealed-messages.ts";
import type {
  Account,
  DeviceAccount,
  ListedChain,
  StoredChain,
  Storage,
} from "../../server/src/storage/storage.ts";

/** A chain as the server shows it, whatever is stored. */
export interface ShownChain {
  readonly entries: readonly Bytes[];
  /** The head that is named; that of the last entry unless given. */
  readonly head?: { readonly seq: number; readonly hash: Bytes };
}

/** The switches. */
export interface Lies {
  /** Chains that are shown in place of those that are stored, by vault id in hex (A3, A4, A9, A10, A15, A19–A22, A31, A32). */
  shown?: ReadonlyMap<string, ShownChain>;
  /** Changes the list of an account's chains (A7, A14, A15). */
  listChains?: (honest: readonly ListedChain[]) => readonly ListedChain[];
  /** Changes what is told of an account: boxes, generation, recovery key (A1, A2, A13). */
  account?: (honest: Account) => Account;
  /** Gives out another link box (A1). */
  linkBox?: (honest: Bytes | undefined) => Bytes | undefined;
  /** Says whose a device is: lets one in that was revoked, or never admitted (A7, A21). */
  ownerOfDevice?: (honest: DeviceAccount | undefined) => DeviceAccount | undefined;
  /** The state that a chain has for the server's own checks: an old one (A21), or one of a foreign chain (A14). */
  loadChain?: (vaultId: Bytes, honest: StoredChain | undefined) => StoredChain | undefined;
  /** The account's sessions and their devices (A7). */
  sessions?: (
    honest: Awaited<ReturnType<Storage["sessionsOf"]>>,
  ) => Awaited<ReturnType<Storage["sessionsOf"]>>;
  /** Says that an append is durable and keeps nothing of it (A15). */
  forgetsAppends?: boolean;
  /** Changes a clear message before it is sent (A11, A13, A17, A32). */
  clear?: (message: Bytes) => Bytes;
  /** Changes a message before it is sealed, or says others (A2, A13, A15, A17, A32). */
  sealed?: (message: Bytes) => readonly Bytes[];
}

/** What the server has seen of its clients: every message after it was opened. */
export interface Heard {
  /** Types of the clear messages. */
  readonly clear: string[];
  /** The messages in the channel; undefined: what was none. */
  readonly sealed: (ClientMessage | undefined)[];
  /** Lengths of the sealed messages. */
  readonly lengths: number[];
}

/** Shows chains as given. */
export function showing(...chains: readonly (readonly [vaultId: Uint8Array, ShownChain])[]): Lies {
  return { shown: new Map(chains.map(([vaultId, chain]) => [vaultId.toHex(), chain])) };
}

/** The head that a shown chain's list entry names. */
export function headOfShown({ entries, head }: ShownChain): { seq: number; hash: Bytes } {
  if (head !== undefined) return head;
  const last = entries.at(-1);
  const entry = last === undefined ? undefined : decodeEntry(last);
  // Bytes that are no entry have no head: any will do.
  return { seq: entries.length - 1, hash: entry?.hash ?? new Uint8Array(32).fill(7) };
}
