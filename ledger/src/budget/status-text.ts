/**
 * The sentence that tells how a bucket stands against its rule.
 *
 * The same for every currency; only the amount is written as the locale does. Programs read the status, never the
 * sentence.
 */
import { formatAmount, type AmountFormat } from "../money/amount-text.ts";
import { sentence, sentenceText, type Sentence } from "../sentence.ts";
import type { BucketOutcome } from "./review.ts";
import type { Bucket } from "./rule.ts";

/** The id of the bucket that the sentences call savings, whatever its name is. */
const savingsId = "savings";

/** "Over budget by $100.00", "Within recommended budget", "Meeting or exceeding savings goal" and the like. */
export function statusSentence(
  { id, name }: Pick<Bucket, "id" | "name">,
  { status, byMinor }: BucketOutcome,
  format: AmountFormat,
): Sentence {
  const isSavings = id === savingsId;
  const amount = formatAmount(byMinor, format);
  switch (status) {
    case "over":
      return sentence("Over budget by {amount}", { amount });
    case "within":
      return sentence("Within recommended budget");
    case "below":
      return isSavings
        ? sentence("Below recommended savings by {amount}", { amount })
        : sentence("Below recommended amount for {bucket} by {amount}", { bucket: name, amount });
    case "met":
      return isSavings
        ? sentence("Meeting or exceeding savings goal")
        : sentence("Meeting or exceeding goal for {bucket}", { bucket: name });
  }
}

/** The same in English. */
export function statusText(bucket: Bucket, outcome: BucketOutcome, format: AmountFormat): string {
  return sentenceText(statusSentence(bucket, outcome, format));
}
