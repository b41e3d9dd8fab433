/** The words of closing a period, and of reviews that were closed. */
import { _, translated } from "@coffer/client/texts";

export const closingTexts = translated({
  title: (period: string) => _("Close {period}", { period }),
  loading: "Looking through the period",
  hint: "Its figures are kept as they are now and never change. What you enter or change later shows beside them.",
  isOver: "The period is over.",
  running: (days: number) =>
    _(
      "{days, plural, one {The period still runs today.} other {The period still runs for # days.}}",
      { days },
    ),
  assigned: "Every transaction counts in a bucket.",
  unassigned: (count: number, amount: string) =>
    _(
      "{count, plural, one {One transaction counts in no bucket: {amount}.} other {# transactions count in no bucket: {amount}.}}",
      { count, amount },
    ),
  settled: "Nothing is pending.",
  pending: (count: number) =>
    _(
      "{count, plural, one {One transaction is pending: the bank may still change it.} other {# transactions are pending: the bank may still change them.}}",
      { count },
    ),
  converted: "Everything is in the budget's currency.",
  notConverted: (count: number, currency: string) =>
    _(
      "{count, plural, one {One transaction in {currency} does not count.} other {# transactions in {currency} do not count.}}",
      { count, currency },
    ),
  ok: "Fine",
  look: "To look at",
  see: "See them",
  notes: "A note for later (optional)",
  close: "Close the period",
  cancel: "Cancel",
  done: "The period is closed.",

  closed: "This period is closed",
  same: "It still comes to what it was closed with.",
  changed: "Something has changed since: both figures stand side by side.",
  notComparable: "It cannot be compared with today: it has no period, or another currency.",
  table: "As closed, and now",
  columns: { what: "What", closed: "As closed", now: "Now", difference: "Difference" },
  income: "Income",
  noBucket: "In no bucket",
  more: (amount: string) => `+${amount}`,
  none: "–",
  reopen: "Reopen",
  reopened: "The period is open again.",
  past: "Closed periods",
  pastHint: "As they were closed, and as they come to now.",
  undated: "Undated",
  summary: (name: string, words: string) => _("{name}: {words}", { name, words }),
  restated: "Changed since",
  unchanged: "Unchanged",
});
