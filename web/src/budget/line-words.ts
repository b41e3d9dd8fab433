/** How a bucket and a category are named and how they stand, in words. */
import type { Review } from "@coffer/ledger";
import type { LineModel } from "../engine/views/budget-models.ts";
import { budgetTexts as texts } from "./budget-texts.ts";

type Amount = (minor: bigint) => string;
type BucketOutcome = Pick<Review<never>["buckets"][number], "status" | "byMinor">;

/** Whether a line says anything: something came to it, is planned for it, or usually does. */
export function hasAnything({ actual, planned, usual }: LineModel): boolean {
  return actual !== 0n || planned !== null || (usual ?? 0n) !== 0n;
}

/** A category with the one that it is in; what has none is transfers where something is saved. */
export function lineName({ id, name, group }: LineModel, kind: "ceiling" | "floor"): string {
  if (id === null || name === "") return kind === "floor" ? texts.transfers : texts.noCategory;
  return group === null ? name : `${group} › ${name}`;
}

/** How a bucket stands against its rule. */
export function leftText({ status, byMinor }: BucketOutcome, amount: Amount): string {
  switch (status) {
    case "over":
      return texts.over(amount(byMinor));
    case "within":
      return texts.left(amount(byMinor));
    case "below":
      return texts.below(amount(byMinor));
    case "met":
      return byMinor === 0n ? texts.met : texts.more(amount(byMinor));
  }
}

/** How a category stands against what is planned for it; nothing without a plan. */
export function lineLeftText(
  kind: "ceiling" | "floor",
  left: bigint | null,
  amount: Amount,
): string {
  if (left === null) return "";
  const byMinor = left < 0n ? -left : left;
  if (kind === "ceiling")
    return leftText({ status: left < 0n ? "over" : "within", byMinor }, amount);
  return leftText({ status: left > 0n ? "below" : "met", byMinor }, amount);
}
