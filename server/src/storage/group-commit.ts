/**
 * Group commit: the writes of one turn of the event loop go into one SQLite transaction, and each promise
 * resolves after the commit (WAL and synchronous=FULL: after the fsync).
 *
 * Each write has a savepoint, so that one that throws undoes itself and spoils no other. Writes are synchronous
 * functions over the open transaction; what they return is their outcome, refusals included.
 */
import type { DatabaseSync, StatementSync } from "node:sqlite";
import { StorageFailure } from "./storage.ts";

/** Writes of one transaction; the others follow in the next. */
const writesPerCommitMax = 1_024;
/** How long a write that nobody waits for looks for others to go along with. */
const laterMs = 500;

interface Write {
  /** Does the work inside the transaction, and says how to tell its outcome after the commit. */
  readonly perform: () => () => void;
  readonly reject: (error: unknown) => void;
}

/** What a commit was, for the metrics. */
export type OnCommit = (commit: { readonly writes: number; readonly tookMs: number }) => void;

export class GroupCommit {
  readonly #database: DatabaseSync;
  readonly #onCommit: OnCommit;
  readonly #begin: StatementSync;
  readonly #end: StatementSync;
  readonly #save: StatementSync;
  readonly #release: StatementSync;
  readonly #waiting: Write[] = [];
  #turn: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: DatabaseSync, onCommit: OnCommit) {
    this.#database = database;
    this.#onCommit = onCommit;
    this.#begin = database.prepare("BEGIN IMMEDIATE");
    this.#end = database.prepare("COMMIT");
    this.#save = database.prepare("SAVEPOINT write");
    this.#release = database.prepare("RELEASE write");
  }

  /** Does a write in this turn's transaction. */
  run<Value>(work: () => Value): Promise<Value> {
    const done = this.#add(work);
    this.#turn ??= setImmediate(() => this.flush());
    return done;
  }

  /** Does a write that nobody waits for: with the next transaction, or in one of its own after a while. */
  later<Value>(work: () => Value): Promise<Value> {
    const done = this.#add(work);
    this.#timer ??= setTimeout(() => this.flush(), laterMs).unref();
    return done;
  }

  /** Does everything that waits, now. */
  flush(): void {
    clearImmediate(this.#turn);
    clearTimeout(this.#timer);
    this.#turn = undefined;
    this.#timer = undefined;
    while (this.#waiting.length > 0) {
      this.#commit(this.#waiting.splice(0, writesPerCommitMax));
    }
  }

  #add<Value>(work: () => Value): Promise<Value> {
    return new Promise((resolve, reject) => {
      const perform = (): (() => void) => {
        const value = work();
        return () => resolve(value);
      };
      this.#waiting.push({ perform, reject });
    });
  }

  #commit(writes: readonly Write[]): void {
    const beganMs = performance.now();
    const told: (() => void)[] = [];
    try {
      this.#begin.run();
      for (const write of writes) told.push(this.#perform(write));
      this.#end.run();
    } catch (cause) {
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      const failure = new StorageFailure("The transaction failed.", { cause });
      for (const write of writes) write.reject(failure);
      return;
    }
    this.#onCommit({ writes: writes.length, tookMs: performance.now() - beganMs });
    for (const tell of told) tell();
  }

  /** One write; how to tell its outcome once the transaction is durable. */
  #perform(write: Write): () => void {
    this.#save.run();
    try {
      const tell = write.perform();
      this.#release.run();
      return tell;
    } catch (cause) {
      // A full disk or a broken one ends the whole transaction, and with it the savepoint.
      if (!this.#database.isTransaction) throw cause;
      this.#database.exec("ROLLBACK TO write; RELEASE write");
      return () => write.reject(new StorageFailure("A write failed.", { cause }));
    }
  }
}
