import assert from "node:assert/strict";
import test from "node:test";
import * as fc from "fast-check";
import { dayToText } from "../../calendar/day.ts";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import type { ImportedFile } from "../imported-file.ts";
import { FIELD_LENGTH_MAX } from "../limits.ts";

function read(text: string): ImportedFile {
  return importFile(new TextEncoder().encode(text), {});
}

/** "2026-01-03 -12.50 text" of every row that is a transaction. */
function taken(text: string): string[] {
  return read(text)
    .rows.filter(({ skipped }) => skipped === null)
    .map(({ day, amount, text: said }) => {
      assert.ok(day !== null && amount !== null);
      return `${dayToText(day)} ${formatExact(amount, 2)} ${said}`;
    });
}

function warnings(text: string): string[] {
  return read(text).warnings.map(({ line, text: said }) => `${line}: ${sentenceText(said)}`);
}

const statement = (records: string, closing = "62F:C260131EUR1000,"): string =>
  `:20:STARTUMS\n:25:DE02120300000000202051\n:28C:1/1\n:60F:C260101EUR1000,\n${records}:${closing}\n-\n`;

const details = (text: string): string => {
  const [row = ""] = taken(statement(`:61:260105D1,NMSCNONREF\n:86:${text}\n`));
  return row.slice("2026-01-05 -1.00 ".length);
};

test("mt940: marks say the direction: C and a reversed debit are money in", () => {
  const records = ["C5,", "D5,", "RD5,", "RC5,", "CR5,", "DR5,", "RDR5,", "RCR5,50"]
    .map((mark) => `:61:2601050105${mark}NMSCNONREF\n:86:${mark}\n`)
    .join("");
  assert.deepEqual(
    taken(statement(records)).map((row) => row.split(" ")[1]),
    ["5.00", "-5.00", "5.00", "-5.00", "5.00", "-5.00", "5.00", "-5.50"],
  );
});

test("mt940: a transaction without a booking date, and one booked in another year, keep the value date", () => {
  assert.deepEqual(
    taken(statement(":61:260105D1,NMSCNONREF\n:86:a\n:61:2601011230D2,NMSCNONREF\n:86:b\n")),
    ["2026-01-05 -1.00 a", "2026-01-01 -2.00 b"],
  );
});

test("mt940: a value date that is no day is replaced by the day of booking, and said", () => {
  const text = statement(":61:2602300301DR6,00N024NONREF\n:86:Fee\n", "62F:C260301EUR994,");
  assert.deepEqual(taken(text), ["2026-03-01 -6.00 Fee"]);
  assert.equal(read(text).outcome, "ok_with_warnings");
  assert.deepEqual(warnings(text), [
    '5: "260230" is not a date; the day of booking was taken, 2026-03-01.',
  ]);
});

test("mt940: the day of booking that replaces a value date is the nearest, over New Year too", () => {
  const records =
    ":61:2601321231D1,NMSCNONREF\n:86:a\n:61:2512320102D1,NMSCNONREF\n:86:b\n:61:251232D1,NMSCNONREF\n:86:c\n";
  assert.deepEqual(taken(statement(records)), ["2025-12-31 -1.00 a", "2026-01-02 -1.00 b"]);
  assert.match(warnings(statement(records))[2] ?? "", /^9: "251232" is not a date\.$/u);
});

test("mt940: two digits of a year mean 1980 to 2079", () => {
  const records = ":61:800101D1,NMSC\n:86:a\n:61:791231D1,NMSC\n:86:b\n";
  assert.deepEqual(
    taken(statement(records)).map((row) => row.slice(0, 10)),
    ["1980-01-01", "2079-12-31"],
  );
});

test("mt940: what is no statement line is reported with its line, the others are taken", () => {
  const text = statement(":61:today 5 EUR\n:86:x\n:61:260105C7,NMSCNONREF\n:86:y\n");
  assert.deepEqual(taken(text), ["2026-01-05 7.00 y"]);
  assert.equal(warnings(text)[0], '5: "today 5 EUR" is not a transaction of MT940.');
  assert.equal(read(text).outcome, "ok_with_warnings");
});

