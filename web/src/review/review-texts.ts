/** The words of the review queue. */
import type { ReviewItem } from "../engine/home-models.ts";

export const reviewTexts = {
  title: "Review",
  loading: "Looking for what waits",
  left: (count: string) => `${count} waiting`,
  leftOne: "1 waiting",
  unsortedHint: "It has no category yet, so it counts nowhere.",
  pendingHint: "It is reserved for more than a week. Was it booked?",

  accept: (category: string) => category,
  history: (count: number) => (count === 1 ? "once before" : `${count} times before`),
  word: (word: string) => `because of “${word}”`,
  noSuggestion: "Nothing like it was seen before. Choose a category:",
  orUsual: "Or another one:",
  other: "Another category",
  alike: (count: number) =>
    count === 1 ? "Also for 1 other like it" : `Also for ${count} others like it`,
  skip: "Skip",
  booked: "It was booked",
  gone: "It never came: delete",

  find: "Find a category",
  found: "Categories that fit",
  noneFound: "No category fits.",
  cancel: "Cancel",

  sorted: (text: string, category: string) => `${text}: ${category}.`,
  sortedMany: (count: number, category: string) => `${count} transactions: ${category}.`,
  bookedDone: (text: string) => `${text} is booked.`,
  goneDone: (text: string) => `Deleted ${text}.`,

  none: "Nothing is waiting",
  noneHint: "Everything has a category, and no reservation is overdue.",
  onlySkipped: "Only what you skipped is left",
  again: "Show it again",
  home: "Go to Home",
  keys: "Keys: Enter accepts, 1 to 9 choose, c finds another category, a takes all alike, s skips.",
} as const;

/** Why a category is suggested. */
export function reasonText({ reason }: NonNullable<ReviewItem["suggestion"]>): string {
  return reason.by === "history"
    ? reviewTexts.history(reason.count)
    : reviewTexts.word(reason.word);
}
