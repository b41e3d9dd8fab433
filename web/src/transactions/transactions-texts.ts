/** The words of Transactions. */
import { _, bucketWord, inContext, translated } from "@coffer/client/texts";
import type { QueryError, StaysBecause } from "@coffer/ledger";
import type { Understood } from "../engine/messages.ts";
import type { ListedTransaction } from "../engine/transaction-models.ts";
import type { TransactionModel } from "../engine/view-models.ts";

export const transactionsTexts = translated({
  title: "Transactions",
  loading: "Loading transactions",
  import: "Import a file",
  undo: "Undo",
  redo: "Redo",
  transfer: "Transfer",

  add: "New transaction",
  addPlaceholder: "12.50 lunch",
  addHint: "Amount, then what it was; +4200 salary came in",
  addDo: inContext("transaction", "Add"),
  complete: (text: string) => _("Tab: {text}", { text }),
  direction: "Direction",
  spent: inContext("direction", "Spent"),
  received: inContext("direction", "Came in"),
  date: "Date",
  account: "Account",
  category: "Category",
  suggested: "Suggested",
  added: (text: string, amount: string) => _("Added {text}, {amount}.", { text, amount }),

  filters: "What is shown",
  find: "Find",
  findPlaceholder: "cat:food amt:>50",
  findHelp: "How to search",
  allAccounts: "All accounts",
  allCategories: "All categories",
  unassignedOnly: "Only without a category, in this period",
  periodOnly: (period: string) => _("Only {period}", { period }),
  bucketOnly: (bucket: string) => _("Only {bucket}", { bucket: bucketWord(bucket) }),
  clear: "Show all",
  count: (count: number) =>
    _("{count, plural, one {# transaction} other {# transactions}}", { count }),
  together: (amount: string) => _("together {amount}", { amount }),
  none: "Nothing yet",
  noneHint: "Type an amount and what it was above, or import a file from your bank.",
  noneFound: "Nothing fits what you look for",
  noneFoundBy: (query: string) => _("Looked for: {query}", { query }),
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
  select: (text: string) => _("Choose {text}", { text }),
  actions: (text: string) => _("What to do with {text}", { text }),

  edit: "Change the transaction",
  text: "What",
  amount: "Amount",
  note: "Note",
  noCategory: "No category",
  inParts: (parts: number) => _("In {parts} parts, each with its own category.", { parts }),
  bankText: (text: string) => _("The bank calls it “{text}”.", { text }),
  isPending: "Pending: not booked by the bank yet",
  save: "Save",
  cancel: "Cancel",
  delete: "Delete",
  saved: "Saved.",
  deleted: (text: string) => _("Deleted {text}.", { text }),
  duplicated: (text: string) => _("{text} once more, today.", { text }),
  nowPending: (text: string) => _("{text} is pending.", { text }),
  nowCleared: (text: string) => _("{text} is cleared.", { text }),
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
  menuKeys: { enter: "Enter", space: "Space", delete: "Del" },

  splitTitle: "Split into parts",
  partAmount: (place: number) => _("Amount of part {place}", { place }),
  partCategory: (place: number) => _("Category of part {place}", { place }),
  partNote: (place: number) => _("Note of part {place}", { place }),
  addPart: "Add a part",
  removePart: (place: number) => _("Remove part {place}", { place }),
  takeRest: (place: number) => _("Rest here, in part {place}", { place }),
  putRest: "Rest here",
  restLeft: (amount: string) => _("{amount} left to share out", { amount }),
  restOver: (amount: string) => _("{amount} too much", { amount }),
  restNone: "The parts add up.",
  unsplit: "Put together again",
  split: (parts: number) => _("Split into {parts} parts.", { parts }),
  unsplitDone: "In one piece again.",
  splitDo: "Split…",
  partsDo: "Parts…",

  transferTitle: "Move money between accounts",
  transferEdit: "Change the transfer",
  from: "From",
  to: "To",
  left: inContext("transfer", "Left"),
  arrived: (currency: string) => _("Arrived, in {currency}", { currency }),
  transferDo: inContext("transfer", "Move"),
  moved: (amount: string) => _("Moved {amount}.", { amount }),
  transferHint: "Into a savings or investment account it counts as saved.",

  chosen: (count: string) => _("{count} chosen", { count }),
  all: (count: string) => _("All {count}", { count }),
  chooseAll: (count: string) => _("Choose all {count}", { count }),
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
  willChange: (count: number) => _("{count} will change.", { count }),
  willDelete: (count: number) =>
    _("{count} will be deleted. One Undo brings them back.", { count }),
  nothingChanges: "Nothing changes.",
  staying: "Left as they are:",
  inPeriod: (period: string) => _("In {period}:", { period }),
  bucketMoves: (name: string, before: string, after: string) => `${name} ${before} → ${after}`,
  noBucket: "Without a bucket",
  bucketsStay: (period: string) => _("The buckets of {period} stay as they are.", { period }),
  bulkDo: (count: string) => _("Change {count}", { count }),
  bulkDelete: (count: string) => _("Delete {count}", { count }),
  bulkDone: (count: string) => _("Changed {count}.", { count }),
  bulkDeleted: (count: string) => _("Deleted {count}.", { count }),
});