test("mt940: numbered sub-fields are put together over folds and pieces of 27", () => {
  assert.equal(
    details(
      "171?00SEPA-LASTSCHRIFT?109248?20EREF+4711 0815?21MREF+M-1?22SVWZ+Beitrag fuer die Muste\n" +
        "?23rgemeinde und?24mehr?30GENODEM1XXX?31DE02120300000000202051?32Verein der Freunde der Mu?33sik e.V.",
    ),
    "Verein der Freunde der Mu sik e.V. - Beitrag fuer die Mustergemeinde und mehr",
  );
  assert.equal(details("805?00ENTGELT?20Pauscha\nlen"), "ENTGELT - Pauschalen");
  assert.equal(details("020~00Przelew~20Czynsz~32Jan Nowak"), "Jan Nowak - Czynsz");
  assert.equal(details("000>20Huur>21januari>310666"), "Huur januari");
  assert.equal(details("166?00GUT?20Was? Wie?32Q&A?4 GmbH"), "Q&A?4 GmbH - Was? Wie");
  assert.equal(
    details("166?00GUT?20SVWZ+Miete?21ABWA+Anna Beispiel?32Hausverwaltung"),
    "Hausverwaltung, Anna Beispiel - Miete",
  );
  assert.equal(
    details("166?00GUT?20SVWZ+ARABIC+ course?21IBAN+DE02 BIC+X?22ABWE+Ann?32Shop"),
    "Shop, Ann - ARABIC+ course",
  );
  assert.equal(details("051?00UMBUCHUNG?20EREF+NOTPROVIDED?32Bank"), "Bank - UMBUCHUNG");
});

test("mt940: names between slashes give counterparty and purpose", () => {
  const full = "/TRTP/SEPA OVERBOEKING/IBAN/NL02ABNA0123456789/BIC/ABNANL2A/NAME/B";
  assert.equal(full.length, 66);
  assert.equal(
    details(`${full}\nakker Jansen/REMI/Brood/EREF/NOTPROVIDED`),
    "Bakker Jansen - Brood",
  );
  assert.equal(
    details(
      "/EREF/1//CNTP/NL02ABNA0123456789/ABNANL2A/Winkel BV///REMI/USTD//Factuur 7//PURP/OTHR/",
    ),
    "Winkel BV - Factuur 7",
  );
  assert.equal(details("/REMI/STRD/CUR/9001/EREF/2"), "9001");
  assert.equal(details("/BENM//NAME/J. Doe/REMI/Rent/ULTD//NAME/Other"), "J. Doe - Rent");
  assert.equal(details("/BENM//NAME/J. Doe/EREF/R-77"), "J. Doe - R-77");
  assert.equal(details("paid by/ID/card"), "paid by/ID/card");
});

test("mt940: free text goes on within a word where a line is full, else after it", () => {
  const line = "x".repeat(64);
  assert.equal(details(`${line}y\nz end\nmore`), `${line}yz end more`);
  assert.equal(details(`${line}\nz`), `${line} z`);
  // The tag may count: 61 letters and ":86:".
  assert.equal(details(`${"x".repeat(61)}\nz`), `${"x".repeat(61)}z`);
  assert.equal(details(`${"x".repeat(60)}\nz`), `${"x".repeat(60)} z`);
});

test("mt940: the references tell what the details do not", () => {
  const rows = taken(
    statement(
      ":61:260105D1,NTRFInvoice 7//BANK1234\n" +
        ":61:260105D2,N070131313139      J. DOE\n:86:Rent\n" +
        ":61:260105D3,NACCNONREF\nSmith\n" +
        ":61:260105D4,NCHG\n" +
        ":61:260105DF5,00S   X\n:NS:01526715\n15ERGO Insu\n16rance\n17G2000\n09Card fee\n",
    ),
  );
  assert.deepEqual(
    rows.map((row) => row.slice(17)),
    ["Invoice 7", "J. DOE - Rent", "Smith", "NCHG", "ERGO Insurance - G2000 - Card fee"],
  );
});

test("mt940: only what is a reference of the bank is its id", () => {
  const ids = ["//8848037917407749", "//1234//56", "//NONREF", "//nota", "", "//B4G09-FD0"].map(
    (reference) => read(statement(`:61:260105D1,NTRFNONREF${reference}\n:86:x\n`)).rows[0]?.bankId,
  );
  assert.deepEqual(ids, ["8848037917407749", "1234//56", null, null, null, "B4G09-FD0"]);
});

