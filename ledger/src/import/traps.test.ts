/**
 * The traps that files of banks set, each with a small file of its own: what is in a file comes out
 * as it was meant, or is asked, and never wrong in silence.
 */
import assert from "node:assert/strict";
import test from "node:test";
import { dayToText } from "../calendar/day.ts";
import { sentenceText } from "../sentence.ts";
import { formatExact } from "./exact-amount.ts";
import { importFile } from "./import-file.ts";
import { isTaken } from "./imported-file.ts";
import type { ImportedFile, ImportOptions } from "./imported-file.ts";

const utf8 = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function read(text: string, options: ImportOptions = {}): ImportedFile {
  return importFile(utf8(text), options);
}

/** The transactions as "date amount text". */
function rows(file: ImportedFile): readonly string[] {
  return file.rows
    .filter(isTaken)
    .map(({ day, amount, text }) => `${dayToText(day)} ${formatExact(amount, 2)} ${text}`);
}

function asked(file: ImportedFile): readonly string[] {
  return file.questions.map(({ about }) => about);
}

function warnings(file: ImportedFile): string {
  return file.warnings.map(({ line, text }) => `${line}: ${sentenceText(text)}`).join("\n");
}

/** Bytes of a text; characters beyond ASCII as the table has them. */
function encoded(text: string, table: Readonly<Record<string, readonly number[]>>) {
  const bytes = Array.from(text).flatMap((character) => {
    const known = table[character];
    assert.ok(known !== undefined || character < "\u0080", `${character} has no bytes`);
    return known ?? [character.charCodeAt(0)];
  });
  return Uint8Array.from(bytes);
}

const GERMAN = "Datum;Text;Betrag\n31.01.2026;Bäckerei Müller in Köln;-12,50 €\n";
const FRENCH = "Date;Libellé;Montant\n31/01/2026;Pâtisserie Général à Orléans;-12,50\n";
const JAPANESE = "日付,内容,金額\n2026/01/31,カード払い スーパー,-1250\n";

test("trap 1: UTF-8 with its mark, UTF-16 with and without", () => {
  const expected = ["2026-01-31 -12.50 Bäckerei Müller in Köln"];
  const wide = Uint8Array.from(Buffer.from(GERMAN, "utf16le"));
  const marked = Uint8Array.from(Buffer.from(`\uFEFF${GERMAN}`, "utf16le"));
  for (const bytes of [utf8(`\uFEFF${GERMAN}`), wide, marked]) {
    const file = importFile(bytes, {});
    assert.deepEqual(rows(file), expected, file.encoding ?? "");
    assert.equal(file.rows[0]?.currency, "EUR");
    assert.equal(file.mapping?.columns[0]?.name, "Datum");
  }
});

test("trap 1: Windows-1252, ISO-8859-15, MacRoman, Shift-JIS, each by its letters", () => {
  const latin = { ä: [0xe4], ü: [0xfc], ö: [0xf6] };
  const mac = { é: [0x8e], â: [0x89], à: [0x88] };
  const kana: Readonly<Record<string, readonly number[]>> = Object.fromEntries(
    Array.from("日付内容金額カード払い スーパ").map((character, index) => [
      character,
      [
        [0x93, 0xfa],
        [0x95, 0x74],
        [0x93, 0xe0],
        [0x97, 0x65],
        [0x8b, 0xe0],
        [0x8a, 0x7a],
        [0x83, 0x4a],
        [0x81, 0x5b],
        [0x83, 0x68],
        [0x95, 0xa5],
        [0x82, 0xa2],
        [0x20],
        [0x83, 0x58],
        [0x81, 0x5b],
        [0x83, 0x70],
      ][index] ?? [],
    ]),
  );
  const cases: readonly (readonly [string, Uint8Array<ArrayBuffer>, string])[] = [
    ["windows-1252", encoded(GERMAN, { ...latin, "€": [0x80] }), "Bäckerei Müller in Köln"],
    ["iso-8859-15", encoded(GERMAN, { ...latin, "€": [0xa4] }), "Bäckerei Müller in Köln"],
    ["macintosh", encoded(FRENCH, mac), "Pâtisserie Général à Orléans"],
    ["shift_jis", encoded(JAPANESE, kana), "カード払い スーパー"],
  ];
  for (const [encoding, bytes, text] of cases) {
    const file = importFile(bytes, {});
    assert.equal(file.rows.find(isTaken)?.text, text, encoding);
    assert.equal(file.encoding, encoding);
    assert.ok(!warnings(file).includes("\uFFFD"), encoding);
    assert.match(warnings(file), new RegExp(`read as ${encoding}`, "u"));
  }
});

