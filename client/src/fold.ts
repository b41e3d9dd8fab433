/**
 * What the plaintexts of a chain are folded into: the account's state, or the vault's book (account-state.ts,
 * vault-fold.ts). A replica hands entries over in order, and begins again where what it knew of earlier ones changes.
 */
import type { Bytes, CodecValue, Plaintext } from "@coffer/protocol";

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
  /** Takes the next entries over, in one step that nothing comes between. */
  apply(entries: readonly FoldedEntry[]): void;
  /** Begins again before the first entry, beside what is shown: that stays until `finish`. */
  restart(): void;
  /** Shows what was folded since `restart`. */
  finish(): void;
  /** Forgets what was folded since `restart`. */
  abandon(): void;
  /** The folded state, for the sealed cache. */
  dump(): CodecValue;
  /** Takes a dumped state over; false if it is none, and then nothing has changed. */
  restore(dumped: CodecValue): boolean;
  isLedgerChange(value: CodecValue): boolean;
}
