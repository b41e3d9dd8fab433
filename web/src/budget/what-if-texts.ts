/** The words of What if. */
import { _, translated } from "@coffer/client/texts";

export const whatIfTexts = translated({
  title: "What if",
  hint: "Nothing is saved before you apply it. Type a new amount, or +100 and -50 for so much more or less.",
  basis:
    "Now: the whole period, each category as planned, else as usual, and at least what came to it already.",
  basisOver: "Now: what the period came to.",
  table: "As it is now, and as it would be",
  columns: { what: "What", now: "Now", changed: "What if" },
  income: "Income",
  change: (name: string) => _("{name}, what if", { name }),
  rule: "Rule",
  unchanged: "Nothing is changed yet.",
  apply: "Apply",
  close: "Close",
  applied: "The plan is changed.",
  willSet: (parts: string) => _("Apply sets: {parts}.", { parts }),
  setsIncome: (amount: string) => _("expected income {amount}", { amount }),
  setsRule: (rule: string) => _("the rule {rule}", { rule }),
  setsPlanned: (name: string, amount: string) => _("planned for {name} {amount}", { name, amount }),
});