/** Why some stay as they are in a change of many. */
export function staysText(why: StaysBecause, count: string): string {
  switch (why) {
    case "is-so":
      return _("Already so: {count}", { count });
    case "transfer":
      return _("Transfers have no category: {count}", { count });
    case "in-parts":
      return _("In parts, each with its own category: {count}", { count });
    case "other-currency":
      return _("In another currency: {count}", { count });
    case "same-account":
      return _("Transfers with that account: {count}", { count });
    case "other-direction":
      return _("The other direction, which has categories of its own: {count}", { count });
  }
}

/** How to search: what to type, and what it finds. */
export const queryHelp = translated({
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
  columns: [inContext("query", "Type"), "To find"],
  use: (query: string) => _("Use {query}", { query }),
  close: "Close",
} as const);

/** What of a query is not understood. */
export function queryErrorText(error: QueryError): string {
  const what = error.text;
  switch (error.code) {
    case "too-long":
      return _("That is too long to look for.");
    case "too-many-terms":
      return _("Too many words to look for, from “{what}” on.", { what });
    case "quote-open":
      return _("The quotation mark is not closed: “{what}”", { what });
    case "value-missing":
      return _("Something is missing after “{what}”.", { what });
    case "not-twice":
      return _("One minus is enough for “not”.");
    case "date-wrong":
      return _("“{what}” is no date, such as 2026-11 or 2026-11-05..2026-11-20.", { what });
    case "range-empty":
      return _("Nothing lies in “{what}”.", { what });
    case "amount-wrong":
      return error.amount === "negative"
        ? _("“{what}”: without a sign; is:income and is:expense tell the direction.", { what })
        : _("“{what}” is no amount, such as >50 or 10..20.", { what });
    case "unknown-field":
      return _("“{what}” is not known. There is {choices}", {
        what,
        choices: error.choices.map((name) => `${name}:`).join(" "),
      });
    case "unknown-state":
      return _("“{what}” is not known. There is {choices}.", {
        what,
        choices: error.choices.join(", "),
      });
    case "unknown-category":
      return _("No category for “{what}”. There is {choices} …", {
        what,
        choices: error.choices.join(", "),
      });
    case "unknown-account":
      return _("No account for “{what}”. There is {choices}.", {
        what,
        choices: error.choices.join(", "),
      });
    case "unknown-bucket":
      return _("No bucket for “{what}”. There is {choices}.", {
        what,
        choices: error.choices.join(", "),
      });
  }
}

/** What is understood of a typed line. */
export function understoodText({ text, category, why }: Understood, amount: string): string {
  if (category === null) return _("{amount} · {text} · no category yet", { amount, text });
  if (why === "history" || why === "similar") {
    return _("{amount} · {text} · {category}, as before", { amount, text, category });
  }
  return `${amount} · ${text} · ${category}`;
}

/** Where a transaction belongs, for a list; of a transfer also its accounts, where no column has them. */
export function placeText(
  item: ListedTransaction,
  { hasBalance, isWide }: { readonly hasBalance: boolean; readonly isWide: boolean },
): string {
  const { kind, category, parts, amount, account, toAccount } = item;
  if (kind === "transfer" && hasBalance) {
    return amount.minor < 0n
      ? _("To {account}", { account: toAccount ?? "?" })
      : _("From {account}", { account: account ?? "?" });
  }
  if (kind === "transfer") return isWide ? _("Transfer") : accountText(item);
  if (parts > 1) return partsText(item);
  return category ?? "–";
}

function partsText({ parts, partCategories }: ListedTransaction): string {
  const names = [...new Set(partCategories)].map((name) => name ?? "–").join(", ");
  return _("{parts} parts: {names}", { parts, names });
}

export function accountText({ account, toAccount, kind }: TransactionModel): string {
  return kind === "transfer" ? `${account ?? "?"} → ${toAccount ?? "?"}` : (account ?? "?");
}
