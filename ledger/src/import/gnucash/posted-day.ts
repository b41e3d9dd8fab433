/**
 * The day of a GnuCash transaction. GnuCash keeps days as moments, which other time zones push to
 * the day before or after (a bug of many importers). Newer files keep the day beside it; else the
 * moment tells the day: files before 2.7 hold the midnight of the person's own time zone, later ones
 * 10:59 of UTC, which is the same day almost everywhere.
 */

import { dayFromCivil, isDay, type Day } from "../../calendar/day.ts";

const CHOSEN = /^(\d{4})-?(\d\d)-?(\d\d)$/u;
const MOMENT =
  /^(\d{4})-?(\d\d)-?(\d\d)[ T]?(\d\d):?(\d\d):?(\d\d)(?:\.\d{1,9})?(?: ?([+-])(\d\d):?(\d\d))?$/u;
const DAY_MINUTES = 24 * 60;
/** The hour of UTC from which on the full hour is a midnight of Europe or the Middle East. */
const EASTERN_MIDNIGHT_HOUR = 21;

/** Returns the day that a person sees in GnuCash, or null if neither text tells one. */
export function readPostedDay(chosenDay: string, posted: string): Day | null {
  const chosen = CHOSEN.exec(chosenDay);
  if (chosen !== null) {
    const day = dayFromCivil(Number(chosen[1]), Number(chosen[2]), Number(chosen[3]));
    if (day !== undefined) return day;
  }
  const moment = MOMENT.exec(posted);
  if (moment === null) return null;
  const [year, month, dayOfMonth, hour, minute, second] = moment.slice(1, 7).map(Number);
  const written = dayFromCivil(year ?? 0, month ?? 0, dayOfMonth ?? 0);
  if (written === undefined || hour === undefined || minute === undefined) return null;
  const minutes = hour * 60 + minute;
  const isFullHour = second === 0;
  if (minutes === 0 && isFullHour) return written;
  const sign = moment[7] === "-" ? -1 : 1;
  const offset = sign * (Number(moment[8] ?? 0) * 60 + Number(moment[9] ?? 0));
  const ofUtc = minutes - offset;
  const utcMinutes = ((ofUtc % DAY_MINUTES) + DAY_MINUTES) % DAY_MINUTES;
  const isEasternMidnight =
    isFullHour && utcMinutes % 60 === 0 && utcMinutes >= EASTERN_MIDNIGHT_HOUR * 60;
  const day = written + Math.floor(ofUtc / DAY_MINUTES) + (isEasternMidnight ? 1 : 0);
  return isDay(day) ? day : null;
}
