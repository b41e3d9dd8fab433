/** Home: the budget that runs, whether all is right, what waits, and advice. */
import {
  adviceFor,
  countUnassigned,
  headlineOf,
  payeeText,
  recordOf,
  settingsOf,
  spentInRows,
  waitingRows,
  type Book,
  type BookAdvice,
  type Id,
} from "@coffer/ledger";
import type { AdviceModel, WaitingModel } from "../home-models.ts";
import { shownPath } from "../shown-path.ts";
import { today } from "../today.ts";
import type { HomeModel, ReviewModel } from "../view-models.ts";
import { recentTransactions } from "./list-view.ts";
import { reviewModel, runningPeriod } from "./period-view.ts";

const recentMax = 6;

export function homeModel(book: Book): HomeModel {
  const recent = recentTransactions(book, recentMax);
  const review = reviewModel(book, runningPeriod(book), today());
  return {
    review,
    headline: headlineOf({
      incomeMinor: review.income,
      unassignedMinor: review.unassigned.amount,
      buckets: review.buckets.map(({ id, kind, status, by, pace, safePerDay }) => {
        return { id, kind, status, byMinor: by, pace, safePerDayMinor: safePerDay };
      }),
    }),
    isMonthly: !["weekly", "biweekly", "four-weekly", "semi-monthly"].includes(
      settingsOf(book).cycle.kind,
    ),
    advice: adviceFor(book, today()).map((advice) => adviceModel(book, advice)),
    waiting: waitingModel(book, review),
    isEmpty: recent.length === 0,
    recent,
  };
}

function waitingModel(book: Book, { period, unassigned }: ReviewModel): WaitingModel {
  const { unsorted, pending } = waitingRows(book, today());
  return {
    unsorted: { count: unsorted.length, minor: spentInRows(book, unsorted) },
    unassigned: unassigned.count - countUnassigned(book, unsorted, period),
    pending: pending.length,
  };
}

function adviceModel(book: Book, advice: BookAdvice): AdviceModel {
  const { buckets } = settingsOf(book).rule;
  const bucketId = "bucket" in advice ? advice.bucket : null;
  return {
    advice,
    bucket: buckets.find(({ id }) => id === bucketId)?.name ?? "",
    category: "category" in advice ? categoryName(book, advice.category) : "",
    payees: payeesOf(advice).map((payee) => payeeText(book, payee)),
  };
}

function payeesOf(advice: BookAdvice): readonly string[] {
  if (advice.code === "large-bills") return advice.bills.map(({ payee }) => payee);
  return advice.code === "price-rise" ? [advice.payee] : [];
}

function categoryName(book: Book, id: Id | null): string {
  const category = recordOf(book.tables.category, id);
  return category === undefined ? "" : shownPath(book, category);
}
