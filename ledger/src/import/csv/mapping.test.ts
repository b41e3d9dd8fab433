import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { dayToText } from "../../calendar/day.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { isTaken } from "../imported-file.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import type { CsvCorrections, CsvMapping } from "./mapping.ts";
import { readCsv } from "./read-csv.ts";

function read(text: string, options: ImportOptions = {}): ImportedFile {
  return readCsv(new TextEncoder().encode(text), options);
}

function mappingOf(text: string): CsvMapping {
  const { mapping } = read(text);
  assert.ok(mapping !== undefined);
  return mapping;
}

/** The transactions as "date amount text". */
function rows(file: ImportedFile): string[] {
  return file.rows
    .filter(isTaken)
    .map(({ day, amount, text }) => `${dayToText(day)} ${formatExact(amount, 2)} ${text}`);
}

function said(text: string, mapping: CsvCorrections): string {
  const { outcome, reason } = read(text, { mapping });
  return `${outcome} ${reason === null ? "" : sentenceText(reason)}`;
}

const GERMAN =
  "Umsätze von Januar\n\nBuchungstag;Valuta;Empfänger;Zweck;Währung;Betrag;Saldo\n" +
  "03.01.2026;05.01.2026;Bäckerei;Brot;EUR;-12,50;87,50\n14.01.2026;;Verein;Beitrag;EUR;-20,00;67,50\n";

test("mapping: a table says which column is what, and why", () => {
  const mapping = mappingOf(GERMAN);
  assert.deepEqual(
    Object.fromEntries(Object.entries(mapping.roles).filter(([, columns]) => columns.length > 0)),
    {
      date: [1],
      "value-date": [2],
      amount: [6],
      balance: [7],
      currency: [5],
      payee: [3],
      memo: [4],
    },
  );
  assert.deepEqual(
    [mapping.delimiter, mapping.headerLine, mapping.dateOrder, mapping.decimal, mapping.sign],
    [";", 3, "DMY", ",", "as-written"],
  );
  assert.deepEqual(mapping.columns[5], {
    number: 6,
    name: "Betrag",
    examples: ["-12,50", "-20,00"],
  });
  assert.deepEqual(
    mapping.explanations.map(({ text }) => sentenceText(text)),
    [
      'The cells are separated by ";".',
      "Line 3 has the names of the columns.",
      'Column 1 "Buchungstag" is the date: 2 of 2 cells are dates.',
      'Column 2 "Valuta" is a second date, for rows without the first.',
      'Column 6 "Betrag" is the amount: 2 of 2 cells are amounts.',
      'Column 7 "Saldo" is the balance: it follows from the amounts.',
      'Column 5 "Währung" is the currency: 2 of 2 cells are currencies.',
      'Column 3 "Empfänger" is the payee.',
      'Column 4 "Zweck" is text.',
      "Dates are day, month, year.",
      'The decimal sign is ",".',
      "Amounts keep the sign that they have.",
    ],
  );
});

test("mapping: corrections by number and by name hold, the rest is guessed", () => {
  const text =
    "Datum;Text;Notiz;Betrag;Gebühr\n03.01.2026;Bäckerei;Brot;-12,50;-1,00\n14.01.2026;Verein;Beitrag;-20,00;-2,00\n";
  assert.deepEqual(rows(read(text)), [
    "2026-01-03 -12.50 Bäckerei Brot",
    "2026-01-14 -20.00 Verein Beitrag",
  ]);
  const roles = { amount: ["gebuhr"], memo: [3] };
  const corrected = read(text, { mapping: { roles } });
  assert.deepEqual(rows(corrected), ["2026-01-03 -1.00 Brot", "2026-01-14 -2.00 Beitrag"]);
  assert.deepEqual(corrected.mapping?.roles.amount, [5]);
  assert.deepEqual(rows(read(text, { mapping: { roles: { amount: [], debit: [5] } } })), [
    "2026-01-03 -1.00 Bäckerei Brot",
    "2026-01-14 -2.00 Verein Beitrag",
  ]);
});

