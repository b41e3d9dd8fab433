import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { gzipSync } from "fflate";
import { dayToText } from "../../calendar/day.ts";
import { formatExact } from "../exact-amount.ts";
import { importFile } from "../import-file.ts";
import { transactionCount, type ImportedFile } from "../imported-file.ts";
import { readFraction } from "./fraction.ts";
import { readPostedDay } from "./posted-day.ts";

const namespaces = ["gnc", "act", "book", "cmdty", "slot", "split", "trn", "ts"]
  .map((name) => `xmlns:${name}="http://www.gnucash.org/XML/${name}"`)
  .join(" ");

interface Account {
  readonly id: string;
  readonly type: string;
  readonly parent?: string;
  readonly commodity?: string;
  readonly slots?: string;
}

function account({ id, type, parent = "root", commodity = "EUR", slots = "" }: Account): string {
  const unit =
    type === "ROOT"
      ? ""
      : `<act:commodity><cmdty:space>CURRENCY</cmdty:space><cmdty:id>${commodity}</cmdty:id></act:commodity>
         <act:parent type="guid">${parent}</act:parent>`;
  return `<gnc:account version="2.0.0"><act:name>${id}</act:name><act:id type="guid">${id}</act:id>
    <act:type>${type}</act:type>${unit}<act:slots>${slots}</act:slots></gnc:account>`;
}

function slot(key: string, value: string): string {
  return `<slot><slot:key>${key}</slot:key><slot:value type="string">${value}</slot:value></slot>`;
}

interface Transaction {
  readonly id?: string;
  readonly posted?: string;
  readonly slots?: string;
  readonly splits: string;
}

function transaction({
  id = "t1",
  posted = "2026-01-03 10:59:00 +0000",
  slots = "",
  splits,
}: Transaction): string {
  return `<gnc:transaction version="2.0.0"><trn:id type="guid">${id}</trn:id>
    <trn:date-posted><ts:date>${posted}</ts:date></trn:date-posted>
    <trn:description>Market &amp; Sons</trn:description>
    <trn:slots>${slots}</trn:slots><trn:splits>${splits}</trn:splits></gnc:transaction>`;
}

function split(of: string, value: string, quantity = value, memo = ""): string {
  return `<trn:split><split:memo>${memo}</split:memo><split:value>${value}</split:value>
    <split:quantity>${quantity}</split:quantity><split:account type="guid">${of}</split:account></trn:split>`;
}

const accounts = [
  account({ id: "root", type: "ROOT" }),
  account({ id: "Assets", type: "ASSET" }),
  account({ id: "Giro", type: "BANK", parent: "Assets" }),
  account({ id: "Dollars", type: "BANK", commodity: "USD", slots: slot("hidden", "true") }),
  account({ id: "Food", type: "EXPENSE" }),
].join("");

function read(inside: string): ImportedFile {
  return importFile(bookBytes(inside), {});
}

function bookBytes(inside: string): Uint8Array<ArrayBuffer> {
  const xml = `<?xml version="1.0" encoding="utf-8"?>\n<gnc-v2 ${namespaces}><gnc:book version="2.0.0">
    ${accounts}${inside}</gnc:book></gnc-v2>`;
  return new TextEncoder().encode(xml);
}

function lines({ rows }: ImportedFile): readonly string[] {
  return rows.map(({ day, amount, currency, account: of, text, leg }) =>
    [
      day === null ? "-" : dayToText(day),
      amount === null ? "-" : formatExact(amount, 2),
      currency,
      of,
      text,
      leg?.note,
    ].join("|"),
  );
}

test("a book is read by its accounts; the quantity counts where two currencies meet", () => {
  const file = read(
    transaction({
      slots: slot("notes", "of the week"),
      splits:
        split("Giro", "-2000/100") +
        split("Food", "500/100", "500/100", "bread") +
        split("Dollars", "1500/100", "1650/100"),
    }),
  );
  assert.equal(file.format, "gnucash");
  assert.equal(file.outcome, "ok");
  assert.deepEqual(lines(file), [
    "2026-01-03|-20.00|EUR|Assets:Giro|Market & Sons|of the week",
    "2026-01-03|5.00|EUR|Food|Market & Sons|bread",
    "2026-01-03|16.50|USD|Dollars|Market & Sons|of the week",
  ]);
  assert.equal(transactionCount(file.rows), 1);
  assert.deepEqual(file.warnings, []);
  assert.deepEqual(
    file.accounts.map(({ name, kind, isClosed }) => `${name} ${kind} ${isClosed}`),
    [
      "Assets tracking false",
      "Assets:Giro spending false",
      "Dollars spending true",
      "Food expense false",
    ],
  );
});

