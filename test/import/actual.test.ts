/** Budgets of Actual: what lives of each transaction, splits, transfers, and schemas of old versions. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { formatExact } from "../../ledger/src/import/exact-amount.ts";
import { transactionCount } from "../../ledger/src/import/imported-file.ts";
import {
  dayToText,
  importFile,
  needsSqlite,
  sentenceText,
  type ImportedFile,
} from "@coffer/ledger";
import { zipSync } from "fflate";
import { runCoffer } from "../cli/coffer-process.ts";
import { sqlite, sqliteBytes } from "../fixtures/sqlite-files.ts";

const schema = `
  CREATE TABLE messages_crdt (id INTEGER PRIMARY KEY);
  CREATE TABLE accounts (id TEXT, name TEXT, offbudget INTEGER, closed INTEGER, tombstone INTEGER);
  CREATE TABLE categories (id TEXT, name TEXT, is_income INTEGER, cat_group TEXT, hidden INTEGER, tombstone INTEGER);
  CREATE TABLE category_groups (id TEXT, name TEXT, is_income INTEGER, tombstone INTEGER);
  CREATE TABLE category_mapping (id TEXT, transferId TEXT);
  CREATE TABLE payees (id TEXT, name TEXT, transfer_acct TEXT, tombstone INTEGER);
  CREATE TABLE payee_mapping (id TEXT, targetId TEXT);
  CREATE TABLE transactions (id TEXT, isParent INTEGER DEFAULT 0, isChild INTEGER DEFAULT 0, parent_id TEXT,
    acct TEXT, category TEXT, amount INTEGER, date INTEGER, description TEXT, imported_description TEXT,
    notes TEXT, financial_id TEXT, starting_balance_flag INTEGER DEFAULT 0, transferred_id TEXT,
    cleared INTEGER DEFAULT 1, tombstone INTEGER DEFAULT 0);
  INSERT INTO accounts VALUES ('giro', 'Giro', 0, 0, 0), ('fund', 'Fund', 1, 1, 0), ('gone', 'Old', 0, 0, 1);
  INSERT INTO category_groups VALUES ('g1', 'Usual', 0, 0), ('g2', 'Income', 1, 0);
  INSERT INTO categories VALUES ('food', 'Food', 0, 'g1', 0, 0), ('pay', 'Pay', 1, 'g2', 0, 0),
    ('dead', 'Dead', 0, 'g1', 0, 1);
  INSERT INTO category_mapping VALUES ('food', 'food'), ('dead', 'food');
  INSERT INTO payees VALUES ('p1', 'Market', NULL, 0), ('p2', '', 'fund', 0), ('p3', 'Mart', NULL, 1);
  INSERT INTO payee_mapping VALUES ('p1', 'p1'), ('p2', 'p2'), ('p3', 'p1');
`;

function read(sql: string): ImportedFile {
  return importFile(sqliteBytes(schema + sql), { sqlite });
}

test("the export is a ZIP, of which only the database counts", () => {
  const database = sqliteBytes(`${schema}
    INSERT INTO transactions (id, acct, category, amount, date) VALUES ('t1', 'giro', 'food', -5, 20260103);`);
  const metadata = new TextEncoder().encode('{"id":"My-Finances-1","budgetName":"My Finances"}');
  const zip = Uint8Array.from(zipSync({ "db.sqlite": database, "metadata.json": metadata }));
  assert.ok(needsSqlite(zip));
  const file = importFile(zip, { sqlite });
  assert.equal(file.format, "actual");
  assert.deepEqual(lines(file), ["2026-01-03|-0.05|Giro||Usual:Food"]);
  assert.deepEqual(file.warnings, []);
  const { outcome, reason } = importFile(zip, {});
  assert.equal(outcome, "reject");
  assert.match(reason === null ? "" : sentenceText(reason), /cannot be read here/);
});

test("the terminal loads SQLite for such a file", async () => {
  const folder = mkdtempSync(join(tmpdir(), "coffer-actual-"));
  try {
    const input = sqliteBytes(`${schema}
      INSERT INTO transactions (id, acct, amount, date) VALUES ('t1', 'giro', -5, 20260103);`);
    const argv = ["import", "-", "--dry-run", "--json"];
    const { stdout, exitCode } = await runCoffer(argv, { home: folder, folder, input });
    assert.equal(exitCode, 0);
    assert.match(stdout, /"format":"actual".*"date":"2026-01-03","amount":"-0.05"/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function lines({ rows }: ImportedFile): readonly string[] {
  return rows.map(({ day, amount, account, text, leg, skipped }) =>
    [
      day === null ? "-" : dayToText(day),
      amount === null ? "-" : formatExact(amount, 2),
      account ?? "-",
      text,
      leg?.category?.join(":") ?? "-",
      ...(leg?.parts ?? []).map(
        (part) =>
          `(${formatExact(part.amount, 2)} ${part.category?.join(":") ?? "-"} ${part.note})`,
      ),
      ...(skipped === null ? [] : ["skipped"]),
    ].join("|"),
  );
}

test("live transactions with payee, category and notes; merged ones by what they became", () => {
  const file = read(`
    INSERT INTO transactions (id, acct, category, amount, date, description, notes, financial_id, tombstone) VALUES
      ('t2', 'giro', 'dead', -1250, 20260104, 'p3', 'bread', 'F2', 0),
      ('t1', 'giro', 'pay', 260000, 20260103, 'p1', NULL, NULL, 0),
      ('t3', 'giro', 'food', -1, 20260104, 'p1', NULL, NULL, 1);
  `);
  assert.equal(file.format, "actual");
  assert.equal(file.outcome, "ok");
  assert.deepEqual(lines(file), [
    "2026-01-03|2600.00|Giro|Market|Income:Pay",
    "2026-01-04|-12.50|Giro|Market|Usual:Food",
  ]);
  assert.equal(file.rows[1]?.leg?.note, "bread");
  assert.equal(file.rows[1]?.bankId, "F2");
  assert.deepEqual(file.categories, [
    { path: ["Usual", "Food"], kind: "expense" },
    { path: ["Income", "Pay"], kind: "income" },
  ]);
  assert.deepEqual(
    file.accounts.map(({ name, kind, isClosed, balance }) =>
      [name, kind, isClosed, balance === null ? "" : formatExact(balance, 2)].join("|"),
    ),
    ["Giro|spending|false|2587.50", "Fund|tracking|true|0.00"],
  );
});

test("a split is one row with parts, whether they have a column for the whole or not", () => {
  const withColumn = read(`
    INSERT INTO transactions (id, isParent, isChild, parent_id, acct, category, amount, date, description, notes) VALUES
      ('t1', 1, 0, NULL, 'giro', NULL, -3000, 20260103, 'p1', NULL),
      ('x', 0, 1, 't1', 'giro', 'food', -2000, 20260103, 'p1', 'bread'),
      ('y', 0, 1, 't1', 'giro', 'dead', -1000, 20260103, 'p1', 'wine');
  `);
  const expected = [
    "2026-01-03|-30.00|Giro|Market|-|(-20.00 Usual:Food bread)|(-10.00 Usual:Food wine)",
  ];
  assert.deepEqual(lines(withColumn), expected);
  assert.deepEqual(withColumn.warnings, []);
  const byName = read(`
    ALTER TABLE transactions DROP COLUMN parent_id;
    INSERT INTO transactions (id, isParent, isChild, acct, category, amount, date, description, notes) VALUES
      ('t1', 1, 0, 'giro', NULL, -3000, 20260103, 'p1', NULL),
      ('t1/x', 0, 1, 'giro', 'food', -2000, 20260103, 'p1', 'bread'),
      ('t1/y', 0, 1, 'giro', 'dead', -1000, 20260103, 'p1', 'wine');
  `);
  assert.deepEqual(lines(byName), expected);
});

test("what the parts of a split leave over is a part without a category, and said", () => {
  const file = read(`
    INSERT INTO transactions (id, isParent, isChild, parent_id, acct, category, amount, date, description) VALUES
      ('t1', 1, 0, NULL, 'giro', NULL, -3000, 20260103, 'p1'),
      ('x', 0, 1, 't1', 'giro', 'food', -2000, 20260103, 'p1');
  `);
  assert.deepEqual(lines(file), [
    "2026-01-03|-30.00|Giro|Market|-|(-20.00 Usual:Food )|(-10.00 - )",
  ]);
  assert.equal(file.warnings.length, 1);
});

test("both sides of a transfer are one transaction, also of a part of a split", () => {
  const file = read(`
    INSERT INTO transactions (id, isParent, isChild, parent_id, acct, category, amount, date, description, transferred_id) VALUES
      ('b', 0, 0, NULL, 'giro', NULL, -5000, 20260103, 'p2', 'a'),
      ('t1', 1, 0, NULL, 'giro', NULL, -3000, 20260103, 'p1', NULL),
      ('x', 0, 1, 't1', 'giro', 'food', -2000, 20260103, 'p1', NULL),
      ('y', 0, 1, 't1', 'giro', NULL, -1000, 20260103, 'p2', 'c'),
      ('c', 0, 0, NULL, 'fund', NULL, 1000, 20260104, 'p1', 'y'),
      ('a', 0, 0, NULL, 'fund', NULL, 5000, 20260104, 'p1', 'b');
  `);
  assert.deepEqual(
    file.rows.map(({ account, leg }) => `${leg?.transaction} ${account}`),
    ["a Giro", "a Fund", "t1 Giro", "t1 Fund"],
  );
  assert.equal(transactionCount(file.rows), 2);
  assert.equal(file.rows[0]?.text, "Fund", "a payee that is an account is called as that is");
});

test("what was on an account before has no category: it is no income", () => {
  const file = read(`
    INSERT INTO transactions (id, acct, category, amount, date, starting_balance_flag) VALUES
      ('t1', 'giro', 'pay', 100000, 20260101, 1);
  `);
  assert.deepEqual(lines(file), ["2026-01-01|1000.00|Giro|Starting Balance|-"]);
});

test("a budget of a version without payees is read; amounts that are none are named", () => {
  const file = read(`
    DROP TABLE payees; DROP TABLE payee_mapping; ALTER TABLE accounts DROP COLUMN closed;
    INSERT INTO transactions (id, acct, amount, date, notes) VALUES
      ('t1', 'giro', -5.0, 20260101, 'Bakery'), ('t2', 'giro', 'many', 20260102, 'Odd'),
      ('t3', 'gone', 1, 20260103, 'Of a dead account'), ('t4', 'giro', 1, 20260230, 'No such day');
  `);
  assert.equal(file.outcome, "ok_with_warnings");
  assert.deepEqual(lines(file), [
    "-|0.01|Giro|No such day|-|skipped",
    "2026-01-01|-0.05|Giro|Bakery|-",
    "2026-01-02|-|Giro|Odd|-|skipped",
    "2026-01-03|0.01|-|Of a dead account|-|skipped",
  ]);
  assert.deepEqual(
    file.warnings.map(({ line, isRecord }) => [line, isRecord]),
    [
      [2, true],
      [3, false],
      [4, true],
    ],
  );
});

test("the currency is the budget's, where it has one", () => {
  const file = read(`
    CREATE TABLE preferences (id TEXT, value TEXT);
    INSERT INTO preferences VALUES ('defaultCurrencyCode', 'CHF');
    INSERT INTO transactions (id, acct, amount, date) VALUES ('t1', 'giro', 100, 20260101);
  `);
  assert.deepEqual(
    file.rows.map(({ currency }) => currency),
    ["CHF"],
  );
});