test("mt940: blocks, other heads, other line ends and what stands around them do not matter", () => {
  const plain = statement(":61:260105D1,NTRFNONREF\n:86:Bread\n", "62F:C260131EUR999,");
  const body = plain.replace("-\n", "");
  const variants = [
    plain.replaceAll("\n", "\r\n"),
    plain.replaceAll("\n", "\r"),
    `{1:F01BANKNL2AXXX0000000000}{2:I940BANKNL2AXXXXN}{4:\n${body}-}{5:{MAC:1}}\n`,
    `{1:F01BANK}\n{2:I940BANK}\n{4:\n${body}-}`,
    `0000 01BANKNL2A\n940 00\n${body}-XXX\n`,
    `:940:\n${body}`,
    `\u0001\n${body}\u0003`,
    `\uFEFF${plain}`,
  ];
  for (const text of variants) {
    assert.deepEqual(taken(text), ["2026-01-05 -1.00 Bread"], text);
    assert.deepEqual(warnings(text), [], text);
    assert.equal(read(text).statements[0]?.account, "DE02120300000000202051", text);
  }
});

test("mt940: a dash, a colon or a time at the beginning of a line is text", () => {
  const text = statement(
    ":61:260105D1,NTRFNONREF\n:86:a\n- x\n: b\n:12:11\n-\n:61:260106D2,NTRFNONREF\n:86:c\n-\n",
    "62F:C260131EUR997,",
  );
  assert.deepEqual(taken(text), ["2026-01-05 -1.00 a - x : b :12:11 -", "2026-01-06 -2.00 c -"]);
  assert.deepEqual(warnings(text), []);
});

test("mt940: what stands after the closing balance is no transaction's", () => {
  const text = statement(
    ":61:260105C1,NMSC\n:86:Bread\n",
    "62F:C260131EUR1001,\n:64:C260131EUR1,\n:86:/SUM/1/",
  );
  assert.deepEqual(taken(text), ["2026-01-05 1.00 Bread"]);
  assert.deepEqual(warnings(text), []);
});

test("mt940: an account after a closing balance begins a statement, a second opening does not count", () => {
  const head =
    ":25:1\n:60F:C260101EUR1,\n:60M:C260101EUR9,\n:61:260105C1,NMSC\n:86:x\n:62F:C260105EUR2,\n";
  const file = read(head + head.replace(":25:1", ":25:2"));
  assert.deepEqual(
    file.statements.map(({ account, opening }) => [account, opening?.units]),
    [
      ["1", 1n],
      ["2", 1n],
    ],
  );
  assert.deepEqual(file.warnings, []);
});

test("mt940: without a balance the currency is that behind the account's number, if any", () => {
  const currencies = [
    "51210600/9223382012EUR",
    "NL02ABNA0123456789 USD",
    "DE02",
    "51210600/BANKEUR",
  ].map((account) => read(`:25:${account}\n:61:260105C1,NMSC\n`).rows[0]?.currency);
  assert.deepEqual(currencies, ["EUR", "USD", null, null]);
});

test("mt940: balances of several statements: the first opening, the last closing, gaps are named", () => {
  const one = (day: string, opening: string, amount: string, closing: string): string =>
    `:20:X\n:25:1/2\n:28C:1\n:60F:C26010${day}EUR${opening}\n:61:26010${day}C${amount}NMSC\n:86:x\n:62F:C26010${day}EUR${closing}\n-\n`;
  const good = one("2", "10,", "1,", "11,") + one("3", "11,", "2,", "13,");
  const [whole] = read(good).statements;
  assert.ok(whole !== undefined && whole.opening !== null && whole.closing !== null);
  assert.equal(`${formatExact(whole.opening, 2)} ${formatExact(whole.closing, 2)}`, "10.00 13.00");
  assert.deepEqual(warnings(good), []);
  // Newest first is the same.
  assert.deepEqual(warnings(one("3", "11,", "2,", "13,") + one("2", "10,", "1,", "11,")), []);
  assert.deepEqual(warnings(one("2", "10,", "1,", "11,") + one("4", "15,", "2,", "18,")), [
    "9: The statement that begins here opens with 15.00, the one before closes with 11.00: one between them may be missing.",
    "9: The statement that begins here does not add up: 15.00 and 2.00 are not 18.00.",
    "null: The file's own balances do not fit its transactions in 1/2: 10.00 and 3.00 are not 18.00 (difference 5.00).",
  ]);
});

