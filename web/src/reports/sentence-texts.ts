/** The sentences that say what a chart shows: each is whole, and stands alone. */
export const sentenceTexts = {
  noIncome: (period: string) =>
    `There is no income in ${period} yet, so nothing is over or under the rule.`,
  over: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    `${bucket} came to ${actual} in ${period}: ${by} over the ${limit} that the rule allows.`,
  within: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    `${bucket} came to ${actual} in ${period}: ${by} under the ${limit} that the rule allows.`,
  below: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    `${bucket} came to ${actual} in ${period}: ${by} short of the ${limit} that the rule asks for.`,
  met: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    `${bucket} came to ${actual} in ${period}: ${by} more than the ${limit} that the rule asks for.`,
  mostlyChange: (name: string, change: string, period: string) =>
    `Most of the change: ${name}, ${change} against ${period}.`,
  mostly: (name: string, amount: string) => `Most of it: ${name}, ${amount}.`,

  changed: (change: string, period: string) => `${change} against ${period}.`,
  mainCause: (cause: string, amount: string) => `The main cause: ${cause}, ${amount}.`,

  nothingCounted: (period: string) => `Nothing was spent or saved in ${period}.`,
  counted: (period: string, total: string) => `${total} was spent and saved in ${period}.`,
  countedIn: (where: string, period: string, total: string) =>
    `${where} came to ${total} in ${period}.`,
  largest: (name: string, amount: string, share: string) =>
    `The largest part is ${name}: ${amount}, ${share} of it.`,

  ceilingKept: (bucket: string, kept: string, all: string) =>
    `${bucket} stayed within the rule in ${kept} of ${all} periods.`,
  floorReached: (bucket: string, kept: string, all: string) =>
    `${bucket} reached the rule in ${kept} of ${all} periods.`,
  noIncomeAnywhere: "Without income there is no rule to hold the periods against.",

  worth: (total: string, period: string) =>
    `At the end of ${period} everything together came to ${total}.`,
  worthMore: (change: string, since: string) =>
    `That is ${change} more than at the end of ${since}.`,
  worthLess: (change: string, since: string) =>
    `That is ${change} less than at the end of ${since}.`,
  worthSame: (since: string) => `That is as much as at the end of ${since}.`,

  flowNothing: (period: string) => `No money came in or went out in ${period}.`,
  unallocated: (total: string, period: string, amount: string) =>
    `Of the ${total} that came in during ${period}, ${amount} is still unallocated.`,
  before: (total: string, period: string, amount: string) =>
    `During ${period} ${total} went out: ${amount} more than came in.`,
  allUsed: (total: string, period: string) =>
    `All of the ${total} that came in during ${period} was used.`,

  ceilingShare: (bucket: string, share: string, limit: string) =>
    `${bucket} took ${share} of the income; the rule allows ${limit}.`,
  floorShare: (bucket: string, share: string, limit: string) =>
    `${bucket} got ${share} of the income; the rule asks for ${limit}.`,
  sharesOf: (period: string) => `In ${period}:`,
  noShares: (period: string) => `There is no income in ${period}, so there are no shares of it.`,

  days: (total: string, from: string, to: string) => `${total} was spent from ${from} to ${to}.`,
  mostDay: (day: string, amount: string) => `The most on one day was ${amount}, on ${day}.`,
  noDays: (from: string, to: string) => `Nothing was spent from ${from} to ${to}.`,
} as const;