test("mapping: columns without telling names are understood once a person names them", () => {
  const text = "2026-01-03,1,2\n2026-01-04,3,4\n";
  assert.equal(read(text).outcome, "reject");
  assert.deepEqual(
    read(text).mapping?.columns.map(({ examples }) => examples[0]),
    ["2026-01-03", "1", "2"],
  );
  const roles = { date: [1], amount: [3], memo: [2] };
  assert.deepEqual(rows(read(text, { mapping: { roles, sign: "as-written" } })), [
    "2026-01-03 2.00 1",
    "2026-01-04 4.00 3",
  ]);
});

test("mapping: a direction, an account, a bank's number and a status that a person names", () => {
  const text =
    "When;What;Way;Sum;Ours;Key;Ready\n2026-01-03;a;D;5,00;Main;k1;yes\n2026-01-04;b;C;6,00;Card;k2;pending\n";
  const roles = { direction: ["Way"], account: ["Ours"], "bank-id": ["Key"], status: ["Ready"] };
  const file = read(text, { mapping: { roles } });
  assert.deepEqual(
    file.rows.map(({ amount, account, bankId, pending }) => [
      amount === null ? null : formatExact(amount, 2),
      account,
      bankId,
      pending,
    ]),
    [
      ["-5.00", "Main", "k1", false],
      ["6.00", "Card", "k2", true],
    ],
  );
});

test("mapping: the line of the names, the delimiter and the encoding can be said", () => {
  const text = "A;B;C\nDate;Text;Amount\n2026-01-03;a,b;-1\n";
  assert.equal(read(text, { mapping: { headerLine: 2 } }).mapping?.headerLine, 2);
  assert.deepEqual(rows(read(text, { mapping: { headerLine: 2, delimiter: ";" } })), [
    "2026-01-03 -1.00 a,b",
  ]);
  const bytes = Uint8Array.from(
    Buffer.from("Date;Text;Amount\n2026-01-03;\xe9t\xe9;-1\n", "latin1"),
  );
  const file = readCsv(bytes, { mapping: { encoding: "macintosh" } });
  assert.equal(file.encoding, "macintosh");
  assert.deepEqual(rows(file), ["2026-01-03 -1.00 ÈtÈ"]);
  assert.match(said(text, { encoding: "klingon" }), /^reject There is no encoding "klingon"/u);
  assert.match(said(text, { delimiter: "" }), /^reject A delimiter and a quote are one character/u);
});

test("mapping: what cannot be is refused with the column, the line and all columns", () => {
  const text = "Date;Text;Amount;Empty\n2026-01-03;Shop;-1,00;\n";
  const columns =
    "The columns are: 1 Date (2026-01-03) · 2 Text (Shop) · 3 Amount (-1,00) · 4 Empty";
  const cases: readonly (readonly [CsvCorrections["roles"], string])[] = [
    [{ date: [2] }, 'Column 2 "Text" holds no dates: line 2 has "Shop".'],
    [{ date: ["Empty"] }, 'Column 4 "Empty" is empty.'],
    [{ amount: ["Text"] }, 'Column 2 "Text" holds no amounts: line 2 has "Shop".'],
    [{ balance: [2] }, 'Column 2 "Text" holds no amounts: line 2 has "Shop".'],
    [{ currency: [2] }, 'Column 2 "Text" holds no currencies: line 2 has "Shop".'],
    [
      { direction: [2] },
      'Column 2 "Text" does not say whether money came in or went out: line 2 has "Shop".',
    ],
    [{ date: [9] }, "There is no column 9."],
    [{ date: ["Datum"] }, 'There is no column "Datum".'],
    [
      { amount: [3], debit: [4] },
      "Name either one column of amounts, or those of money out and money in.",
    ],
    [{ debit: [4] }, "Neither money out nor money in holds an amount."],
  ];
  for (const [roles = {}, problem] of cases) {
    assert.equal(said(text, { roles }), `reject ${problem} ${columns}`);
  }
  assert.match(
    said("Date;Text;Text;Amount\n2026-01-03;a;b;-1\n", { roles: { memo: ["text"] } }),
    /^reject 2 columns are called "text": say which by its number\./u,
  );
});

