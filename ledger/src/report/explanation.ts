/** Over or under, and why, for every bucket of a period: its variance, with causes against the period before. */
import { settingsOf, type Book } from "../book/book.ts";
import { payeeFigures } from "../budget/payee-figures.ts";
import { recommend } from "../budget/split.ts";
import type { Rule } from "../budget/rule.ts";
import { varianceOf, type Variance } from "../budget/variance.ts";
import { formatPeriod, type Period } from "../calendar/period.ts";
import { assert } from "../result.ts";
import { bucketTotals } from "./bucket-totals.ts";
import { payeesBefore, paymentsByBucket } from "./payments.ts";
import { periodSeries, type SeriesPeriod } from "./series.ts";

/** A period and the income that its recommendation is cut from. */
export type ExplainedPeriod = { readonly period: Period; readonly incomeMinor: bigint };

/** Periods of a year at most, and the one before it: what the cumulated figure looks back. */
const periodsMax = 54;

/** A period explained: what it came to, the period before it if anything happened then, and why. */
export type Explained = {
  readonly current: SeriesPeriod;
  readonly previous: SeriesPeriod | null;
  /** In the order of the rule. */
  readonly variances: readonly Variance<string>[];
};

/**
 * Explains a period against the income that the plan counts on, with the earlier periods of its year. Periods before
 * the first one with anything in it are no savings, and no change either: nobody kept a book then.
 */
export function explainPeriod(book: Book, rule: Rule, period: Period): Explained {
  const { cycle } = settingsOf(book);
  const series = periodSeries(book, rule, period, periodsMax).toReversed();
  const [current, previous = null] = series;
  assert(current !== undefined, "a series has its last period");
  const yearOf = (each: SeriesPeriod): string => formatPeriod(cycle, each.period).slice(0, 4);
  const earlier = series.filter(
    (each, place) => place === 1 || (place > 1 && yearOf(each) === yearOf(current)),
  );
  return {
    current,
    previous,
    variances: explain(book, rule, incomeOf(current), earlier.map(incomeOf)),
  };
}

/**
 * The place of the bucket that is asked about first: the one furthest over its ceiling or short of its floor, or the
 * first one if none is. What a period that still runs has not saved yet is no shortfall.
 */
export function bucketToExplain({ current }: Explained, isRunning: boolean): number {
  const { buckets } = current.review;
  let place = -1;
  for (const [at, { status, byMinor }] of buckets.entries()) {
    const isMissed = status === "over" || (status === "below" && !isRunning);
    if (isMissed && byMinor > (buckets[place]?.byMinor ?? -1n)) place = at;
  }
  return Math.max(0, place);
}

function incomeOf({ period, review }: SeriesPeriod): ExplainedPeriod {
  return { period, incomeMinor: review.incomeMinor };
}

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
