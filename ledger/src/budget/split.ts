/**
 * What a rule recommends for an income. The parts always sum to the income that is cut; whether it was reached is
 * the review's question, not this one's.
 */
import { allocate } from "../money/allocate.ts";
import type { Rule } from "./rule.ts";

/**
 * The amounts for the rule's buckets, in their order, by largest remainder: they sum to the income. No income, or
 * less than none, recommends nothing.
 */
export function recommend(rule: Rule, incomeMinor: bigint): readonly bigint[] {
  return allocate(
    incomeMinor > 0n ? incomeMinor : 0n,
    rule.buckets.map((bucket) => bucket.basisPoints),
  );
}
