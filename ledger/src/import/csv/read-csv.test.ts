import assert from "node:assert/strict";
import test from "node:test";
import { dayToText } from "../../calendar/day.ts";
import { formatExact } from "../exact-amount.ts";
import { isTaken } from "../imported-file.ts";
import type { ImportedFile, ImportOptions } from "../imported-file.ts";
import { COLUMNS_MAX, LINE_LENGTH_MAX, TEXT_LENGTH_MAX } from "../limits.ts";
import { readCsv } from "./read-csv.ts";
import { sentenceText, type Sentence } from "../../sentence.ts";

const english = (said: Sentence | null | undefined): string =>
  said === null || said === undefined ? "" : sentenceText(said);

function read(text: string, options: ImportOptions = {}): ImportedFile {
  return readCsv(new TextEncoder().encode(text), options);
}

/** The transactions as "date amount currency text", currency "-" where the file has none. */
function rows(file: ImportedFile): string[] {
  return file.rows
    .filter(isTaken)
    .map(
      ({ day, amount, currency, text }) =>
        `${dayToText(day)} ${formatExact(amount, 2)} ${currency ?? "-"} ${text}`,
    );
}

function reasons(file: ImportedFile): string[] {
  return file.warnings.map(({ line, text }) => `${line}: ${english(text)}`);
}

function questions(file: ImportedFile): string[] {
  return file.questions.map(
    ({ about, choices, taken }) => `${about} ${choices.join("/")} ${taken}`,
  );
}

test("csv: each delimiter, with quoted delimiters and line breaks", () => {
  for (const delimiter of [",", ";", "\t", "|"]) {
    const line = (cells: string[]): string => cells.join(delimiter);
    const file = read(
      [
        line(["Date", "Description", "Amount"]),
        line(["2026-01-03", `"Shop${delimiter} corner\nsecond line"`, "-12.50"]),
        line(["2026-01-04", '"a ""quoted"" word"', "3.00"]),
      ].join("\r\n"),
    );
    assert.deepEqual(rows(file), [
      `2026-01-03 -12.50 - ${`Shop${delimiter} corner second line`.replace("\t", " ").replace("  ", " ")}`,
      '2026-01-04 3.00 - a "quoted" word',
    ]);
    assert.deepEqual(
      file.rows.map(({ line: at }) => at),
      [2, 4],
    );
  }
});

test("csv: sep= names the delimiter, and carriage returns alone end lines", () => {
  assert.deepEqual(rows(read("sep=;\nDate;Text;Amount\n2026-01-03;a, b, c;-1\n")), [
    "2026-01-03 -1.00 - a, b, c",
  ]);
  assert.deepEqual(rows(read("Date,Text,Amount\r2026-01-03,a,-1.00\r2026-01-04,b,-2.00")), [
    "2026-01-03 -1.00 - a",
    "2026-01-04 -2.00 - b",
  ]);
});

const GERMAN = [
  '"Girokonto";"DE00 1234 5678 9012 3456 00"',
  '"Zeitraum:";"01.01.2026 - 31.01.2026"',
  '"Kontostand vom 31.01.2026:";"-1.187,50 €"',
  '""',
  '"Buchungstag";"Wertstellung";"Auftraggeber / Begünstigter";"Verwendungszweck";"Kontonummer";"Betrag (EUR)";""',
  '"03.01.26";"05.01.26";"Bäckerei Krume";"Brot";"DE99";"-12,50";""',
  '"14.01.26";"14.01.26";"Hausverwaltung";"Miete Januar";"DE98";"-1.200";""',
  '"15.01.26";"15.01.26";"Anna";"danke";"DE97";"25,00";""',
  '"Summe";"";"";"";"";"-1.187,50";""',
].join("\n");

test("csv: lines before the names, totals after them, empty last columns", () => {
  const file = read(GERMAN);
  assert.equal(file.outcome, "ok");
  assert.deepEqual(rows(file), [
    "2026-01-03 -12.50 EUR Bäckerei Krume - Brot",
    "2026-01-14 -1200.00 EUR Hausverwaltung - Miete Januar",
    "2026-01-15 25.00 EUR Anna - danke",
  ]);
  assert.deepEqual(reasons(file), [
    "1: Lines 1 to 3: before the transactions, not read as such.",
    "9: A balance or a total, not a transaction.",
  ]);
  assert.deepEqual(
    file.statements.map(({ account }) => account),
    ["DE00123456789012345600"],
  );
  assert.deepEqual(file.questions, []);
});

