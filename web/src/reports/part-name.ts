/** What a part is called, also where nothing is named. */
import { ownName } from "@coffer/client/texts";
import { reportsTexts as texts } from "./reports-texts.ts";

/** What the parts of a list are; "savings" are the categories of a floor, where what has none was moved there. */
export type PartKind = "category" | "payee" | "savings";

export function partName({ name }: { readonly name: string | null }, kind: PartKind): string {
  if (name !== null) return name;
  return { category: texts.noCategory, payee: texts.noPayee, savings: texts.transfers }[kind];
}

/** A bucket's name; null is where nothing counts in any. */
export function bucketText(name: string | null): string {
  return name === null ? texts.noBucket : ownName(name);
}

/** The kind of the parts of a bucket. */
export function partKind(
  by: "category" | "payee",
  bucket: { readonly kind: "ceiling" | "floor" } | undefined,
): PartKind {
  return by === "category" && bucket?.kind === "floor" ? "savings" : by;
}
