import assert from "node:assert/strict";
import test from "node:test";
import { dayToText } from "../../calendar/day.ts";
import { formatExact } from "../exact-amount.ts";
import type { ImportedFile } from "../imported-file.ts";
import { readOfx } from "./read-ofx.ts";
import { sentenceText, type Sentence } from "../../sentence.ts";

const english = (said: Sentence | null | undefined): string =>
  said === null || said === undefined ? "" : sentenceText(said);

const HEAD = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\nENCODING:USASCII\nCHARSET:1252\n\n";

function read(text: string): ImportedFile {
  return readOfx(new TextEncoder().encode(text), {});
}

function statement(transactions: string, rest = ""): string {
  return (
    `${HEAD}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>00123` +
    `<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST><DTSTART>20260101<DTEND>20260131\n${transactions}` +
    `</BANKTRANLIST>${rest}</STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>`
  );
}

function lines(file: ImportedFile): string[] {
  return file.rows.map(({ day, amount, currency, text, bankId, account, skipped }) =>
    [
      day === null ? null : dayToText(day),
      amount === null ? null : formatExact(amount, 2),
      currency,
      text,
      bankId,
      account,
      skipped === null ? "" : "skipped",
    ].join("|"),
  );
}

test("ofx: a statement with account, ids as text, dates as written and a closing balance", () => {
  const file = read(
    statement(
      "<STMTTRN><TRNTYPE>DEBIT<DTPOSTED>20260103233000[-8:PST]<TRNAMT>-12.50<FITID>000000000000000000000000017" +
        "<NAME>CAFE & SONS<MEMO>Card 1234</STMTTRN>\n",
      "<LEDGERBAL><BALAMT>100.00<DTASOF>20260131</LEDGERBAL><AVAILBAL><BALAMT>90<DTASOF>20260131</AVAILBAL>",
    ),
  );
  assert.equal(file.outcome, "ok");
  assert.equal(file.format, "ofx");
  assert.deepEqual(lines(file), [
    "2026-01-03|-12.50|EUR|CAFE & SONS - Card 1234|000000000000000000000000017|00123|",
  ]);
  assert.equal(file.rows[0]?.line, 8);
  const [only] = file.statements;
  assert.deepEqual([only?.account, only?.currency, only?.count], ["00123", "EUR", 1]);
  assert.deepEqual(only?.closing, { units: 10_000n, digits: 2 });
  assert.deepEqual(file.warnings, []);
});

test("ofx: QFX is told by its own elements", () => {
  assert.equal(read(statement("").replace("<OFX>", "<OFX><INTU.BID>1")).format, "qfx");
});

test("ofx: a comma is a decimal sign, thousands too, and a lone separator never groups", () => {
  const amounts = ["-12,5", "1.234,56", "1,234.56", "+3", "1.234", "-0000000010.0700"];
  const transactions = amounts.map(
    (amount) => `<STMTTRN><DTPOSTED>20260103<TRNAMT>${amount}<NAME>x</STMTTRN>`,
  );
  assert.deepEqual(
    lines(read(statement(transactions.join("\n")))).map((line) => line.split("|")[1]),
    ["-12.50", "1234.56", "1234.56", "3.00", "1.234", "-10.07"],
  );
});

test("ofx: equal ids are kept, missing ones are null", () => {
  const one = "<STMTTRN><DTPOSTED>20260103<TRNAMT>-5<FITID>7<NAME>a</STMTTRN>";
  const file = read(statement(one + one + one.replace("<FITID>7", "<FITID>")));
  assert.deepEqual(
    file.rows.map(({ bankId }) => bankId),
    ["7", "7", null],
  );
});

test("ofx: a row in another currency says so; a converted one does not", () => {
  const foreign = "<CURRENCY><CURRATE>1.1<CURSYM>USD</CURRENCY>";
  const file = read(
    statement(
      `<STMTTRN><DTPOSTED>20260103<TRNAMT>-5<NAME>a${foreign}</STMTTRN>` +
        `<STMTTRN><DTPOSTED>20260103<TRNAMT>-5<NAME>b${foreign.replaceAll("CURRENCY", "ORIGCURRENCY")}</STMTTRN>`,
    ),
  );
  assert.deepEqual(
    file.rows.map(({ currency }) => currency),
    ["USD", "EUR"],
  );
  assert.equal(file.statements.length, 2);
});

