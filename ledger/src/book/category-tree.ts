/**
 * The two levels of categories. State that concurrent edits can reach and that makes no sense has one meaning here:
 * a deleted or unknown category is none, and of a chain of parents only the first step counts, so there are no
 * loops and no third level.
 */
import type { Book } from "./book.ts";
import type { Id } from "./id.ts";
import { recordOf, type RecordOf } from "./record-table.ts";

/** The category, unless it is unknown or deleted. */
export function liveCategory(book: Book, id: Id | null): RecordOf<"category"> | undefined {
  const category = recordOf(book.tables.category, id);
  return category === undefined || category.deleted ? undefined : category;
}

/** The category that this one is in, if any. */
export function parentOf(
  book: Book,
  category: RecordOf<"category">,
): RecordOf<"category"> | undefined {
  return category.parent === category.id ? undefined : liveCategory(book, category.parent);
}

/** Id of the bucket that a category's lines count in: its own, else its parent's, else none. */
export function bucketOfCategory(book: Book, category: RecordOf<"category">): string | null {
  return category.bucket ?? parentOf(book, category)?.bucket ?? null;
}

/** A category's name with its parent's, as `findCategory` takes it: "Food:Restaurants". */
export function categoryPath(book: Book, category: RecordOf<"category">): string {
  const parent = parentOf(book, category);
  return parent === undefined ? category.name : `${parent.name}:${category.name}`;
}

/** The live categories in the order to show them: each parent before its own, by `order`, then by age. */
export function liveCategories(book: Book): readonly RecordOf<"category">[] {
  const live = book.tables.category.records.filter(
    (record): record is RecordOf<"category"> => record !== null && !record.deleted,
  );
  const ordered = live.toSorted((left, right) => left.order - right.order);
  const children = Map.groupBy(ordered, (category) => parentOf(book, category)?.id ?? null);
  const shown = new Set<RecordOf<"category">>();
  for (const top of children.get(null) ?? []) {
    shown.add(top);
    for (const child of children.get(top.id) ?? []) shown.add(child);
  }
  // What is under a child, or in a loop, comes last rather than not at all.
  for (const category of ordered) shown.add(category);
  return [...shown];
}

/** The live accounts in the order to show them. */
export function liveAccounts(book: Book): readonly RecordOf<"account">[] {
  return book.tables.account.records
    .filter((record): record is RecordOf<"account"> => record !== null && !record.deleted)
    .toSorted((left, right) => left.order - right.order);
}
