/**
 * The storage in one SQLite file: WAL, synchronous=FULL, one writing process, group commit (group-commit.ts).
 *
 * What is deleted is overwritten (secure_delete), and freed pages go back to the file system bit by bit. The file
 * is made readable for its owner only; SQLite gives its companions (-wal, -shm) the same mode.
 */
import { DatabaseSync } from "node:sqlite";
import { makePrivateFile } from "../private-file.ts";
import { StartError } from "../start-error.ts";
import { GroupCommit, type OnCommit } from "./group-commit.ts";
import { isMigrated, migrate } from "./migrations.ts";
import { sqliteAccounts } from "./sqlite-accounts.ts";
import { sqliteChains } from "./sqlite-chains.ts";
import { sqliteTokens, sqliteTraces } from "./sqlite-short-lived.ts";
import { StorageFailure, type Storage } from "./storage.ts";

/** Where it is kept and how. */
export interface SqliteOptions {
  /** Path of the file, or ":memory:". */
  readonly path: string;
  /** Whether an older schema is brought up to date; if not, anything but the newest is refused. */
  readonly mayMigrate: boolean;
  readonly auditEventsMax: number;
  readonly onCommit: OnCommit;
}

/** How long a write waits for another process, which can only be the sub-command `invite`. */
const busyTimeoutMs = 5_000;
const freedPagesPerSweep = 1_024;
/**
 * Pages of the log (32 MiB) at which they are copied into the database. Many vaults that grow at once write the same
 * pages again and again: with SQLite's own 1,000, every fifth commit of 64 writers copied all of them.
 */
const logPagesMax = 8_000;

/** Opens the storage, new or old. Throws StartError if it cannot be opened. */
export function openSqlite(options: SqliteOptions): Storage {
  return storageIn(openDatabase(options.path), options);
}

/** The storage in a database that is open, and that it closes. Throws StartError if it cannot be used. */
export function storageIn(database: DatabaseSync, options: Omit<SqliteOptions, "path">): Storage {
  try {
    if (options.mayMigrate) migrate(database);
    else if (!isMigrated(database)) {
      throw new StartError("The database has another schema: restart the server first.");
    }
  } catch (error) {
    database.close();
    throw error;
  }
  const commits = new GroupCommit(database, options.onCommit);
  const tokens = sqliteTokens(database, commits);
  const probe = database.prepare("SELECT 1 FROM account LIMIT 1");
  return withFailures({
    ...sqliteAccounts(database, commits),
    ...sqliteChains(database, commits),
    ...tokens,
    ...sqliteTraces(database, commits, options.auditEventsMax),
    removeExpired: async (nowSeconds) => {
      await tokens.removeExpired(nowSeconds);
      database.exec(`PRAGMA incremental_vacuum(${freedPagesPerSweep})`);
    },
    check: async () => {
      probe.get();
    },
    close: async () => {
      commits.flush();
      emptyLog(database);
      database.close();
    },
  });
}

/** Brings the log into the database; a full disk keeps it beside, whole, and the next start reads it. */
function emptyLog(database: DatabaseSync): void {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (cause) {
    if (!isSqliteError(cause)) throw cause;
  }
}

function openDatabase(path: string): DatabaseSync {
  try {
    if (path !== ":memory:") makePrivateFile(path);
    const database = new DatabaseSync(path, {
      timeout: busyTimeoutMs,
      enableForeignKeyConstraints: true,
    });
    // auto_vacuum first: it counts only while the file is empty.
    database.exec(`
      PRAGMA auto_vacuum = INCREMENTAL;
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      PRAGMA secure_delete = ON;
      PRAGMA trusted_schema = OFF;
      PRAGMA journal_size_limit = 67108864;
      PRAGMA wal_autocheckpoint = ${logPagesMax};
    `);
    return database;
  } catch (cause) {
    throw new StartError(`The database ${path} cannot be opened.`, { cause });
  }
}

/** SQLite's own errors, of reads too, as the storage's one failure; others are bugs and pass. */
function withFailures(storage: Storage): Storage {
  const wrapped = Object.entries(storage).map(([name, method]) => [
    name,
    async (...parameters: readonly never[]) => {
      try {
        return await method(...parameters);
      } catch (cause) {
        if (isSqliteError(cause)) throw new StorageFailure("A read failed.", { cause });
        throw cause;
      }
    },
  ]);
  return Object.fromEntries(wrapped) as Storage;
}

function isSqliteError(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR";
}