test("ofx: a name cut off in the name and whole in the memo is said once", () => {
  const file = read(
    statement(
      "<STMTTRN><DTPOSTED>20260103<TRNAMT>-5<NAME>SUPERMARKET AT THE<MEMO>Supermarket at the corner</STMTTRN>" +
        "<STMTTRN><DTPOSTED>20260103<TRNAMT>-5<PAYEE><NAME>Landlord</PAYEE></STMTTRN>" +
        "<STMTTRN><TRNTYPE>CHECK<DTPOSTED>20260103<TRNAMT>-5<CHECKNUM>1042</STMTTRN>",
    ),
  );
  assert.deepEqual(
    file.rows.map(({ text }) => text),
    ["Supermarket at the corner", "Landlord", "CHECK - 1042"],
  );
});

test("ofx: a bad record is skipped and named, the others are taken", () => {
  const file = read(
    statement(
      "<STMTTRN><DTPOSTED>20260103<TRNAMT>$120<FITID>1<NAME>a</STMTTRN>\n" +
        "<STMTTRN><DTPOSTED>20261303<TRNAMT>1<FITID>2<NAME>b</STMTTRN>\n" +
        "<STMTTRN><DTUSER>20260104<TRNAMT>2<FITID>3<NAME>c</STMTTRN>\n" +
        "<STMTTRN><DTPOSTED>20260105<TRNAMT>3<FITID>4<NAME>d</STMTTRN>",
    ),
  );
  assert.equal(file.outcome, "ok_with_warnings");
  assert.deepEqual(
    lines(file).map((line) => line.split("|").at(-1)),
    ["skipped", "skipped", "", ""],
  );
  assert.deepEqual(
    file.warnings.map(({ line, text }) => `${line} ${english(text)}`),
    [
      '8 Transaction 1: "$120" is not an amount.',
      '9 Transaction 2: "20261303" is not a date.',
      "10 Transaction 3 has no booking date; the date of the purchase was taken.",
    ],
  );
});

test("ofx: pending transactions and withdrawn ones are skipped for a stated reason", () => {
  const file = read(
    statement(
      "<STMTTRN><DTPOSTED>20260103<TRNAMT>-5<FITID>9<CORRECTFITID>8<CORRECTACTION>DELETE<NAME>a</STMTTRN>",
      "<BANKTRANLISTP><DTASOF>20260131<STMTTRNP><TRNTYPE>DEBIT<DTTRAN>20260131<TRNAMT>-7<NAME>b</STMTTRNP></BANKTRANLISTP>",
    ),
  );
  assert.equal(file.outcome, "no_transactions");
  assert.deepEqual(
    file.rows.map(({ pending }) => pending),
    [false, true],
  );
  assert.match(english(file.rows[0]?.skipped), /withdraws its transaction 8/u);
  assert.match(english(file.rows[1]?.skipped), /pending/u);
  assert.equal(file.warnings.length, 2);
});

test("ofx: several statements, cards among them, stay apart", () => {
  const card =
    "<CREDITCARDMSGSRSV1><CCSTMTTRNRS><CCSTMTRS><CURDEF>USD<CCACCTFROM><ACCTID>4111</CCACCTFROM><BANKTRANLIST>" +
    "<STMTTRN><DTPOSTED>20260104<TRNAMT>-2<NAME>y</STMTTRN></BANKTRANLIST></CCSTMTRS></CCSTMTTRNRS></CREDITCARDMSGSRSV1></OFX>";
  const text = statement("<STMTTRN><DTPOSTED>20260103<TRNAMT>-1<NAME>x</STMTTRN>").replace(
    "</OFX>",
    card,
  );
  assert.deepEqual(
    read(text).statements.map(({ account, currency, count }) => [account, currency, count]),
    [
      ["00123", "EUR", 1],
      ["4111", "USD", 1],
    ],
  );
});

