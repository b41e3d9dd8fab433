/** The words of Accounts. */
import type { AccountRole } from "@coffer/ledger";

export const accountsTexts = {
  title: "Accounts",
  loading: "Loading accounts",
  total: "Together",
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
