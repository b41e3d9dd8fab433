/** The words of the one answer on Home. */
import { _, translated } from "@coffer/client/texts";
import type { Headline } from "@coffer/ledger";

const headlineTexts = translated({
  allRight: "All is well.",
  ahead: (amount: string) => _("All is well, and {amount} more is saved than planned.", { amount }),
  behind: (amount: string) =>
    _("Spending is all right; {amount} is still to be saved.", { amount }),
  fast: (bucket: string) =>
    _("All within the rule so far; the pace of {bucket} is faster than the days.", { bucket }),
  unsorted: (amount: string) =>
    _("{amount} has no category yet, so the answer has to wait.", { amount }),
  over: (bucket: string, amount: string) =>
    _("{amount} over the rule on {bucket}.", { bucket, amount }),
  overMore: (bucket: string, amount: string, others: number) =>
    _(
      "{others, plural, one {{amount} over the rule on {bucket}, and another limit is passed too.} other {{amount} over the rule on {bucket}, and # more limits are passed.}}",
      { bucket, amount, others },
    ),
  noIncome: "No income is known for this period, so there is nothing to compare with.",

  perDay: (left: string, perDay: string, days: number) =>
    _(
      "{days, plural, one {{left} left to spend on the last day} other {{left} left to spend: {perDay} a day for # days}}",
      { left, perDay, days },
    ),
  nothingLeft: "Nothing is left to spend in this period",
});

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
      return headline.others === 0
        ? headlineTexts.over(bucket, over)
        : headlineTexts.overMore(bucket, over, headline.others);
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
  return headlineTexts.perDay(amount(leftMinor), amount(perDayMinor), daysLeft);
}
