/**
 * What a person means by the name of an account or category. Names match without regard to case, exactly or else
 * by a beginning that only one has; a category may be given with its parent, "food:rest". Whatever is in use is
 * preferred over what is closed or archived; deleted records are not found.
 */
import { fail, ok, type Result } from "../result.ts";
import type { Book } from "./book.ts";
import { liveAccounts, liveCategories, categoryPath, parentOf } from "./category-tree.ts";
import type { RecordOf } from "./record-table.ts";

/** Nothing has this name, or several do: then all of them by their full name. */
export type FindError =
  | { readonly code: "unknown-name" }
  | { readonly code: "ambiguous-name"; readonly names: readonly string[] };

/** Names given in an error for a name that fits many. */
const NAMES_SHOWN_MAX = 10;

/** The account of a name. */
export function findAccount(book: Book, name: string): Result<RecordOf<"account">, FindError> {
  const wanted = folded(name);
  const candidates = liveAccounts(book).map((account) => ({
    record: account,
    inUse: !account.closed,
    name: account.name,
    matches: (isMatch: (text: string, wanted: string) => boolean) =>
      isMatch(folded(account.name), wanted),
  }));
  return pick(candidates);
}

/** The category of a name, or of "Parent:Child". */
export function findCategory(book: Book, name: string): Result<RecordOf<"category">, FindError> {
  const colon = name.indexOf(":");
  const wantedParent = colon < 0 ? undefined : folded(name.slice(0, colon));
  const wantedChild = folded(name.slice(colon + 1));
  const whole = folded(name);
  const candidates = liveCategories(book).map((category) => {
    const parent = parentOf(book, category);
    return {
      record: category,
      inUse: !category.archived,
      name: categoryPath(book, category),
      matches: (isMatch: (text: string, wanted: string) => boolean) =>
        isMatch(folded(category.name), whole) ||
        (wantedParent !== undefined &&
          parent !== undefined &&
          isMatch(folded(parent.name), wantedParent) &&
          isMatch(folded(category.name), wantedChild)),
    };
  });
  return pick(candidates);
}

type Candidate<Found> = {
  readonly record: Found;
  readonly inUse: boolean;
  readonly name: string;
  readonly matches: (isMatch: (text: string, wanted: string) => boolean) => boolean;
};

function pick<Found>(candidates: readonly Candidate<Found>[]): Result<Found, FindError> {
  for (const isMatch of [isEqual, isBeginning]) {
    const fitting = candidates.filter(({ matches }) => matches(isMatch));
    const inUse = fitting.filter((candidate) => candidate.inUse);
    const found = inUse.length > 0 ? inUse : fitting;
    if (found.length > 1) {
      const names = found.slice(0, NAMES_SHOWN_MAX).map(({ name }) => name);
      return fail({ code: "ambiguous-name", names });
    }
    if (found[0] !== undefined) return ok(found[0].record);
  }
  return fail({ code: "unknown-name" });
}

function isEqual(text: string, wanted: string): boolean {
  return text === wanted;
}

function isBeginning(text: string, wanted: string): boolean {
  return wanted !== "" && text.startsWith(wanted);
}

function folded(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}
