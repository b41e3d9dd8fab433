/** What all accounts come to, per currency: what there is, what is owed, and the net of both. */
import { accountBalances } from "../book/balances.ts";
import { settingsOf, type Book } from "../book/book.ts";
import { liveAccounts } from "../book/category-tree.ts";
import type { AccountRole } from "../book/records.ts";
import type { CurrencyCode } from "../money/currency.ts";

/** The parts that accounts are shown in. */
export type AccountGroup = "spending" | "saved" | "owed" | "tracked";

/** What is in each, in the order to show them. */
export const accountGroups: { readonly [Group in AccountGroup]: readonly AccountRole[] } = {
  spending: ["spending", "cash"],
  saved: ["savings", "investment"],
  owed: ["card", "loan"],
  tracked: ["tracking"],
};

/** The totals of one currency: amounts of different ones are never added. */
export type AccountTotals = {
  readonly currency: CurrencyCode;
  /** On all accounts but cards and loans. */
  readonly haveMinor: bigint;
  /** On cards and loans: less than nothing is a debt. */
  readonly oweMinor: bigint;
  readonly netMinor: bigint;
  readonly groups: { readonly [Group in AccountGroup]: bigint };
};

/** The group that a role is shown in. */
export function groupOfRole(role: AccountRole): AccountGroup {
  const groups = Object.keys(accountGroups) as AccountGroup[];
  return groups.find((group) => accountGroups[group].includes(role)) ?? "tracked";
}

/** The totals of every currency that an account is in, the book's own first; closed accounts count as well. */
export function accountTotals(book: Book): readonly AccountTotals[] {
  const balances = accountBalances(book);
  const accounts = liveAccounts(book);
  const { currency: main } = settingsOf(book);
  const currencies = new Set([main, ...accounts.map(({ currency }) => currency)]);
  return [...currencies].map((currency) => {
    const groups = { spending: 0n, saved: 0n, owed: 0n, tracked: 0n };
    for (const { id, role, currency: own } of accounts) {
      if (own === currency) groups[groupOfRole(role)] += balances.get(id) ?? 0n;
    }
    const haveMinor = groups.spending + groups.saved + groups.tracked;
    return {
      currency,
      haveMinor,
      oweMinor: groups.owed,
      netMinor: haveMinor + groups.owed,
      groups,
    };
  });
}
