/** The words of Import. */
import { _, translated } from "@coffer/client/texts";
import type { MappingRole, RowVerdict } from "@coffer/ledger";

export const importTexts = translated({
  title: "Import",
  intro:
    "Files of your bank or of the app that you used before. They are read in this browser, and nothing is written before you say so.",
  drop: "Drop files here, or paste a table",
  choose: "or choose them",
  reading: "Reading…",
  readingFile: (name: string, number: number, of: number) =>
    _("Reading {name} ({number} of {of})…", { name, number, of }),
  pasted: "pasted.txt",
  account: "Into the account",
  accountAuto: "As the file says",
  rejected: (name: string, reason: string) => _("{name} was not read. {reason}", { name, reason }),
  columns: {
    take: "Take",
    date: "Date",
    text: "What",
    amount: "Amount",
    verdict: "Verdict",
    why: "Why",
  },
  verdicts: {
    new: "New",
    same: "Already here",
    maybe: "Maybe here",
    changed: "Changed",
    skipped: "Left out",
  } satisfies Record<RowVerdict["verdict"], string>,
  rowsOf: (name: string) => _("Rows of {name}", { name }),
  show: "Show rows",
  all: "All",
  takeRow: (text: string) => _("Take {text}", { text }),
  suggestion: (category: string) => `→ ${category}`,
  there: "is there",
  otherSide: (account: string) => _("looks like the other side, on {account}", { account }),
  join: "Make them one transfer",
  notSure: "The file does not say. Choose what fits.",
  accountsOwn: "The account's own",
  balance: (facts: { account: string; day: string; file: string; coffer: string }) =>
    _("{account}, {day}: the file says {file}, Coffer will say {coffer}", facts),
  migration: {
    title: (transactions: number, transfers: number) =>
      _("What it brings: {transactions} transactions, {transfers} of them transfers", {
        transactions,
        transfers,
      }),
    accounts: "Accounts that it brings",
    categories: "Categories that it brings",
    accountThere: "Account there",
    categoryThere: "Category there",
    here: "Here",
    rows: "Rows",
    balanceThere: "Balance there",
    balanceHere: "Balance here",
    bucket: "Bucket",
    notKept: "not kept",
    there: "there already",
  },
  mapping: {
    title: "How its columns were understood",
    titleLastTime: "How its columns were understood: as last time",
    number: (number: number) => _("Column {number}", { number }),
    nothing: "Nothing",
    roles: {
      date: "Date",
      "value-date": "Value date",
      amount: "Amount",
      debit: "Money out",
      credit: "Money in",
      direction: "Direction",
      balance: "Balance",
      currency: "Currency",
      payee: "Payee",
      memo: "Text",
      kind: "Kind",
      "bank-id": "The bank's id",
      account: "Account",
      status: "Status",
    } satisfies Record<MappingRole, string>,
  },
  count: (count: number, verdict: string) => `${count} ${verdict.toLowerCase()}`,
  more: (count: number) =>
    _("{count, plural, one {… and # more row} other {… and # more rows}}", { count }),
  warnings: (count: number) => _("{count, plural, one {One remark} other {# remarks}}", { count }),
  question: {
    "date-order": "Order of dates",
    decimal: "Decimal sign",
    sign: "Money that went out is",
    currency: "Currency",
  },
  choices: {
    DMY: "Day, month, year",
    MDY: "Month, day, year",
    YMD: "Year, month, day",
    ".": "Point: 1,234.56",
    ",": "Comma: 1.234,56",
    "as-written": "Negative, as written",
    inverted: "Written positive",
  },
  maybe: (count: number) =>
    _(
      "{count, plural, one {Also import the one that may be here already} other {Also import the # that may be here already}}",
      { count },
    ),
  changed: (count: number) =>
    _(
      "{count, plural, one {Bring one to what the bank says now} other {Bring # to what the bank says now}}",
      { count },
    ),
  import: (count: number) =>
    _("{count, plural, one {Import # row} other {Import # rows}}", { count }),
  nothing: "There is nothing new in it.",
  cancel: "Cancel",
  done: (count: number) =>
    _("{count, plural, one {Imported one row.} other {Imported # rows.}}", { count }),
  earlier: "Earlier imports",
  earlierRows: (count: number) =>
    _("{count, plural, one {# new row} other {# new rows}}", { count }),
  undo: "Take back",
  undoOf: (name: string) => _("Take back the import of {name}", { name }),
  undone: "taken back",
  editedTitle: "Edited since the import",
  editedText:
    "These were changed after they were imported. They go too if the import is taken back.",
  takeBackAll: "Take it back all the same",
  takenBack: "The import is taken back.",
});
