/** The words of the review queue. */
import { _, translated } from "@coffer/client/texts";
import type { ReviewItem } from "../engine/home-models.ts";

export const reviewTexts = translated({
  title: "Review",
  loading: "Looking for what waits",
  left: (count: string) => _("{count} waiting", { count }),
  leftOne: "1 waiting",
  pendingHint: "It is reserved for more than a week. Was it booked?",

  history: (count: number) =>
    _("{count, plural, one {once before} other {# times before}}", { count }),
  word: (word: string) => _("because of “{word}”", { word }),
  noSuggestion: "Nothing like it was seen before. Choose a category:",
  orUsual: "Or another one:",
  other: "Another category",
  alike: (count: number) =>
    _("{count, plural, one {Also for # other like it} other {Also for # others like it}}", {
      count,
    }),
  skip: "Skip",
  booked: "It was booked",
  gone: "It never came: delete",

  find: "Find a category",
  found: "Categories that fit",
  noneFound: "No category fits.",
  cancel: "Cancel",

  sorted: (text: string, category: string) => _("{text}: {category}.", { text, category }),
  sortedMany: (count: number, category: string) =>
    _("{count} transactions: {category}.", { count, category }),
  bookedDone: (text: string) => _("{text} is booked.", { text }),
  goneDone: (text: string) => _("Deleted {text}.", { text }),

  none: "Nothing is waiting",
  noneHint: "Everything has a category, and no reservation is overdue.",
  onlySkipped: "Only what you skipped is left",
  again: "Show it again",
  home: "Go to Home",
  keys: "Keys: Enter accepts, 1 to 9 choose, c finds another category, a takes all alike, s skips.",
});

/** Why a category is suggested. */
export function reasonText({ reason }: NonNullable<ReviewItem["suggestion"]>): string {
  return reason.by === "history"
    ? reviewTexts.history(reason.count)
    : reviewTexts.word(reason.word);
}
