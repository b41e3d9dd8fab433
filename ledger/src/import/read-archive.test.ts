import assert from "node:assert/strict";
import test from "node:test";
import { gzipSync, zipSync } from "fflate";
import { sentenceText } from "../sentence.ts";
import { formatExact } from "./exact-amount.ts";
import { importFile } from "./import-file.ts";
import type { ImportedFile } from "./imported-file.ts";

function bytes(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text));
}

/** A day's statement of an account: what was on it, and what one payment left. */
function camt(day: string, before: string, amount: string, after: string): Uint8Array {
  const balance = (code: string, value: string): string =>
    `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="EUR">${value}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>`;
  return bytes(
    `<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>DE02</IBAN></Id></Acct>${balance("OPBD", before)}${balance("CLBD", after)}` +
      `<Ntry><Amt Ccy="EUR">${amount}</Amt><CdtDbtInd>DBIT</CdtDbtInd><BookgDt><Dt>${day}</Dt></BookgDt></Ntry></Stmt></BkToCstmrStmt></Document>`,
  );
}

const CSV: Uint8Array = bytes(
  "Date,Description,Amount\n2026-01-03,Lunch,-1.50\n2026-01-04,Tea,-2.50\n",
);

function readZip(files: Record<string, Uint8Array>): ImportedFile {
  return importFile(Uint8Array.from(zipSync(files)), {});
}

function warnings({ warnings: found }: ImportedFile): string[] {
  return found.map(({ text }) => sentenceText(text));
}

function reason(file: ImportedFile): string {
  return file.reason === null ? "" : sentenceText(file.reason);
}

test("zip: several statements are one file, whose balances go through all of them", () => {
  const imported = readZip({
    "c.xml": camt("2026-01-05", "70", "10", "60"),
    "a.xml": camt("2026-01-03", "100", "20", "80"),
    "b.xml": camt("2026-01-04", "80", "10", "70"),
  });
  assert.deepEqual([imported.format, imported.outcome], ["camt", "ok"]);
  assert.equal(imported.rows.length, 3);
  assert.deepEqual(
    imported.statements.map(({ account, count, opening, closing, sum }) => [
      account,
      count,
      ...[opening, sum, closing].map((amount) => (amount === null ? null : formatExact(amount, 2))),
    ]),
    [["DE02", 3, "100.00", "-40.00", "60.00"]],
  );
});

test("zip: files of several formats are read, one that cannot be is named", () => {
  const imported = readZip({
    "bank.csv": CSV,
    "folder/statement.xml": camt("2026-01-05", "70", "10", "60"),
    "folder/cut.xml": camt("2026-01-06", "60", "10", "50").subarray(0, 300),
    "terms.pdf": bytes("%PDF-1.7"),
  });
  assert.deepEqual([imported.format, imported.outcome], ["zip", "ok_with_warnings"]);
  assert.deepEqual(
    imported.rows.map(({ text, account }) => [text, account]),
    [
      ["Lunch", null],
      ["Tea", null],
      ["", "DE02"],
    ],
  );
  const cut = imported.warnings.filter(({ isRecord }) => isRecord);
  assert.match(
    sentenceText(cut[0]?.text ?? { message: "", values: {} }),
    /^folder\/cut\.xml was not read\. Line 1: the file ends before/u,
  );
  assert.equal(cut.length, 1);
  assert.ok(warnings(imported).some((text) => text.startsWith("terms.pdf was not read. ")));
});

test("zip: one file beside none of a bank's is that file", () => {
  const alone = importFile(Uint8Array.from(CSV), {});
  const imported = readZip({ "bank.csv": CSV, "readme.html": bytes("<html></html>") });
  assert.deepEqual([imported.format, imported.outcome], ["csv", "ok"]);
  assert.deepEqual(imported.rows, alone.rows);
  assert.deepEqual(imported.statements, alone.statements);
  assert.deepEqual(imported.mapping, alone.mapping);
  const cut = readZip({ "bank.csv": CSV, "cut.xml": bytes("<Document><BkToCstmrStmt>") });
  assert.equal(cut.outcome, "ok_with_warnings");
});

test("zip: an app's transactions are read, its other tables are only mentioned", () => {
  const imported = readZip({
    "Budget - Plan.csv": bytes(
      '"Month","Category Group/Category","Category Group","Category","Assigned","Activity","Available"\n"Jan 2026","Bills: Rent","Bills","Rent",$1.00,$1.00,$0.00\n',
    ),
    "Budget - Register.csv": bytes(
      '"Account","Flag","Date","Payee","Category Group/Category","Category Group","Category","Memo","Outflow","Inflow","Cleared"\n"Cash","","01/15/2026","Shop","Food: Eat","Food","Eat","",$5.00,$0.00,"Cleared"\n',
    ),
  });
  assert.deepEqual([imported.format, imported.outcome], ["ynab", "ok"]);
  assert.equal(imported.rows.length, 1);
  assert.match(warnings(imported).join(), /Plan\.csv was not read/u);
});

test("zip: what a file leaves open is asked once for all", () => {
  const ambiguous = (day: string): Uint8Array =>
    bytes(`Date,Text,Amount\n${day},Tea,-1.50\n04/05/2026,Tea,-2.50\n`);
  const files = { "a.csv": ambiguous("01/02/2026"), "b.csv": ambiguous("02/03/2026") };
  const imported = readZip(files);
  assert.deepEqual(
    imported.questions.map(({ about }) => about),
    ["date-order"],
  );
  const answered = importFile(Uint8Array.from(zipSync(files)), { dateOrder: "MDY" });
  assert.deepEqual(answered.questions, []);
});

test("zip: what holds nothing to read is refused with its reason", () => {
  const sheet = {
    "[Content_Types].xml": bytes("<Types/>"),
    "xl/workbook.xml": bytes("<workbook/>"),
  };
  assert.match(reason(readZip(sheet)), /^This is a spreadsheet/u);
  assert.match(reason(readZip({ "content.xml": bytes("<x/>") })), /^This is a spreadsheet/u);
  assert.equal(reason(readZip({})), "The archive is empty.");
  const nested = readZip({ "inner.zip": zipSync({ "bank.csv": CSV }) });
  assert.equal(nested.outcome, "reject");
  assert.match(reason(nested), /^inner\.zip: This is an archive within an archive/u);
  const none = readZip({ "a.pdf": bytes("%PDF-1.7"), "b.pdf": bytes("%PDF-1.7") });
  assert.match(reason(none), /^None of the 2 files in the archive can be read\. a\.pdf: /u);
  const cut = zipSync({ "bank.csv": CSV });
  assert.match(reason(importFile(Uint8Array.from(cut.subarray(0, 40)), {})), /cut off/u);
});

test("zip: statements without transactions are said to be that", () => {
  const empty = bytes("<Document><BkToCstmrStmt><Stmt/></BkToCstmrStmt></Document>");
  const imported = readZip({ "a.xml": empty, "b.xml": empty });
  assert.equal(imported.outcome, "no_transactions");
  assert.match(reason(imported), /nothing to import/u);
});

test("gzip: what is in it is read like a file", () => {
  const alone = importFile(Uint8Array.from(CSV), {});
  assert.deepEqual(importFile(Uint8Array.from(gzipSync(CSV)), {}), alone);
  const bomb = importFile(Uint8Array.from(gzipSync(new Uint8Array(3 * 1024 * 1024))), {});
  assert.match(reason(bomb), /times its size/u);
});
