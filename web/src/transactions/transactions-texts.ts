/** The words of Transactions. */
import type { QueryError, StaysBecause } from "@coffer/ledger";
import type { Understood } from "../engine/messages.ts";
import type { ListedTransaction } from "../engine/transaction-models.ts";
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
  complete: (text: string) => `Tab: ${text}`,
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
  findPlaceholder: "cat:food amt:>50",
  findHelp: "How to search",
  allAccounts: "All accounts",
  allCategories: "All categories",
  unassignedOnly: "Only without a category, in this period",
  periodOnly: (period: string) => `Only ${period}`,
  bucketOnly: (bucket: string) => `Only ${bucket}`,
  clear: "Show all",
  count: (count: string) => `${count} transactions`,
  countOne: "1 transaction",
  together: (amount: string) => `together ${amount}`,
  none: "Nothing yet",
  noneHint: "Type an amount and what it was above, or import a file from your bank.",
  noneFound: "Nothing fits what you look for",
  noneFoundBy: (query: string) => `Looked for: ${query}`,
  grid: "Transactions, the newest first",
  columns: {
    select: "Chosen",
    day: "Date",
    text: "What",
    category: "Category",
    account: "Account",
    amount: "Amount",
    balance: "Balance",
    more: "More",
  },
  pending: "pending",
  select: (text: string) => `Choose ${text}`,
  actions: (text: string) => `What to do with ${text}`,

  edit: "Change the transaction",
  text: "What",
  amount: "Amount",
  note: "Note",
  noCategory: "No category",
  inParts: (parts: number) => `In ${parts} parts, each with its own category.`,
  bankText: (text: string) => `The bank calls it “${text}”.`,
  isPending: "Pending: not booked by the bank yet",
  save: "Save",
  cancel: "Cancel",
  delete: "Delete",
  saved: "Saved.",
  deleted: (text: string) => `Deleted ${text}.`,
  duplicated: (text: string) => `${text} once more, today.`,
  nowPending: (text: string) => `${text} is pending.`,
  nowCleared: (text: string) => `${text} is cleared.`,
  everything: "All details",

  menu: {
    edit: "Edit",
    details: "All details…",
    category: "Category",
    split: "Split…",
    duplicate: "Duplicate to today",
    pending: "Mark as pending",
    cleared: "Mark as cleared",
    select: "Choose",
    unselect: "Do not choose",
    delete: "Delete",
  },

  splitTitle: "Split into parts",
  part: (place: number) => `Part ${place}`,
  partAmount: (place: number) => `Amount of part ${place}`,
  partCategory: (place: number) => `Category of part ${place}`,
  partNote: (place: number) => `Note of part ${place}`,
  addPart: "Add a part",
  removePart: (place: number) => `Remove part ${place}`,
  takeRest: (place: number) => `Rest here, in part ${place}`,
  putRest: "Rest here",
  restLeft: (amount: string) => `${amount} left to share out`,
  restOver: (amount: string) => `${amount} too much`,
  restNone: "The parts add up.",
  unsplit: "Put together again",
  split: (parts: number) => `Split into ${parts} parts.`,
  unsplitDone: "In one piece again.",
  splitDo: "Split…",
  partsDo: "Parts…",

  transferTitle: "Move money between accounts",
  transferEdit: "Change the transfer",
  from: "From",
  to: "To",
  left: "Left",
  arrived: (currency: string) => `Arrived, in ${currency}`,
  transferDo: "Move",
  moved: (amount: string) => `Moved ${amount}.`,
  transferHint: "Into a savings or investment account it counts as saved.",

  chosen: (count: string) => `${count} chosen`,
  all: (count: string) => `All ${count}`,
  chooseAll: (count: string) => `Choose all ${count}`,
  noneOfThem: "None",
  chooseNone: "Choose none",
  choose: "Choose…",
  bulk: "What to do with the chosen ones",
  bulkButtons: {
    category: "Category…",
    account: "Account…",
    date: "Date…",
    pending: "Pending…",
    delete: "Delete…",
  },
  bulkTitles: {
    category: "Change the category",
    account: "Change the account",
    date: "Change the date",
    pending: "Pending or cleared",
    delete: "Delete",
  },
  cleared: "Cleared",
  pendingWord: "Pending",
  bulkState: "State",
  willChange: (count: string) => `${count} will change.`,
  willDelete: (count: string) => `${count} will be deleted. One Undo brings them back.`,
  nothingChanges: "Nothing changes.",
  staying: "Left as they are:",
  inPeriod: (period: string) => `In ${period}:`,
  bucketMoves: (name: string, before: string, after: string) => `${name} ${before} → ${after}`,
  noBucket: "Without a bucket",
  bucketsStay: (period: string) => `The buckets of ${period} stay as they are.`,
  bulkDo: (count: string) => `Change ${count}`,
  bulkDelete: (count: string) => `Delete ${count}`,
  bulkDone: (count: string) => `Changed ${count}.`,
  bulkDeleted: (count: string) => `Deleted ${count}.`,
} as const;

