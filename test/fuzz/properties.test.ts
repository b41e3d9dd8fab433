/**
 * Readers against what no sample leads to: any text, with halves of surrogate pairs in it, any JSON, any bytes; and
 * files that were written by the rules, whatever stands in them.
 */
import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { parseToAgent } from "../../cli/src/agent/agent-protocol.ts";
import { parseDuration } from "../../cli/src/duration.ts";
import { validateSnapshot } from "../../ledger/src/budget/snapshot.ts";
import { parseRule } from "../../ledger/src/budget/rule.ts";
import { dayToText, parseDay } from "../../ledger/src/calendar/day.ts";
import { parsePeriod } from "../../ledger/src/calendar/period.ts";
import { readAmountCell } from "../../ledger/src/import/amount-cell.ts";
import { readCsv } from "../../ledger/src/import/csv/read-csv.ts";
import { readDateCell } from "../../ledger/src/import/date-cell.ts";
import { formatExact } from "../../ledger/src/import/exact-amount.ts";
import { importFile } from "../../ledger/src/import/import-file.ts";
import { isTaken, type ImportedFile } from "../../ledger/src/import/imported-file.ts";
import { amountOfNumber } from "../../ledger/src/import/json-numbers.ts";
import { planFile } from "../../ledger/src/import/plan/plan-file.ts";
import { readOfx } from "../../ledger/src/import/ofx/read-ofx.ts";
import { parseAmount } from "../../ledger/src/money/amount-text.ts";
import { parseCurrency } from "../../ledger/src/money/currency.ts";
import { readNumber } from "../../ledger/src/money/number-text.ts";
import { parseLoginName, parsePassword } from "../../protocol/src/credentials.ts";
import { parseLinkCode } from "../../protocol/src/link.ts";
import { parseAccountSecret, parseKit } from "../../protocol/src/recovery-kit.ts";
import { runs } from "./budget.ts";
import { textBytes } from "./target.ts";
import { hash, mustBeSound } from "./targets/bank-targets.ts";

const currency = parseCurrency("EUR");
assert.ok(currency !== undefined);
const eur = currency;

/** A character of a text. */
function letterOf(text: string): fc.Arbitrary<string> {
  return fc.constantFrom(...Array.from(text));
}

const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const amountSign = letterOf("0123456789.,'-+*/() \u00a0€$");
const dateSign = letterOf("0123456789-/. :TZJanfebMär");

/** Texts of any UTF-16 units, and of those that amounts and dates are made of. */
const anyText = fc.oneof(
  fc.array(anyUnit, { maxLength: 80 }).map((units) => units.join("")),
  fc.array(amountSign, { maxLength: 30 }).map((signs) => signs.join("")),
  fc.array(dateSign, { maxLength: 30 }).map((signs) => signs.join("")),
);

const textReaders: Readonly<Record<string, (text: string) => unknown>> = {
  "an amount": (text) => parseAmount(text, { currency: eur, locale: "de-DE" }),
  "an amount cell": readAmountCell,
  "a number": (text) => readNumber(text.replaceAll(/[^\d.,]/g, ""), "."),
  "a number of JSON": amountOfNumber,
  "a date cell": readDateCell,
  "a day": parseDay,
  "a period": (text) => parsePeriod({ kind: "calendar-month" }, text),
  "a duration": parseDuration,
  "a rule": parseRule,
  "a login name": parseLoginName,
  "a password": parsePassword,
  "a link code": parseLinkCode,
  "an account secret": parseAccountSecret,
  "a kit": parseKit,
  "a line to the agent": parseToAgent,
};

for (const [what, read] of Object.entries(textReaders)) {
  test(`any text is ${what} or is not, and nothing is thrown`, () => {
    fc.assert(
      fc.property(anyText, (text) => {
        read(text);
      }),
      runs(500),
    );
  });
}

test("any bytes are a file that is sound, or is refused with a reason", () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }),
    anyText.map((text) => textBytes(text)),
    fc
      .array(letterOf('ab1,;\t"\n\r<>/&'), { maxLength: 200 })
      .map((signs) => textBytes(signs.join(""))),
  );
  fc.assert(
    fc.property(anyBytes, (bytes) => {
      const input = Uint8Array.from(bytes);
      for (const read of [importFile, readCsv, readOfx]) mustBeSound(read(input, {}));
    }),
    runs(400),
  );
});