test("csv: names of columns in many languages", () => {
  const tables: readonly (readonly [string, string, string])[] = [
    [
      "Date de valeur;Date de l'opération;Libellé;Débit;Crédit",
      "05/01/2026;03/01/2026;Boulangerie;4,50;",
      "fr",
    ],
    [
      "Fecha operación;Fecha valor;Concepto;Importe;Divisa",
      "03/01/2026;05/01/2026;Panadería;-4,50;EUR",
      "es",
    ],
    [
      "Data contabile;Data valuta;Descrizione;Accrediti;Addebiti",
      "03/01/2026;05/01/2026;Panificio;;-4,50",
      "it",
    ],
    ["Datum;Omschrijving;Af Bij;Bedrag (EUR)", "20260103;Bakkerij;Af;4,50", "nl"],
    ["Data Lançamento;Descrição;Valor (R$)", "03/01/2026;Padaria;-4,50", "pt"],
    [
      "#Data operacji;#Opis operacji;#Kwota;#Saldo po operacji",
      "2026-01-03;Piekarnia;-4,50;95,50",
      "pl",
    ],
    ["Datum zaúčtování;Název protiúčtu;Částka CZK", "03.01.2026;Pekárna;-4,50", "cs"],
    ["Bokföringsdag;Valutadag;Referens;Belopp", "2026-01-03;2026-01-05;Bageri;-4,50", "sv"],
    ["Dato;Forklaring;Ut fra konto;Inn på konto", "03.01.2026;Bakeri;4,50;", "no"],
    ["Dato;Tekst;Beløb;Saldo", "03.01.2026;Bageri;-4,50;95,50", "da"],
    ["Kirjauspäivä;Saaja/Maksaja;Määrä", "03.01.2026;Leipomo;-4,50", "fi"],
    ["交易日期;对方户名;收入;支出", "2026-01-03;面包店;;4.50", "zh"],
    ["お取引日;お引出し;お預入れ;お取り扱い内容", "2026年1月3日;450;;パン屋", "ja"],
    ["Дата;Описание;Сумма", "03.01.2026;Пекарня;-4,50", "ru"],
    ["Tarih;Açıklama;Tutar", "03.01.2026;Fırın;-4,50", "tr"],
  ];
  for (const [names, cells, language] of tables) {
    const file = read(`${names}\n${cells}\n`);
    const [row] = rows(file);
    assert.equal(file.rows.length, 1, language);
    assert.match(row ?? "", /^2026-01-03 -4(?:50\.00|\.50) /u, language);
    assert.doesNotMatch(row ?? "", /- $/u, `${language}: no text`);
  }
});

test("csv: one day above 12 settles the order of the whole file", () => {
  const file = read("Date,Text,Amount\n01/02/2026,a,-1.00\n01/31/2026,b,-2.00\n");
  assert.deepEqual(rows(file), ["2026-01-02 -1.00 - a", "2026-01-31 -2.00 - b"]);
  assert.deepEqual(file.questions, []);
});

test("csv: days that may be months are a question, with what was taken, and an answer", () => {
  const text = "Date,Text,Amount\n03/02/2026,a,-1.00\n";
  assert.deepEqual(rows(read(text)), ["2026-02-03 -1.00 - a"]);
  assert.deepEqual(questions(read(text)), ["date-order DMY/MDY DMY"]);
  const dollars = "Date,Text,Amount\n03/02/2026,a,-$1.00\n";
  assert.deepEqual(questions(read(dollars))[0], "date-order DMY/MDY MDY");
  const answered = read(text, { dateOrder: "MDY" });
  assert.deepEqual(rows(answered), ["2026-03-02 -1.00 - a"]);
  assert.deepEqual(answered.questions, []);
  assert.deepEqual(read("Date,Text,Amount\n02/02/2026,a,-1.00\n").questions, []);
});

