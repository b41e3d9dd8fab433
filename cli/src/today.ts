/** Dates as people name them on this device: by its clock and time zone. */
import { _ } from "@coffer/client/texts";
import { parseDay, type Day } from "@coffer/ledger";
import { misuse } from "./terminal/terminal.ts";

/** Today's day. */
export function today(): Day {
  return dayOf(Temporal.Now.plainDateISO());
}

/** The day of "2026-11-24", "today" or "yesterday"; ends the command for other texts. */
export function dayFromText(text: string): Day {
  const word = text.trim().toLowerCase();
  if (word === "today" || word === _("today")) return today();
  if (word === "yesterday" || word === _("yesterday"))
    return dayOf(Temporal.Now.plainDateISO().subtract({ days: 1 }));
  const day = parseDay(word);
  return day ?? misuse(_("{text} is no date: 2026-11-24, today or yesterday.", { text }));
}

function dayOf(date: Temporal.PlainDate): Day {
  const day = parseDay(date.toString());
  return day ?? misuse(_("The clock of this device is not set."));
}
