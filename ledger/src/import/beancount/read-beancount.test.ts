import assert from "node:assert/strict";
import test from "node:test";
import { sentenceText } from "../../sentence.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import type { ImportedFile } from "../imported-file.ts";

const OPENS = ["Assets:Bank", "Assets:Shares", "Expenses:Food", "Income:Gains", "Equity:Opening"]
  .map((account) => `2020-01-01 open ${account}`)
  .join("\n");

function read(text: string): ImportedFile {
  return importFile(new TextEncoder().encode(`${OPENS}\n${text}`), {});
}

function legs(file: ImportedFile): string[] {
  assert.notEqual(file.outcome, "reject");
  return file.rows.map(
    ({ account, amount, currency }) =>
      `${account} ${amount === null ? "" : formatExact(amount, 0)} ${currency ?? ""}`,
  );
}

/** What is told of the lines below the five that open accounts. */
function told(file: ImportedFile): string[] {
  return file.warnings
    .filter(({ line }) => line !== null)
    .map(({ line, text }) => `${(line ?? 0) - 5}: ${sentenceText(text)}`);
}

test("beancount: a transaction with strings, tags, metadata and comments", () => {
  const file = read(
    'pushtag #trip\n2026-01-02 * "Shop ; \\"Corner\\"" "milk\nand bread" #food ^bill ; note\n' +
      '  id: "4711"\n  ! Expenses:Food  1,012.50 EUR ; bread\n    receipt: "a.pdf"\n  Assets:Bank\n',
  );
  assert.equal(file.format, "journal");
  assert.equal(file.outcome, "ok");
  assert.deepEqual(legs(file), ["Expenses:Food 1012.5 EUR", "Assets:Bank -1012.5 EUR"]);
  const [row] = file.rows;
  assert.equal(row?.text, 'Shop ; "Corner" | milk and bread');
  assert.equal(row?.leg?.transaction, "4711");
  assert.equal(row?.leg?.note, "#trip #food ^bill");
});

test("beancount: flags, arithmetic, prices and amounts that are left out", () => {
  const file = read(
    "2026-01-02 txn\n  Assets:Shares  -(2 + 3) * 2 / 4 ACME @ 10.00 USD\n  Assets:Bank\n" +
      "2026-01-03 P\n  Assets:Bank  4 EUR @@ 5 USD\n  Expenses:Food  USD\n",
  );
  assert.deepEqual(legs(file), [
    "Assets:Shares -2.5 ACME",
    "Assets:Bank 25 USD",
    "Assets:Bank 4 EUR",
    "Expenses:Food -5 USD",
  ]);
});

test("beancount: an amount that is worked out is rounded as the others are written", () => {
  const file = read(
    "2026-01-02 *\n  Assets:Shares  3 ACME {1.3333 USD}\n  Expenses:Food  0.50 USD\n  Assets:Bank\n",
  );
  assert.equal(legs(file)[2], "Assets:Bank -4.5 USD");
});

test("beancount: lots are sold first in first out, last in first out, or when only they fit", () => {
  const buys = (booking: string): string =>
    `2020-01-01 open Assets:Lots ACME "${booking}"\n` +
    "2026-01-01 *\n  Assets:Lots  5 ACME {10 USD}\n  Assets:Bank\n" +
    "2026-01-02 *\n  Assets:Lots  5 ACME {20 USD}\n  Assets:Bank\n";
  const sale = (spec: string): string =>
    `2026-01-03 *\n  Assets:Lots  -6 ACME {${spec}}\n  Assets:Bank  100 USD\n  Income:Gains\n`;
  assert.equal(legs(read(buys("FIFO") + sale(""))).at(-1), "Income:Gains -30 USD");
  assert.equal(legs(read(buys("LIFO") + sale(""))).at(-1), "Income:Gains 10 USD");
  const strict = read(buys("STRICT") + sale(""));
  assert.match(told(strict).join(), /Several lots may be meant/u);
  assert.equal(strict.outcome, "ok_with_warnings");
  assert.equal(strict.rows.length, 4);
  assert.match(told(read(buys("STRICT") + sale("30 USD"))).join(), /no lot/u);
  // Without a lot to sell, neither the cost nor the gain is known.
  assert.match(told(read(sale("").replace("Lots", "Shares"))).join(), /Several postings/u);
});