test("any JSON in place of the prototype's is planned as what can be stored", () => {
  const amount = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: -1_000_000, max: 1_000_000 }) },
    { weight: 1, arbitrary: fc.oneof(fc.double(), fc.string(), fc.constant(null)) },
  );
  const buckets = fc.record({ needs: amount, wants: amount, savings: amount });
  const sentence = fc.constantFrom(
    "Over budget by $1.00",
    "Within recommended budget",
    "Below recommended savings by $1.00",
    "Meeting or exceeding savings goal",
    "\u0000\ud800",
  );
  const entry = fc.record({
    income: amount,
    recommended_budget: buckets,
    actual_expenses: buckets,
    analysis: fc.record({
      needs_status: sentence,
      wants_status: sentence,
      savings_status: sentence,
    }),
  });
  const anyJson = fc.oneof(
    fc.json(),
    fc.array(entry, { maxLength: 3 }).map((entries) => JSON.stringify(entries)),
  );
  const nothing = { book: undefined, target: undefined, usual: undefined, hash, earlier: [] };
  fc.assert(
    fc.property(anyJson, (json) => {
      const plan = planFile("a.json", textBytes(json), { ...nothing, reviewCurrency: eur });
      const snapshots = plan.reviews?.snapshots ?? [];
      assert.deepEqual(
        snapshots.filter((snapshot) => !validateSnapshot(snapshot).ok),
        [],
      );
    }),
    runs(800),
  );
});

/** A transaction as a bank has it. */
const transaction = fc.record({
  day: fc.integer({ min: 20_000, max: 20_800 }),
  cents: fc.integer({ min: -9_999_999, max: 9_999_999 }).filter((cents) => cents !== 0),
  text: fc
    .array(letterOf("abcdefghij ,;\"'&<>"), { minLength: 1, maxLength: 30 })
    .map((letters) => `Shop ${letters.join("")}`),
});
const transactions = fc.array(transaction, { minLength: 1, maxLength: 12 });

const decimalOf = (cents: number): string => {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

/** Demands that a file gave exactly these transactions, in this order. */
function assertRead(
  imported: ImportedFile,
  written: readonly { readonly day: number; readonly cents: number }[],
): void {
  mustBeSound(imported);
  assert.deepEqual(
    imported.rows
      .filter(isTaken)
      .map(({ day, amount }) => `${dayToText(day)} ${formatExact(amount, 2)}`),
    written.map(({ day, cents }) => `${dayToText(day)} ${decimalOf(cents)}`),
  );
}

test("CSV written by RFC 4180 is read row by row, whatever the texts hold", () => {
  fc.assert(
    fc.property(transactions, (written) => {
      const lines = written.map(
        ({ day, cents, text }) =>
          `${dayToText(day)},"${text.replaceAll('"', '""')}",${decimalOf(cents)}\r\n`,
      );
      const file = `Date,Description,Amount\r\n${lines.join("")}`;
      assertRead(readCsv(textBytes(file), { sign: "as-written" }), written);
    }),
    runs(300),
  );
});

test("OFX is read transaction by transaction, whatever the texts hold", () => {
  const escaped = (text: string): string =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  fc.assert(
    fc.property(transactions, (written) => {
      const entries = written.map(
        ({ day, cents, text }, index) =>
          `<STMTTRN><TRNTYPE>OTHER<DTPOSTED>${dayToText(day).replaceAll("-", "")}<TRNAMT>${decimalOf(cents)}` +
          `<FITID>${index}<NAME>${escaped(text)}</STMTTRN>\n`,
      );
      const file =
        "OFXHEADER:100\nDATA:OFXSGML\nENCODING:UTF-8\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR" +
        `<BANKACCTFROM><ACCTID>1</BANKACCTFROM><BANKTRANLIST>${entries.join("")}</BANKTRANLIST></STMTRS>` +
        "</STMTTRNRS></BANKMSGSRSV1></OFX>";
      assertRead(readOfx(textBytes(file), {}), written);
    }),
    runs(300),
  );
});
