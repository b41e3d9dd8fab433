/** Today on this device, by its clock and time zone. */
import { dayToText, parseDay, type Day } from "@coffer/ledger";

/** Today's day. */
export function today(): Day {
  const day = parseDay(Temporal.Now.plainDateISO().toString());
  if (day === undefined) throw new Error("The clock of this device is not set.");
  return day;
}

/** Today as an ISO date. */
export function todayText(): string {
  return dayToText(today());
}