test("trap 1: a header that says USASCII and 1252 over a body in UTF-8", () => {
  const ofx =
    "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n" +
    "<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKTRANLIST><STMTTRN><TRNTYPE>DEBIT" +
    "<DTPOSTED>20260131<TRNAMT>-12.50<FITID>1<NAME>Bäckerei “Krume” 12 €</STMTTRN></BANKTRANLIST>" +
    "</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>";
  assert.deepEqual(rows(importFile(utf8(ofx), {})), ["2026-01-31 -12.50 Bäckerei “Krume” 12 €"]);
});

test("trap 2: delimiters, quoted line breaks, lines before and after, empty last columns", () => {
  for (const delimiter of [";", ",", "\t", "|"]) {
    const line = (...cells: string[]): string => cells.join(delimiter);
    const file = read(
      [
        line("Account", "DE00123456789012345600"),
        line("Period", "01.01.2026 - 31.01.2026"),
        "",
        line("Date", "Description", "Amount", "", ""),
        line("2026-01-30", `"Shop${delimiter} first\r\nand second"`, "-12.50", "", ""),
        line("2026-01-31", '"a ""quoted"" word"', "3.00", "", ""),
        line("Total", "", "-9.50", "", ""),
        line("Printed on 2026-02-01", "", "", "", ""),
      ].join("\r\n"),
    );
    assert.deepEqual(rows(file).length, 2, delimiter);
    assert.match(rows(file)[0] ?? "", /^2026-01-30 -12\.50 Shop.? first and second$/u);
    assert.equal(rows(file)[1], '2026-01-31 3.00 a "quoted" word');
    assert.equal(file.statements[0]?.account, "DE00123456789012345600");
    assert.match(warnings(file), /before the transactions, not read as such/u);
    assert.match(warnings(file), /A balance or a total, not a transaction/u);
    assert.equal(file.outcome, "ok", delimiter);
  }
});

test("trap 3: one day in every form that banks write it, as written and never shifted", () => {
  for (const cell of [
    "31.01.2026",
    "31/01/2026",
    "31-01-26",
    "01/31/2026",
    "1/31/26",
    "2026-01-31",
    "2026/1/31",
    "20260131",
    "20260131233000[-8:PST]",
    "2026-01-31T23:59:59-11:00",
    "2026-01-31T00:30:00+13:00",
    "Jan 31 '26",
    "31 Jan 2026",
    "31. Januar 2026",
    "2026年1月31日",
    "46053",
    "46053.98",
  ]) {
    const file = read(`Date;Text;Amount\n"${cell}";a;-1.00\n`);
    assert.deepEqual(rows(file), ["2026-01-31 -1.00 a"], cell);
    // Years of two digits may be days: 31-01-26 may be of 2031.
    const isShort = cell === "31-01-26";
    assert.deepEqual(asked(file), isShort ? ["date-order"] : [], cell);
  }
});

test("trap 3: a file whose days are all up to 12 is asked about, and one day above settles it", () => {
  for (const separator of ["/", "-"]) {
    const date = (...parts: string[]): string => parts.join(separator);
    const open = `Date,Text,Amount\n${date("03", "02", "2026")},a,-1.00\n${date("04", "05", "2026")},b,-2.00\n`;
    assert.deepEqual(asked(read(open)), ["date-order"]);
    assert.deepEqual(rows(read(open, { dateOrder: "MDY" })), [
      "2026-03-02 -1.00 a",
      "2026-04-05 -2.00 b",
    ]);
    const settled = read(`${open}${date("06", "13", "2026")},c,-3.00\n`);
    assert.deepEqual(asked(settled), []);
    assert.equal(rows(settled)[0], "2026-03-02 -1.00 a");
  }
});