test("csv: amounts that may be thousands are a question, with what was taken, and an answer", () => {
  const text = "Date;Text;Amount\n2026-01-03;a;-1.234\n2026-01-04;b;-5.678\n";
  assert.deepEqual(rows(read(text)), ["2026-01-03 -1234.00 - a", "2026-01-04 -5678.00 - b"]);
  assert.deepEqual(questions(read(text)), ["decimal ./, ,"]);
  assert.deepEqual(rows(read(text, { decimal: "." })), [
    "2026-01-03 -1.234 - a",
    "2026-01-04 -5.678 - b",
  ]);
  assert.deepEqual(read(`${text}2026-01-05;c;-1,5\n`).questions, []);
});

test("csv: debit and credit columns, with and without a minus of their own", () => {
  const expected = ["2026-01-03 -50.00 - a", "2026-01-04 10.00 - b"];
  for (const cells of [
    "2026-01-03,a,50.00,\n2026-01-04,b,,10.00",
    "2026-01-03,a,50.00,0.00\n2026-01-04,b,0.00,10.00",
    "2026-01-03,a,-50.00,\n2026-01-04,b,,10.00",
    "2026-01-03,a,50.00,-\n2026-01-04,b,-,-10.00",
  ]) {
    assert.deepEqual(rows(read(`Date,Text,Debit,Credit\n${cells}\n`)), expected, cells);
  }
  const both = read("Date,Text,Debit,Credit\n2026-01-03,a,50.00,1.00\n2026-01-04,b,,10.00\n");
  assert.deepEqual(rows(both), ["2026-01-04 10.00 - b"]);
  assert.equal(both.outcome, "ok_with_warnings");
  assert.match(reasons(both)[0] ?? "", /^2: Both money out and money in are filled/u);
});

test("csv: the sign in a column of its own", () => {
  for (const [out, into] of [
    ["D", "C"],
    ["DEBIT", "CREDIT"],
    ["Af", "Bij"],
    ["S", "H"],
    ["-", "+"],
    ["支出", "收入"],
  ] as const) {
    const file = read(
      `Date,Text,D/C,Amount\n2026-01-03,a,${out},50.00\n2026-01-04,b,${into},10.00\n`,
    );
    assert.deepEqual(rows(file), ["2026-01-03 -50.00 - a", "2026-01-04 10.00 - b"], out);
    assert.deepEqual(file.questions, []);
  }
  const neutral = read("Date,Text,收/支,Amount\n2026-01-03,a,支出,50.00\n2026-01-04,b,/,10.00\n");
  assert.deepEqual(rows(neutral), ["2026-01-03 -50.00 - a"]);
  assert.match(reasons(neutral)[0] ?? "", /^3: Neither income nor expense/u);
  const unknown = read(
    "Date,Text,D/C,Amount\n2026-01-03,a,D,5.00\n2026-01-04,b,D,6.00\n2026-01-05,c,Q,7.00\n",
  );
  assert.deepEqual(rows(unknown).at(-1), "2026-01-05 7.00 - c");
  assert.match(reasons(unknown)[0] ?? "", /^4: "Q" does not say whether/u);
});

test("csv: marks behind the amounts of a card statement", () => {
  const file = read("Date,Text,Amount\n2026-01-03,a,50.00\n2026-01-04,b,10.00 CR\n");
  assert.deepEqual(rows(file), ["2026-01-03 -50.00 - a", "2026-01-04 10.00 - b"]);
});

test("csv: a card statement on which spending is positive is turned, and asked about", () => {
  const text =
    "Date,Card Number,Merchant,Amount\n2026-01-03,1234,Shop,50.00\n2026-01-04,1234,Cafe,5.00\n2026-01-05,1234,Refund,-9.00\n";
  const file = read(text);
  assert.deepEqual(
    rows(file).map((row) => row.split(" ")[1]),
    ["-50.00", "-5.00", "9.00"],
  );
  assert.deepEqual(questions(file), ["sign as-written/inverted inverted"]);
  const answered = read(text, { sign: "as-written" });
  assert.deepEqual(
    rows(answered).map((row) => row.split(" ")[1]),
    ["50.00", "5.00", "-9.00"],
  );
  assert.deepEqual(answered.questions, []);
});

