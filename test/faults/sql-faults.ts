/**
 * A database that fails below the server's storage: statements of node:sqlite that throw at the k-th call, and a file
 * that may not grow, which SQLite itself says is full.
 *
 * The first replaces methods of this process's StatementSync for the time of a test, and gives them back.
 */
import assert from "node:assert/strict";
import { DatabaseSync, StatementSync } from "node:sqlite";

const methods = ["run", "get", "all", "iterate"] as const;

/** Statements of all databases of this process, counted, which fail when they are told to. */
export class FaultyStatements implements Disposable {
  readonly #real = methods.map((name) => [name, StatementSync.prototype[name]] as const);
  #failAt = Infinity;
  #isLasting = false;
  #calls = 0;
  #failures = 0;

  constructor() {
    const before = (): void => this.#call();
    for (const [name, real] of this.#real) {
      const method = function (this: StatementSync, ...parameters: readonly unknown[]): unknown {
        before();
        return Reflect.apply(real, this, parameters);
      };
      Object.assign(StatementSync.prototype, { [name]: method });
    }
  }

  /** From now on statements are counted; the one of this number fails, and all after it if the fault lasts. */
  arm(failAt: number, isLasting: boolean): void {
    this.#failAt = failAt;
    this.#isLasting = isLasting;
    this.#calls = 0;
    this.#failures = 0;
  }

  /** Nothing fails any more. Returns whether there were as many statements, and whether one failed. */
  mend(): { readonly isReached: boolean; readonly hasFailed: boolean } {
    const isReached = this.#calls >= this.#failAt;
    this.#failAt = Infinity;
    return { isReached, hasFailed: this.#failures > 0 };
  }

  [Symbol.dispose](): void {
    for (const [name, real] of this.#real) Object.assign(StatementSync.prototype, { [name]: real });
  }

  #call(): void {
    this.#calls += 1;
    if (this.#calls < this.#failAt || (this.#calls > this.#failAt && !this.#isLasting)) return;
    this.#failures += 1;
    const facts = { code: "ERR_SQLITE_ERROR", errcode: 10, errstr: "disk I/O error" };
    throw Object.assign(new Error("disk I/O error"), facts);
  }
}

/** Starts something, and returns its connection to the database of entries beside it. */
export async function withDatabase<Started>(
  start: () => Promise<Started>,
): Promise<{ readonly started: Started; readonly database: DatabaseSync }> {
  const prototype: { exec: unknown } = DatabaseSync.prototype;
  const real = prototype.exec as (sql: string) => void;
  const opened: DatabaseSync[] = [];
  prototype.exec = function (this: DatabaseSync, sql: string): void {
    if (sql.includes("journal_mode = WAL")) opened.push(this);
    Reflect.apply(real, this, [sql]);
  };
  try {
    const started = await start();
    const [database] = opened;
    assert.ok(database !== undefined && opened.length === 1);
    return { started, database };
  } finally {
    prototype.exec = real;
  }
}

/** Lets a database grow by so many pages of 4,096 bytes and no more. */
export function fillUp(database: DatabaseSync, pagesLeft: number): void {
  const row = database.prepare("PRAGMA page_count").get();
  const pages = Number(row?.["page_count"]) + pagesLeft;
  database.exec(`PRAGMA max_page_count = ${pages}`);
}

/** Gives a database its room back. */
export function makeRoom(database: DatabaseSync): void {
  database.exec("PRAGMA max_page_count = 4294967294");
}