test("trap 4: one amount in every form that banks write it", () => {
  const forms = {
    "-1234.56": [
      "-1.234,56",
      "-1,234.56",
      "-1 234,56",
      "-1\u00A0234,56",
      "-1\u202F234,56",
      "-1'234.56",
      "(1,234.56)",
      "1.234,56-",
      "\u22121.234,56",
      "-€1,234.56",
      "-1.234,56 €",
      "€ -1.234,56",
      "1,234.56 DR",
    ],
    "1234.56": ["1234.56", "+1.234,56", "1,234.56 CR", "£1,234.56", "1 234.56 zł"],
  };
  for (const [expected, cells] of Object.entries(forms)) {
    for (const cell of cells) {
      const file = read(`Date;Text;Amount\n2026-01-31;a;"${cell}"\n`);
      const row = file.rows.find(isTaken);
      assert.equal(row === undefined ? "" : formatExact(row.amount, 2), expected, cell);
      assert.ok(!asked(file).includes("decimal"), cell);
    }
  }
  const mixed = read("Date;Text;Amount\n2026-01-30;a;12.50 CR\n2026-01-31;b;12.50\n");
  assert.deepEqual(rows(mixed), ["2026-01-30 12.50 a", "2026-01-31 -12.50 b"]);
});

test("trap 4: both money out and money in are filled: the row is named, not guessed", () => {
  const file = read(
    "Date;Text;Debit;Credit\n2026-01-29;a;5,00;\n2026-01-30;b;;6,00\n2026-01-31;c;7,00;8,00\n",
  );
  assert.deepEqual(rows(file), ["2026-01-29 -5.00 a", "2026-01-30 6.00 b"]);
  assert.equal(file.outcome, "ok_with_warnings");
  assert.match(warnings(file), /^4: Both money out and money in are filled/u);
});

test("trap 4: a card whose spending is positive is turned around only with a question", () => {
  const file = read("Date,Card Number,Text,Amount\n2026-01-30,1,a,50.00\n2026-01-31,1,b,-20.00\n");
  const only = read("Date,Card Number,Text,Amount\n2026-01-30,1,a,50.00\n2026-01-31,1,b,20.00\n");
  assert.deepEqual(rows(only), ["2026-01-30 -50.00 a", "2026-01-31 -20.00 b"]);
  assert.deepEqual(asked(only), ["sign"]);
  assert.deepEqual(rows(file), ["2026-01-30 50.00 a", "2026-01-31 -20.00 b"]);
});

test("trap 4: currencies of no and of three decimals keep their amounts", () => {
  const file = read(
    "Date;Text;Amount;Currency\n2026-01-30;a;-1250;JPY\n2026-01-30;b;-1.5;KWD\n2026-01-31;c;-12.345;KWD\n",
  );
  assert.deepEqual(
    file.statements.map(({ currency, sum }) => [currency, formatExact(sum, 0)]),
    [
      ["JPY", "-1250"],
      ["KWD", "-13.845"],
    ],
  );
  assert.doesNotMatch(warnings(file), /finer/u);
  const fine = read("Date;Text;Amount;Currency\n2026-01-31;a;-12.5;JPY\n");
  assert.match(warnings(fine), /^2: -12\.5 is finer than JPY can be; it will be rounded\./u);
  assert.deepEqual(asked(read("Date;Text;Amount;Currency\n2026-01-31;a;-1.234;KWD\n")), [
    "decimal",
  ]);
});

test("trap 13: balances that a table states are checked row by row", () => {
  const header =
    "Date;Text;Amount;Balance\n2026-01-29;a;-10,00;90,00\n2026-01-30;b;-20,00;70,00\n2026-01-30;c;-30,00;40,00\n";
  const good = read(`${header}2026-01-31;d;5,00;45,00\n`);
  const [statement] = good.statements;
  assert.deepEqual(
    [statement?.opening, statement?.closing].map((amount) => amount && formatExact(amount, 2)),
    ["100.00", "45.00"],
  );
  assert.equal(warnings(good), "");
  const bad = read(`${header}2026-01-31;d;5,00;46,00\n`);
  assert.match(warnings(bad), /^5: The balance of this row does not follow/u);
  assert.equal(bad.statements[0]?.closing, null);
});

test("trap 15: currencies of one file stay apart, each with its own sum", () => {
  const file = read(
    "Date;Text;Amount;Currency\n2026-01-29;a;-1,00;EUR\n2026-01-30;b;-2,00;USD\n2026-01-31;c;-4,00;EUR\n",
  );
  assert.deepEqual(
    file.statements.map(({ currency, count, sum }) => [currency, count, formatExact(sum, 2)]),
    [
      ["EUR", 2, "-5.00"],
      ["USD", 1, "-2.00"],
    ],
  );
  const signs = read("Date;Text;Amount\n2026-01-30;a;-1,00 €\n2026-01-31;b;-£2.00\n");
  assert.deepEqual(
    signs.rows.map(({ currency }) => currency),
    ["EUR", "GBP"],
  );
});
