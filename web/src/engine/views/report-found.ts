/** Parts of a report by the ids of an address: which bucket, which category, and what they are called. */
import {
  categoryParts,
  parseId,
  payeeParts,
  settingsOf,
  type Book,
  type ComparedPeriods,
  type Id,
  type Within,
} from "@coffer/ledger";
import { categoryName } from "./report-periods.ts";

/** What counts in no bucket or category, in an address and in the ledger. */
export const none = { id: "none", place: -1 } as const;

/** A category or a payee, as the ledger found it, with what a page calls it. */
export type Found = {
  readonly categoryId: string | null;
  readonly name: string | null;
  readonly payeeOf: string | null;
  readonly amountMinor: bigint;
  readonly beforeMinor: bigint;
  readonly count: number;
};

/** The categories or the payees of what is looked at. */
export function foundBy(
  compared: ComparedPeriods,
  by: "category" | "payee",
  within: Within,
): readonly Found[] {
  if (by === "category") {
    return categoryParts(compared, within).map(({ category, ...part }) => ({
      ...part,
      categoryId: category ?? none.id,
      name: categoryName(compared.book, category),
      payeeOf: null,
    }));
  }
  return payeeParts(compared, within).map(({ text, transaction, ...part }) => ({
    ...part,
    categoryId: null,
    name: text === "" ? null : text,
    payeeOf: transaction,
  }));
}

/** The place of a bucket by its id in an address; undefined for all. */
export function placeOf(book: Book, id: string | null): number | undefined {
  if (id === null) return undefined;
  if (id === none.id) return none.place;
  const place = settingsOf(book).rule.buckets.findIndex((bucket) => bucket.id === id);
  return place < 0 ? undefined : place;
}

/** A bucket by its place. */
export function bucketAt(
  book: Book,
  place: number,
): { readonly id: string; readonly name: string | null } {
  const bucket = settingsOf(book).rule.buckets[place];
  return bucket === undefined ? { id: none.id, name: null } : { id: bucket.id, name: bucket.name };
}

/** The category of an address: null for none, undefined for all. */
export function categoryOf(id: string | null): Id | null | undefined {
  if (id === null) return undefined;
  return id === none.id ? null : parseId(id);
}
