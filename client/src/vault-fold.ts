/**
 * A vault's fold: the book, and on top of it the change sets that this device has made and the log does not
 * hold yet.
 *
 * Entries of the log go under the waiting ones: those are taken back, the entries are folded, and what is still
 * waiting is applied again, all in one step. So the book is at any time, for whoever looks at it, the log's state
 * plus this device's own pending work.
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
import type { Fold, FoldedEntry } from "./fold.ts";

const many = { max: 2 ** 31 };
const dumpedFields = tupleField(
  anyField,
  listField(tupleField(integerField(0), bytesField(idLength)), many),
  listField(tupleField(integerField(0), bytesField(hashLength)), many),
);

/** What the entries of the log add up to. */
interface Folded {
  readonly book: Book;
  readonly voids: VoidEntry[];
  /** Heads of the account chain that entries named and that are still to be compared, each once. */
  readonly claims: Map<string, ChainHead>;
  /** Waiting change sets that the log turned out to hold. */
  readonly seen: Set<string>;
}

/** A change set of this device that the log does not hold yet, and how to take it back. */
interface Waiting {
  readonly changeSet: ChangeSet;
  readonly author: string;
  readonly applied: Applied;
}

export class VaultFold implements Fold {
  #shown: Folded = nothingFolded();
  /** Folded anew, while the other is shown. */
  #beside: Folded | undefined;
  #waiting: Waiting[] = [];
  #waitingIds = new Set<string>();
  /** Change sets that have left the waiting ones since `takeSettled`. */
  #settled = new Set<string>();
  /** Decoded while an entry was checked, used when it is folded. */
  readonly #decoded = new WeakMap<object, ChangeSet>();

  get book(): Book {
    return this.#shown.book;
  }

  /** Entries whose sealed part could not be read by anybody. */
  get voids(): readonly VoidEntry[] {
    return this.#shown.voids;
  }

  get claims(): readonly ChainHead[] {
    return [...this.#shown.claims.values()];
  }

  /** Forgets the claims: they were compared. */
  settleClaims(): void {
    this.#shown.claims.clear();
  }

  /** Applies a change set of this device that the log does not hold yet. */
  applyPending(changeSet: ChangeSet, author: Bytes): Applied {
    return this.#wait(changeSet, toHex(author));
  }

  /** Applies the change sets of an outbox, which this device made and encoded itself. */
  loadPending(values: readonly CodecValue[], author: Bytes): void {
    for (const value of values) {
      const changeSet = decodeChangeSet(value);
      if (changeSet.ok) this.applyPending(changeSet.value, author);
    }
  }

  /** Ids of waiting change sets that the log turned out to hold, since this was last asked. */
  takeSettled(): ReadonlySet<string> {
    const settled = this.#settled;
    this.#settled = new Set();
    return settled;
  }

  restart(): void {
    this.#beside = nothingFolded();
  }

  finish(): void {
    if (this.#beside === undefined) return;
    this.#shown = this.#beside;
    this.#beside = undefined;
    this.#putBack();
  }

  abandon(): void {
    this.#beside = undefined;
  }

  apply(entries: readonly FoldedEntry[]): void {
    if (this.#beside !== undefined) {
      for (const entry of entries) this.#fold(this.#beside, entry);
      return;
    }
    if (entries.length === 0) return;
    this.#takeBack();
    for (const entry of entries) this.#fold(this.#shown, entry);
    this.#putBack();
  }

  isLedgerChange(value: CodecValue): boolean {
    const changeSet = decodeChangeSet(value);
    if (changeSet.ok && isObject(value)) this.#decoded.set(value, changeSet.value);
    return changeSet.ok;
  }

  dump(): CodecValue {
    this.#takeBack();
    const { book, voids, claims } = this.#shown;
    const dumped = [
      dump(book),
      voids.map((entry) => [entry.seq, entry.author]),
      [...claims.values()].map(({ seq, hash }) => [seq, hash]),
    ];
    this.#putBack();
    return dumped;
  }

  restore(dumped: CodecValue): boolean {
    const fields = dumpedFields(dumped);
    const book = fields === undefined ? undefined : load(fields[0]);
    if (fields === undefined || book?.ok !== true) return false;
    this.#shown = {
      ...nothingFolded(),
      book: book.value,
      voids: fields[1].map(([seq, author]) => ({ seq, author })),
    };
    for (const [seq, hash] of fields[2]) claim(this.#shown, { seq, hash });
    this.#putBack();
    return true;
  }

  #fold(folded: Folded, { seq, author, plaintext }: FoldedEntry): void {
    if (plaintext === undefined) {
      folded.voids.push({ seq, author });
      return;
    }
    const { accountHead, changes } = plaintext;
    if (accountHead !== null) claim(folded, accountHead);
    for (const { value } of changes) {
      // Names and heartbeats of devices are no change sets.
      const changeSet = isObject(value) ? this.#decoded.get(value) : undefined;
      if (changeSet === undefined) continue;
      if (this.#waitingIds.has(changeSet.id)) folded.seen.add(changeSet.id);
      apply(folded.book, changeSet, toHex(author));
    }
  }

  #wait(changeSet: ChangeSet, author: string): Applied {
    const applied = apply(this.#shown.book, changeSet, author);
    this.#waiting.push({ changeSet, author, applied });
    this.#waitingIds.add(changeSet.id);
    return applied;
  }

  /** Takes the waiting change sets back, the last one first. */
  #takeBack(): void {
    for (const { applied } of this.#waiting.toReversed()) revert(this.#shown.book, applied.token);
  }

  /** Applies again what still waits, on a book that holds none of it. */
  #putBack(): void {
    const { seen } = this.#shown;
    const before = this.#waiting;
    this.#waiting = [];
    this.#waitingIds = new Set();
    for (const { changeSet, author } of before) {
      if (seen.has(changeSet.id)) this.#settled.add(changeSet.id);
      else this.#wait(changeSet, author);
    }
    seen.clear();
  }
}

function nothingFolded(): Folded {
  return { book: createBook(), voids: [], claims: new Map(), seen: new Set() };
}

function claim(folded: Folded, head: ChainHead): void {
  folded.claims.set(`${head.seq} ${toHex(head.hash)}`, head);
}

function isObject(value: CodecValue): value is Exclude<CodecValue, null> & object {
  return typeof value === "object" && value !== null;
}
