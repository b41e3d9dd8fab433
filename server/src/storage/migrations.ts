/**
 * The schema of the SQLite storage, as the steps that led to it. Each step runs once, in order, in a transaction
 * of its own together with the number that says it has run (PRAGMA user_version).
 *
 * A step that has been released is never changed: what is stored by it stands on people's disks. The columns are
 * those of docs/security.md, "What the server stores"; `stored_bytes` is a sum over entries, kept for the quota.
 */
import type { DatabaseSync } from "node:sqlite";
import { StartError } from "../start-error.ts";

export type Migration = (database: DatabaseSync) => void;

const firstSchema = `
  CREATE TABLE account (
    account_id BLOB NOT NULL PRIMARY KEY,
    login_name TEXT NOT NULL UNIQUE,
    name_hash BLOB NOT NULL UNIQUE,
    opaque_record BLOB NOT NULL,
    generation INTEGER NOT NULL,
    account_box BLOB NOT NULL,
    root_box BLOB NOT NULL,
    recovery_box BLOB NOT NULL,
    recovery_public_key BLOB NOT NULL
  ) STRICT;

  CREATE TABLE chain (
    vault_id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account,
    kind TEXT NOT NULL CHECK (kind IN ('account', 'vault')),
    state BLOB NOT NULL
  ) STRICT;
  CREATE INDEX chain_by_account ON chain (account_id, kind);
  CREATE UNIQUE INDEX one_account_chain ON chain (account_id) WHERE kind = 'account';

  -- Apart from the state, which is large and seldom changes: an append of data rewrites only this.
  CREATE TABLE chain_head (
    vault_id BLOB NOT NULL PRIMARY KEY REFERENCES chain,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    stored_bytes INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE chain_device (
    vault_id BLOB NOT NULL REFERENCES chain,
    device_id BLOB NOT NULL,
    counter INTEGER NOT NULL,
    PRIMARY KEY (vault_id, device_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX chain_of_device ON chain_device (device_id);

  CREATE TABLE entry (
    vault_id BLOB NOT NULL REFERENCES chain,
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL,
    device_id BLOB NOT NULL,
    counter INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    arrived_at INTEGER NOT NULL,
    PRIMARY KEY (vault_id, seq),
    UNIQUE (vault_id, device_id, counter)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE link_box (
    box_id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL UNIQUE REFERENCES account,
    box BLOB NOT NULL,
    expires_at INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE invitation (
    hash BLOB NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    used INTEGER NOT NULL CHECK (used IN (0, 1))
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE session (
    session_id BLOB NOT NULL PRIMARY KEY,
    account_id BLOB NOT NULL REFERENCES account,
    device_id BLOB,
    kind INTEGER NOT NULL,
    opened_at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX session_by_account ON session (account_id);

  CREATE TABLE audit_event (
    event_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    account_id BLOB,
    device_id BLOB,
    network TEXT NOT NULL,
    event TEXT NOT NULL,
    outcome TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_event_by_account ON audit_event (account_id, event_id);
`;

/** Every step, oldest first. */
const migrations: readonly Migration[] = [(database) => database.exec(firstSchema)];

/** Brings a database to the newest schema. Throws StartError for one that is newer than this program. */
export function migrate(database: DatabaseSync, steps: readonly Migration[] = migrations): void {
  const version = schemaVersion(database);
  if (version > steps.length) {
    throw new StartError(
      `The database has schema ${version} and this Coffer server knows schemas up to ${steps.length}: update the server.`,
    );
  }
  for (const [index, step] of steps.entries()) {
    if (index < version) continue;
    database.exec("BEGIN IMMEDIATE");
    try {
      step(database);
      database.exec(`PRAGMA user_version = ${index + 1}`);
      database.exec("COMMIT");
    } catch (cause) {
      if (database.isTransaction) database.exec("ROLLBACK");
      throw new StartError(`The database could not be brought to schema ${index + 1}.`, { cause });
    }
  }
}

/** Whether a database has exactly the newest schema. */
export function isMigrated(database: DatabaseSync): boolean {
  return schemaVersion(database) === migrations.length;
}

function schemaVersion(database: DatabaseSync): number {
  const version = database.prepare("PRAGMA user_version").get()?.["user_version"];
  return typeof version === "number" ? version : 0;
}
