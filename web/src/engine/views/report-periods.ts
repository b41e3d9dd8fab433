/** Which period a report is of, and what every report says about it. */
import {
  contributions,
  dayToText,
  formatPeriod,
  nextPeriod,
  parsePeriod,
  previousPeriod,
  recordOf,
  settingsOf,
  worthPeriods,
  type Book,
  type Id,
  type Period,
} from "@coffer/ledger";
import type { NamedPeriod, ReportHead } from "../report-models.ts";
import { shownPath } from "../shown-path.ts";
import { today } from "../today.ts";
import { runningPeriod } from "./period-view.ts";

const periodsMax = 60;

/** The period of an address: the running one, unless it names another. */
export function chosenPeriod(book: Book, name: string | null): Period {
  const parsed = name === null ? undefined : parsePeriod(settingsOf(book).cycle, name);
  return parsed?.ok === true ? parsed.value : runningPeriod(book);
}

/** A period with its name. */
export function named(book: Book, period: Period): NamedPeriod {
  const on = today();
  const isRunning = period.first <= on && on <= period.last;
  return { ...period, name: nameOf(book, period), isRunning };
}

export function headOf(book: Book, period: Period): ReportHead {
  const { currency, rule, cycle } = settingsOf(book);
  const previous = previousPeriod(cycle, period);
  const next = nextPeriod(cycle, period);
  const hasData = previous !== undefined && previous.last >= book.transactions.dayFirst;
  return {
    currency,
    period: named(book, period),
    previous: hasData ? nameOf(book, previous) : null,
    periods: periodsToChoose(book, period),
    next: next === undefined || next.first > today() ? null : nameOf(book, next),
    notConverted: contributions(book, period, rule, 0).notConverted.map((one) => one.currency),
  };
}

/** From the running period, or the shown one if that is later, back to the first with a transaction. */
function periodsToChoose(book: Book, shown: Period): readonly NamedPeriod[] {
  const running = runningPeriod(book);
  const latest = running.first > shown.first ? running : shown;
  return worthPeriods(book, latest, periodsMax)
    .map((period) => named(book, period))
    .toReversed();
}

/** The name of a period by which it is found again, whatever the cycle. */
function nameOf(book: Book, period: Period): string {
  const { cycle } = settingsOf(book);
  return cycle.kind === "calendar-month" ? formatPeriod(cycle, period) : dayToText(period.first);
}

/** A category with its parent; null for none, and for one that nothing is known of. */
export function categoryName(book: Book, id: Id | null): string | null {
  const category = recordOf(book.tables.category, id);
  return category === undefined ? null : shownPath(book, category);
}
