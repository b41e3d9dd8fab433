/** The words of Budget. */
import type { IncomeMode } from "@coffer/ledger";

export const budgetTexts = {
  title: "Budget",
  loading: "Calculating the budget",
  previous: "Earlier period",
  next: "Later period",
  income: "Income",
  incomeFrom: (mode: IncomeMode) => modeText(mode),
  columns: {
    bucket: "Bucket",
    rule: "Rule",
    recommended: "Recommended",
    actual: "Actual",
    left: "Left",
  },
  left: (amount: string) => `${amount} left`,
  over: (amount: string) => `${amount} over`,
  below: (amount: string) => `${amount} to go`,
  met: "Met",
  more: (amount: string) => `${amount} more`,
  limit: (kind: "ceiling" | "floor", share: string) => `${kind === "ceiling" ? "≤" : "≥"} ${share}`,
  limitWords: (kind: "ceiling" | "floor", share: string) =>
    `${kind === "ceiling" ? "at most" : "at least"} ${share}`,
  nothing: "Nothing yet",
  noCategory: "Without a category",
  unallocated: "Not used yet",
  overspent: "More went out than came in",
  plan: "Plan",
  planHint: "What the budget is held against. A change counts for every period, also past ones.",
  rule: "Rule",
  own: "Own percentages",
  ownRule: "Needs / wants / savings",
  ownHint: "Three percentages that make 100, such as 55/25/20",
  incomeMode: "Income to count on",
  planned: "Expected income",
  cycle: "A period is",
  cycles: {
    "calendar-month": "A calendar month",
    monthly: "From payday to payday, once a month",
    "semi-monthly": "Twice a month, 1st and 15th",
    biweekly: "Two weeks",
    weekly: "A week",
    "four-weekly": "Four weeks",
    "last-working-day": "From the last working day",
  },
  payday: "Payday (day of the month)",
  anchor: "A day on which a period begins",
  modes: {
    actual: "What came in",
    planned: "What I expect",
    "rolling-average": "The average of the last three periods",
    floor: "The least of the last twelve periods",
  },
  save: "Save the plan",
  saved: "The plan is saved.",
} as const;

function modeText(mode: IncomeMode): string {
  switch (mode.kind) {
    case "actual":
      return "what came in";
    case "planned":
      return "what you expect";
    case "rolling-average":
      return `average of ${mode.periods} periods`;
    case "floor":
      return "the least that is certain";
  }
}
