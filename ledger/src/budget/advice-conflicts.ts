/** Which two pieces of advice must not stand side by side, because who follows one cannot follow the other. */
import type { AdviceCode } from "./advice.ts";

/** These propose another plan, each computed for the plan as it is: after one of them the others are stale. */
const changesPlan: ReadonlySet<AdviceCode> = new Set<AdviceCode>([
  "income-dropped",
  "rule-out-of-reach",
  "floor-ahead",
]);

/** These say that the plan as it is was not kept: no time to ask for more. */
const planNotKept: ReadonlySet<AdviceCode> = new Set<AdviceCode>([
  "one-large-item",
  "large-bills",
  "ceiling-passed",
  "floor-not-reached",
]);

type Piece = { readonly code: AdviceCode; readonly bucket?: string };

/** Whether two pieces must not be shown together. */
export function contradicts(one: Piece, other: Piece): boolean {
  // Prices that rose come one at a time: a list of them is a report.
  if (one.code === "price-rise" && other.code === "price-rise") return true;
  if (changesPlan.has(one.code) && changesPlan.has(other.code)) return true;
  return isAgainst(one, other) || isAgainst(other, one);
}

function isAgainst(one: Piece, other: Piece): boolean {
  if (one.code === "floor-ahead") return planNotKept.has(other.code);
  if (one.code !== "rule-out-of-reach") return false;
  // It gives a bucket more room, and the others say that too much went there.
  return planNotKept.has(other.code) && other.bucket === one.bucket;
}