/** Why some stay as they are in a change of many. */
export function staysText(why: StaysBecause, count: string): string {
  switch (why) {
    case "is-so":
      return `Already so: ${count}`;
    case "transfer":
      return `Transfers have no category: ${count}`;
    case "in-parts":
      return `In parts, each with its own category: ${count}`;
    case "other-currency":
      return `In another currency: ${count}`;
    case "same-account":
      return `Transfers with that account: ${count}`;
    case "other-direction":
      return `The other direction, which has categories of its own: ${count}`;
  }
}

/** How to search: what to type, and what it finds. */
export const queryHelp = {
  title: "How to search",
  intro:
    "Everything that you type must fit. A minus before it means “not”; a phrase stands in quotes.",
  rows: [
    ["lunch tom", "in the text or a note"],
    ["cat:food", "a category, with those in it"],
    ["acct:card", "an account"],
    ["bucket:wants", "a bucket; bucket:none has none"],
    ["amt:>50", "an amount: > < = or 10..20"],
    ["date:2026-11", "a day, month or year; >=2026-11 or 2026-11-05..2026-11-20"],
    ["is:pending", "pending, transfer, income, expense, refund, split, uncategorised"],
    ["tag:trip", "#trip in the text or a note"],
    ["note:gift", "in the note alone"],
    ["-cat:rent", "everything but that"],
  ],
  columns: ["Type", "To find"],
  use: (query: string) => `Use ${query}`,
  close: "Close",
} as const;

/** What of a query is not understood. */
export function queryErrorText(error: QueryError): string {
  const what = `“${error.text}”`;
  switch (error.code) {
    case "too-long":
      return "That is too long to look for.";
    case "too-many-terms":
      return `Too many words to look for, from ${what} on.`;
    case "quote-open":
      return `The quotation mark is not closed: ${what}`;
    case "value-missing":
      return `Something is missing after ${what}.`;
    case "not-twice":
      return "One minus is enough for “not”.";
    case "date-wrong":
      return `${what} is no date, such as 2026-11 or 2026-11-05..2026-11-20.`;
    case "range-empty":
      return `Nothing lies in ${what}.`;
    case "amount-wrong":
      return error.amount === "negative"
        ? `${what}: without a sign; is:income and is:expense tell the direction.`
        : `${what} is no amount, such as >50 or 10..20.`;
    case "unknown-field":
      return `${what} is not known. There is ${error.choices.map((name) => `${name}:`).join(" ")}`;
    case "unknown-state":
      return `${what} is not known. There is ${error.choices.join(", ")}.`;
    case "unknown-category":
      return `No category for ${what}. There is ${error.choices.join(", ")} …`;
    case "unknown-account":
      return `No account for ${what}. There is ${error.choices.join(", ")}.`;
    case "unknown-bucket":
      return `No bucket for ${what}. There is ${error.choices.join(", ")}.`;
  }
}

/** What is understood of a typed line. */
export function understoodText({ text, category, why }: Understood, amount: string): string {
  const what = `${amount} · ${text}`;
  if (category === null) return `${what} · no category yet`;
  if (why === "history") return `${what} · ${category}, as before`;
  return `${what} · ${category}`;
}

/** Where a transaction belongs, for a list; of a transfer also its accounts, where no column has them. */
export function placeText(
  item: ListedTransaction,
  { hasBalance, isWide }: { readonly hasBalance: boolean; readonly isWide: boolean },
): string {
  const { kind, category, parts, amount, account, toAccount } = item;
  if (kind === "transfer" && hasBalance) {
    return amount.minor < 0n ? `To ${toAccount ?? "?"}` : `From ${account ?? "?"}`;
  }
  if (kind === "transfer") return isWide ? "Transfer" : accountText(item);
  if (parts > 1) return partsText(item);
  return category ?? "–";
}

function partsText({ parts, partCategories }: ListedTransaction): string {
  const names = [...new Set(partCategories)].map((name) => name ?? "–").join(", ");
  return `${parts} parts: ${names}`;
}

export function accountText({ account, toAccount, kind }: TransactionModel): string {
  return kind === "transfer" ? `${account ?? "?"} → ${toAccount ?? "?"}` : (account ?? "?");
}
