/**
 * What holds between the tables of a server's database after every transaction, looked at in SQL, beside the running
 * server: sums, heads and counters are those of the entries.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/** Each selects what breaks a rule. */
const broken = {
  "a head is that of the last entry": `
    SELECT vault_id FROM chain_head LEFT JOIN entry USING (vault_id, seq, hash) WHERE bytes IS NULL`,
  "no entry is missing or beyond the head": `
    SELECT vault_id FROM chain_head h WHERE h.seq + 1 <>
      (SELECT COUNT(*) FROM entry e WHERE e.vault_id = h.vault_id AND e.seq BETWEEN 0 AND h.seq)
      OR h.seq <> (SELECT MAX(seq) FROM entry e WHERE e.vault_id = h.vault_id)`,
  "stored bytes are counted": `
    SELECT vault_id FROM chain_head h WHERE stored_bytes <>
      (SELECT SUM(LENGTH(bytes)) FROM entry e WHERE e.vault_id = h.vault_id)`,
  "a device's counter is that of its last entry": `
    SELECT device_id FROM chain_device d WHERE counter IS NOT
      (SELECT MAX(counter) FROM entry e WHERE e.vault_id = d.vault_id AND e.device_id = d.device_id)`,
  "every author has a counter": `
    SELECT DISTINCT device_id FROM entry LEFT JOIN chain_device USING (vault_id, device_id)
    WHERE chain_device.counter IS NULL`,
  "a chain has a head": `
    SELECT vault_id FROM chain LEFT JOIN chain_head USING (vault_id) WHERE seq IS NULL`,
  "an account has two chains": `
    SELECT account_id FROM account
    WHERE (SELECT COUNT(*) FROM chain WHERE chain.account_id = account.account_id) <> 2`,
} as const;

/** Demands that a data folder's database is whole. */
export function assertDatabaseIsWhole(dataFolder: string): void {
  const database = new DatabaseSync(join(dataFolder, "coffer.db"), { readOnly: true });
  try {
    for (const [rule, select] of Object.entries(broken)) {
      assert.deepEqual(database.prepare(select).all(), [], rule);
    }
    assert.deepEqual(database.prepare("PRAGMA foreign_key_check").all(), []);
    const check = database.prepare("PRAGMA quick_check").all();
    assert.deepEqual(
      check.map((row) => Object.values(row)[0]),
      ["ok"],
    );
  } finally {
    database.close();
  }
}