test("mapping: tables below each other; corrections mean the one that has the columns", () => {
  const text =
    "Datum;Text;Betrag;Saldo\n03.01.2026;a;-1,00;9,00\n04.01.2026;b;-2,00;7,00\n\n" +
    "Datum;Valuta;Beschreibung;Betrag;Fee\n05.01.2026;06.01.2026;c;-3,00;-0,50\n";
  const file = read(text, { mapping: { roles: { amount: ["Fee"] } } });
  assert.deepEqual(rows(file), ["2026-01-03 -1.00 a", "2026-01-04 -2.00 b", "2026-01-05 -0.50 c"]);
  assert.equal(file.mapping?.headerLine, 5);
  assert.deepEqual(read(text).mapping?.headerLine, 1);
});

test("mapping: the fingerprint is of the columns in their order, not of the rows", () => {
  const header = "Date,Text,Amount\n";
  const { fingerprint } = mappingOf(`${header}2026-01-03,a,-1\n`);
  assert.match(fingerprint, /^[0-9a-f]{16}$/u);
  assert.equal(mappingOf(`preamble\n\n${header}2025-12-31,Z,500.00\n`).fingerprint, fingerprint);
  assert.equal(mappingOf(header).fingerprint, fingerprint);
  assert.notEqual(mappingOf("Date,Amount,Text\n2026-01-03,-1,a\n").fingerprint, fingerprint);
  assert.notEqual(
    mappingOf("Date,Text,Amount (EUR)\n2026-01-03,a,-1\n").fingerprint,
    mappingOf("Date,Text,Amount (USD)\n2026-01-03,a,-1\n").fingerprint,
  );
  const shape = mappingOf("2026-01-03,Shop,-1.00\n").fingerprint;
  assert.equal(mappingOf("2026-02-04,Cafe,9.00\n2026-02-05,Bar,-8.00\n").fingerprint, shape);
  assert.notEqual(mappingOf("Shop,2026-01-03,-1.00\n").fingerprint, shape);
});

const cell = fc.constantFrom("Shop", "Brot; Milch", 'a "b"', "", "12", "EUR", "x\ny");
const amount = fc.constantFrom("-12,50", "3,00", "1.234,00", "", "7", "(5,00)", "2,00 H");
const date = fc.constantFrom("03.01.2026", "2026-01-14", "05/02/26", "46025", "soon");
const record = fc.tuple(date, cell, amount, cell, amount);
const header = fc.constantFrom(
  "Datum;Text;Betrag;Notiz;Saldo",
  "Datum;Text;Soll;Notiz;Haben",
  "Valuta;Text;Betrag;Konto;Gebühr",
  "a;b;c;d;e",
  "",
);

test("mapping: what was understood, given back, gives the same rows", () => {
  fc.assert(
    fc.property(header, fc.array(record, { minLength: 1, maxLength: 8 }), (names, records) => {
      const quoted = records.map((cells) =>
        cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(";"),
      );
      const text = [names, ...quoted].join("\n");
      const first = read(text);
      const { mapping } = first;
      if (mapping === undefined || mapping.roles.date.length === 0) return;
      const second = read(text, { mapping });
      assert.deepEqual(second.rows, first.rows);
      assert.deepEqual(second.statements, first.statements);
      assert.deepEqual(second.mapping, mapping);
      assert.deepEqual(second.questions, []);
    }),
    { numRuns: process.env["SLOW"] === undefined ? 300 : 5000 },
  );
});