test("mt940: a message whose block never ends was cut off", () => {
  const head = "{1:F01BANK}{2:I940BANK}{4:\n:20:A\n:25:1\n:28C:1\n:60F:C260101EUR1,\n";
  const text = `${head}:61:260105C7,NMSC\n:86:y\n${head}:62F:C260131EUR1,\n-}`;
  assert.equal(read(text).outcome, "ok_with_warnings");
  assert.match(warnings(text)[0] ?? "", /^2: The statement that begins here was cut off/u);
  assert.equal(read(text.replace("-}", "")).rows.length, 1);
  assert.equal(read(`${head}:61:260105C7,NMSC\n:86:y\n-}`).outcome, "ok");
});

test("mt942: expected entries are pending, totals are checked, the currency is that of the limit", () => {
  const report = (credits: string): string =>
    `:20:A\n:25:1\n:28C:1\n:34F:PLN0,\n:13D:2601051200+0100\n:61:260105C7,NMSC\n:86:y\n:61:260106ED3,NMSC\n:86:z\n:90D:0PLN0,\n:90C:1PLN${credits}\n-\n`;
  const file = read(report("7,"));
  assert.deepEqual(
    file.rows.map(({ currency, pending, skipped }) => [currency, pending, skipped === null]),
    [
      ["PLN", false, true],
      ["PLN", true, false],
    ],
  );
  assert.deepEqual(
    file.rows.map(({ amount }) => amount?.units),
    [7n, -3n],
  );
  assert.equal(file.outcome, "ok");
  assert.equal(file.warnings.length, 1);
  const plain = report("7,").replaceAll(/^:90.*\n/gmu, "");
  assert.equal(read(plain).rows[0]?.currency, "PLN");
  assert.match(warnings(report("8,"))[1] ?? "", /^1: The totals of the message/u);
});

test("mt940: a part of a statement, and one without transactions, say that there is nothing", () => {
  for (const text of [":60F:C260101EUR1,\n", ":20:X", ":86:166?20a\n", statement("")]) {
    const file = read(text);
    assert.deepEqual([file.format, file.outcome], ["mt940", "no_transactions"], text);
    assert.ok(file.reason !== null);
  }
});

test("mt940: what is too long is refused with its line", () => {
  const long = read(statement(`:61:260105D1,NTRF\n:86:${"x".repeat(FIELD_LENGTH_MAX + 1)}\n`));
  assert.equal(long.outcome, "reject");
  assert.match(sentenceText(long.reason ?? { message: "", values: {} }), /^Line 6: the field/u);
});

test("mt940: whatever is booked comes back with its sign, amount and day", () => {
  const entries = fc.array(
    fc.record({
      cents: fc.integer({ min: 1, max: 99_999_999 }),
      isDebit: fc.boolean(),
      day: fc.integer({ min: 1, max: 28 }),
    }),
    { minLength: 1, maxLength: 20 },
  );
  fc.assert(
    fc.property(entries, (list) => {
      const sum = list.reduce((total, { cents, isDebit }) => total + (isDebit ? -cents : cents), 0);
      const comma = (cents: number): string => (Math.abs(cents) / 100).toFixed(2).replace(".", ",");
      const records = list.map(
        ({ cents, isDebit, day }) =>
          `:61:2602${String(day).padStart(2, "0")}${isDebit ? "D" : "C"}${comma(cents)}NMSCNONREF\n:86:x\n`,
      );
      const closing = `62F:${sum + 100_000 < 0 ? "D" : "C"}260131EUR${comma(sum + 100_000)}`;
      const file = read(statement(records.join(""), closing));
      assert.deepEqual(file.warnings, []);
      assert.deepEqual(
        file.rows.map(({ amount, day }) => `${amount?.units} ${dayToText(day ?? 0).slice(8)}`),
        list.map(
          ({ cents, isDebit, day }) =>
            `${isDebit ? -cents : cents} ${String(day).padStart(2, "0")}`,
        ),
      );
    }),
  );
});
