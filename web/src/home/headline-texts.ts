/** The words of the one answer on Home. */
import type { Headline } from "@coffer/ledger";

const headlineTexts = {
  allRight: "All is well.",
  ahead: (amount: string) => `All is well, and ${amount} more is saved than planned.`,
  behind: (amount: string) => `Spending is all right; ${amount} is still to be saved.`,
  fast: (bucket: string) =>
    `All within the rule so far; the pace of ${bucket} is faster than the days.`,
  unsorted: (amount: string) => `${amount} has no category yet, so the answer has to wait.`,
  over: (bucket: string, amount: string) => `${amount} over the rule on ${bucket}.`,
  overTwo: (bucket: string, amount: string) =>
    `${amount} over the rule on ${bucket}, and another limit is passed too.`,
  overMany: (bucket: string, amount: string, others: number) =>
    `${amount} over the rule on ${bucket}, and ${others} more limits are passed.`,
  noIncome: "No income is known for this period, so there is nothing to compare with.",

  perDay: (left: string, perDay: string, days: number) =>
    `${left} left to spend: ${perDay} a day for ${days} days`,
  lastDay: (left: string) => `${left} left to spend on the last day`,
  nothingLeft: "Nothing is left to spend in this period",
} as const;

/** The answer. */
export function headlineText(
  headline: Headline,
  amount: (minor: bigint) => string,
  nameOf: (bucket: string) => string,
): string {
  switch (headline.code) {
    case "all-right":
      return headlineTexts.allRight;
    case "ahead":
      return headlineTexts.ahead(amount(headline.byMinor));
    case "behind":
      return headlineTexts.behind(amount(headline.byMinor));
    case "fast":
      return headlineTexts.fast(nameOf(headline.bucket));
    case "unsorted":
      return headlineTexts.unsorted(amount(headline.unassignedMinor));
    case "no-income":
      return headlineTexts.noIncome;
    case "over": {
      const over = amount(headline.byMinor);
      const bucket = nameOf(headline.bucket);
      if (headline.others === 0) return headlineTexts.over(bucket, over);
      if (headline.others === 1) return headlineTexts.overTwo(bucket, over);
      return headlineTexts.overMany(bucket, over, headline.others);
    }
  }
}

/** What can still be spent; empty where that is not known. */
export function leftText(
  headline: Headline,
  amount: (minor: bigint) => string,
  daysLeft: number,
): string {
  if (!("leftMinor" in headline)) return "";
  const { leftMinor, perDayMinor } = headline;
  if (leftMinor <= 0n) return headlineTexts.nothingLeft;
  if (daysLeft === 1) return headlineTexts.lastDay(amount(leftMinor));
  return headlineTexts.perDay(amount(leftMinor), amount(perDayMinor), daysLeft);
}
