/** The words of Transactions. */
import type { Understood } from "../engine/messages.ts";
import type { TransactionModel } from "../engine/view-models.ts";

export const transactionsTexts = {
  title: "Transactions",
  loading: "Loading transactions",
  import: "Import a file",
  undo: "Undo",
  redo: "Redo",
  transfer: "Transfer",

  add: "New transaction",
  addPlaceholder: "12.50 lunch",
  addHint: "Amount, then what it was; +4200 salary came in",
  addDo: "Add",
  direction: "Direction",
  spent: "Spent",
  received: "Came in",
  date: "Date",
  account: "Account",
  category: "Category",
  suggested: "Suggested",
  added: (text: string, amount: string) => `Added ${text}, ${amount}.`,

  filters: "What is shown",
  find: "Find",
  allAccounts: "All accounts",
  allCategories: "All categories",
  unassignedOnly: "Only without a category, in this period",
  clear: "Show all",
  count: (count: string) => `${count} transactions`,
  countOne: "1 transaction",
  none: "Nothing yet",
  noneHint: "Type an amount and what it was above, or import a file from your bank.",
  noneFound: "Nothing fits what you look for",
  grid: "Transactions, the newest first",
  columns: {
    day: "Date",
    text: "What",
    category: "Category",
    account: "Account",
    amount: "Amount",
  },
  pending: "pending",

  edit: "Change the transaction",
  text: "What",
  amount: "Amount",
  note: "Note",
  noCategory: "No category",
  inParts: (parts: number) => `In ${parts} parts, each with its own category.`,
  save: "Save",
  cancel: "Cancel",
  delete: "Delete",
  saved: "Saved.",
  deleted: (text: string) => `Deleted ${text}.`,

  transferTitle: "Move money between accounts",
  from: "From",
  to: "To",
  transferDo: "Move",
  moved: (amount: string) => `Moved ${amount}.`,
  transferHint: "Into a savings or investment account it counts as saved.",
} as const;

/** What is understood of a typed line. */
export function understoodText({ text, category, why }: Understood, amount: string): string {
  const what = `${amount} · ${text}`;
  if (category === null) return `${what} · no category yet`;
  if (why === "history") return `${what} · ${category}, as before`;
  return `${what} · ${category}`;
}

/** Where a transaction belongs, for a list. */
export function categoryText({ kind, category, parts }: TransactionModel): string {
  if (kind === "transfer") return "Transfer";
  if (parts > 1) return `${parts} parts`;
  return category ?? "–";
}

export function accountText({ account, toAccount, kind }: TransactionModel): string {
  return kind === "transfer" ? `${account ?? "?"} → ${toAccount ?? "?"}` : (account ?? "?");
}
