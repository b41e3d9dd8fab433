/** Looking at a book as it would be after some changes, which are taken back at once: apply and revert are exact. */
import { apply, revert, type Applied } from "../book/apply.ts";
import type { Book } from "../book/book.ts";
import type { ChangeSet } from "../book/change.ts";

/** What `look` sees after the change sets; the book is as before when this returns or throws. */
export function asIfChanged<Seen>(
  book: Book,
  changeSets: readonly ChangeSet[],
  look: (book: Book) => Seen,
): Seen {
  const applied: Applied[] = [];
  try {
    for (const changeSet of changeSets) applied.push(apply(book, changeSet, "what if"));
    return look(book);
  } finally {
    for (const { token } of applied.toReversed()) revert(book, token);
  }
}