test("ofx: trades count by what they did to the cash; moved shares by nothing", () => {
  const file = read(
    "<OFX><INVSTMTMSGSRSV1><INVSTMTTRNRS><INVSTMTRS><CURDEF>USD<INVACCTFROM><BROKERID>b<ACCTID>77</INVACCTFROM>" +
      "<INVTRANLIST><DTSTART>20260101<DTEND>20260131<BUYMF><INVBUY><INVTRAN><FITID>1<DTTRADE>20260103<MEMO>Fund</INVTRAN>" +
      "<SECID><UNIQUEID>F1<UNIQUEIDTYPE>CUSIP</SECID><UNITS>2.5<UNITPRICE>40<TOTAL>-100.00</INVBUY><BUYTYPE>BUY</BUYMF>" +
      "<TRANSFER><INVTRAN><FITID>2<DTTRADE>20260104</INVTRAN><SECID><UNIQUEID>F2</SECID><UNITS>3<TFERACTION>IN</TRANSFER>" +
      "<INVBANKTRAN><STMTTRN><DTPOSTED>20260105<TRNAMT>50.1234<FITID>3<NAME>Deposit</STMTTRN><SUBACCTFUND>CASH</INVBANKTRAN>" +
      "</INVTRANLIST></INVSTMTRS></INVSTMTTRNRS></INVSTMTMSGSRSV1></OFX>",
  );
  assert.deepEqual(lines(file), [
    "2026-01-03|-100.00|USD|Fund - BUYMF 2.5 of F1|1|77|",
    "2026-01-04|0.00|USD|TRANSFER 3 of F2|2|77|",
    "2026-01-05|50.1234|USD|Deposit|3|77|",
  ]);
  assert.deepEqual(
    file.warnings.map(({ text }) => english(text)),
    ["50.1234 is finer than USD can be; it will be rounded."],
  );
  assert.equal(file.outcome, "ok");
});

test("ofx: a message without a statement says so, with the bank's own error", () => {
  const error =
    "<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Signon invalid</STATUS></SONRS></SIGNONMSGSRSV1></OFX>";
  const file = read(error);
  assert.equal(file.outcome, "no_transactions");
  assert.match(
    english(file.reason),
    /nothing to import\. The bank reports: 15500 Signon invalid\./u,
  );
  assert.equal(read(statement("")).outcome, "no_transactions");
});

test("ofx: a file that was cut off gives what it has, with a warning", () => {
  const whole = statement("<STMTTRN><DTPOSTED>20260103<TRNAMT>-1<NAME>x</STMTTRN>");
  assert.deepEqual(read(whole).warnings, []);
  const cut = read(whole.slice(0, whole.indexOf("</BANKTRANLIST>")));
  assert.equal(cut.rows.length, 1);
  assert.match(english(cut.warnings[0]?.text), /may have been cut off/u);
});

test("ofx: what is broken or none is refused, with nothing of it taken", () => {
  for (const text of [
    "this is not OFX",
    "<OFX><SONRS><XSTATUS></YSTATUS></BANKMSGSRSV1></OFX>",
    "<OFX><STMTTRN><DTPOSTED>20260103<TRNAMT>-1</STMTTRN></OFX>",
    '<!DOCTYPE OFX [<!ENTITY a "b">]><OFX></OFX>',
  ]) {
    const file = read(text);
    assert.equal(file.outcome, "reject", text);
    assert.equal(file.rows.length, 0);
    assert.notEqual(file.reason, null);
  }
});

test("ofx: the head's encoding counts where the letters do not settle it", () => {
  const text = statement("<STMTTRN><DTPOSTED>20260103<TRNAMT>-1<NAME>Caf#</STMTTRN>").replace(
    "1252",
    "1251",
  );
  const bytes = new TextEncoder().encode(text).map((byte) => (byte === 0x23 ? 0xe9 : byte));
  const file = readOfx(bytes, {});
  assert.equal(file.encoding, "windows-1251");
  assert.equal(file.rows[0]?.text, "Cafй");
});
