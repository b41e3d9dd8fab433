/** Nothing that a file leaves open is guessed silently, and each answer says what it would mean. */
import assert from "node:assert/strict";
import test from "node:test";
import { sentenceText } from "../sentence.ts";
import { importFile } from "./import-file.ts";
import type { ImportOptions } from "./imported-file.ts";

/** The questions as "about: choice* = consequence", the choice that was taken with a star. */
function asked(text: string, options: ImportOptions = {}): readonly string[] {
  const { questions } = importFile(new TextEncoder().encode(text), options);
  return questions.flatMap(({ about, choices, taken, consequences = [] }) =>
    choices.map((choice, index) => {
      const consequence = consequences[index];
      assert.ok(consequence !== undefined, `${about} ${choice} has no consequence`);
      return `${about}: ${choice}${choice === taken ? "*" : ""} = ${sentenceText(consequence)}`;
    }),
  );
}

test("questions: days that may be months, with the days under each order", () => {
  const text = "Date,Text,Amount\n03/02/2026,a,-1.00\n04/02/2026,b,-2.00\n";
  assert.deepEqual(asked(text), [
    "date-order: DMY* = Line 2 is of 2026-02-03; the rows are of 2026-02-03 to 2026-02-04.",
    "date-order: MDY = Line 2 is of 2026-03-02; the rows are of 2026-03-02 to 2026-04-02.",
  ]);
  assert.deepEqual(asked(text, { dateOrder: "MDY" }), []);
  assert.deepEqual(asked(`${text}13/02/2026,c,-3.00\n`), []);
});

test("questions: years of two digits that may be days", () => {
  const years = "Date;Text;Amount\n26.01.03;a;-1,00\n26.01.04;b;-2,00\n";
  assert.deepEqual(asked(years).length, 2);
  assert.match(asked(years).join("\n"), /YMD.* = Line 2 is of 2026-01-03/u);
  assert.deepEqual(asked("Date;Text;Amount\n03.01.26;a;-1,00\n04.01.26;b;-2,00\n"), []);
});

test("questions: amounts that may be thousands, with a row and the sum under each sign", () => {
  const text = "Date;Text;Amount\n2026-01-03;a;5\n2026-01-03;b;-1,234\n2026-01-04;c;-5,678\n";
  assert.deepEqual(asked(text), [
    "decimal: .* = Line 3 is -1234.00; all rows together are -6907.00.",
    "decimal: , = Line 3 is -1.234; all rows together are -1.912.",
  ]);
  assert.deepEqual(asked(text, { decimal: "," }), []);
});

test("questions: decimal signs that contradict each other, beside amounts that may be either", () => {
  const mixed = "Date;Text;Amount\n2026-01-03;a;-1,50\n2026-01-03;b;-2.50\n2026-01-04;c;-5.678\n";
  assert.match(
    asked(mixed).join("\n"),
    /^decimal: \.\* = Line 4 is -5\.678;.*\ndecimal: , = Line 4 is -5678\.00;/u,
  );
});

test("questions: amounts without a minus, with the sum either way", () => {
  const card =
    "Date,Card Number,Merchant,Amount\n2026-01-03,1234,Shop,50.00\n2026-01-13,1234,Bar,5.00\n";
  assert.deepEqual(asked(card), [
    "sign: as-written = Line 2 is 50.00; all rows together are 55.00.",
    "sign: inverted* = Line 2 is -50.00; all rows together are -55.00.",
  ]);
  assert.deepEqual(asked(card, { sign: "inverted" }), []);
});

test("questions: an account with more money in than out may be a card", () => {
  const few = "Date,Text,Amount\n2026-01-03,a,50.00\n2026-01-13,b,5.00\n2026-01-14,c,-4.00\n";
  assert.deepEqual(
    asked(few).map((line) => line.slice(0, 18)),
    ["sign: as-written* ", "sign: inverted = L"],
  );
  assert.deepEqual(asked("Date,Text,Amount\n2026-01-13,b,5.00\n2026-01-14,c,-4.00\n"), []);
});

test("questions: currencies that share a sign", () => {
  const crowns = asked("Dato;Tekst;Beløb\n2026-01-13;a;-1,50 kr\n");
  assert.deepEqual(crowns.slice(0, 2), [
    "currency: SEK = Line 2 is -1.50 SEK.",
    "currency: NOK = Line 2 is -1.50 NOK.",
  ]);
  assert.match(asked("Date,Text,Amount\n2026-01-13,a,-$1.50\n").join("\n"), /currency: CAD = /u);
  assert.deepEqual(asked("Date,Text,Amount\n2026-01-13,a,-$1.50\n", { currency: "AUD" }), []);
});

test("questions: a file that answers by itself is asked nothing", () => {
  const text =
    "Date,Text,Amount,Balance,Currency\n01/13/2026,a,4.50,95.50,USD\n01/14/2026,b,20.00,75.50,USD\n01/15/2026,c,10.00,65.50,USD\n";
  assert.deepEqual(asked(text), []);
});