test("a book that is compressed, as GnuCash does, is read the same", () => {
  const book = transaction({ splits: split("Giro", "-1/100") + split("Food", "1/100") });
  const packed = Uint8Array.from(gzipSync(bookBytes(book)));
  assert.deepEqual(importFile(packed, {}), read(book));
  assert.equal(read(book).rows.length, 2);
});

test("templates of scheduled transactions are not looked at", () => {
  const template = account({ id: "template", type: "BANK" });
  const file = read(
    `<gnc:template-transactions>${template}${transaction({ splits: split("template", "0/100") })}
    </gnc:template-transactions>`,
  );
  assert.equal(file.outcome, "no_transactions");
  assert.equal(file.accounts.length, 4);
});

test("a transaction that does not add up is taken, and named with its line", () => {
  const file = read(transaction({ splits: split("Giro", "-1/100") + split("Food", "2/100") }));
  assert.equal(file.outcome, "ok");
  assert.equal(file.rows.length, 2);
  const [warning] = file.warnings;
  assert.match(warning?.text.message ?? "", /add up to zero/);
  assert.equal(warning?.line, file.rows[0]?.line);
});

test("a fraction without an end is rounded, and said", () => {
  const file = read(transaction({ splits: split("Giro", "-1/3") + split("Food", "1/3") }));
  assert.equal(file.outcome, "ok");
  assert.match(file.warnings[0]?.text.message ?? "", /has no end/);
  assert.deepEqual(file.rows[0]?.amount, { units: -333_333_333_333n, digits: 12 });
});

test("a list of accounts is a file without transactions, and says what it is", () => {
  const bytes = new TextEncoder().encode("<?xml version='1.0'?>\n<gnc><version>1</version></gnc>");
  const { format, outcome, reason } = importFile(bytes, {});
  assert.deepEqual([format, outcome], ["gnucash", "no_transactions"]);
  assert.match(reason?.message ?? "", /list of accounts/);
});

test("a file that was cut off is refused with the line", () => {
  const bytes = new TextEncoder().encode(`<gnc-v2 ${namespaces}>\n<gnc:book>`);
  const { outcome, reason } = importFile(bytes, {});
  assert.equal(outcome, "reject");
  assert.match(reason?.message ?? "", /cut off/);
});

test("the day is the one that was chosen, else the midnight or the 10:59 that stands for it", () => {
  const days: readonly (readonly [chosen: string, posted: string, day: string | null])[] = [
    ["2026-01-03", "2026-01-02 23:00:00 +0000", "2026-01-03"],
    ["20260103", "20260102230000", "2026-01-03"],
    ["", "2026-01-03 00:00:00 +0100", "2026-01-03"],
    ["", "2026-01-03 00:00:00 -0500", "2026-01-03"],
    ["", "2026-01-02 18:00:00 -0600", "2026-01-03"],
    ["", "2026-01-02 21:00:00 -0800", "2026-01-03"],
    ["", "2026-01-03 10:59:00 +0000", "2026-01-03"],
    ["", "2026-01-03 23:59:00 +1300", "2026-01-03"],
    ["", "2026-01-03 05:59:00 -0500", "2026-01-03"],
    ["", "2026-01-03 10:59:00", "2026-01-03"],
    ["", "20260102230000", "2026-01-03"],
    ["", "20260103050000", "2026-01-03"],
    ["2026-02-30", "2026-01-03 10:59:00", "2026-01-03"],
    ["", "2026-02-30 10:59:00", null],
    ["", "", null],
    ["", "9999-12-31 23:00:00", null],
  ];
  for (const [chosen, posted, expected] of days) {
    const day = readPostedDay(chosen, posted);
    assert.equal(day === null ? null : dayToText(day), expected, `${chosen} ${posted}`);
  }
});

test("a decimal number as a fraction is that number, whatever it is expanded by", () => {
  const numbers = fc.record({
    units: fc.bigInt(-(10n ** 11n), 10n ** 11n),
    digits: fc.integer({ min: 0, max: 6 }),
    factor: fc.constantFrom(1n, 2n, 3n, 7n, 16n, 125n),
  });
  fc.assert(
    fc.property(numbers, ({ units, digits, factor }) => {
      const text = `${units * factor}/${10n ** BigInt(digits) * factor}`;
      const fraction = readFraction(text);
      assert.ok(fraction?.isExact === true, text);
      assert.equal(formatExact(fraction.amount, 0), formatExact({ units, digits }, 0));
    }),
    { numRuns: 300 },
  );
});

test("what is no fraction, or too large for an amount, is none", () => {
  for (const text of ["", "1", "1/0", "a/100", "1.5/100", "1/-100", "9".repeat(19) + "/1"]) {
    assert.equal(readFraction(text), null, text);
  }
});
