/** How far a bucket is from the rule, in a few words. */
import type { BucketVariance } from "../engine/report-models.ts";
import { reportsTexts } from "./reports-texts.ts";

const { status: texts } = reportsTexts;

export function bucketStatus(
  { status, by, recommended }: Pick<BucketVariance, "status" | "by" | "recommended">,
  amount: (minor: bigint) => string,
): string {
  // Without income there is nothing to be over or under.
  if (recommended === 0n) return texts.noRule;
  return by === 0n ? texts.exact : texts[status](amount(by));
}