test("beancount: pads make the balance so, once, and are rows", () => {
  const file = read(
    "2026-01-01 pad Assets:Bank Equity:Opening\n2026-01-05 balance Assets:Bank 100.00 EUR\n" +
      "2026-01-03 *\n  Assets:Bank  -10.00 EUR\n  Expenses:Food\n",
  );
  assert.equal(file.outcome, "ok");
  assert.deepEqual(legs(file), [
    "Assets:Bank 110 EUR",
    "Equity:Opening -110 EUR",
    "Assets:Bank -10 EUR",
    "Expenses:Food 10 EUR",
  ]);
  const unused =
    "2026-01-01 pad Assets:Bank Equity:Opening\n2026-01-02 *\n  Assets:Bank 1 EUR\n  Expenses:Food\n";
  assert.deepEqual(told(read(unused)), ["1: No balance of the account needs this pad."]);
});

test("beancount: errors are told with their line, and the other transactions taken", () => {
  const good = "2026-01-02 *\n  Assets:Bank  1 EUR\n  Expenses:Food\n";
  const file = read(
    `${good}2026-01-03 balance Assets:Bank 2 EUR\n2026-01-04 *\n  Assets:Bank  1.00 EUR\n` +
      "  Expenses:Food  -1.01 EUR\n2026-01-05 *\n  Assets:New  1 EUR\n  Assets:Bank\n2026-01-06 *\n  ?? \n",
  );
  assert.equal(file.outcome, "ok_with_warnings");
  assert.deepEqual(told(file), [
    "4: Assets:Bank should have 2 EUR, but has 1 EUR.",
    "5: The transaction does not balance; -0.01 EUR is left over.",
    "9: The account Assets:New is not open on that day.",
    "12: “?” is nothing that Coffer can read in a Beancount file.",
  ]);
  assert.equal(new Set(file.rows.map(({ leg }) => leg?.transaction)).size, 3);
});

test("beancount: accounts are closed, for a currency, and by the file's own names", () => {
  const file = read(
    'option "name_assets" "Vermoegen"\n2020-01-01 open Vermoegen:Giro EUR\n2026-02-01 close Vermoegen:Giro\n' +
      "2026-01-02 *\n  Vermoegen:Giro  1 USD\n  Expenses:Food\n",
  );
  const giro = file.accounts.find(({ name }) => name === "Vermoegen:Giro");
  assert.equal(giro?.kind, "spending");
  assert.equal(giro.isClosed, true);
  assert.deepEqual(told(file), ["5: The account Vermoegen:Giro is not for USD."]);
});

test("beancount: includes and plugins are named, other directives and headings passed over", () => {
  const file = read(
    'include "more.beancount"\nplugin "my.plugin"\n* Heading\n2026-01-01 event "a" "b"\n' +
      "2026-01-01 price EUR 1 USD\n2026-01-02 *\n  Assets:Bank  1 EUR\n  Expenses:Food\n",
  );
  assert.equal(file.outcome, "ok");
  assert.match(told(file)[0] ?? "", /^1: .*more\.beancount/u);
  assert.match(told(file)[1] ?? "", /^2: .*my\.plugin/u);
});

test("beancount: a file with nothing but errors is refused with the first line", () => {
  const file = importFile(new TextEncoder().encode('option "a" "b"\n2026-01-02 * "x\n'), {});
  assert.equal(file.outcome, "reject");
  assert.match(sentenceText(file.reason ?? { message: "", values: {} }), /^Line 2: /u);
});

test("beancount: errors may be more than a function has room for arguments", () => {
  const one = "2026-01-02 *\n  Assets:New  1 EUR\n  Assets:Other\n";
  assert.equal(told(read(one.repeat(80_000))).length, 160_000);
});
