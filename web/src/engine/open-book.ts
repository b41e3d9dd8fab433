/** An open book, as actions and views see it: of an account, or one that is in memory alone. */
import type { CommitError, Engine } from "@coffer/client";
import { apply, createBook, encodeChangeSet, type ChangeSet, type Result } from "@coffer/ledger";

/** What a book can be asked, whoever keeps it. */
export type OpenBook = Pick<Engine, "book" | "author" | "commit">;

/**
 * A book in this Worker's memory: no file, no key, no server. It takes the change sets that an account would take;
 * undo and redo work as there, because they are change sets too.
 */
export class MemoryBook implements OpenBook {
  readonly book = createBook();
  readonly author = "memory";

  commit(changeSets: readonly ChangeSet[]): Promise<Result<null, CommitError>> {
    for (const changeSet of changeSets) {
      const encoded = encodeChangeSet(changeSet);
      if (!encoded.ok) return Promise.resolve(encoded);
    }
    for (const changeSet of changeSets) apply(this.book, changeSet, this.author);
    return Promise.resolve({ ok: true, value: null });
  }
}
