/** What reports show of one period: spending, cash flow, and the transactions behind a figure. */
import {
  basisPointsOf,
  bucketParts,
  cashFlow,
  contributions,
  countedRows,
  parseDay,
  parseId,
  periodSeries,
  settingsOf,
  totalOf,
  transactionById,
  type Book,
  type ComparedPeriods,
  type Day,
  type Id,
  type Within,
} from "@coffer/ledger";
import type { Ask } from "../messages.ts";
import type {
  CashFlowModel,
  ReportListModel,
  SpendingModel,
  SpendingPart,
} from "../report-models.ts";
import { transactionModel } from "./list-view.ts";
import { bucketAt, categoryOf, foundBy, none, placeOf, type Found } from "./report-found.ts";
import { categoryName, chosenPeriod, headOf, named } from "./report-periods.ts";

const partsMax = 50;
const listMax = 500;
const flowCategoriesMax = 4;

export function spendingModel(book: Book, ask: Ask<"spending">): SpendingModel {
  const { rule } = settingsOf(book);
  const period = chosenPeriod(book, ask.period);
  const [current, previous] = periodSeries(book, rule, period, 2).toReversed();
  const before = previous?.period ?? null;
  const compared = { book, rule, period: current?.period ?? period, before };
  const place = placeOf(book, ask.bucket);
  const category = place === undefined ? undefined : categoryOf(ask.categoryId);
  const found = spendingParts(compared, place, category);
  const total = totalOf(found);
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
      // What was there in the period before only is no part of this one.
      .filter(({ count }) => count > 0)
      .slice(0, partsMax)
      .map(({ amountMinor, beforeMinor, ...part }) => ({
        ...part,
        amount: amountMinor,
        before: beforeMinor,
        basisPoints: basisPointsOf(amountMinor, total),
      })),
  };
}

function levelOf(
  place: number | undefined,
  category: Id | null | undefined,
): SpendingModel["level"] {
  if (place === undefined) return "bucket";
  return category === undefined ? "category" : "payee";
}

function spendingParts(
  compared: ComparedPeriods,
  place: number | undefined,
  category: Id | null | undefined,
): readonly (Found & Pick<SpendingPart, "bucketId">)[] {
  if (place !== undefined) {
    const by = category === undefined ? "category" : "payee";
    return foundBy(compared, by, { place, category }).map((found) => ({
      ...found,
      bucketId: null,
    }));
  }
  return bucketParts(compared).map(({ place: own, ...part }) => {
    const { id, name } = bucketAt(compared.book, own);
    return { ...part, name, bucketId: id, categoryId: null, payeeOf: null };
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
    total: totalOf(rows),
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
