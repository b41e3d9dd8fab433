/**
 * Files that their owner alone can read, made before SQLite gets to them: it would make them readable for all.
 */
import { closeSync, openSync } from "node:fs";

/**
 * Makes an empty file of mode 0600, unless there is one.
 *
 * One that is there is not opened: closing it again would give up every lock that this process holds on it
 * (POSIX advisory locks belong to the process, not to the descriptor).
 */
export function makePrivateFile(path: string): void {
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}