test("csv: amounts that are all positive are taken as written, and asked about", () => {
  const file = read("Date,Text,Amount\n2026-01-03,a,50.00\n");
  assert.deepEqual(questions(file), ["sign as-written/inverted as-written"]);
});

test("csv: a running balance finds the sign and states opening and closing", () => {
  const spent =
    "Date,Text,Amount,Balance\n2026-01-03,a,4.50,95.50\n2026-01-04,b,20.00,75.50\n2026-01-05,c,10.00,65.50\n";
  const file = read(spent);
  assert.deepEqual(rows(file), [
    "2026-01-03 -4.50 - a",
    "2026-01-04 -20.00 - b",
    "2026-01-05 -10.00 - c",
  ]);
  assert.deepEqual(file.questions, []);
  const [statement] = file.statements;
  assert.deepEqual(
    [statement?.opening, statement?.closing].map((amount) => amount && formatExact(amount, 2)),
    ["100.00", "65.50"],
  );
});

test("csv: newest first, and balances before the transaction, are understood too", () => {
  const newest =
    "Date,Text,Amount,Balance\n2026-01-05,c,-10,65.50\n2026-01-04,b,-20,75.50\n2026-01-03,a,-4.50,95.50\n";
  const before =
    "Date,Text,Amount,Balance\n2026-01-03,a,-4.50,100\n2026-01-04,b,-20,95.50\n2026-01-05,c,-10,75.50\n";
  for (const text of [newest, before]) {
    const [statement] = read(text).statements;
    assert.deepEqual(
      [statement?.opening, statement?.closing].map((amount) => amount && formatExact(amount, 2)),
      ["100.00", "65.50"],
    );
    assert.deepEqual(read(text).warnings, []);
  }
});

test("csv: the row at which the balance does not follow is named", () => {
  const file = read(
    "Date,Text,Amount,Balance\n2026-01-03,a,-4.50,95.50\n2026-01-04,b,-20,75.50\n2026-01-05,c,-10,60\n2026-01-06,d,-1,59\n",
  );
  assert.equal(file.outcome, "ok");
  assert.deepEqual(reasons(file), [
    "4: The balance of this row does not follow from the row before and the amount.",
  ]);
  assert.equal(file.statements[0]?.closing, null);
});

test("csv: without names the columns show by what they hold", () => {
  assert.deepEqual(
    rows(
      read("16-01-2026;Shop 1;16-01-2026;-48,00;550,33\n15-01-2026;Pay;15-01-2026;79,00;598,33\n"),
    ),
    ["2026-01-16 -48.00 - Shop 1", "2026-01-15 79.00 - Pay"],
  );
  assert.deepEqual(
    rows(read("01/03/2026,0,Deposit,0,500.00,500.00\n01/24/2026,7,Check,100.00,0,400.00\n")),
    ["2026-01-03 500.00 - Deposit", "2026-01-24 -100.00 - Check"],
  );
  assert.deepEqual(
    rows(
      read('DEBIT,20260103120000[0:GMT],"Host",-85.00\nCREDIT,20260104120000[0:GMT],"Pay",3.00\n'),
    ),
    ["2026-01-03 -85.00 - Host", "2026-01-04 3.00 - Pay"],
  );
});

test("csv: numbers that may each be the amount are not guessed between", () => {
  const file = read("2026-01-03,1,2\n2026-01-04,3,4\n");
  assert.equal(file.outcome, "reject");
  assert.match(english(file.reason), /^Line 1 has two numbers/u);
});

test("csv: currencies from a column, a sign, a name, the preamble; shared signs are asked about", () => {
  const currencies = (text: string, options: ImportOptions = {}): unknown =>
    read(text, options).rows.map(({ currency }) => currency);
  assert.deepEqual(
    currencies(
      "Date,Amount,Currency\n2026-01-03,-1,EUR\n2026-01-04,-2,usd\n2026-01-05,-3,人民币\n",
    ),
    ["EUR", "USD", "CNY"],
  );
  assert.deepEqual(currencies("Date,Text,Amount\n2026-01-03,a,-£1.00\n"), ["GBP"]);
  assert.deepEqual(currencies("Datum;Text;Umsatz in EUR\n2026-01-03;a;-1,00\n"), ["EUR"]);
  assert.deepEqual(currencies("Saldo:;1,00;EUR\nDatum;Text;Betrag\n2026-01-03;a;-1,00\n"), ["EUR"]);
  const dollars = "Date,Text,Amount\n2026-01-03,a,-$1.00\n";
  assert.deepEqual(currencies(dollars), [null]);
  assert.match(questions(read(dollars)).join(), /^currency USD\/CAD/u);
  assert.deepEqual(currencies(dollars, { currency: "CAD" }), ["CAD"]);
  assert.deepEqual(read(dollars, { currency: "CAD" }).questions, []);
});

