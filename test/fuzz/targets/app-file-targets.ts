/** Books of GnuCash and budgets of Actual: as XML, as SQLite databases, as CSV. */
import { needsSqlite } from "../../../ledger/src/import/sqlite/needs-sqlite.ts";
import { readGnuCashXml } from "../../../ledger/src/import/gnucash/read-gnucash-xml.ts";
import { importFile } from "../../../ledger/src/import/import-file.ts";
import { sqlite, sqliteBytes } from "../../fixtures/sqlite-files.ts";
import { textBytes, tokensOf, type Target } from "../target.ts";
import { takeFile } from "./bank-targets.ts";

const book = `<?xml version="1.0" encoding="utf-8"?>
<gnc-v2 xmlns:gnc="gnc" xmlns:act="act" xmlns:trn="trn" xmlns:split="split" xmlns:slot="slot" xmlns:ts="ts">
<gnc:book version="2.0.0">
<gnc:account><act:name>Root Account</act:name><act:id type="guid">r</act:id><act:type>ROOT</act:type></gnc:account>
<gnc:account><act:name>Giro</act:name><act:id>a</act:id><act:type>BANK</act:type>
<act:commodity><cmdty:space>CURRENCY</cmdty:space><cmdty:id>EUR</cmdty:id></act:commodity><act:parent>r</act:parent></gnc:account>
<gnc:account><act:name>Food</act:name><act:id>b</act:id><act:type>EXPENSE</act:type>
<act:commodity><cmdty:id>EUR</cmdty:id></act:commodity><act:parent>r</act:parent></gnc:account>
<gnc:transaction><trn:id>t</trn:id><trn:date-posted><ts:date>2026-01-02 23:00:00 +0000</ts:date></trn:date-posted>
<trn:description>Market</trn:description><trn:slots><slot><slot:key>date-posted</slot:key>
<slot:value type="gdate"><gdate>2026-01-03</gdate></slot:value></slot></trn:slots><trn:splits>
<trn:split><split:value>-1250/100</split:value><split:quantity>-1250/100</split:quantity><split:account>a</split:account></trn:split>
<trn:split><split:value>1250/100</split:value><split:quantity>1250/100</split:quantity><split:account>b</split:account></trn:split>
</trn:splits></gnc:transaction></gnc:book></gnc-v2>
`;

const gnuCashDatabase = sqliteBytes(`
  PRAGMA page_size = 512;
  CREATE TABLE books (guid, root_account_guid, root_template_guid);
  CREATE TABLE commodities (guid, namespace, mnemonic);
  CREATE TABLE accounts (guid, name, account_type, commodity_guid, parent_guid, hidden);
  CREATE TABLE transactions (guid, post_date, description);
  CREATE TABLE splits (guid, tx_guid, account_guid, memo, value_num, value_denom, quantity_num, quantity_denom);
  CREATE TABLE slots (obj_guid, name, string_val, gdate_val);
  INSERT INTO books VALUES ('k', 'r', 'x');
  INSERT INTO commodities VALUES ('e', 'CURRENCY', 'EUR');
  INSERT INTO accounts VALUES ('r', 'Root', 'ROOT', NULL, NULL, 0), ('a', 'Giro', 'BANK', 'e', 'r', 0),
    ('b', 'Food', 'EXPENSE', 'e', 'r', 0), ('x', 'Template Root', 'ROOT', NULL, NULL, 0);
  INSERT INTO transactions VALUES ('t', '2026-01-03 10:59:00', 'Market');
  INSERT INTO splits VALUES ('s', 't', 'a', '', -1250, 100, -1250, 100), ('u', 't', 'b', '', 1250, 100, 1250, 100);
  INSERT INTO slots VALUES ('t', 'date-posted', NULL, '20260103'), ('t', 'notes', 'note', NULL);
`);

const actualDatabase = sqliteBytes(`
  PRAGMA page_size = 512;
  CREATE TABLE messages_crdt (id INTEGER PRIMARY KEY);
  CREATE TABLE accounts (id, name, offbudget, closed, tombstone);
  CREATE TABLE category_groups (id, name);
  CREATE TABLE categories (id, name, is_income, cat_group, tombstone);
  CREATE TABLE payees (id, name, transfer_acct);
  CREATE TABLE transactions (id, isParent, isChild, parent_id, acct, category, amount, date, description, notes,
    transferred_id, tombstone);
  INSERT INTO accounts VALUES ('a', 'Giro', 0, 0, 0), ('b', 'Fund', 1, 1, 0);
  INSERT INTO category_groups VALUES ('g', 'Usual');
  INSERT INTO categories VALUES ('c', 'Food', 0, 'g', 0);
  INSERT INTO payees VALUES ('p', 'Market', NULL), ('q', '', 'b');
  INSERT INTO transactions VALUES ('t', 1, 0, NULL, 'a', NULL, -3000, 20260103, 'p', 'note', NULL, 0),
    ('u', 0, 1, 't', 'a', 'c', -2000, 20260103, 'p', '', NULL, 0), ('v', 0, 1, 't', 'a', NULL, -1000, 20260103, 'q', '', 'w', 0),
    ('w', 0, 0, NULL, 'b', NULL, 1000, 20260103, 'p', '', 'v', 0);
`);

const actualTable = `Account,Date,Payee,Notes,Category_Group,Category,Amount,Split_Amount,Cleared
Giro,2026-01-03,Market,(SPLIT INTO 2) week,,,0,-30,Cleared
Giro,2026-01-03,Market,(SPLIT 1 OF 2) bread,Usual,Food,-20,0,Cleared
Giro,2026-01-03,Fund,(SPLIT 2 OF 2),,,-10,0,Not cleared
Fund,2026-01-03,Giro,,,,10,0,Reconciled
`;

export const appFileTargets: readonly Target[] = [
  {
    name: "GnuCash as XML",
    samples: [textBytes(book)],
    tokens: tokensOf(
      "<gnc:transaction>",
      "</gnc:transaction>",
      "<trn:split>",
      "</trn:split>",
      "<gnc:template-transactions>",
      "<act:parent>a</act:parent>",
      "<act:type>ROOT",
      "1/0",
      "1/3",
      "-9223372036854775808/1",
      "9999-12-31 23:00:00 -1400",
      "0001-01-01 00:00:00 +1400",
      "&#0;",
      "]]>",
    ),
    inputs: 600,
    take: takeFile(readGnuCashXml),
  },
  {
    name: "SQLite databases of GnuCash and Actual",
    samples: [gnuCashDatabase, actualDatabase],
    tokens: [
      Uint8Array.of(0),
      Uint8Array.of(0xff, 0xff, 0xff, 0xff),
      Uint8Array.of(0x0d),
      Uint8Array.of(0x05),
      ...tokensOf("CREATE VIEW ", "CREATE TABLE ", "ROOT", " AS (1)", "WITHOUT ROWID"),
    ],
    inputs: 400,
    take: takeFile((bytes, options) => importFile(bytes, { ...options, sqlite })),
  },
  {
    name: "tables of Actual",
    samples: [textBytes(actualTable)],
    tokens: tokensOf(
      "(SPLIT INTO 9999) ",
      "(SPLIT 0 OF 0) ",
      "(SPLIT ",
      "Starting Balance",
      ",",
      "\n",
    ),
    inputs: 400,
    take: takeFile(importFile),
  },
  {
    name: "whether a file needs SQLite",
    samples: [gnuCashDatabase, textBytes("PK\u0003\u0004 db.sqlite")],
    inputs: 200,
    take: needsSqlite,
  },
];
