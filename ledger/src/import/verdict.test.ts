import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import type { ImportedRow } from "./imported-file.ts";
import { judgeRows } from "./verdict.ts";
import type { ExistingRow, RowVerdict } from "./verdict.ts";
import { sentence, sentenceText, type Sentence } from "../sentence.ts";

const english = (said: Sentence | null | undefined): string =>
  said === null || said === undefined ? "" : sentenceText(said);

const DAY = 20_000;

function row(fields: Partial<ImportedRow> & { readonly cents?: number }): ImportedRow {
  const { cents = -500, ...rest } = fields;
  return {
    line: 1,
    day: DAY,
    amount: { units: BigInt(cents), digits: 2 },
    currency: null,
    text: "COFFEE SHOP 12",
    bankId: null,
    account: null,
    pending: false,
    skipped: null,
    ...rest,
  };
}

function known(fields: Partial<ExistingRow>): ExistingRow {
  return {
    id: "k",
    day: DAY,
    amountMinor: -500n,
    text: "COFFEE SHOP 12",
    bankId: null,
    pending: false,
    imported: true,
    ...fields,
  };
}

function judge(rows: readonly ImportedRow[], existing: readonly ExistingRow[]): RowVerdict[] {
  return judgeRows(rows, { currency: "EUR", existing });
}

function verdicts(rows: readonly ImportedRow[], existing: readonly ExistingRow[]): string[] {
  return judge(rows, existing).map(({ verdict, existingId }) =>
    existingId === null ? verdict : `${verdict} ${existingId}`,
  );
}

test("verdict: the bank's id with the amount and a date within three days is the same", () => {
  const existing = [known({ bankId: "7" })];
  const other = { text: "another text entirely", bankId: "7" };
  assert.deepEqual(verdicts([row({ ...other, day: DAY + 3 })], existing), ["same k"]);
  assert.deepEqual(verdicts([row({ ...other, day: DAY + 4 })], existing), ["new"]);
});

test("verdict: date, amount and text without an id are the same, whatever the case and spacing", () => {
  assert.deepEqual(verdicts([row({ text: "Coffee  shop #12" })], [known({})]), ["same k"]);
});

test("verdict: equal purchases of one day are counted", () => {
  assert.deepEqual(verdicts([row({}), row({})], []), ["new", "new"]);
  assert.deepEqual(verdicts([row({}), row({})], [known({})]), ["same k", "new"]);
  assert.deepEqual(verdicts([row({}), row({})], [known({ id: "a" }), known({ id: "b" })]), [
    "same a",
    "same b",
  ]);
});

test("verdict: the same id with another amount is a change, with ids of three files ago it is not", () => {
  const existing = [known({ bankId: "7" })];
  assert.deepEqual(verdicts([row({ bankId: "7", cents: -550 })], existing), ["changed k"]);
  assert.deepEqual(verdicts([row({ bankId: "7", cents: -550, day: DAY + 60 })], existing), ["new"]);
  assert.deepEqual(verdicts([row({ bankId: "7", cents: -550, text: "RENT OFFICE" })], existing), [
    "new",
  ]);
});

test("verdict: one id on two transactions of the file finds each its own", () => {
  const existing = [
    known({ id: "a", bankId: "0" }),
    known({ id: "b", bankId: "0", amountMinor: 300n }),
  ];
  const rows = [row({ bankId: "0", cents: 300 }), row({ bankId: "0" })];
  assert.deepEqual(verdicts(rows, existing), ["same b", "same a"]);
});

test("verdict: another id on an equal purchase is asked about, unless the bank changes all its ids", () => {
  const existing = [
    known({ id: "a", bankId: "1" }),
    known({ id: "b", bankId: "2", text: "BAKERY", amountMinor: -300n }),
  ];
  const stable = [row({ bankId: "9" }), row({ bankId: "2", text: "BAKERY", cents: -300 })];
  assert.deepEqual(verdicts(stable, existing), ["maybe a", "same b"]);
  const unstable = [row({ bankId: "9" }), row({ bankId: "8", text: "BAKERY", cents: -300 })];
  assert.deepEqual(verdicts(unstable, existing), ["same a", "same b"]);
});

test("verdict: a reservation that is booked is a change: later, under more text, with a tip", () => {
  const pending = [known({ pending: true })];
  assert.deepEqual(verdicts([row({})], pending), ["changed k"]);
  assert.deepEqual(verdicts([row({ day: DAY + 4, text: "COFFEE SHOP 12 BERLIN DE" })], pending), [
    "changed k",
  ]);
  assert.deepEqual(verdicts([row({ day: DAY + 1, cents: -575 })], pending), ["changed k"]);
  assert.deepEqual(verdicts([row({ day: DAY + 1, cents: -700 })], pending), ["new"]);
  assert.deepEqual(verdicts([row({ day: DAY + 11 })], pending), ["new"]);
});