test("csv: statements by account and currency; one account can be taken alone", () => {
  const text =
    "Date,Text,Amount,Currency,Account\n2026-01-03,a,-1,EUR,Main\n2026-01-04,b,-2,USD,Main\n2026-01-05,c,-3,EUR,Card\n" +
    "2026-01-06,d,-4,EUR,Main\n2026-01-06,e,-5,EUR,Card\n2026-01-06,f,-6,EUR,Main\n";
  const statements = (options: ImportOptions): unknown =>
    read(text, options).statements.map(({ account, currency, count, sum }) => [
      account,
      currency,
      count,
      formatExact(sum, 2),
    ]);
  assert.deepEqual(statements({}), [
    ["Main", "EUR", 3, "-11.00"],
    ["Main", "USD", 1, "-2.00"],
    ["Card", "EUR", 2, "-8.00"],
  ]);
  assert.deepEqual(statements({ account: "Card" }), [["Card", "EUR", 2, "-8.00"]]);
  assert.match(
    reasons(read(text, { account: "Card" })).join("\n"),
    /belongs to another account of the file, Main/u,
  );
});

test("csv: the bank's own numbers stay text, and count only if every row has another", () => {
  const file = read(
    "Transaction ID,Date,Text,Amount\n000000000000000000000000123,2026-01-03,a,-1\n0124,2026-01-04,b,-2\n",
  );
  assert.deepEqual(
    file.rows.map(({ bankId }) => bankId),
    ["000000000000000000000000123", "0124"],
  );
  const equal = read("Transaction ID,Date,Text,Amount\n7,2026-01-03,a,-1\n7,2026-01-04,b,-2\n");
  assert.deepEqual(
    equal.rows.map(({ bankId }) => bankId),
    [null, null],
  );
});

test("csv: reservations and failed payments are skipped, not lost", () => {
  const file = read(
    "Date,Text,Amount,Status\n2026-01-03,a,-1,Booked\n2026-01-04,b,-2,Pending\n2026-01-05,c,-3,DECLINED\n2026-01-06,Total,-4,Booked\n",
  );
  assert.deepEqual(rows(file), ["2026-01-03 -1.00 - a", "2026-01-06 -4.00 - Total"]);
  assert.deepEqual(
    file.rows.map(({ pending }) => pending),
    [false, true, false, false],
  );
  assert.equal(file.outcome, "ok");
  assert.deepEqual(reasons(file), [
    "3: Pending: it comes with a later file when it is booked.",
    "4: The payment did not happen, says its status.",
  ]);
});

test("csv: bad rows are skipped with their reason, and change the outcome", () => {
  const file = read(
    "Date,Text,Amount\n2026-01-03,a,-1.00\n2026-01-04,b,12..34\nyesterday,c,-2.00\n,d,-3.00\nshort\n2026-01-05,e\n2026-01-06,f,-4.00\n",
  );
  assert.deepEqual(rows(file), ["2026-01-03 -1.00 - a", "2026-01-06 -4.00 - f"]);
  assert.equal(file.outcome, "ok_with_warnings");
  assert.equal(file.rows.length, 7);
  assert.deepEqual(reasons(file), [
    '3: "12..34" is not an amount.',
    '4: "yesterday" is not a date.',
    "5: The row has an amount and no date.",
    "6: The row is too short to be a transaction.",
    "7: The row has no amount.",
  ]);
});

