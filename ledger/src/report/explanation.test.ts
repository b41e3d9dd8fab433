import assert from "node:assert/strict";
import test from "node:test";
import { apply } from "../book/apply.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Change } from "../book/change.ts";
import { parseId, type Id } from "../book/id.ts";
import { defaultRule } from "../budget/rule.ts";
import { parseDay } from "../calendar/day.ts";
import { periodContaining, type Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { explain } from "./explanation.ts";
import { paymentsByBucket } from "./payments.ts";

let lastId = 0;

function newId(): Id {
  lastId += 1;
  const id = parseId(lastId.toString(16).padStart(32, "0"));
  assert.ok(id !== undefined);
  return id;
}

const account = newId();
const savings = newId();
const wants = newId();
const currency = "USD" as CurrencyCode;

function dayOf(text: string): number {
  const day = parseDay(text);
  assert.ok(day !== undefined);
  return day;
}

function monthOf(text: string): Period {
  return periodContaining({ kind: "calendar-month" }, dayOf(text));
}

function spent(date: string, cents: number, text: string): Change {
  const minor = BigInt(-cents);
  const kind = cents < 0 ? "refund" : "expense";
  return {
    table: "transaction",
    id: newId(),
    fields: { day: dayOf(date), account, kind, minor, text, category: wants },
  };
}

function bookOf(...changes: readonly Change[]): Book {
  const book = createBook();
  const opened: readonly Change[] = [
    { table: "account", id: account, fields: { name: "Current", currency } },
    { table: "account", id: savings, fields: { name: "Savings", role: "savings", currency } },
    { table: "category", id: wants, fields: { name: "Fun", bucket: "wants" } },
    ...changes,
  ];
  const ends = { label: "add", at: null, batch: null, undoes: null };
  apply(book, { id: newId(), ...ends, changes: opened }, "test");
  return book;
}

const october = { period: monthOf("2026-10-01"), incomeMinor: 100_000n };
const november = { period: monthOf("2026-11-01"), incomeMinor: 100_000n };

test("a bucket's change is explained by price, volume and what is new, and sums to it", () => {
  const book = bookOf(
    spent("2026-09-10", 1_000, "Cinema"),
    spent("2026-10-10", 1_000, "Cinema 12"),
    spent("2026-10-20", 500, "Books"),
    spent("2026-11-10", 1_200, "CINEMA 7"),
    spent("2026-11-12", 500, "Books"),
    spent("2026-11-20", 500, "books"),
    spent("2026-11-21", 3_000, "Concert"),
  );
  const [, variance] = explain(book, defaultRule, november, [october]);
  assert.ok(variance !== undefined);
  assert.equal(variance.varianceMinor, 5_200n - 30_000n);
  assert.equal(variance.changeMinor, 5_200n - 1_500n);
  assert.deepEqual(variance.causes, {
    newMinor: 3_000n,
    priceMinor: 200n,
    volumeMinor: 500n,
    timingMinor: 0n,
  });
  assert.equal(variance.contributors[0]?.name, "concert");
});

test("the payments of each bucket sum to its total, transfers into savings included", () => {
  const book = bookOf(spent("2026-11-02", 700, "Cinema"), spent("2026-11-03", -200, "Cinema"), {
    table: "transaction",
    id: newId(),
    fields: {
      day: dayOf("2026-11-04"),
      account,
      kind: "transfer",
      minor: -5_000n,
      text: "save",
      transferAccount: savings,
      transferMinor: 5_000n,
    },
  });
  const [totals] = bucketTotals(book, [november.period], defaultRule);
  const sums = paymentsByBucket(book, november.period, defaultRule).map((payments) =>
    payments.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  );
  assert.deepEqual(sums, [0n, 500n, 5_000n]);
  assert.deepEqual(
    sums,
    totals?.buckets.map(({ amountMinor }) => amountMinor),
  );
});

test("without an earlier period there is no change to explain", () => {
  const book = bookOf(spent("2026-11-02", 700, "Cinema"));
  const [, variance] = explain(book, defaultRule, november, []);
  assert.equal(variance?.changeMinor, null);
  assert.equal(variance?.varianceMinor, 700n - 30_000n);
});
