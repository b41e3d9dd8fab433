/** The words of Accounts. */
import { _, inContext, translated } from "@coffer/client/texts";
import type { AccountGroup, AccountRole } from "@coffer/ledger";

export const accountsTexts = translated({
  title: "Accounts",
  loading: "Loading accounts",
  totals: "All accounts together",
  have: "You have",
  owe: "You owe",
  net: "Net worth",
  showClosed: (count: string) => _("Show closed accounts ({count})", { count }),
  reconcile: "Reconcile",
  reconcileOf: (name: string) => _("Reconcile {name} with a statement", { name }),
  reconciled: (day: string) => _("reconciled to {day}", { day }),
  notReconciled: "never reconciled",
  drift: (amount: string) => _("changed by {amount} since its statement", { amount }),
  noneTitle: "No accounts yet",
  noneText: "Add the account that you pay from, with what is on it now.",
  closed: inContext("account", "closed"),
  role: "What it is for",
  show: (name: string) => _("Transactions of {name}", { name }),
  change: (name: string) => _("Change {name}", { name }),
  changeShort: inContext("button", "Change"),
  add: "Add an account",
  name: "Name",
  opening: "What is on it now",
  openingHint: "Before the first transaction here; less than nothing with a minus.",
  addDo: inContext("account", "Add"),
  added: (name: string) => _("{name} is added.", { name }),
  edit: "Change the account",
  isClosed: "Closed: no longer in use, its history stays",
  save: "Save",
  saved: "Saved.",
  cancel: "Cancel",
});

export const roleNames: Readonly<Record<AccountRole, string>> = translated({
  spending: "To spend from",
  cash: "Cash",
  card: "Credit card",
  savings: inContext("role", "Savings"),
  investment: "Investment",
  loan: "Loan",
  tracking: "Only to track",
});

export const groupNames: Readonly<Record<AccountGroup, string>> = translated({
  spending: "Everyday money",
  saved: "Savings and investments",
  owed: "Cards and loans",
  tracked: "Only tracked",
});

/** What a role does to the budget. */
export const roleHints: Readonly<Record<AccountRole, string>> = translated({
  spending: "What leaves it is spent.",
  cash: "What leaves it is spent.",
  card: "Purchases count when they are made; paying the card off does not count again.",
  savings: "What is moved to it counts as saved.",
  investment: "What is moved to it counts as saved.",
  loan: "What is paid to it counts by its category.",
  tracking: "It is shown and counts nowhere.",
});