test("csv: several tables below each other, and names that come again", () => {
  const file = read(
    "Konto A\nDatum;Text;Betrag;Saldo\n03.01.2026;a;-1,00;9,00\nDatum;Text;Betrag;Saldo\n04.01.2026;b;-2,00;7,00\n\n" +
      "Kreditkarte B\nDatum;Valuta;Beschreibung;Betrag;Währung\n05.01.2026;06.01.2026;c;-3,00;EUR\n",
  );
  assert.deepEqual(rows(file), [
    "2026-01-03 -1.00 - a",
    "2026-01-04 -2.00 - b",
    "2026-01-05 -3.00 EUR c",
  ]);
  assert.deepEqual(
    file.statements.map(({ account }) => account),
    ["Konto A", "Kreditkarte B"],
  );
});

test("csv: spreadsheet day numbers, in a column that says date", () => {
  assert.deepEqual(rows(read("Date,Text,Amount\n46025,a,-1.00\n46026.5,b,-2.00\n")), [
    "2026-01-03 -1.00 - a",
    "2026-01-04 -2.00 - b",
  ]);
});

test("csv: a name over two columns is the currency and the amount", () => {
  const file = read(
    'Datum,Omschrijving,Mutatie,,Saldo,\n03-01-2026,a,EUR,"-1,50",EUR,"8,50"\n14-01-2026,b,USD,"-2,00",USD,"1,00"\n',
  );
  assert.deepEqual(rows(file), ["2026-01-03 -1.50 EUR a", "2026-01-14 -2.00 USD b"]);
});

test("csv: formulas and markup in texts are texts; overrides go; long ones are cut with a warning", () => {
  const file = read(
    `Date,Text,Amount\n2026-01-03,=cmd()|x,-1\n2026-01-04,<b>\u202Ebold\u202C,-2\n2026-01-05,${"x".repeat(TEXT_LENGTH_MAX + 1)},-3\n`,
  );
  assert.deepEqual(
    file.rows.map(({ text }) => text.slice(0, 10)),
    ["=cmd()|x", "<b>bold", "xxxxxxxxxx"],
  );
  assert.equal(file.rows[2]?.text.length, TEXT_LENGTH_MAX);
  assert.match(reasons(file)[0] ?? "", /^4: The text has 1001 characters/u);
});

test("csv: amounts finer than their currency, unknown currencies and strange years are remarked", () => {
  const file = read(
    "Date,Text,Amount,Currency\n2026-01-03,a,-1.001,EUR\n2026-01-04,b,-1,BTC\n1111-01-05,c,-2.00,EUR\n",
  );
  assert.equal(file.outcome, "ok");
  assert.deepEqual(reasons(file), [
    "2: -1.001 is finer than EUR can be; it will be rounded.",
    "null: BTC is not a currency that Coffer knows; its rows cannot be booked as they are.",
    "4: One row has a date before 1970 or after 2099.",
  ]);
});

const outcome = (text: string): string => {
  const { outcome: found, reason } = read(text);
  return `${found}: ${english(reason)}`;
};

test("csv: what holds no transactions says so; what cannot be understood is refused", () => {
  assert.match(outcome("Date,Text,Amount\n"), /^no_transactions: .*no rows/u);
  assert.match(
    outcome("type,name,amount\nChecking,Main,5000.00\nSavings,Rainy,1.00\n"),
    /^no_transactions: .*list of accounts/u,
  );
  assert.match(
    outcome("Name,Reference,Amount\nBakery,x,-5.95\n"),
    /^reject: No column of the file holds dates/u,
  );
  assert.match(
    outcome("Date,Text\n2026-01-03,a\n"),
    /^reject: No column of the file holds amounts/u,
  );
  assert.match(outcome("some words\nand more\n"), /^reject: .*neither column names nor a row/u);
  assert.match(outcome(""), /^reject: The file is empty/u);
  assert.match(
    outcome("Date,Text,Amount\nnever,a,-1\n"),
    /^reject: No column of the file holds dates/u,
  );
});

test("csv: lines, columns and zeros have their limits", () => {
  assert.match(english(read("x".repeat(LINE_LENGTH_MAX + 1)).reason), /^Line 1 has more than/u);
  assert.match(english(read(`${"a,".repeat(COLUMNS_MAX + 1)}\n`).reason), /columns/u);
  assert.match(
    english(read("Date,Amount\n2026-01-03,\0-1\n").reason),
    /^Byte 23 of the file is zero/u,
  );
});
