/**
 * Moving the shares of a rule: as cuts on one bar, or one share at a time. Whatever is moved, the shares stay within
 * 0 and 100 % and sum to 100 %, so that every state on the way is a rule.
 */
import { assert } from "../result.ts";
import { BASIS_POINTS_WHOLE, type Rule } from "./rule.ts";

/** Where a bar of 100 % is cut: one cut less than there are buckets, in basis points from its beginning. */
export function cutsOf(rule: Rule): readonly number[] {
  const cuts: number[] = [];
  let end = 0;
  for (const { basisPoints } of rule.buckets.slice(0, -1)) {
    end += basisPoints;
    cuts.push(end);
  }
  return cuts;
}

/** How far a cut can go: to the cuts beside it. */
export function cutRange(rule: Rule, cut: number): { readonly min: number; readonly max: number } {
  const cuts = cutsOf(rule);
  return { min: cuts[cut - 1] ?? 0, max: cuts[cut + 1] ?? BASIS_POINTS_WHOLE };
}

/** The rule with one cut moved, as far as the cuts beside it let it: two buckets share what they had together. */
export function withCut(rule: Rule, cut: number, at: number): Rule {
  const { min, max } = cutRange(rule, cut);
  assert(cut >= 0 && cut < rule.buckets.length - 1, "a cut is between two buckets");
  const place = Math.min(max, Math.max(min, Math.round(at)));
  return withShares(rule, (share, index) => {
    if (index === cut) return place - min;
    return index === cut + 1 ? max - place : share;
  });
}

/**
 * The rule with one share set. The others make room in turn: those after it, then those before it, the nearest first;
 * the first of them takes what becomes free.
 */
export function withShare(rule: Rule, place: number, basisPoints: number): Rule {
  const count = rule.buckets.length;
  assert(place >= 0 && place < count, "a share is that of a bucket");
  const wanted = Math.min(BASIS_POINTS_WHOLE, Math.max(0, Math.round(basisPoints)));
  const shares = rule.buckets.map((bucket) => bucket.basisPoints);
  let more = wanted - (shares[place] ?? 0);
  shares[place] = wanted;
  for (const other of othersOf(place, count)) {
    const left = Math.max(0, (shares[other] ?? 0) - more);
    more -= (shares[other] ?? 0) - left;
    shares[other] = left;
  }
  return withShares(rule, (_, index) => shares[index] ?? 0);
}

/** The places of the others, in the order in which they make room. */
function othersOf(place: number, count: number): readonly number[] {
  const places = Array.from({ length: count }, (_, index) => index);
  return [...places.slice(place + 1), ...places.slice(0, place).toReversed()];
}

function withShares(rule: Rule, shareOf: (share: number, index: number) => number): Rule {
  return {
    buckets: rule.buckets.map((bucket, index) => ({
      ...bucket,
      basisPoints: shareOf(bucket.basisPoints, index),
    })),
  };
}
