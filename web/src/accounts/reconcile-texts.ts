/** The words of reconciling an account with a statement. */
export const reconcileTexts = {
  title: "Reconcile",
  about: (account: string) => `${account} against a statement of the bank`,
  loading: "Loading the account",
  back: "All accounts",
  choose: "Choose an account to reconcile.",

  statement: "The statement",
  date: "Its date",
  balance: "Its balance",
  balanceHint: "As the bank has it at the end of that day; what is owed with a minus.",
  previous: (day: string, balance: string) => `The last one was of ${day}: ${balance}.`,
  first: "This is the first one for this account.",
  drift: (amount: string) =>
    `Something that the last statement had settled was changed since, by ${amount}. The difference below has it in it.`,

  onStatement: "Statement",
  ticked: "Ticked here",
  difference: "Difference",
  unknown: "–",
  typeBalance: "Type the statement's balance to compare.",
  agrees: "Statement and book agree.",
  differs: (amount: string) => `The difference is ${amount}.`,

  rows: "What is on the statement?",
  rowsHint: "Tick what it lists. What stays open waits for the next one.",
  noRows: "Nothing is new since the last statement.",
  leftOut: (count: string) =>
    `And ${count} older ones, which count as ticked unless they are pending.`,
  tickAll: "Tick all",
  tickNone: "Tick none",

  guesses: "What may explain it",
  noGuess:
    "No single transaction, pair or mistyped amount explains it. Something may be missing here: compare line by line.",
  guessFirst:
    "It is the account's first statement: if all the rest agrees, the difference was there before the first transaction here.",
  twice: (text: string, day: string, otherDay: string) =>
    `${text} of ${day} may be the one of ${otherDay}, entered twice.`,
  notThere: (text: string, day: string, amount: string) =>
    `${text} of ${day}, ${amount}, may not be on the statement.`,
  notTherePair: (text: string, other: string) =>
    `${text} and ${other} may not be on the statement.`,
  there: (text: string, day: string, amount: string) =>
    `${text} of ${day}, ${amount}, may be on the statement.`,
  therePair: (text: string, other: string) => `${text} and ${other} may be on the statement.`,
  wrongSign: (text: string, day: string, amount: string) =>
    `${text} of ${day} may have gone the other way: ${amount}.`,
  transposed: (text: string, day: string, amount: string) =>
    `Two digits of ${text} of ${day} may have changed places: ${amount}.`,
  untick: "Untick",
  tick: "Tick",
  correct: (amount: string) => `Make it ${amount}`,
  corrected: "The amount is corrected.",

  finish: "Reconcile",
  finished: (account: string, day: string) => `${account} is reconciled to ${day}.`,
  opening: (amount: string) => `It was there before the first transaction: ${amount}`,
  balancing: "Add a balancing transaction…",
  balancingTitle: "Add a balancing transaction?",
  balancingText: (amount: string) =>
    `A transaction of ${amount} on the statement's day takes the difference. It counts as spent or given back in no category, until you know what it was. One undo takes all of it back.`,
  balancingName: "What it is called",
  balancingUsual: "Balance correction",
  balancingDo: "Add it and reconcile",
  cancel: "Cancel",
} as const;
