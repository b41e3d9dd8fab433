/**
 * The sentence that tells how a bucket stands against its rule.
 *
 * English, and the same for every currency; only the amount is written as the locale does. Programs read the
 * status, never the sentence.
 */
import { formatAmount, type AmountFormat } from "../money/amount-text.ts";
import type { BucketOutcome } from "./review.ts";
import type { Bucket } from "./rule.ts";

/** The id of the bucket that the sentences call savings, whatever its name is. */
const savingsId = "savings";

/** "Over budget by $100.00", "Within recommended budget", "Meeting or exceeding savings goal" and the like. */
export function statusText(
  bucket: Bucket,
  { status, byMinor }: BucketOutcome,
  format: AmountFormat,
): string {
  const isSavings = bucket.id === savingsId;
  switch (status) {
    case "over":
      return `Over budget by ${formatAmount(byMinor, format)}`;
    case "within":
      return "Within recommended budget";
    case "below": {
      const what = isSavings ? "recommended savings" : `recommended amount for ${bucket.name}`;
      return `Below ${what} by ${formatAmount(byMinor, format)}`;
    }
    case "met":
      return `Meeting or exceeding ${isSavings ? "savings goal" : `goal for ${bucket.name}`}`;
  }
}
