/**
 * Calendar dates as day numbers: days since 1970-01-01 in the proleptic Gregorian calendar, 0001 to 9999.
 *
 * Never an instant and never a time zone. The arithmetic is whole-number (Howard Hinnant's "chrono-compatible
 * low-level date algorithms"), because reports convert a million of them.
 */

/** Days since 1970-01-01; negative before. */
export type Day = number;

/** A date by its parts: month 1–12, day of the month 1–31. */
export type CivilDate = {
  readonly year: number;
  readonly month: number;
  readonly dayOfMonth: number;
};

/** 0001-01-01. */
export const DAY_MIN: Day = -719_162;
/** 9999-12-31. */
export const DAY_MAX: Day = 2_932_896;

const daysPerEra = 146_097;

/** The day of a date; undefined if there is no such date in the years 1 to 9999. */
export function dayFromCivil(year: number, month: number, dayOfMonth: number): Day | undefined {
  if (![year, month, dayOfMonth].every((part) => Number.isInteger(part))) return undefined;
  if (year < 1 || year > 9_999 || month < 1 || month > 12) return undefined;
  if (dayOfMonth < 1 || dayOfMonth > daysInMonth(year, month)) return undefined;
  return dayOf(year, month, dayOfMonth);
}

/** The date of a day. */
export function civilFromDay(day: Day): CivilDate {
  const shifted = day + 719_468;
  const era = Math.floor(shifted / daysPerEra);
  const dayOfEra = shifted - era * daysPerEra;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    dayOfMonth: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

/** Days of a month: 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** ISO weekday: 1 is Monday, 7 is Sunday. */
export function weekday(day: Day): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** A day as ISO 8601 text, YYYY-MM-DD. */
export function dayToText(day: Day): string {
  const { year, month, dayOfMonth } = civilFromDay(day);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(dayOfMonth, 2)}`;
}

/** The day of ISO 8601 text, YYYY-MM-DD; undefined if it is none. */
export function parseDay(text: string): Day | undefined {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (match === null) return undefined;
  return dayFromCivil(Number(match[1]), Number(match[2]), Number(match[3]));
}

/** Whether a number is a day. */
export function isDay(value: number): boolean {
  return Number.isInteger(value) && value >= DAY_MIN && value <= DAY_MAX;
}

function dayOf(year: number, month: number, dayOfMonth: number): Day {
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear =
    Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + dayOfMonth - 1;
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysPerEra + dayOfEra - 719_468;
}

function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

function padded(number: number, length: number): string {
  return String(number).padStart(length, "0");
}
