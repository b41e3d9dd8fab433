/**
 * The server stores the list of docs/security.md, "What the server stores", and nothing else: every column of the
 * database and every line of the secrets is one item of that list, named here with the reason, and every item is
 * stored somewhere.
 */
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import test from "node:test";
import { loadSecrets } from "../../server/src/secrets.ts";
import { migrate } from "../../server/src/storage/migrations.ts";

/** Column → item of the page, and why the column is that item. */
const itemByColumn: Readonly<Record<string, readonly [item: string, reason: string]>> = {
  "account.account_id": ["account id", "which account the row is of"],
  "account.login_name": ["login name", "the name as it is typed, in canonical form (O1)"],
  "account.name_hash": ["its hmac", "OPAQUE's credential identifier (O3)"],
  "account.opaque_record": ["opaque record", "what a login is checked against"],
  "account.generation": ["generation", "counts credential changes (SV9)"],
  "account.account_box": ["three boxes", "AccountBox (H1)"],
  "account.root_box": ["three boxes", "RootBox (H2)"],
  "account.recovery_box": ["three boxes", "RecoveryBox (H3)"],
  "account.recovery_public_key": ["recovery public key", "what a kit's proof is checked with (C8)"],

  "chain.vault_id": ["owner", "which chain it is that somebody owns"],
  "chain.account_id": ["owner", "whose it is"],
  "chain.kind": ["public state", "whether it is the account's chain or a vault's (S1)"],
  "chain.state": ["public state", "what the public parts add up to (S1)"],
  "chain_head.vault_id": ["head", "of which chain"],
  "chain_head.seq": ["head", "of the last entry"],
  "chain_head.hash": ["head", "of the last entry"],
  "chain_head.stored_bytes": ["size", "the entries' bytes, for the quota (SV10)"],
  "chain_device.vault_id": ["counters of devices", "in which chain"],
  "chain_device.device_id": ["counters of devices", "of which device"],
  "chain_device.counter": ["counters of devices", "the last one used (S11)"],

  "entry.vault_id": ["entries", "of the header (E1)"],
  "entry.seq": ["entries", "of the header (E1)"],
  "entry.hash": ["entries", "computed from the bytes (E3)"],
  "entry.device_id": ["entries", "of the header (E1)"],
  "entry.counter": ["entries", "of the header (E1)"],
  "entry.bytes": ["entries", "header, public part, padded ciphertext, signatures (E6)"],
  "entry.arrived_at": ["arrival time", "when it was appended"],

  "link_box.box_id": ["link boxes", "by which it is asked for (K4)"],
  "link_box.account_id": ["link boxes", "one for each account (SV44)"],
  "link_box.box": ["link boxes", "sealed under the code (K5)"],
  "link_box.expires_at": ["link boxes", "ten minutes after it came (SV27)"],
  "invitation.hash": ["hashes of invitations", "the token itself is not kept (SV71)"],
  "invitation.expires_at": ["hashes of invitations", "seven days after it was made (SV71)"],
  "invitation.used": ["hashes of invitations", "once is enough (SV3)"],
  "session.session_id": ["sessions", "to end it by"],
  "session.account_id": ["sessions", "whose it is"],
  "session.device_id": ["sessions", "which device's, if one has said so (M8)"],
  "session.kind": ["sessions", "login, resume or recovery (M8)"],
  "session.opened_at": ["sessions", "since when (M8)"],
  "audit_event.event_id": ["audit events", "their order"],
  "audit_event.at": ["audit events", "when"],
  "audit_event.account_id": ["audit events", "which account"],
  "audit_event.device_id": ["audit events", "which device"],
  "audit_event.network": ["audit events", "network prefix (SV61)"],
  "audit_event.event": ["audit events", "what was tried"],
  "audit_event.outcome": ["audit events", "outcome"],
};

/** The same of the file of secrets. */
const itemBySecret: Readonly<Record<string, string>> = {
  opaqueSetup: "opaque setup",
  serverId: "server id",
  channelKey: "channel key",
  enumerationKey: "the key of login names",
};

const page = readFileSync(join(import.meta.dirname, "../../docs/security.md"), "utf8");
const section = /^## What the server stores\n\n([\s\S]+?)\n\n/m.exec(page)?.[1] ?? "";

/** The items of a list in a sentence; what stands in brackets explains and is no item. */
function itemsOf(sentence: string): readonly string[] {
  return sentence
    .toLowerCase()
    .replaceAll(/\s+/g, " ")
    .replaceAll(/ ?\([^)]*\)/g, "")
    .split(/[,;:]| with /)
    .map((item) => item.trim().replace(/^per chain its /, ""));
}

function withDatabase<Value>(use: (database: DatabaseSync) => Value): Value {
  const database = new DatabaseSync(":memory:");
  try {
    migrate(database);
    return use(database);
  } finally {
    database.close();
  }
}

test("SV70: every column is an item of the page, and no listed column is gone", () => {
  const columns = withDatabase((database) =>
    database
      .prepare(
        `SELECT m.name || '.' || c.name AS name FROM sqlite_schema m, pragma_table_xinfo(m.name) c
         WHERE m.type = 'table' ORDER BY m.name, c.cid`,
      )
      .all()
      .map(({ name }) => String(name)),
  );
  assert.deepEqual(columns.toSorted(), Object.keys(itemByColumn).toSorted());
});

test("SV70: nothing but columns and indexes of columns holds data: no view, trigger, virtual table", () => {
  const others = withDatabase((database) =>
    database
      .prepare(
        `SELECT type, name FROM sqlite_schema
         WHERE NOT (type = 'table' AND sql LIKE 'CREATE TABLE%') AND type <> 'index'`,
      )
      .all(),
  );
  assert.deepEqual(others, []);
});

test("SV70: the page lists what is stored, item by item, and nothing that is not", () => {
  const [stored = ""] = section.split(". ");
  const listed = itemsOf(stored);
  const used = new Set(Object.values(itemByColumn).map(([item]) => item));
  assert.deepEqual([...used].toSorted(), listed.toSorted());
  for (const [column, [, reason]] of Object.entries(itemByColumn))
    assert.notEqual(reason, "", column);
});

test("SV56: the file of secrets has the lines that the page lists", async () => {
  const folder = mkdtempSync(join(tmpdir(), "coffer-schema-"));
  try {
    const path = join(folder, "secrets");
    await loadSecrets({ path, hasDatabase: false });
    const [, ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
    const names = lines.map((line) => line.split(": ")[0] ?? "");
    assert.deepEqual(names.toSorted(), Object.keys(itemBySecret).toSorted());
    const text = section.toLowerCase().replaceAll(/\s+/g, " ");
    const inBrackets = /its own secrets \(([^)]+)\)/.exec(text)?.[1] ?? "";
    assert.deepEqual(inBrackets.split(", ").toSorted(), Object.values(itemBySecret).toSorted());
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
