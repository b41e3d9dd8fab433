/** Dates as people name them on this device: by its clock and time zone. */
import { parseDay, type Day } from "@coffer/ledger";
import { misuse } from "./terminal/terminal.ts";

/** Today's day. */
export function today(): Day {
  return dayOf(Temporal.Now.plainDateISO());
}

/** The day of "2026-11-24", "today" or "yesterday"; ends the command for other texts. */
export function dayFromText(text: string): Day {
  const word = text.trim().toLowerCase();
  if (word === "today") return today();
  if (word === "yesterday") return dayOf(Temporal.Now.plainDateISO().subtract({ days: 1 }));
  const day = parseDay(word);
  return day ?? misuse(`${text} is no date: 2026-11-24, today or yesterday.`);
}

function dayOf(date: Temporal.PlainDate): Day {
  const day = parseDay(date.toString());
  return day ?? misuse("The clock of this device is not set.");
}
