/** Over or under, and why, for every bucket of a period: its variance, with causes against the period before. */
import type { Book } from "../book/book.ts";
import { payeeFigures } from "../budget/payee-figures.ts";
import { recommend } from "../budget/split.ts";
import type { Rule } from "../budget/rule.ts";
import { varianceOf, type Variance } from "../budget/variance.ts";
import type { Period } from "../calendar/period.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { payeesBefore, paymentsByBucket } from "./payments.ts";

/** A period and the income that its recommendation is cut from. */
export type ExplainedPeriod = { readonly period: Period; readonly incomeMinor: bigint };

/** The variance of each bucket, in the order of the rule. `earlier`: the periods before, the latest first. */
export function explain(
  book: Book,
  rule: Rule,
  current: ExplainedPeriod,
  earlier: readonly ExplainedPeriod[],
): readonly Variance<string>[] {
  const all = [current, ...earlier];
  const totals = bucketTotals(
    book,
    all.map(({ period }) => period),
    rule,
  );
  const recommended = all.map(({ incomeMinor }) => recommend(rule, incomeMinor));
  const [previous] = earlier;
  const now = paymentsByBucket(book, current.period, rule);
  const before = previous === undefined ? [] : paymentsByBucket(book, previous.period, rule);
  const known = payeesBefore(book, previous?.period.first ?? current.period.first);
  return rule.buckets.map((_, place) => {
    const figures = totals.map(({ buckets }, index) => ({
      recommendedMinor: recommended[index]?.[place] ?? 0n,
      actualMinor: buckets[place]?.amountMinor ?? 0n,
    }));
    const [currentFigures, ...earlierFigures] = figures;
    return varianceOf({
      earlier: earlierFigures,
      previous: earlierFigures[0] ?? null,
      current: currentFigures ?? { recommendedMinor: 0n, actualMinor: 0n },
      ...payeeFigures({
        before: before[place] ?? [],
        now: now[place] ?? [],
        boundary: current.period.first,
        known,
      }),
    });
  });
}
