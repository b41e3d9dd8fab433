/** What each way to find the income comes to in a period, so that a person can see what they choose. */
import { settingsOf, type Book } from "../book/book.ts";
import type { IncomeBase, IncomeMode } from "../budget/income-base.ts";
import type { Period } from "../calendar/period.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { incomeOfPeriod, incomePeriods, periodsBefore } from "./income-of-period.ts";

/** One way; undefined if it has nothing to count on. */
export type IncomeChoice = { readonly mode: IncomeMode; readonly base: IncomeBase | undefined };

/** The given ways, in their order. */
export function incomeChoices(
  book: Book,
  period: Period,
  modes: readonly IncomeMode[],
): readonly IncomeChoice[] {
  const { cycle, rule } = settingsOf(book);
  const periods = [period, ...periodsBefore(cycle, period, incomePeriods)];
  const [current, ...before] = bucketTotals(book, periods, rule);
  return modes.map((mode) => ({ mode, base: incomeOfPeriod(book, mode, current, before) }));
}
