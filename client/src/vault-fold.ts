/**
 * A vault's fold: the book, and on top of it the change sets that this device has made and the log does not
 * hold yet.
 *
 * Entries of the log go under the waiting ones: those are taken back, the entries are folded, and what is still
 * waiting is applied again. So the book is at any time the log's state plus this device's own pending work.
 */
import {
  apply,
  createBook,
  decodeChangeSet,
  dump,
  load,
  revert,
  type Applied,
  type Book,
  type ChangeSet,
} from "@coffer/ledger";
import {
  bytesField,
  equalBytes,
  hashLength,
  idLength,
  integerField,
  listField,
  anyField,
  toHex,
  tupleField,
  type Bytes,
  type ChainHead,
  type CodecValue,
} from "@coffer/protocol";
import type { VoidEntry } from "./account-state.ts";
import type { Fold, FoldedEntry } from "./replica.ts";

const many = { max: 2 ** 31 };
const dumpedFields = tupleField(
  anyField,
  listField(tupleField(integerField(0), bytesField(idLength)), many),
  listField(tupleField(integerField(0), bytesField(hashLength)), many),
);

export class VaultFold implements Fold {
  #book: Book = createBook();
  #voids: VoidEntry[] = [];
  /** Heads of the account chain that entries named and that are still to be compared, by seq. */
  #claims = new Map<number, Bytes>();
  #clashes = false;
  #pending: { readonly changeSet: ChangeSet; readonly applied: Applied }[] = [];
  /** Change sets seen in the log since `takeBack`. */
  readonly #seen = new Set<string>();
  /** Decoded while an entry was checked, used when it is folded. */
  readonly #decoded = new WeakMap<object, ChangeSet>();

  get book(): Book {
    return this.#book;
  }

  /** Entries whose sealed part could not be read by anybody. */
  get voids(): readonly VoidEntry[] {
    return this.#voids;
  }

  get claims(): readonly ChainHead[] {
    return [...this.#claims].map(([seq, hash]) => ({ seq, hash }));
  }

  /** Whether two entries named different account chains: the server shows one to each. */
  get hasClashingClaims(): boolean {
    return this.#clashes;
  }

  /** Forgets the claims: they were compared. */
  settleClaims(): void {
    this.#claims.clear();
  }

  /** Applies a change set of this device that the log does not hold yet. */
  applyPending(changeSet: ChangeSet, author: Bytes): Applied {
    const applied = apply(this.#book, changeSet, toHex(author));
    this.#pending.push({ changeSet, applied });
    return applied;
  }

  /** Applies the change sets of an outbox, which this device made and encoded itself. */
  loadPending(values: readonly CodecValue[], author: Bytes): void {
    for (const value of values) {
      const changeSet = decodeChangeSet(value);
      if (changeSet.ok) this.applyPending(changeSet.value, author);
    }
  }

  /** Takes the waiting change sets back, so that entries of the log can be folded under them. */
  takeBack(): void {
    this.#seen.clear();
    for (const { applied } of this.#pending.toReversed()) revert(this.#book, applied.token);
  }

  /** Applies again what still waits; returns the ids of change sets that were seen in the log meanwhile. */
  putBack(author: Bytes): ReadonlySet<string> {
    const pending = this.#pending;
    this.#pending = [];
    for (const { changeSet } of pending) {
      if (!this.#seen.has(changeSet.id)) this.applyPending(changeSet, author);
    }
    return this.#seen;
  }

  reset(): void {
    this.#book = createBook();
    this.#voids = [];
    this.#claims = new Map();
  }

  apply(entry: FoldedEntry): void {
    if (entry.plaintext === undefined) {
      this.#voids.push({ seq: entry.seq, author: entry.author });
      return;
    }
    const { accountHead, changes } = entry.plaintext;
    if (accountHead !== null) this.#claim(accountHead);
    for (const { value } of changes) {
      // Names and heartbeats of devices are no change sets.
      const changeSet = isObject(value) ? this.#decoded.get(value) : undefined;
      if (changeSet === undefined) continue;
      this.#seen.add(changeSet.id);
      apply(this.#book, changeSet, toHex(entry.author));
    }
  }

  isLedgerChange(value: CodecValue): boolean {
    const changeSet = decodeChangeSet(value);
    if (changeSet.ok && isObject(value)) this.#decoded.set(value, changeSet.value);
    return changeSet.ok;
  }

  #claim({ seq, hash }: ChainHead): void {
    const before = this.#claims.get(seq);
    if (before !== undefined && !equalBytes(before, hash)) this.#clashes = true;
    this.#claims.set(seq, hash);
  }

  dump(): CodecValue {
    return [
      dump(this.#book),
      this.#voids.map((entry) => [entry.seq, entry.author]),
      [...this.#claims],
    ];
  }

  restore(dumped: CodecValue): boolean {
    const fields = dumpedFields(dumped);
    const book = fields === undefined ? undefined : load(fields[0]);
    if (fields === undefined || book?.ok !== true) return false;
    this.#book = book.value;
    this.#voids = fields[1].map(([seq, author]) => ({ seq, author }));
    this.#claims = new Map(fields[2]);
    return true;
  }
}

function isObject(value: CodecValue): value is Exclude<CodecValue, null> & object {
  return typeof value === "object" && value !== null;
}
