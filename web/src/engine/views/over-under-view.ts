/** Over and under: the buckets of a period against the rule, and what changed in one of them. */
import {
  bucketToExplain,
  explainPeriod,
  settingsOf,
  waterfallOf,
  type Book,
  type Explained,
  type Waterfall,
} from "@coffer/ledger";
import type { Ask } from "../messages.ts";
import type { BucketVariance, OverUnderModel, PartModel } from "../report-models.ts";
import { foundBy, type Found } from "./report-found.ts";
import { chosenPeriod, headOf, named } from "./report-periods.ts";

const stepsMax = 6;
const partsMax = 50;

export function overUnderModel(book: Book, ask: Ask<"overUnder">): OverUnderModel {
  const { rule } = settingsOf(book);
  const period = chosenPeriod(book, ask.period);
  const explained = explainPeriod(book, rule, period);
  const buckets = variancesOf(book, explained);
  const asked = buckets.findIndex(({ id }) => id === ask.bucket);
  const head = headOf(book, period);
  const chosen = asked < 0 ? bucketToExplain(explained, head.period.isRunning) : asked;
  const before = explained.previous?.period ?? null;
  const compared = { book, rule, period, before };
  const found = foundBy(compared, ask.by, { place: chosen });
  const all = waterfallOf(found, Number.POSITIVE_INFINITY);
  const few = waterfallOf(found, stepsMax);
  return {
    ...head,
    income: explained.current.review.incomeMinor,
    before: before === null ? null : named(book, before),
    buckets,
    chosen,
    waterfall: {
      start: few.startMinor,
      steps: few.steps.map((step) => ({ ...partModel(step), reached: step.reachedMinor })),
      others: few.othersMinor,
      end: few.endMinor,
      change: few.changeMinor,
    },
    parts: all.steps.slice(0, partsMax).map(partModel),
  };
}

function variancesOf(book: Book, { current, variances }: Explained): readonly BucketVariance[] {
  return settingsOf(book).rule.buckets.map((bucket, place) => {
    const review = current.review.buckets[place];
    const variance = variances[place];
    return {
      ...bucket,
      recommended: review?.recommendedMinor ?? 0n,
      actual: review?.actualMinor ?? 0n,
      status: review?.status ?? "within",
      by: review?.byMinor ?? 0n,
      basisPointsOfIncome: review?.incomeBasisPoints ?? null,
      cumulated: variance?.cumulatedMinor ?? 0n,
      change: variance?.changeMinor ?? null,
      causes: {
        new: variance?.causes.newMinor ?? 0n,
        price: variance?.causes.priceMinor ?? 0n,
        volume: variance?.causes.volumeMinor ?? 0n,
        timing: variance?.causes.timingMinor ?? 0n,
      },
    };
  });
}

function partModel(step: Waterfall<Found>["steps"][number]): PartModel {
  const { amountMinor: amount, beforeMinor: before, ...rest } = step.part;
  const { changeMinor: change, shareBasisPoints: shareOfChange } = step;
  return { ...rest, amount, before, change, shareOfChange };
}
