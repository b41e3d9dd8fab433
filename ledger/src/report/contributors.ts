/**
 * What made up a period's totals: for each bucket, for what is unassigned and for income the categories and texts
 * that contributed most; how many transactions have no bucket; and what is in other currencies. It looks at the
 * rows of one period one by one, by the rules of flows.ts, and agrees with bucket-totals.ts to the unit.
 */
import type { Book } from "../book/book.ts";
import type { Id } from "../book/id.ts";
import { recordOf, idInSlot } from "../book/record-table.ts";
import { HIDDEN_FLAGS } from "../book/transaction-columns.ts";
import { textOrEmpty } from "../book/transaction-fields.ts";
import type { Rule } from "../budget/rule.ts";
import type { Period } from "../calendar/period.ts";
import type { CurrencyCode } from "../money/currency.ts";
import {
  countRow,
  flowRules,
  incomeFlows,
  savingFlows,
  spendingFlows,
  windfallFlows,
} from "./flows.ts";
import { bucketKeys, UNASSIGNED } from "./line-keys.ts";

/** What one category or text contributed; spent, saved or earned is positive. */
export type Contributor<Name> = {
  readonly name: Name;
  readonly amountMinor: bigint;
  /** Transactions. */
  readonly count: number;
};

/** Contributors to one total, largest first. */
export type Contributions = {
  readonly categories: readonly Contributor<Id | null>[];
  readonly texts: readonly Contributor<string>[];
};

/** Transactions of a currency that does not count, because it is not the vault's. */
export type NotConverted = {
  readonly currency: CurrencyCode;
  readonly count: number;
  readonly inMinor: bigint;
  readonly outMinor: bigint;
};

/** What made up a period. */
export type PeriodContributions = {
  /** In the order of the rule. */
  readonly buckets: readonly Contributions[];
  readonly unassigned: Contributions & { readonly amountMinor: bigint; readonly count: number };
  readonly income: Contributions;
  readonly notConverted: readonly NotConverted[];
};

/** What made up a period, with at most `limit` categories and texts for each total. */
export function contributions(
  book: Book,
  period: Period,
  rule: Rule,
  limit: number,
): PeriodContributions {
  const keys = bucketKeys(book, rule);
  const rules = flowRules(book);
  const buckets = rule.buckets.map(createTotal);
  const unassigned = createTotal();
  const income = createTotal();
  const foreign = new Map<CurrencyCode, Foreign>();
  const { day, state, count } = book.transactions;
  let row = 0;
  const addTo = (place: number, category: number, amount: number): void => {
    const total = place === UNASSIGNED ? unassigned : buckets[place];
    if (total !== undefined) addAmount(total, book, { row, category, amount });
  };
  const countAmount = (flow: number, category: number, bucket: number, amount: number): void => {
    if (incomeFlows.includes(flow) || windfallFlows.includes(flow)) {
      addAmount(income, book, { row, category, amount });
    }
    if (spendingFlows.includes(flow)) {
      addTo(keys.placeOf(flow, keys.keyOf(category, bucket)), category, -amount);
    }
    if (savingFlows.includes(flow)) addTo(keys.savingsPlace, category, amount);
  };
  for (; row < count; row++) {
    const on = day[row] ?? 0;
    if (on < period.first || on > period.last) continue;
    if (((state[row] ?? 0) & HIDDEN_FLAGS) !== 0) continue;
    countRow(rules, row, countAmount, () => addForeign(foreign, book, row));
  }
  return {
    buckets: buckets.map((total) => contributionsOf(book, total, limit)),
    unassigned: {
      ...contributionsOf(book, unassigned, limit),
      amountMinor: unassigned.amountMinor,
      count: unassigned.count,
    },
    income: contributionsOf(book, income, limit),
    notConverted: [...foreign.values()],
  };
}

type Tally = { amountMinor: bigint; count: number; lastRow: number };
type Total = Tally & {
  readonly categories: Map<number, Tally>;
  readonly texts: Map<number, Tally>;
};
type Foreign = {
  readonly currency: CurrencyCode;
  count: number;
  inMinor: bigint;
  outMinor: bigint;
};

function createTotal(): Total {
  return { ...createTally(), categories: new Map(), texts: new Map() };
}

function createTally(): Tally {
  return { amountMinor: 0n, count: 0, lastRow: -1 };
}

function addAmount(
  total: Total,
  book: Book,
  line: { readonly row: number; readonly category: number; readonly amount: number },
): void {
  const { row, category, amount } = line;
  addToTally(total, row, amount);
  addToTally(tallyIn(total.categories, category), row, amount);
  const text = book.transactions.text[row] ?? -1;
  addToTally(tallyIn(total.texts, text), row, amount);
}

function tallyIn(tallies: Map<number, Tally>, key: number): Tally {
  const known = tallies.get(key);
  if (known !== undefined) return known;
  const tally = createTally();
  tallies.set(key, tally);
  return tally;
}

/** Rows come in order, so a transaction with many lines is counted once. */
function addToTally(tally: Tally, row: number, amount: number): void {
  tally.amountMinor += BigInt(amount);
  if (tally.lastRow !== row) tally.count += 1;
  tally.lastRow = row;
}

function addForeign(foreign: Map<CurrencyCode, Foreign>, book: Book, row: number): void {
  const { account, minor } = book.transactions;
  const id = idInSlot(book.tables.account, account[row] ?? -1);
  const currency = recordOf(book.tables.account, id)?.currency;
  if (currency === undefined) return;
  const sums = foreign.get(currency) ?? { currency, count: 0, inMinor: 0n, outMinor: 0n };
  foreign.set(currency, sums);
  const amount = BigInt(minor[row] ?? 0);
  sums.count += 1;
  if (amount > 0n) sums.inMinor += amount;
  else sums.outMinor -= amount;
}

function contributionsOf(book: Book, total: Total, limit: number): Contributions {
  const largest = <Name>(tallies: Map<number, Tally>, nameOf: (key: number) => Name) =>
    [...tallies]
      .toSorted(([, left], [, right]) => compare(right.amountMinor, left.amountMinor))
      .slice(0, limit)
      .map(([key, { amountMinor, count }]) => ({ name: nameOf(key), amountMinor, count }));
  return {
    categories: largest(total.categories, (slot) => idInSlot(book.tables.category, slot)),
    texts: largest(total.texts, (text) => textOrEmpty(book, text)),
  };
}

function compare(left: bigint, right: bigint): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}
