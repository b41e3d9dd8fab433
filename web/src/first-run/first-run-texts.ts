/** The words of the first page. */
import { _, translated } from "@coffer/client/texts";

export const firstRunTexts = translated({
  title: "What do you take home?",
  promise:
    "A budget in ten seconds, without an account. Nothing leaves this page until you save it.",
  income: "Take-home pay",
  currency: "Currency",
  often: "How often",
  oftens: {
    monthly: "Every month",
    biweekly: "Every two weeks",
    weekly: "Every week",
    "semi-monthly": "Twice a month",
  },
  rule: "Rule",
  wrong: "That is not an income, such as 4200.",
  empty: "Type what arrives on your account, and see how it splits.",
  limit: (kind: "ceiling" | "floor", share: string) =>
    kind === "ceiling" ? _("at most {share}", { share }) : _("at least {share}", { share }),
  split: "Your budget",
  save: "Save this budget",
  saveHint: "With a name and a password. The server that keeps it cannot read it.",
  logIn: "I have an account",
  look: "Look around with sample data",
  lookHint: "A household with a year of made-up transactions. Nothing of it is kept.",
  sample: "Sample data",
  sampleHint: "A made-up household, in this tab's memory alone. Try everything.",
  sampleEnd: "Wipe it and begin",
});
