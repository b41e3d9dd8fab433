/**
 * One cell that may hold a date, in the ways that banks write it: 2026-01-03, 3.1.26, 01/03/2026,
 * 20260103, 03 Jan 2026, Jan 3 '26, 2026年1月3日, each also with a time, a time zone or a weekday,
 * which are not used: the date is taken as written and never shifted. A numeric date can mean
 * several days; which order holds is decided over a whole file, so a cell is read into its parts
 * here and into a day by `dayOf`.
 */

import { dayFromCivil } from "../calendar/day.ts";
import type { Day } from "../calendar/day.ts";
import { monthOfName } from "./month-names.ts";

/** The order of day, month and year in a numeric date. */
export type DateOrder = "DMY" | "MDY" | "YMD";

/**
 * The parts of a date as written; `isFixed`: their order is certain, first is the year, then month,
 * then day.
 */
export interface DateParts {
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly isFixed: boolean;
  /**
   * The year has four digits and stands last ("third") or first ("first"), or it has two and may be
   * either.
   */
  readonly year: "first" | "third" | "either";
}

const CELL_LENGTH_MAX = 48;

const TIME =
  String.raw`(?:[T ,\-]{0,3}\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.:,]\d{1,9})?)?(?: ?[AaPp]\.?[Mm]\.?)?` +
  String.raw`(?: ?(?:Z|UTC|GMT|[A-Z]{2,4}T|[+-]\d{2}:?\d{2}))?)?`;
const REST = String.raw`${TIME}(?: as of \S{6,10})?$`;
const WEEKDAY = String.raw`^(?:\p{L}{2,10}\.?,? )?`;

const YEAR_FIRST = new RegExp(
  String.raw`${WEEKDAY}(\d{4})[-/. ]\s?(\d{1,2})[-/. ]\s?(\d{1,2})\.?${REST}`,
  "u",
);
const YEAR_LAST = new RegExp(
  String.raw`${WEEKDAY}(\d{1,2})([-/. ])\s?(\d{1,2})[-/. ]\s?(\d{4}|\d{1,2})\.?${REST}`,
  "u",
);
const COMPACT = /^(\d{8})(?:\d{6}(?:\.\d{1,6})?)?(?:[: ]\d{1,6})?(?:\[[^\]]{0,16}\])?$/u;
const DAY_NAME_YEAR = new RegExp(
  String.raw`${WEEKDAY}(\d{1,2})\.?[- /]?(?:de |of |\. )?(\p{L}{3,12})\.?[- /,]{0,2}(?:de )?'?(\d{4}|\d{1,2})${REST}`,
  "u",
);
const NAME_DAY_YEAR = new RegExp(
  String.raw`${WEEKDAY}(\p{L}{3,12})\.?[- ](\d{1,2})(?:st|nd|rd|th)?,?[- ]'?(\d{4}|\d{2})${REST}`,
  "u",
);
const YEAR_NAME_DAY = new RegExp(
  String.raw`^(\d{4})[- /](\p{L}{3,12})\.?[- /](\d{1,2})${REST}`,
  "u",
);
const EAST_ASIAN = new RegExp(
  String.raw`^(\d{4}) ?[年년] ?(\d{1,2}) ?[月월] ?(\d{1,2}) ?[日일]?${REST}`,
  "u",
);

/** Returns the parts of a date, or null if the cell is not one. */
export function readDateCell(cell: string): DateParts | null {
  const text = cell.trim();
  if (text.length < 6 || text.length > CELL_LENGTH_MAX) return null;
  if (!/\d/u.test(text.charAt(0)) && !/\p{L}/u.test(text.charAt(0))) return null;
  return readNumeric(text) ?? readNamed(text);
}

function readNumeric(text: string): DateParts | null {
  const yearFirst = YEAR_FIRST.exec(text) ?? EAST_ASIAN.exec(text);
  if (yearFirst !== null) return fixed(yearFirst[1], yearFirst[2], yearFirst[3]);
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) {
    const [, first = "", , second = "", third = ""] = yearLast;
    const year = third.length === 4 ? "third" : "either";
    return parts(Number(first), Number(second), readYear(third), year, Number(third));
  }
  const compact = COMPACT.exec(text)?.[1];
  return compact === undefined ? null : readCompact(compact);
}

/** YYYYMMDD, else DDMMYYYY or MMDDYYYY. */
function readCompact(digits: string): DateParts | null {
  const year = Number(digits.slice(0, 4));
  const month = Number(digits.slice(4, 6));
  if (year >= 1900 && year <= 2199 && month >= 1 && month <= 12) {
    return fixed(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6));
  }
  const last = Number(digits.slice(4));
  if (last < 1900 || last > 2199) return null;
  return parts(Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), last, "third", last);
}

function readNamed(text: string): DateParts | null {
  const dayFirst = DAY_NAME_YEAR.exec(text);
  if (dayFirst !== null) return named(dayFirst[3], dayFirst[2], dayFirst[1]);
  const nameFirst = NAME_DAY_YEAR.exec(text);
  if (nameFirst !== null) return named(nameFirst[3], nameFirst[1], nameFirst[2]);
  const yearFirst = YEAR_NAME_DAY.exec(text);
  return yearFirst === null ? null : named(yearFirst[1], yearFirst[2], yearFirst[3]);
}

function named(year = "", name = "", day = ""): DateParts | null {
  const month = monthOfName(name);
  if (month === null || dayFromCivil(readYear(year), month, Number(day)) === undefined) return null;
  return { first: readYear(year), second: month, third: Number(day), isFixed: true, year: "first" };
}

function fixed(year = "", month = "", day = ""): DateParts | null {
  const isDay = dayFromCivil(Number(year), Number(month), Number(day)) !== undefined;
  if (!isDay) return null;
  return {
    first: Number(year),
    second: Number(month),
    third: Number(day),
    isFixed: true,
    year: "first",
  };
}

function parts(
  first: number,
  second: number,
  third: number,
  year: DateParts["year"],
  thirdAsWritten: number,
): DateParts | null {
  const read: DateParts = {
    first,
    second,
    third: year === "either" ? thirdAsWritten : third,
    isFixed: false,
    year,
  };
  return DATE_ORDERS.some((order) => dayOf(read, order) !== null) ? read : null;
}

/** All orders, the commonest first. */
export const DATE_ORDERS: readonly DateOrder[] = ["DMY", "MDY", "YMD"];

/** Returns the day that the parts mean in an order, or null if there is no such day. */
export function dayOf(read: DateParts, order: DateOrder): Day | null {
  if (read.isFixed) return dayFromCivil(read.first, read.second, read.third) ?? null;
  const { first, second, third } = read;
  if (order === "YMD") {
    if (read.year !== "either") return null;
    return dayFromCivil(fullYear(first), second, third) ?? null;
  }
  const year = read.year === "either" ? fullYear(third) : third;
  const [day, month] = order === "DMY" ? [first, second] : [second, first];
  return dayFromCivil(year, month, day) ?? null;
}

function readYear(digits: string): number {
  const year = Number(digits);
  return digits.length <= 2 ? fullYear(year) : year;
}

/**
 * Two digits mean 1970 to 2069: bank files are younger than that, and the clock is not known here.
 */
function fullYear(year: number): number {
  return year < 70 ? 2000 + year : 1900 + year;
}
