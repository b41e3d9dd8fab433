/** What reports show of one period: over and under, spending, cash flow, and the transactions behind a figure. */
import {
  basisPointsOf,
  bucketParts,
  bucketToExplain,
  cashFlow,
  categoryParts,
  contributions,
  countedRows,
  explainPeriod,
  parseDay,
  parseId,
  payeeParts,
  periodSeries,
  settingsOf,
  transactionById,
  waterfallOf,
  type Book,
  type ComparedPeriods,
  type Day,
  type Explained,
  type Id,
  type Waterfall,
  type Within,
} from "@coffer/ledger";
import type { Ask } from "../messages.ts";
import type {
  BucketVariance,
  CashFlowModel,
  OverUnderModel,
  PartModel,
  ReportListModel,
  SpendingModel,
  SpendingPart,
} from "../report-models.ts";
import { transactionModel } from "./list-view.ts";
import { categoryName, chosenPeriod, headOf, named } from "./report-periods.ts";

const stepsMax = 6;
const partsMax = 50;
const listMax = 500;
const flowCategoriesMax = 4;
/** What counts in no bucket, in an address and in the ledger. */
const none = { id: "none", place: -1 } as const;

type Found = {
  readonly categoryId: string | null;
  readonly name: string | null;
  readonly payeeOf: string | null;
  readonly amountMinor: bigint;
  readonly beforeMinor: bigint;
  readonly count: number;
};

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

function foundBy(
  compared: ComparedPeriods,
  by: "category" | "payee",
  within: Within,
): readonly Found[] {
  if (by === "category") {
    return categoryParts(compared, within).map(({ category, ...part }) => ({
      ...part,
      categoryId: category ?? none.id,
      name: categoryName(compared.book, category),
      payeeOf: null,
    }));
  }
  return payeeParts(compared, within).map(({ text, transaction, ...part }) => ({
    ...part,
    categoryId: null,
    name: text === "" ? null : text,
    payeeOf: transaction,
  }));
}

function partModel(step: Waterfall<Found>["steps"][number]): PartModel {
  const { amountMinor: amount, beforeMinor: before, ...rest } = step.part;
  const { changeMinor: change, shareBasisPoints: shareOfChange } = step;
  return { ...rest, amount, before, change, shareOfChange };
}

export function spendingModel(book: Book, ask: Ask<"spending">): SpendingModel {
  const { rule } = settingsOf(book);
  const period = chosenPeriod(book, ask.period);
  const [current, previous] = periodSeries(book, rule, period, 2).toReversed();
  const before = previous?.period ?? null;
  const compared = { book, rule, period: current?.period ?? period, before };
  const place = placeOf(book, ask.bucket);
  const category = place === undefined ? undefined : categoryOf(ask.categoryId);
  // What was there in the period before only is no part of this one.
  const found = spendingParts(compared, place, category).filter(({ count }) => count > 0);
  const total = found.reduce((sum, { amount }) => sum + amount, 0n);
  return {
    ...headOf(book, period),
    buckets: rule.buckets,
    before: before === null ? null : named(book, before),
    level: levelOf(place, category),
    bucket: place === undefined ? null : bucketAt(book, place),
    category:
      category === undefined
        ? null
        : { id: category ?? none.id, name: categoryName(book, category) },
    total,
    parts: found
      .slice(0, partsMax)
      .map((part) => ({ ...part, basisPoints: basisPointsOf(part.amount, total) })),
  };
}

function levelOf(
  place: number | undefined,
  category: Id | null | undefined,
): SpendingModel["level"] {
  if (place === undefined) return "bucket";
  return category === undefined ? "category" : "payee";
}

type UnsharedPart = Omit<SpendingPart, "basisPoints">;

function spendingParts(
  compared: ComparedPeriods,
  place: number | undefined,
  category: Id | null | undefined,
): readonly UnsharedPart[] {
  if (place === undefined) {
    return bucketParts(compared).map((part) => {
      const { id, name } = bucketAt(compared.book, part.place);
      const { amountMinor: amount, beforeMinor: before, count } = part;
      return { name, bucketId: id, categoryId: null, payeeOf: null, amount, before, count };
    });
  }
  const by = category === undefined ? "category" : "payee";
  return foundBy(compared, by, { place, category }).map((found) => {
    const { amountMinor: amount, beforeMinor: before, ...rest } = found;
    return { ...rest, bucketId: null, amount, before };
  });
}

export function cashFlowModel(book: Book, ask: Ask<"cashFlow">): CashFlowModel {
  const { rule } = settingsOf(book);
  const period = chosenPeriod(book, ask.period);
  const { sources, uses, totalMinor } = cashFlow(book, rule, period, flowCategoriesMax);
  const amountOf = (of: { readonly category: Id | null; readonly amountMinor: bigint }) => ({
    categoryId: of.category,
    name: categoryName(book, of.category),
    amount: of.amountMinor,
  });
  return {
    ...headOf(book, period),
    buckets: rule.buckets,
    total: totalMinor,
    sources: sources.map((source) => ({ kind: source.kind, ...amountOf(source) })),
    uses: uses.map(({ kind, place, amountMinor, categories, othersMinor }) => ({
      kind,
      place,
      amount: amountMinor,
      categories: categories.map(amountOf),
      others: othersMinor,
    })),
  };
}

export function reportListModel(book: Book, ask: Ask<"reportList">): ReportListModel {
  const { rule } = settingsOf(book);
  const day = ask.day === null ? undefined : parseDay(ask.day);
  const period = chosenPeriod(book, ask.period ?? ask.day);
  const looked = day === undefined ? period : { first: day, last: day };
  const within = withinOf(book, ask, day);
  const rows = countedRows(book, rule, looked, within);
  const { place, category, payeeOf } = within;
  return {
    ...headOf(book, period),
    notConverted: contributions(book, looked, rule, 0).notConverted.map((one) => one.currency),
    bucketName: place === undefined ? null : bucketAt(book, place).name,
    categoryName: category === undefined ? null : categoryName(book, category),
    payee: payeeOf === undefined ? null : (transactionById(book, payeeOf)?.text ?? null),
    day: day ?? null,
    total: rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
    count: rows.length,
    items: rows.slice(0, listMax).map(({ row, amountMinor }) => ({
      transaction: transactionModel(book, row),
      amount: amountMinor,
    })),
  };
}

function withinOf(book: Book, ask: Ask<"reportList">, day: Day | undefined): Within {
  return {
    place: placeOf(book, ask.bucket),
    category: categoryOf(ask.categoryId),
    payeeOf: ask.payeeOf === null ? undefined : parseId(ask.payeeOf),
    isSpent: day !== undefined,
  };
}

/** The place of a bucket by its id in an address; undefined for all. */
export function placeOf(book: Book, id: string | null): number | undefined {
  if (id === null) return undefined;
  if (id === none.id) return none.place;
  const place = settingsOf(book).rule.buckets.findIndex((bucket) => bucket.id === id);
  return place < 0 ? undefined : place;
}

function bucketAt(
  book: Book,
  place: number,
): { readonly id: string; readonly name: string | null } {
  const bucket = settingsOf(book).rule.buckets[place];
  return bucket === undefined ? { id: none.id, name: null } : { id: bucket.id, name: bucket.name };
}

function categoryOf(id: string | null): Id | null | undefined {
  if (id === null) return undefined;
  return id === none.id ? null : parseId(id);
}
