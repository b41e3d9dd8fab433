import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { importFile } from "./import-file.ts";
import { importFileToJson } from "./import-json.ts";
import { isTaken } from "./imported-file.ts";
import type { ImportedFile } from "./imported-file.ts";
import { ELEMENTS_MAX, FILE_BYTES_MAX, RECORDS_MAX } from "./limits.ts";
import { judgeRows } from "./verdict.ts";
import { sentenceText, type Sentence } from "../sentence.ts";

const english = (said: Sentence | null | undefined): string =>
  said === null || said === undefined ? "" : sentenceText(said);

const OFX =
  "OFXHEADER:100\nENCODING:USASCII\nCHARSET:1252\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM>" +
  "<ACCTID>123</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131\n<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260103" +
  "<TRNAMT>-12.50<FITID>1<NAME>A & B &amp; C<MEMO></STMTTRN>\n<STMTTRN><DTPOSTED>20260104<TRNAMT>1,50<FITID>2<NAME>B" +
  "<CURRENCY><CURSYM>USD</CURRENCY></STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>9</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
const CSV = [
  "Konto;DE00 1234 5678 9012 3456 00",
  "Buchungstag;Name;Zweck;Betrag (EUR);Saldo",
  '03.01.2026;Bäcker;"Brot; Wein";-1.012,50;87,50',
  '04.01.2026;"A "B" C";;20,00;107,50',
  "05.01.2026;C;vorgemerkt;-7,50;100,00",
  "Summe;;;-1.000,00;",
].join("\n");
const HEADERLESS = "01/31/2026,0, Deposit,0,500.00,500.00\n02/01/2026,101,Check,100.00,0,400.00\n";

/** Invariants of every imported file, whatever its bytes were. */
function checkFile(file: ImportedFile): void {
  const isNothing = file.outcome === "reject" || file.outcome === "no_transactions";
  assert.equal(english(file.reason) !== "", isNothing);
  assert.equal(
    file.rows.some(isTaken),
    !isNothing && file.rows.some(({ skipped }) => skipped === null),
  );
  if (file.outcome === "reject") assert.deepEqual([file.rows, file.statements], [[], []]);
  const warned = new Set(file.warnings.map(({ line }) => line));
  for (const row of file.rows) {
    if (row.skipped === null) assert.ok(row.day !== null && row.amount !== null);
    else assert.ok(warned.has(row.line), `line ${row.line} is skipped and not in the warnings`);
    assert.doesNotMatch(row.text, /[\p{Cc}\u202A-\u202E\u2066-\u2069]/u);
  }
  const count = file.statements.reduce((sum, statement) => sum + statement.count, 0);
  assert.equal(count, file.rows.filter(isTaken).length);
  const verdicts = judgeRows(file.rows, { currency: null, existing: [] });
  assert.equal(verdicts.length, file.rows.length);
  JSON.stringify(importFileToJson("x", file, verdicts));
}

test("import-file: the fixtures are read as what they are", () => {
  const outcomes = [OFX, CSV, HEADERLESS].map((text) => {
    const file = importFile(new TextEncoder().encode(text), {});
    checkFile(file);
    return [file.format, file.outcome, file.rows.filter(isTaken).length];
  });
  assert.deepEqual(outcomes, [
    ["ofx", "ok", 2],
    ["csv", "ok", 2],
    ["csv", "ok", 2],
  ]);
});

interface Mutation {
  readonly kind: "flip" | "cut" | "drop" | "repeat" | "insert";
  readonly at: number;
  readonly size: number;
  readonly byte: number;
}

function mutate(bytes: Uint8Array, { kind, at, size, byte }: Mutation): Uint8Array {
  const start = at % Math.max(1, bytes.length);
  const end = Math.min(bytes.length, start + size);
  const part = bytes.subarray(start, end);
  switch (kind) {
    case "flip":
      return bytes.map((value, index) => (index === start ? byte : value));
    case "cut":
      return bytes.subarray(0, start);
    case "drop":
      return new Uint8Array([...bytes.subarray(0, start), ...bytes.subarray(end)]);
    case "repeat":
      return new Uint8Array([...bytes.subarray(0, end), ...part, ...part, ...bytes.subarray(end)]);
    case "insert":
      return new Uint8Array([...bytes.subarray(0, start), byte, byte, ...bytes.subarray(start)]);
  }
}

test("import-file: no damage to a file throws, or breaks what every file keeps", () => {
  const telling = [...new TextEncoder().encode("\"',;\t|<>&/[]()-+.:\n\r 0123456789$eE\0")];
  const mutation = fc.record({
    kind: fc.constantFrom<Mutation["kind"]>("flip", "cut", "drop", "repeat", "insert"),
    at: fc.nat(2000),
    size: fc.nat(80),
    byte: fc.oneof(fc.constantFrom(...telling), fc.nat(255)),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(OFX, CSV, HEADERLESS),
      fc.array(mutation, { minLength: 1, maxLength: 6 }),
      (text, mutations) => {
        let bytes: Uint8Array = new TextEncoder().encode(text);
        for (const each of mutations) bytes = mutate(bytes, each);
        checkFile(importFile(new Uint8Array(bytes), {}));
      },
    ),
    { numRuns: process.env["SLOW"] === undefined ? 1500 : 50_000 },
  );
});

test("import-file: no bytes at all throw", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
      checkFile(importFile(new Uint8Array(bytes), {}));
    }),
  );
});

test("import-file: answers to questions never throw, in any combination", () => {
  const options = fc.record(
    {
      dateOrder: fc.constantFrom("DMY" as const, "MDY" as const, "YMD" as const),
      decimal: fc.constantFrom("." as const, "," as const),
      sign: fc.constantFrom("as-written" as const, "inverted" as const),
      currency: fc.constantFrom("EUR", "JPY", "XYZ"),
      account: fc.constantFrom("123", "other"),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.constantFrom(OFX, CSV, HEADERLESS), options, (text, answers) => {
      const file = importFile(new TextEncoder().encode(text), answers);
      checkFile(file);
      const asked = new Set(file.questions.map(({ about }) => about));
      assert.ok(!(answers.sign !== undefined && asked.has("sign")));
      assert.ok(!(answers.dateOrder !== undefined && asked.has("date-order")));
    }),
  );
});

const reason = (text: string): string =>
  english(importFile(new TextEncoder().encode(text), {}).reason);

test("import-file: formats that cannot be read are refused by name", () => {
  assert.match(reason("%PDF-1.7"), /PDF/u);
  assert.match(reason("PK\u0003\u0004"), /archive was cut off/u);
  assert.match(reason(""), /empty/u);
  assert.match(
    reason(`{"anna": {"password": "${"0".repeat(64)}"}}`),
    /SHA-256 alone, without salt/u,
  );
});

test("import-file: what is too large ends in a refusal that names the limit", () => {
  const large = importFile(new Uint8Array(FILE_BYTES_MAX + 1).fill(0x61), {});
  assert.match(english(large.reason), /larger than 64 MiB/u);
  const oneLine = importFile(new Uint8Array(8 * 1024 * 1024).fill(0x61), {});
  assert.match(english(oneLine.reason), /^Line 1 has more than/u);
  const lines = importFile(new Uint8Array(RECORDS_MAX + 1).fill(0x0a).fill(0x61, 0, 1), {});
  assert.match(english(lines.reason), /more than 1000000 lines/u);
  const elements = `<OFX>${"<A>1".repeat(ELEMENTS_MAX + 1)}`;
  assert.match(
    english(importFile(new TextEncoder().encode(elements), {}).reason),
    /too many elements/u,
  );
});
