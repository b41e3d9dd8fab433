/** A category with its parent, as screens show it. */
import { parentOf, type Book, type RecordOf } from "@coffer/ledger";

export function shownPath(book: Book, category: RecordOf<"category">): string {
  const parent = parentOf(book, category);
  return parent === undefined ? category.name : `${parent.name} › ${category.name}`;
}
