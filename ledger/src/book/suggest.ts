/**
 * Which category a text probably belongs to, and why: what the person chose for the same text last time, else what
 * the starter set's words hint at. "The same text" leaves out case, digits and marks, because banks put a branch
 * or a date into it. Nothing is learnt beyond what the book holds, so it can always be explained.
 */
import type { Book } from "./book.ts";
import { liveCategories } from "./category-tree.ts";
import type { Id } from "./id.ts";
import { bookLimits as limits } from "./limits.ts";
import type { RecordOf } from "./record-table.ts";
import { transactionKinds, type CategoryKind } from "./records.ts";
import { starterGroups, type StarterCategory } from "./starter-categories.ts";
import { textAt } from "./text-table.ts";
import { HIDDEN_FLAGS, KIND_BITS, rowFlags } from "./transaction-columns.ts";

/** A suggested category. `count`: how many transactions with this text have it; `word`: what hinted at it. */
export type Suggestion = {
  readonly category: Id;
  readonly reason:
    | { readonly by: "history"; readonly count: number }
    | { readonly by: "hint"; readonly word: string };
};

/** Suggests for one text after another, from the book as it was when the suggester was made. */
export type Suggester = (text: string, kind: CategoryKind) => Suggestion | undefined;

/** The category that a text probably belongs to, or undefined. For many texts make one suggester. */
export function suggestCategory(
  book: Book,
  text: string,
  kind: CategoryKind,
): Suggestion | undefined {
  return createSuggester(book)(text, kind);
}

/** Returns a suggester; looks at every transaction once. */
export function createSuggester(book: Book): Suggester {
  const history = {
    expense: learn(book, ["expense", "refund"]),
    income: learn(book, ["income"]),
  };
  const hints = hintsOf(book);
  const suggest = (normal: string, kind: CategoryKind): Suggestion | undefined => {
    const seen = history[kind].get(normal);
    const category = seen === undefined ? undefined : book.tables.category.ids[seen.category];
    if (seen !== undefined && category !== undefined) {
      const count = seen.counts.get(seen.category) ?? 0;
      return { category, reason: { by: "history", count } };
    }
    // Hints are sorted, so that "student loan" is found before "loan".
    const padded = ` ${normal} `;
    const hint = hints.find((one) => one.kind === kind && padded.includes(` ${one.word} `));
    return hint === undefined
      ? undefined
      : { category: hint.category, reason: { by: "hint", word: hint.word } };
  };
  // A bank's file has few texts and many rows.
  const known = {
    expense: new Map<string, Suggestion | undefined>(),
    income: new Map<string, Suggestion | undefined>(),
  };
  return (text, kind) => {
    const normal = normalText(text);
    const suggested = known[kind].get(normal);
    if (suggested !== undefined || known[kind].has(normal)) return suggested;
    const suggestion = suggest(normal, kind);
    known[kind].set(normal, suggestion);
    return suggestion;
  };
}

/** A text without case, digits, marks and repeated spaces; as it is if that leaves nothing. */
export function normalText(text: string): string {
  const lower = text.slice(0, limits.textCharactersMax).normalize("NFKC").toLowerCase();
  const letters = lower.replace(/[^\p{L}]+/gu, " ").trim();
  return letters === "" ? lower.trim() : letters;
}

type Seen = { category: number; day: number; readonly counts: Map<number, number> };

function learn(
  book: Book,
  kinds: readonly (typeof transactionKinds)[number][],
): ReadonlyMap<string, Seen> {
  const { state, text, category, day, count } = book.transactions;
  const isLearned = transactionKinds.map((name) => kinds.includes(name));
  const usable = book.tables.category.records.map(
    (record) => record !== null && !record.deleted && !record.archived,
  );
  const skipped = HIDDEN_FLAGS | rowFlags.split;
  const byText = new Map<number, Seen>();
  const byNormal = new Map<string, Seen>();
  for (let row = 0; row < count; row++) {
    const slot = category[row] ?? -1;
    const index = text[row] ?? -1;
    if (index < 0 || ((state[row] ?? 0) & skipped) !== 0 || usable[slot] !== true) continue;
    if (isLearned[(state[row] ?? 0) & KIND_BITS] !== true) continue;
    let seen = byText.get(index);
    if (seen === undefined) {
      const normal = normalText(textAt(book.texts, index));
      seen = byNormal.get(normal) ?? { category: slot, day: day[row] ?? 0, counts: new Map() };
      byNormal.set(normal, seen);
      byText.set(index, seen);
    }
    seen.counts.set(slot, (seen.counts.get(slot) ?? 0) + 1);
    if ((day[row] ?? 0) >= seen.day) {
      seen.category = slot;
      seen.day = day[row] ?? 0;
    }
  }
  return byNormal;
}

type Hint = { readonly word: string; readonly category: Id; readonly kind: CategoryKind };

/** The hint words of the starter categories that the book has, longest first. */
function hintsOf(book: Book): readonly Hint[] {
  const byName = new Map<string, RecordOf<"category">>();
  for (const category of liveCategories(book)) {
    const name = category.name.toLowerCase();
    if (!category.archived && !byName.has(name)) byName.set(name, category);
  }
  const hints: Hint[] = [];
  const add = (starter: StarterCategory): void => {
    const { en, de } = starter.names;
    const category = byName.get(en.toLowerCase()) ?? byName.get(de.toLowerCase());
    if (category === undefined) return;
    for (const word of starter.hints) {
      hints.push({ word, category: category.id, kind: category.kind });
    }
  };
  for (const group of starterGroups) {
    add(group);
    for (const category of group.children) add(category);
  }
  return hints.toSorted((left, right) => right.word.length - left.word.length);
}
