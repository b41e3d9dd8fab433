/**
 * Where an account's sealed files lie, and the lock that keeps two processes from writing them at once.
 *
 * The lock is one that the operating system drops when its process ends, however it ends.
 */
import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const waitMs = 10_000;

/** The folder: COFFER_HOME, else the XDG data folder's `coffer`. */
export function homeFolder(env: Readonly<Record<string, string | undefined>>): string {
  const named = env["COFFER_HOME"] ?? "";
  if (named !== "") return named;
  const data = env["XDG_DATA_HOME"] ?? "";
  return join(data === "" ? join(homedir(), ".local", "share") : data, "coffer");
}

/** The agent's socket. */
export function agentSocket(home: string): string {
  return join(home, "agent.sock");
}

/** Takes the home's lock, waiting some seconds for another command; undefined if it stays taken. */
export function lockHome(home: string): (() => void) | undefined {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  // SQLite's exclusive transaction is an advisory lock of the kernel on this otherwise empty file.
  const lock = new DatabaseSync(join(home, "lock"), { timeout: waitMs });
  try {
    lock.exec("BEGIN EXCLUSIVE");
  } catch {
    lock.close();
    return undefined;
  }
  return () => lock.close();
}