test("verdict: what a person typed is maybe the row of that amount near that day", () => {
  const typed = [known({ text: "lunch", imported: false })];
  const bank = row({ text: "SUMUP *BLUE DOOR", day: DAY + 2 });
  const [verdict] = judge([bank], typed);
  assert.equal(verdict?.verdict, "maybe");
  assert.match(english(verdict?.reason), /same amount on 2024-10-04 with the text "lunch"/u);
  assert.deepEqual(verdicts([row({ text: "SUMUP *BLUE DOOR", day: DAY + 4 })], typed), ["new"]);
});

test("verdict: alike rows count only within the days that the file covers", () => {
  const existing = [known({ text: "COFFEE SHOP 12 0104 CARD" })];
  const later = row({ day: DAY + 2 });
  assert.deepEqual(verdicts([later], existing), ["new"]);
  const covering = row({ day: DAY - 1, cents: -9900, text: "RENT" });
  assert.deepEqual(verdicts([covering, later], existing), ["new", "maybe k"]);
});

test("verdict: rows that cannot be booked are skipped with the reason", () => {
  const rows = [
    row({ skipped: sentence("A balance.") }),
    row({ currency: "USD" }),
    row({ currency: "EUR" }),
    row({ amount: { units: 10n ** 16n, digits: 2 } }),
  ];
  const found = judge(rows, []);
  assert.deepEqual(
    found.map(({ verdict }) => verdict),
    ["skipped", "skipped", "new", "skipped"],
  );
  assert.equal(english(found[0]?.reason), "A balance.");
  assert.equal(english(found[1]?.reason), "The amount is in USD, the account in EUR.");
  assert.equal(
    judgeRows([row({ currency: "BTC" })], { currency: null, existing: [] })[0]?.verdict,
    "new",
  );
});

test("verdict: an id that several rows share tells none of them apart", () => {
  const shops = ["BAKERY", "KIOSK", "CINEMA"];
  const rows = shops.map((text) => row({ bankId: "000", text }));
  const first = judge(rows, []);
  assert.ok(first.every(({ verdict }) => verdict === "new"));
  const again = judge(rows, existingOf(rows, first));
  assert.deepEqual(
    again.map(({ verdict }) => verdict),
    ["same", "same", "same"],
  );
  const more = [...rows, row({ bankId: "000", text: "MUSEUM" })];
  assert.equal(judge(more, existingOf(rows, first))[3]?.verdict, "new");
  // So many that the id is none: their content still is.
  const many = Array.from({ length: 100 }, (_, index) =>
    row({ bankId: "0", text: `SHOP ${index}` }),
  );
  const known100 = existingOf(many, judge(many, []));
  assert.ok(judge(many, known100).every(({ verdict }) => verdict === "same"));
});

test("verdict: an id with leading zeros, or of many digits, is another one", () => {
  const long = "1234567890123456789012345";
  const existing = [known({ id: "a", bankId: "0042" }), known({ id: "b", bankId: long })];
  const rows = [
    row({ bankId: "42", text: "A" }),
    row({ bankId: "1234567890123456789012346", text: "B" }),
    row({ bankId: "0042", text: "C" }),
  ];
  assert.deepEqual(verdicts(rows, existing).slice(2), ["same a"]);
  assert.equal(judge(rows, [known({ bankId: "0042", day: DAY + 60 })])[0]?.verdict, "new");
});

test("verdict: a reservation that is still one is the same, and not booked by itself", () => {
  const existing = [known({ pending: true, bankId: "7" }), known({ id: "b", pending: true })];
  const rows = [row({ pending: true, bankId: "7" }), row({ pending: true })];
  assert.deepEqual(verdicts(rows, existing), ["same k", "same b"]);
  const other = row({ pending: true, day: DAY + 1, cents: -575 });
  assert.deepEqual(verdicts([other], [known({ pending: true })]), ["new"]);
});

test("verdict: an older file in which a transaction was pending changes nothing of it", () => {
  assert.deepEqual(verdicts([row({ pending: true })], [known({})]), ["same k"]);
});

test("verdict: a reversal has the id of what it reverses, and is its own transaction", () => {
  const existing = [known({ bankId: "7" })];
  const rows = [row({ bankId: "7" }), row({ bankId: "7", cents: 500, day: DAY + 2 })];
  assert.deepEqual(verdicts(rows, existing), ["same k", "new"]);
  assert.deepEqual(verdicts(rows.slice(1), existing), ["new"]);
});

test("verdict: a refund of the same amount and shop is new", () => {
  assert.deepEqual(verdicts([row({ cents: 500 })], [known({})]), ["new"]);
});

test("verdict: another format of the same bank may call it anything; it is asked about, not added", () => {
  const existing = [
    known({ text: "REWE SAGT DANKE 4711" }),
    known({ id: "b", day: DAY + 3, amountMinor: -900n, text: "SEPA DIRECT DEBIT" }),
    known({ id: "c", day: DAY + 5, amountMinor: -100n, text: "KIOSK" }),
  ];
  const rows = [
    row({
      text: "Kartenzahlung 0104 REWE Filiale Berlin, Danke, 4711 DE",
      day: DAY + 1,
      bankId: "x",
    }),
    row({ text: "Stadtwerke", day: DAY + 3, cents: -900, bankId: "y" }),
    row({ text: "Kino", day: DAY + 6, cents: -100, bankId: "z" }),
  ];
  const covering = row({ text: "RENT", day: DAY, cents: -5, bankId: "r" });
  assert.deepEqual(verdicts([covering, ...rows], existing), ["new", "maybe k", "maybe b", "new"]);
});

