/**
 * In which order day, month and year stand, decided over the whole column: one day above 12 settles
 * it for the file. Where every date fits two orders the person is asked; what is taken meanwhile
 * follows from the file's other habits (rows in order of time, separators, "$", one-digit months).
 */

import { DATE_ORDERS, dayOf, readDateCell } from "../date-cell.ts";
import type { DateOrder, DateParts } from "../date-cell.ts";

/** The order taken, and all that fit every date of the file: more than one is a question. */
export interface DateOrderChoice {
  readonly taken: DateOrder;
  readonly choices: readonly DateOrder[];
}

/** What else the file shows of its origin. */
export interface OriginHints {
  readonly isAmerican: boolean;
  readonly isEuropean: boolean;
}

/** Returns the order of a column's dates; cells that are no dates do not count. */
export function decideDateOrder(cells: readonly string[], hints: OriginHints): DateOrderChoice {
  const reads = distinctReads(cells);
  const numeric = reads.filter(({ isFixed }) => !isFixed);
  if (numeric.length === 0) return { taken: "YMD", choices: [] };
  const fits = DATE_ORDERS.map((order) => ({
    order,
    count: numeric.filter((read) => dayOf(read, order) !== null).length,
  }));
  const most = Math.max(...fits.map(({ count }) => count));
  const fitting = fits.filter(({ count }) => count === most).map(({ order }) => order);
  // With points between them the day comes first wherever dates are written so, unless the first
  // part never changes and the last does: then it looks like a year.
  const isPointed =
    fitting.includes("DMY") &&
    cells.some((cell) => /^\d{1,2}\.\s?\d{1,2}\./u.test(cell)) &&
    !(fitting.includes("YMD") && looksLikeYearFirst(numeric));
  const choices = isPointed ? (["DMY"] as const) : fitting;
  const [only] = choices;
  if (choices.length === 1 && only !== undefined) return { taken: only, choices };
  if (sameDays(numeric, choices)) return { taken: only ?? "DMY", choices: [] };
  const denser = denserOrder(numeric);
  const scores = choices.map((order) => ({
    order,
    score: scoreOrder(order, cells, hints) + (order === denser ? 2 : 0),
  }));
  const best = scores.reduce((first, next) => (next.score > first.score ? next : first));
  return { taken: best.order, choices };
}

function looksLikeYearFirst(reads: readonly DateParts[]): boolean {
  const firsts = new Set(reads.map(({ first }) => first)).size;
  const thirds = new Set(reads.map(({ third }) => third)).size;
  return firsts === 1 && thirds > 1;
}

/** A statement spans few months and many days: the part that varies more is the day. */
function denserOrder(reads: readonly DateParts[]): DateOrder | null {
  const firsts = new Set(reads.map(({ first }) => first)).size;
  const seconds = new Set(reads.map(({ second }) => second)).size;
  if (firsts === seconds) return null;
  return firsts > seconds ? "DMY" : "MDY";
}

/** 1.1., 2.2. … mean the same day in both orders. */
function sameDays(reads: readonly DateParts[], choices: readonly DateOrder[]): boolean {
  return reads.every((read) => new Set(choices.map((order) => dayOf(read, order))).size === 1);
}

function distinctReads(cells: readonly string[]): DateParts[] {
  const reads: DateParts[] = [];
  for (const cell of new Set(cells)) {
    const read = readDateCell(cell);
    if (read !== null) reads.push(read);
  }
  return reads;
}

function scoreOrder(order: DateOrder, cells: readonly string[], hints: OriginHints): number {
  let score = { DMY: 1, MDY: 0.5, YMD: 0 }[order];
  if (isInOrder(cells, order)) score += 2;
  const [sample = ""] = cells;
  const usesSlash = sample.includes("/");
  const isPadded = !/(?:^|[/.-])\d(?:[/.-]|$)/u.test(sample);
  if (order === "MDY" && usesSlash) score += hints.isAmerican ? 3 : 0;
  if (order === "MDY" && usesSlash && !isPadded && !hints.isEuropean) score += 1;
  if (order === "DMY" && (sample.includes(".") || hints.isEuropean)) score += 3;
  if (order === "DMY" && !usesSlash) score += 1;
  return score;
}

/** Returns whether dates fall more often than they rise; null if they do so equally often. */
export function isNewestFirst(cells: readonly string[], order: DateOrder): boolean | null {
  const days = daysOf(cells, order);
  let balance = 0;
  for (let index = 1; index < days.length; index += 1) {
    balance += Math.sign((days[index] ?? 0) - (days[index - 1] ?? 0));
  }
  return balance === 0 ? null : balance < 0;
}

function daysOf(cells: readonly string[], order: DateOrder): number[] {
  const days: number[] = [];
  for (const cell of cells) {
    const read = readDateCell(cell);
    const day = read === null ? null : dayOf(read, order);
    if (day !== null) days.push(day);
  }
  return days;
}

/** Banks list by time: an order under which the dates jump about is the wrong one. */
function isInOrder(cells: readonly string[], order: DateOrder): boolean {
  const days = daysOf(cells, order);
  if (new Set(days).size < 3) return false;
  const rises = days.slice(1).map((day, index) => day - (days[index] ?? day));
  return rises.every((rise) => rise >= 0) || rises.every((rise) => rise <= 0);
}
