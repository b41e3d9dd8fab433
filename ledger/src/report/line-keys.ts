/**
 * Under which key a pass sums a line, and which bucket of a rule each key counts in (flows.ts, rules 1, 4 and 6).
 * Key 0 is no category, then comes every category slot; lines with a bucket of their own have keys after those,
 * one per bucket of the rule and a last one for all buckets that the rule does not have.
 */
import type { Book } from "../book/book.ts";
import { bucketOfCategory, liveCategory } from "../book/category-tree.ts";
import { textAt } from "../book/text-table.ts";
import type { Rule } from "../budget/rule.ts";
import { flows } from "./flows.ts";

/** Place of no bucket. */
export const UNASSIGNED = -1;

/** The keys of a pass. */
export type LineKeys = {
  readonly count: number;
  /** Whether flows are summed apart. If not, all but transfers are one, under flow 0. */
  readonly isByFlow: boolean;
  /** The key of a line. Without a bucket of its own it is the category slot + 1. */
  readonly keyOf: (category: number, bucket: number) => number;
};

/** Keys that also tell the bucket. */
export type BucketKeys = LineKeys & {
  /** The place in the rule of the bucket that lines of a flow count in under a key, or UNASSIGNED. */
  readonly placeOf: (flow: number, key: number) => number;
  /** Where savings count. */
  readonly savingsPlace: number;
};

/** Keys by category alone. */
export function categoryKeys(book: Book): LineKeys {
  return {
    count: book.tables.category.ids.length + 1,
    isByFlow: false,
    keyOf: (category) => category + 1,
  };
}

/** Keys by category, and by bucket for lines that name one themselves. */
export function bucketKeys(book: Book, rule: Rule): BucketKeys {
  const placeOfId = new Map(rule.buckets.map((bucket, place) => [bucket.id, place]));
  const firstBucket = book.tables.category.ids.length + 1;
  const otherBucket = firstBucket + rule.buckets.length;
  const firstCeiling = rule.buckets.findIndex((bucket) => bucket.kind === "ceiling");
  const bucketOfSlot = book.tables.category.ids.map((id) => {
    const category = liveCategory(book, id);
    return category === undefined ? null : bucketOfCategory(book, category);
  });
  const keyOfText = new Map<number, number>();
  const keyOfBucket = (bucket: number): number => {
    const place = placeOfId.get(textAt(book.texts, bucket));
    const key = place === undefined ? otherBucket : firstBucket + place;
    keyOfText.set(bucket, key);
    return key;
  };
  return {
    count: otherBucket + 1,
    isByFlow: true,
    keyOf: (category, bucket) =>
      bucket < 0 ? category + 1 : (keyOfText.get(bucket) ?? keyOfBucket(bucket)),
    placeOf: (flow, key) => {
      if (key === otherBucket) return UNASSIGNED;
      if (key >= firstBucket) return key - firstBucket;
      const id = bucketOfSlot[key - 1] ?? null;
      if (id !== null) return placeOfId.get(id) ?? UNASSIGNED;
      return flow === flows.paidToLoan ? firstCeiling : UNASSIGNED;
    },
    savingsPlace: rule.buckets.findIndex((bucket) => bucket.kind === "floor"),
  };
}
