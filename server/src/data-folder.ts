/**
 * The folder that everything of a server is in: database, secrets, lock. One server at a time uses it.
 *
 * The lock is SQLite's exclusive lock on an empty file: the operating system gives it up when the process ends,
 * however it ends, so that no stale lock has to be removed by hand.
 */
import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { makePrivateFile } from "./private-file.ts";
import { StartError } from "./start-error.ts";

/** The files of a data folder. */
export interface DataFolder {
  readonly databasePath: string;
  readonly secretsPath: string;
  readonly hasDatabase: boolean;
  /** Takes the folder for this process; undefined if another one has it. */
  lock(): DataFolderLock | undefined;
}

export interface DataFolderLock {
  release(): void;
}

/** Opens a folder, and makes it if it is not there. Throws StartError if it is nobody's private folder. */
export function openDataFolder(path: string): DataFolder {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new StartError(`The data folder ${path} cannot be made.`, { cause });
  }
  const { mode } = statSync(path);
  if (process.platform !== "win32" && (mode & 0o022) !== 0) {
    throw new StartError(
      `Others can write to the data folder ${path}: use one of your own, or chmod 700 it.`,
    );
  }
  const databasePath = join(path, "coffer.db");
  return {
    databasePath,
    secretsPath: join(path, "secrets"),
    hasDatabase: existsSync(databasePath),
    lock: () => lockFile(join(path, "lock")),
  };
}

function lockFile(path: string): DataFolderLock | undefined {
  makePrivateFile(path);
  const database = new DatabaseSync(path);
  try {
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch {
    database.close();
    return undefined;
  }
  return { release: () => database.close() };
}
