/** How far a bucket is from the rule, in a few words. */
import type { BucketVariance } from "../engine/report-models.ts";
import { reportsTexts } from "./reports-texts.ts";

const { status: texts } = reportsTexts;

/** An amount above or below what the rule says, in words. */
export function distanceText(
  kind: "ceiling" | "floor",
  above: bigint,
  amount: (minor: bigint) => string,
): string {
  if (above === 0n) return texts.exact;
  if (kind === "ceiling")
    return above > 0n ? texts.over(amount(above)) : texts.within(amount(-above));
  return above > 0n ? texts.met(amount(above)) : texts.short(amount(-above));
}

export function bucketStatus(
  { status, by, recommended }: Pick<BucketVariance, "status" | "by" | "recommended">,
  amount: (minor: bigint) => string,
): string {
  // Without income there is nothing to be over or under.
  if (recommended === 0n) return texts.noRule;
  return by === 0n ? texts.exact : texts[status](amount(by));
}
