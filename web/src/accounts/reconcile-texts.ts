/** The words of reconciling an account with a statement. */
import { _, translated } from "@coffer/client/texts";

export const reconcileTexts = translated({
  title: "Reconcile",
  about: (account: string) => _("{account} against a statement of the bank", { account }),
  loading: "Loading the account",
  back: "All accounts",
  choose: "Choose an account to reconcile.",

  statement: "The statement",
  date: "Its date",
  balance: "Its balance",
  balanceHint: "As the bank has it at the end of that day; what is owed with a minus.",
  previous: (day: string, balance: string) =>
    _("The last one was of {day}: {balance}.", { day, balance }),
  first: "This is the first one for this account.",
  drift: (amount: string) =>
    _(
      "Something that the last statement had settled was changed since, by {amount}. The difference below has it in it.",
      { amount },
    ),

  onStatement: "Statement",
  ticked: "Ticked here",
  difference: "Difference",
  unknown: "–",
  typeBalance: "Type the statement's balance to compare.",
  agrees: "Statement and book agree.",
  differs: (amount: string) => _("The difference is {amount}.", { amount }),

  rows: "What is on the statement?",
  rowsHint: "Tick what it lists. What stays open waits for the next one.",
  noRows: "Nothing is new since the last statement.",
  leftOut: (count: number) =>
    _("And {count} older ones, which count as ticked unless they are pending.", { count }),
  tickAll: "Tick all",
  tickNone: "Tick none",

  guesses: "What may explain it",
  noGuess:
    "No single transaction, pair or mistyped amount explains it. Something may be missing here: compare line by line.",
  guessFirst:
    "It is the account's first statement: if all the rest agrees, the difference was there before the first transaction here.",
  twice: (text: string, day: string, otherDay: string) =>
    _("{text} of {day} may be the one of {otherDay}, entered twice.", { text, day, otherDay }),
  notThere: (text: string, day: string, amount: string) =>
    _("{text} of {day}, {amount}, may not be on the statement.", { text, day, amount }),
  notTherePair: (text: string, other: string) =>
    _("{text} and {other} may not be on the statement.", { text, other }),
  there: (text: string, day: string, amount: string) =>
    _("{text} of {day}, {amount}, may be on the statement.", { text, day, amount }),
  therePair: (text: string, other: string) =>
    _("{text} and {other} may be on the statement.", { text, other }),
  wrongSign: (text: string, day: string, amount: string) =>
    _("{text} of {day} may have gone the other way: {amount}.", { text, day, amount }),
  transposed: (text: string, day: string, amount: string) =>
    _("Two digits of {text} of {day} may have changed places: {amount}.", { text, day, amount }),
  untick: "Untick",
  tick: "Tick",
  correct: (amount: string) => _("Make it {amount}", { amount }),
  corrected: "The amount is corrected.",

  finish: "Reconcile",
  finished: (account: string, day: string) =>
    _("{account} is reconciled to {day}.", { account, day }),
  opening: (amount: string) => _("It was there before the first transaction: {amount}", { amount }),
  balancing: "Add a balancing transaction…",
  balancingTitle: "Add a balancing transaction?",
  balancingText: (amount: string) =>
    _(
      "A transaction of {amount} on the statement's day takes the difference. It counts as spent or given back in no category, until you know what it was. One undo takes all of it back.",
      { amount },
    ),
  balancingName: "What it is called",
  balancingUsual: "Balance correction",
  balancingDo: "Add it and reconcile",
  cancel: "Cancel",
});
