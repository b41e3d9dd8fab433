import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { apply } from "../book/apply.ts";
import { accountBalances } from "../book/balances.ts";
import { createBook, type Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import { accountRoles, type AccountRole } from "../book/records.ts";
import type { CurrencyCode } from "../money/currency.ts";
import { accountTotals, groupOfRole } from "./account-totals.ts";

interface Account {
  readonly role: AccountRole;
  readonly currency: string;
  readonly opening: bigint;
}

function bookOf(accounts: readonly Account[]): Book {
  const book = createBook();
  const changes = accounts.map(({ role, currency, opening }, at) => ({
    table: "account" as const,
    id: (at + 16).toString(16).padStart(32, "0") as Id,
    fields: { name: `${at}`, role, currency: currency as CurrencyCode, openingMinor: opening },
  }));
  const set = { id: "f".repeat(32) as Id, label: "add", at: null, batch: null, undoes: null };
  apply(book, { ...set, changes }, "ann");
  return book;
}

test("cards and loans are owed, everything else is had, the net is both; currencies stay apart", () => {
  const totals = accountTotals(
    bookOf([
      { role: "spending", currency: "USD", opening: 100n },
      { role: "card", currency: "USD", opening: -30n },
      { role: "loan", currency: "USD", opening: -500n },
      { role: "tracking", currency: "USD", opening: 1_000n },
      { role: "savings", currency: "EUR", opening: 7n },
    ]),
  );
  assert.deepEqual(totals, [
    {
      currency: "USD",
      haveMinor: 1_100n,
      oweMinor: -530n,
      netMinor: 570n,
      groups: { spending: 100n, saved: 0n, owed: -530n, tracked: 1_000n },
    },
    {
      currency: "EUR",
      haveMinor: 7n,
      oweMinor: 0n,
      netMinor: 7n,
      groups: { spending: 0n, saved: 7n, owed: 0n, tracked: 0n },
    },
  ]);
});

test("every role is in one group, and the nets are the balances", () => {
  assert.deepEqual(new Set(accountRoles.map(groupOfRole)).size, 4);
  const account = fc.record({
    role: fc.constantFrom(...accountRoles),
    currency: fc.constantFrom("USD", "EUR", "JPY"),
    opening: fc.bigInt({ min: -1_000n, max: 1_000n }),
  });
  fc.assert(
    fc.property(fc.array(account, { maxLength: 12 }), (accounts) => {
      const book = bookOf(accounts);
      const all = accountBalances(book)
        .values()
        .reduce((sum, minor) => sum + minor, 0n);
      const totals = accountTotals(book);
      assert.equal(
        totals.reduce((sum, { netMinor }) => sum + netMinor, 0n),
        all,
      );
      for (const { groups, netMinor } of totals) {
        assert.equal(
          Object.values(groups).reduce((sum, minor) => sum + minor, 0n),
          netMinor,
        );
      }
    }),
  );
});
