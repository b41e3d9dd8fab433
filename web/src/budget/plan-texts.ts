/** The words of the plan: rule, income, period. */
import { _, translated } from "@coffer/client/texts";

export const planTexts = translated({
  plan: "Plan",
  hint: "What the budget is held against. A change counts for every period that is not closed, also past ones.",
  rule: "Rule",
  own: "Own",
  ownText: "Your own shares.",
  slider: "Shares of the income",
  cut: (left: string, right: string) => _("Between {left} and {right}", { left, right }),
  cutValue: (left: string, leftShare: string, right: string, rightShare: string) =>
    _("{left} {leftShare}, {right} {rightShare}", { left, leftShare, right, rightShare }),
  share: (name: string) => _("{name}, percent", { name }),
  shareHint: (kind: "ceiling" | "floor", amount: string) =>
    kind === "ceiling" ? _("at most {amount}", { amount }) : _("at least {amount}", { amount }),
  sliderHint: "Drag a handle, or use the arrow keys; Page Up and Page Down move it by five.",
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
    "rolling-average": "The average of the last periods",
    floor: "The least of the last twelve periods",
  },
  mode: (name: string, amount: string) => _("{name}: {amount}", { name, amount }),
  modeWithout: (name: string) => _("{name}: nothing to look at yet", { name }),
  save: "Save the plan",
  discard: "Discard",
  saved: "The plan is saved.",
  unsaved: "Not saved yet: the table above shows what would be.",
});