const transferred = known({ text: "to savings", imported: false, transferWith: "Current" });

test("verdict: the other side of a transfer that is known is the same within five days", () => {
  const bank = row({ text: "GUTSCHRIFT ANNA", bankId: "B1", day: DAY + 5 });
  const [found] = judge([bank], [transferred]);
  assert.equal(found?.verdict, "same");
  assert.match(english(found?.reason), /other side of the transfer with Current of 2024-10-04/u);
  assert.equal(found?.existing, transferred);
  assert.deepEqual(verdicts([{ ...bank, day: DAY + 6 }], [transferred]), ["new"]);
  assert.deepEqual(verdicts([bank, { ...bank, bankId: "B2" }], [transferred]), ["same k", "new"]);
});

test("verdict: regular transfers find each its own, and one that a file had already is asked about", () => {
  const weekly = [0, 7, 14].map((days) => ({
    ...transferred,
    id: `t${days}`,
    day: DAY + days,
  }));
  const rows = [9, 1].map((days) => row({ text: "IN", day: DAY + days }));
  assert.deepEqual(verdicts(rows, weekly), ["same t7", "same t0"]);
  const earlierFile = known({ id: "e", day: DAY + 8, amountMinor: -77n });
  const next = [row({ text: "GIFT", day: DAY + 10 }), row({ text: "IN", day: DAY + 14 })];
  assert.deepEqual(verdicts(next, [...weekly, earlierFile]), ["maybe t7", "same t14"]);
});

test("verdict: a transfer with a fee, or at another rate, is asked about", () => {
  const bank = row({ text: "IN", cents: -490, day: DAY + 2 });
  assert.deepEqual(verdicts([bank], [transferred]), ["maybe k"]);
  assert.deepEqual(verdicts([{ ...bank, amount: { units: -400n, digits: 2 } }], [transferred]), [
    "new",
  ]);
});

/** Transactions of a few shops, days and amounts, so that equal and alike ones are common. */
const purchase = fc.record({
  day: fc.integer({ min: DAY, max: DAY + 40 }),
  cents: fc.constantFrom(-280, -500, -1250, 200_000),
  text: fc.constantFrom("BUS TICKET", "COFFEE SHOP 12", "COFFEE SHOP 14", "SALARY"),
});
const statement = fc
  .array(purchase, { maxLength: 60 })
  .map((list) => list.toSorted((a, b) => a.day - b.day));

function existingOf(rows: readonly ImportedRow[], judged: readonly RowVerdict[]): ExistingRow[] {
  return rows.flatMap((each, index) =>
    judged[index]?.verdict === "new" && each.day !== null && each.amount !== null
      ? [
          known({
            id: `${index}`,
            day: each.day,
            amountMinor: each.amount.units,
            text: each.text,
            bankId: each.bankId,
          }),
        ]
      : [],
  );
}

test("verdict: importing the same file again gives only the same, with and without ids", () => {
  fc.assert(
    fc.property(statement, fc.boolean(), (list, hasIds) => {
      const rows = list.map((each, index) =>
        row({ ...each, bankId: hasIds ? `id${index}` : null }),
      );
      const first = judge(rows, []);
      assert.ok(first.every(({ verdict }) => verdict === "new"));
      const again = judge(rows.toReversed(), existingOf(rows, first));
      assert.ok(again.every(({ verdict }) => verdict === "same"));
      const used = again.map(({ existingId }) => existingId);
      assert.equal(new Set(used).size, used.length);
    }),
  );
});

const dayOf = ({ day }: ImportedRow): number => day ?? 0;

test("verdict: two overlapping statements give every transaction once", () => {
  const days = fc.integer({ min: DAY, max: DAY + 40 });
  fc.assert(
    fc.property(statement, days, days, fc.nat(5), fc.boolean(), (list, a, b, missing, hasIds) => {
      const [from, to] = [Math.min(a, b), Math.max(a, b)];
      const rows = list.map((each, index) =>
        row({ ...each, bankId: hasIds ? `id${index}` : null }),
      );
      // The first file was fetched during its last day, and lacks the last purchases of it.
      const whole = rows.filter((each) => dayOf(each) <= to);
      const lastDay = whole.filter((each) => dayOf(each) === to).length;
      const first = whole.slice(0, whole.length - Math.min(missing, lastDay));
      const second = rows.filter((each) => dayOf(each) >= from);
      const kept = existingOf(first, judge(first, []));
      const judged = judge(second, kept);
      const added = judged.filter(({ verdict }) => verdict === "new").length;
      assert.equal(kept.length + added, rows.length);
      assert.ok(judged.every(({ verdict }) => verdict === "new" || verdict === "same"));
    }),
  );
});
