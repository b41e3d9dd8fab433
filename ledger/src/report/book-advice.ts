/**
 * The advice for a book on a day: the facts that the rules of budget/advice.ts look at, gathered from the period
 * that runs and the full ones before it, without what was dismissed in this period. A few passes over the columns.
 */
import { accountBalances } from "../book/balances.ts";
import { settingsOf, type Book } from "../book/book.ts";
import { liveAccounts } from "../book/category-tree.ts";
import type { Id } from "../book/id.ts";
import { normalText } from "../book/suggest.ts";
import { HIDDEN_FLAGS } from "../book/transaction-columns.ts";
import { textOrEmpty } from "../book/transaction-fields.ts";
import { adviceOf, type Advice, type AdviceFacts } from "../budget/advice.ts";
import { billsOf } from "../budget/bills.ts";
import { defaultPaceThresholds, paceOf } from "../budget/pace.ts";
import type { Payment } from "../budget/payee-figures.ts";
import type { Rule } from "../budget/rule.ts";
import { recommend } from "../budget/split.ts";
import type { Day } from "../calendar/day.ts";
import { periodContaining, periodsPerYear, type Period } from "../calendar/period.ts";
import { bucketTotals, type PeriodTotals } from "./bucket-totals.ts";
import { contributions } from "./contributors.ts";
import { paymentsByBucket } from "./payments.ts";
import { periodsBefore } from "./income-of-period.ts";
import { reviewPeriod } from "./period-review.ts";

/** Full periods that are looked at. */
const fullPeriodsMax = 6;
/** Of these, bills are looked for in so many. */
const billPeriodsMax = 4;

/** A piece of advice; its categories are ids. */
export type BookAdvice = Advice<Id | null>;

/** The advice for the period that a day is in. */
export function adviceFor(book: Book, today: Day): readonly BookAdvice[] {
  const period = periodContaining(settingsOf(book).cycle, today);
  const dismissed = new Set<string>();
  for (const record of book.tables.dismissal.records) {
    if (record !== null && !record.deleted && record.firstDay === period.first) {
      dismissed.add(record.piece);
    }
  }
  return adviceOf(factsOf(book, period, today), (piece) => dismissed.has(piece));
}

/** What a payee is called in the newest of its transactions; a payee is a text without marks (normalText). */
export function payeeText(book: Book, payee: string): string {
  const { state, text, count } = book.transactions;
  const seen = new Set<number>();
  for (let row = count - 1; row >= 0; row--) {
    const index = text[row] ?? -1;
    if (((state[row] ?? 0) & HIDDEN_FLAGS) !== 0 || seen.has(index)) continue;
    seen.add(index);
    const shown = textOrEmpty(book, index);
    if (normalText(shown) === payee) return shown;
  }
  return payee;
}

function factsOf(book: Book, period: Period, today: Day): AdviceFacts<Id | null> {
  const { rule, cycle, plannedIncomeMinor } = settingsOf(book);
  const { review, income } = reviewPeriod(book, rule, period, undefined);
  const before = periodsBefore(cycle, period, fullPeriodsMax);
  const full = before.slice(0, fullPeriods(before, firstDay(book)));
  const [current, ...earlier] = bucketTotals(book, [period, ...full], rule);
  const made = contributions(book, period, rule, 1);
  const { incomeMinor } = review;
  const recommended = recommend(rule, incomeMinor);
  const actualMinor = review.buckets.map((bucket) => bucket.actualMinor);
  return {
    rule,
    incomeMinor,
    receivedMinor: current === undefined ? 0n : receivedIn(current),
    plannedMinor: plannedIncomeMinor,
    isPlanned: income.kind === "planned",
    actualMinor,
    unassignedMinor: review.unassignedMinor,
    paces: rule.buckets.map(
      ({ kind }, place) =>
        paceOf({
          kind,
          targetMinor: incomeMinor > 0n ? (recommended[place] ?? 0n) : null,
          actualMinor: actualMinor[place] ?? 0n,
          fixed: { paidMinor: 0n, dueMinor: 0n, laterMinor: 0n },
          period,
          today,
          thresholds: defaultPaceThresholds,
        }).word,
    ),
    largest: made.buckets.map(({ categories: [most] }) => {
      return most === undefined || most.amountMinor <= 0n ? null : most;
    }),
    bills: billsIn(book, [period, ...full.slice(0, billPeriodsMax)], rule),
    full: earlier.map((totals) => fullPeriod(totals, plannedIncomeMinor)),
    daysGone: today - period.first + 1,
    daysLeft: period.last - today + 1,
    savedMinor: savedIn(book),
    periodsPerYear: periodsPerYear(cycle),
  };
}

/** A period that was planned for and whose income is not written down is held against the plan. */
function fullPeriod(totals: PeriodTotals, plannedMinor: bigint | null): AdviceFacts<Id>["full"][0] {
  const received = receivedIn(totals);
  return {
    incomeMinor: received > 0n ? received : (plannedMinor ?? 0n),
    regularMinor: totals.incomeMinor,
    actualMinor: totals.buckets.map(({ amountMinor }) => amountMinor),
  };
}

function receivedIn({ incomeMinor, windfallMinor }: PeriodTotals): bigint {
  return incomeMinor + windfallMinor;
}

/** How many of the periods, the latest first, the book knows from their first quarter on. */
function fullPeriods(periods: readonly Period[], first: Day): number {
  const isKnown = (period: Period): boolean =>
    first <= period.first + Math.floor((period.last - period.first + 1) / 4);
  const unknown = periods.findIndex((period) => !isKnown(period));
  return unknown < 0 ? periods.length : unknown;
}

/** The first day with anything on it. */
function firstDay(book: Book): Day {
  const { day, state, count } = book.transactions;
  let first = Number.POSITIVE_INFINITY;
  for (let row = 0; row < count; row++) {
    const isShown = ((state[row] ?? 0) & HIDDEN_FLAGS) === 0;
    if (isShown && (day[row] ?? 0) < first) first = day[row] ?? 0;
  }
  return first;
}

/** The bills of each bucket, from one look at all of the periods; the latest comes first. */
function billsIn(book: Book, periods: readonly Period[], rule: Rule): AdviceFacts<Id>["bills"] {
  const [latest] = periods;
  const oldest = periods.at(-1);
  if (latest === undefined || oldest === undefined) return rule.buckets.map(() => []);
  const all = paymentsByBucket(book, { first: oldest.first, last: latest.last }, rule);
  return all.map((payments, place) => {
    // Money that is moved into savings is no bill.
    if (rule.buckets[place]?.kind !== "ceiling") return [];
    const inPeriod = ({ first, last }: Period): readonly Payment<string>[] =>
      payments.filter(({ day }) => first <= day && day <= last);
    return billsOf(periods.map(inPeriod));
  });
}

/** What is on savings accounts in the book's currency; null if there is none. Investments are not at hand. */
function savedIn(book: Book): bigint | null {
  const { currency } = settingsOf(book);
  const accounts = liveAccounts(book).filter(
    (account) => account.role === "savings" && account.currency === currency && !account.closed,
  );
  if (accounts.length === 0) return null;
  const balances = accountBalances(book);
  return accounts.reduce((sum, { id }) => sum + (balances.get(id) ?? 0n), 0n);
}
