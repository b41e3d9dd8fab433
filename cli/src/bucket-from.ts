/** A bucket of the budget by what a person calls it. */
import { _, bucketWord, ownName } from "@coffer/client/texts";
import { settingsOf, type Book } from "@coffer/ledger";
import { misuse } from "./terminal/terminal.ts";

/** The id of a bucket, null for "-"; ends the command if there is none of that name. */
export function bucketFrom(book: Book, text: string): string | null {
  if (text === "-") return null;
  const { buckets } = settingsOf(book).rule;
  const wanted = text.toLowerCase();
  const found = buckets.find(({ id, name }) =>
    [id, name, ownName(name), bucketWord(id)].some((word) => word.toLowerCase() === wanted),
  );
  return (
    found?.id ??
    misuse(
      _("--bucket {text}: one of {buckets}.", {
        text,
        buckets: buckets.map(({ id }) => bucketWord(id)).join(", "),
      }),
    )
  );
}
