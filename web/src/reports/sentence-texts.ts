/** The sentences that say what a chart shows: each is whole, and stands alone. */
import { _, translated } from "@coffer/client/texts";

export const sentenceTexts = translated({
  noIncome: (period: string) =>
    _("There is no income in {period} yet, so nothing is over or under the rule.", { period }),
  over: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    _("{bucket} came to {actual} in {period}: {by} over the {limit} that the rule allows.", {
      bucket,
      actual,
      period,
      by,
      limit,
    }),
  within: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    _("{bucket} came to {actual} in {period}: {by} under the {limit} that the rule allows.", {
      bucket,
      actual,
      period,
      by,
      limit,
    }),
  below: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    _("{bucket} came to {actual} in {period}: {by} short of the {limit} that the rule asks for.", {
      bucket,
      actual,
      period,
      by,
      limit,
    }),
  met: (bucket: string, period: string, actual: string, by: string, limit: string) =>
    _("{bucket} came to {actual} in {period}: {by} more than the {limit} that the rule asks for.", {
      bucket,
      actual,
      period,
      by,
      limit,
    }),
  mostlyChange: (name: string, change: string, period: string) =>
    _("Most of the change: {name}, {change} against {period}.", { name, change, period }),
  mostly: (name: string, amount: string) => _("Most of it: {name}, {amount}.", { name, amount }),

  changed: (change: string, period: string) => _("{change} against {period}.", { change, period }),
  mainCause: (cause: string, amount: string) =>
    _("The main cause: {cause}, {amount}.", { cause, amount }),

  nothingCounted: (period: string) => _("Nothing was spent or saved in {period}.", { period }),
  counted: (period: string, total: string) =>
    _("{total} was spent and saved in {period}.", { total, period }),
  countedIn: (where: string, period: string, total: string) =>
    _("{where} came to {total} in {period}.", { where, total, period }),
  largest: (name: string, amount: string, share: string) =>
    _("The largest part is {name}: {amount}, {share} of it.", { name, amount, share }),

  ceilingKept: (bucket: string, kept: string, all: string) =>
    _("{bucket} stayed within the rule in {kept} of {all} periods.", { bucket, kept, all }),
  floorReached: (bucket: string, kept: string, all: string) =>
    _("{bucket} reached the rule in {kept} of {all} periods.", { bucket, kept, all }),
  noIncomeAnywhere: "Without income there is no rule to hold the periods against.",

  worth: (total: string, period: string) =>
    _("At the end of {period} everything together came to {total}.", { period, total }),
  worthMore: (change: string, since: string) =>
    _("That is {change} more than at the end of {since}.", { change, since }),
  worthLess: (change: string, since: string) =>
    _("That is {change} less than at the end of {since}.", { change, since }),
  worthSame: (since: string) => _("That is as much as at the end of {since}.", { since }),

  flowNothing: (period: string) => _("No money came in or went out in {period}.", { period }),
  unallocated: (total: string, period: string, amount: string) =>
    _("Of the {total} that came in during {period}, {amount} is still unallocated.", {
      total,
      period,
      amount,
    }),
  before: (total: string, period: string, amount: string) =>
    _("During {period} {total} went out: {amount} more than came in.", { period, total, amount }),
  allUsed: (total: string, period: string) =>
    _("All of the {total} that came in during {period} was used.", { total, period }),

  ceilingShare: (bucket: string, share: string, limit: string) =>
    _("{bucket} took {share} of the income; the rule allows {limit}.", { bucket, share, limit }),
  floorShare: (bucket: string, share: string, limit: string) =>
    _("{bucket} got {share} of the income; the rule asks for {limit}.", { bucket, share, limit }),
  sharesOf: (period: string) => _("In {period}:", { period }),
  noShares: (period: string) =>
    _("There is no income in {period}, so there are no shares of it.", { period }),

  days: (total: string, from: string, to: string) =>
    _("{total} was spent from {from} to {to}.", { total, from, to }),
  mostDay: (day: string, amount: string) =>
    _("The most on one day was {amount}, on {day}.", { amount, day }),
  noDays: (from: string, to: string) => _("Nothing was spent from {from} to {to}.", { from, to }),
});
