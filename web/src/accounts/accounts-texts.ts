/** The words of Accounts. */
import type { AccountGroup, AccountRole } from "@coffer/ledger";

export const accountsTexts = {
  title: "Accounts",
  loading: "Loading accounts",
  totals: "All accounts together",
  have: "You have",
  owe: "You owe",
  net: "Net worth",
  showClosed: (count: string) => `Show closed accounts (${count})`,
  reconcile: "Reconcile",
  reconcileOf: (name: string) => `Reconcile ${name} with a statement`,
  reconciled: (day: string) => `reconciled to ${day}`,
  notReconciled: "never reconciled",
  drift: (amount: string) => `changed by ${amount} since its statement`,
  noneTitle: "No accounts yet",
  noneText: "Add the account that you pay from, with what is on it now.",
  closed: "closed",
  balance: "Balance",
  account: "Account",
  role: "What it is for",
  show: (name: string) => `Transactions of ${name}`,
  change: (name: string) => `Change ${name}`,
  changeShort: "Change",
  add: "Add an account",
  name: "Name",
  opening: "What is on it now",
  openingHint: "Before the first transaction here; less than nothing with a minus.",
  addDo: "Add",
  added: (name: string) => `${name} is added.`,
  edit: "Change the account",
  isClosed: "Closed: no longer in use, its history stays",
  save: "Save",
  saved: "Saved.",
  cancel: "Cancel",
} as const;

export const roleNames: Readonly<Record<AccountRole, string>> = {
  spending: "To spend from",
  cash: "Cash",
  card: "Credit card",
  savings: "Savings",
  investment: "Investment",
  loan: "Loan",
  tracking: "Only to track",
};

export const groupNames: Readonly<Record<AccountGroup, string>> = {
  spending: "Everyday money",
  saved: "Savings and investments",
  owed: "Cards and loans",
  tracked: "Only tracked",
};

/** What a role does to the budget. */
export const roleHints: Readonly<Record<AccountRole, string>> = {
  spending: "What leaves it is spent.",
  cash: "What leaves it is spent.",
  card: "Purchases count when they are made; paying the card off does not count again.",
  savings: "What is moved to it counts as saved.",
  investment: "What is moved to it counts as saved.",
  loan: "What is paid to it counts by its category.",
  tracking: "It is shown and counts nowhere.",
};
