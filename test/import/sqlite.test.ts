/** SQLite files from anywhere: what is stored is read, nothing that a file defines is run, damage is a failure. */
import assert from "node:assert/strict";
import test from "node:test";
import { importFile, needsSqlite, SQLITE_ROWS_MAX, type SqliteFile } from "@coffer/ledger";
import { sqlite, sqliteBytes } from "../fixtures/sqlite-files.ts";

function open(bytes: Uint8Array<ArrayBuffer>): SqliteFile {
  const opened = sqlite(bytes);
  assert.ok(opened.ok);
  return opened.value;
}

function rowsOf(sql: string, table: string, columns: readonly string[]): unknown {
  const file = open(sqliteBytes(sql));
  const rows = file.rows(table, columns);
  file.close();
  return rows;
}

test("values come as text: whole numbers of 64 bits exactly, NULL and missing columns as null", () => {
  assert.deepEqual(
    rowsOf(
      `CREATE TABLE t (a INTEGER, "b ""c" TEXT, d REAL);
       INSERT INTO t VALUES (9223372036854775807, 'ä', 1.5), (-1, NULL, 2.0);`,
      "T",
      ["A", 'b "c', "d", "gone"],
    ),
    {
      ok: true,
      value: [
        ["9223372036854775807", "ä", "1.5", null],
        ["-1", null, "2.0", null],
      ],
    },
  );
});

test("rows come in the order in which they are stored, whatever an index would give", () => {
  const sql =
    "CREATE TABLE t (a TEXT); CREATE INDEX i ON t (a); INSERT INTO t VALUES ('c'), ('a'), ('b');";
  assert.deepEqual(rowsOf(sql, "t", ["a"]), { ok: true, value: [["c"], ["a"], ["b"]] });
});

test("a view in place of a table is not run, also one without end", () => {
  const bytes = sqliteBytes(`
    CREATE TABLE stored (a);
    CREATE VIEW splits AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n;
  `);
  const file = open(bytes);
  assert.deepEqual(file.tables(), { ok: true, value: ["stored"] });
  assert.deepEqual(file.rows("splits", ["i"]), {
    ok: false,
    error: { code: "no-table", table: "splits" },
  });
  file.close();
});

test("generated columns are not computed, virtual tables not asked", () => {
  const sql = `
    CREATE TABLE t (a, big AS (hex(zeroblob(10000000))) VIRTUAL, kept AS (a || 'x') STORED);
    INSERT INTO t (a) VALUES (1);
    CREATE VIRTUAL TABLE f USING fts5(a);
  `;
  assert.deepEqual(rowsOf(sql, "t", ["a", "big", "kept"]), {
    ok: true,
    value: [["1", null, null]],
  });
  assert.deepEqual(rowsOf(sql, "f", ["a"]), { ok: false, error: { code: "no-table", table: "f" } });
});

test("a value that is too long is a failure that names its table, before it is read", () => {
  const sql = "CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(1000000));";
  assert.deepEqual(rowsOf(sql, "t", ["a"]), {
    ok: false,
    error: { code: "text-too-long", table: "t" },
  });
  assert.deepEqual(rowsOf(sql, "t", ["b"]), { ok: true, value: [[null]] });
});

test("more rows than the limit are a failure", () => {
  const sql = `CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${SQLITE_ROWS_MAX + 1})
    INSERT INTO t SELECT NULL FROM n;`;
  assert.deepEqual(rowsOf(sql, "t", ["a"]), {
    ok: false,
    error: { code: "too-many-rows", table: "t" },
  });
});

test("a file in WAL mode is read", () => {
  const bytes = sqliteBytes("CREATE TABLE t (a); INSERT INTO t VALUES (1);");
  bytes.fill(2, 18, 20);
  const file = open(bytes);
  assert.deepEqual(file.rows("t", ["a"]), { ok: true, value: [["1"]] });
  assert.equal(bytes[18], 2, "the given bytes stay as they are");
  file.close();
});

test("a file that is cut off or overwritten is refused with a reason", () => {
  const whole = sqliteBytes(
    `CREATE TABLE accounts (a); CREATE TABLE commodities (a); CREATE TABLE splits (a);
     CREATE TABLE transactions (a);
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 5000)
     INSERT INTO splits SELECT 'a text of some length' FROM n;`,
  );
  assert.ok(whole.length > 50_000);
  const overwritten = Uint8Array.from(whole).fill(0x55, 4096, whole.length);
  for (const bytes of [whole.slice(0, 20), whole.slice(0, 5000), overwritten]) {
    const { outcome, reason } = importFile(bytes, { sqlite });
    assert.equal(outcome, "reject");
    assert.match(reason?.message ?? "", /damaged/);
  }
});

test("without an opener an SQLite file is refused; of another app too", () => {
  const bytes = sqliteBytes("CREATE TABLE t (a);");
  assert.ok(needsSqlite(bytes));
  assert.match(importFile(bytes, {}).reason?.message ?? "", /cannot be read here/);
  assert.match(importFile(bytes, { sqlite }).reason?.message ?? "", /neither of GnuCash/);
});

test("only SQLite files and archives with one need SQLite", () => {
  const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
  assert.equal(needsSqlite(bytes("Date,Amount\n2026-01-01,1\n")), false);
  assert.equal(needsSqlite(bytes("PK\x03\x04 … statement.xml")), false);
  assert.equal(needsSqlite(bytes("PK\x03\x04 … db.sqlite")), true);
});
