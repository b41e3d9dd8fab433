/** GnuCash books that are SQLite databases: the same book as in XML, with templates in the same tables. */
import assert from "node:assert/strict";
import test from "node:test";
import { formatExact } from "../../ledger/src/import/exact-amount.ts";
import { transactionCount } from "../../ledger/src/import/imported-file.ts";
import { dayToText, importFile, type ImportedFile } from "@coffer/ledger";
import { sqlite, sqliteBytes } from "../fixtures/sqlite-files.ts";

const schema = `
  CREATE TABLE books (guid TEXT, root_account_guid TEXT, root_template_guid TEXT);
  CREATE TABLE commodities (guid TEXT, namespace TEXT, mnemonic TEXT);
  CREATE TABLE accounts (guid TEXT, name TEXT, account_type TEXT, commodity_guid TEXT, parent_guid TEXT,
    hidden INTEGER);
  CREATE TABLE transactions (guid TEXT, currency_guid TEXT, num TEXT, post_date TEXT, description TEXT);
  CREATE TABLE splits (guid TEXT, tx_guid TEXT, account_guid TEXT, memo TEXT, value_num BIGINT,
    value_denom BIGINT, quantity_num BIGINT, quantity_denom BIGINT);
  CREATE TABLE slots (id INTEGER PRIMARY KEY, obj_guid TEXT, name TEXT, slot_type INTEGER, string_val TEXT,
    gdate_val TEXT);
  INSERT INTO books VALUES ('book', 'root', 'templates');
  INSERT INTO commodities VALUES ('eur', 'CURRENCY', 'EUR'), ('fund', 'FUND', 'WORLD');
  INSERT INTO accounts VALUES
    ('root', 'Root Account', 'ROOT', NULL, NULL, 0),
    ('assets', 'Assets', 'ASSET', 'eur', 'root', 0),
    ('giro', 'Giro', 'BANK', 'eur', 'assets', 0),
    ('card', 'Card', 'CREDIT', 'eur', 'root', 0),
    ('fund-1', 'Fund', 'MUTUAL', 'fund', 'assets', 1),
    ('food', 'Food', 'EXPENSE', 'eur', 'root', 0),
    ('templates', 'Template Root', 'ROOT', NULL, NULL, 0),
    ('template-1', 'aa', 'BANK', 'eur', 'templates', 0);
`;

function read(sql: string): ImportedFile {
  return importFile(sqliteBytes(schema + sql), { sqlite });
}

function lines({ rows }: ImportedFile): readonly string[] {
  return rows.map(({ day, amount, currency, account, text, leg, skipped }) =>
    [
      day === null ? "-" : dayToText(day),
      amount === null ? "-" : formatExact(amount, 2),
      currency ?? "-",
      account ?? "-",
      text,
      leg?.note ?? "",
      ...(skipped === null ? [] : ["skipped"]),
    ].join("|"),
  );
}

test("a transaction is a row for each of its accounts, in what is counted there", () => {
  const file = read(`
    INSERT INTO transactions VALUES ('t1', 'eur', '', '2026-01-03 10:59:00', 'Market');
    INSERT INTO splits VALUES
      ('s1', 't1', 'giro', '', -5000, 100, -5000, 100),
      ('s2', 't1', 'food', 'bread', 1250, 100, 1250, 100),
      ('s3', 't1', 'food', 'wine', 1250, 100, 1250, 100),
      ('s4', 't1', 'fund-1', '', 2500, 100, 13337, 10000);
    INSERT INTO slots VALUES (1, 't1', 'notes', 4, 'of the week', NULL), (2, 's1', 'online_id', 4, 'FIT1', NULL);
  `);
  assert.equal(file.format, "gnucash");
  assert.equal(file.outcome, "ok");
  assert.deepEqual(lines(file), [
    "2026-01-03|-50.00|EUR|Assets:Giro|Market|of the week",
    "2026-01-03|25.00|EUR|Food|Market|bread; wine",
    "2026-01-03|1.3337|WORLD|Assets:Fund|Market|of the week",
  ]);
  assert.equal(file.rows[0]?.bankId, "FIT1");
  assert.equal(transactionCount(file.rows), 1);
  assert.deepEqual(
    file.accounts.map(({ name, kind, currency, isClosed, balance }) =>
      [name, kind, currency, isClosed, balance === null ? "" : formatExact(balance, 0)].join("|"),
    ),
    [
      "Assets|tracking|EUR|false|0",
      "Assets:Giro|spending|EUR|false|-50",
      "Card|card|EUR|false|0",
      "Assets:Fund|investment|WORLD|true|1.3337",
      "Food|expense|EUR|false|25",
    ],
  );
});

test("templates of scheduled transactions are no transactions, and their accounts none", () => {
  const file = read(`
    INSERT INTO transactions VALUES ('t1', 'eur', '', '2026-01-03 10:59:00', 'Rent, every month');
    INSERT INTO splits VALUES ('s1', 't1', 'template-1', '', 0, 100, 0, 100);
  `);
  assert.equal(file.outcome, "no_transactions");
  assert.deepEqual(
    file.accounts.map(({ name }) => name).filter((name) => /aa|Template/u.test(name)),
    [],
  );
});

test("the day that was chosen counts before the moment that stands for it", () => {
  const file = read(`
    INSERT INTO transactions VALUES ('t1', 'eur', '', '20260102230000', 'East'), ('t2', 'eur', '', '20260102230000', 'None');
    INSERT INTO splits VALUES ('s1', 't1', 'giro', '', 0, 1, 0, 1), ('s2', 't2', 'giro', '', 0, 1, 0, 1);
    INSERT INTO slots VALUES (1, 't1', 'date-posted', 10, NULL, '20260103');
  `);
  assert.deepEqual(lines(file), [
    "2026-01-03|0.00|EUR|Assets:Giro|East|",
    "2026-01-03|0.00|EUR|Assets:Giro|None|",
  ]);
});

test("a transaction that cannot be read whole is left out whole, and named", () => {
  const file = read(`
    INSERT INTO transactions VALUES ('t1', 'eur', '', '2026-01-03 10:59:00', 'No account'),
      ('t2', 'eur', '', '2026-01-03 10:59:00', 'No amount'), ('t3', 'eur', '', 'yesterday', 'No day'),
      ('t4', 'eur', '', '2026-01-03 10:59:00', 'Nothing');
    INSERT INTO splits VALUES
      ('s1', 't1', 'giro', '', 100, 100, 100, 100), ('s2', 't1', 'gone', '', -100, 100, -100, 100),
      ('s3', 't2', 'giro', '', 100, 100, 100, 0), ('s4', 't3', 'giro', '', 0, 1, 0, 1);
  `);
  assert.equal(file.outcome, "ok_with_warnings");
  assert.deepEqual(lines(file), [
    "2026-01-03|-|-|-|No account||skipped",
    "2026-01-03|-|-|-|No amount||skipped",
    "-|-|-|-|No day||skipped",
    "2026-01-03|-|-|-|Nothing||skipped",
  ]);
  assert.deepEqual(
    file.warnings.map(({ line }) => line),
    [1, 2, 3, 4],
  );
});

test("an account that is within itself ends in a refusal", () => {
  const file = read("UPDATE accounts SET parent_guid = 'giro' WHERE guid = 'assets';");
  assert.equal(file.outcome, "reject");
  assert.match(file.reason?.message ?? "", /within itself/);
});
