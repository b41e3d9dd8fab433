/**
 * Which category a text probably belongs to, and why: what the person chose most for the same text the last few times,
 * else for texts that begin with the same word, else what the starter set's words hint at. "The same text" leaves out
 * case, digits, marks, dates and numbers of cards, because banks put a branch or a date into it. Nothing is learnt
 * beyond what the book holds, so it can always be explained; where the person chose now this and now that, nothing
 * is suggested.
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

/**
 * Why a category is suggested. `count`: how many transactions have it, with this text or with texts that begin with
 * `word`; or the word that hinted at it.
 */
export type SuggestionReason =
  | { readonly by: "history"; readonly count: number }
  | { readonly by: "similar"; readonly count: number; readonly word: string }
  | { readonly by: "hint"; readonly word: string };

/** A suggested category. */
export type Suggestion = {
  readonly category: Id;
  readonly reason: SuggestionReason;
  /** From 0, a guess, to 1, always so. */
  readonly confidence: number;
};

/** Suggests for one text after another, from the book as it was when the suggester was made. */
export type Suggester = (text: string, kind: CategoryKind) => Suggestion | undefined;

/** The newest choices for a text that count, and the share of them that a suggestion needs. */
const LATEST_MAX = 5;
const SHARE_MIN = 0.6;
/** What texts that only begin alike need: so many different ones, choices, and share of all of them. */
const SIMILAR_TEXTS_MIN = 2;
const SIMILAR_COUNT_MIN = 3;
const SIMILAR_SHARE_MIN = 0.8;
const SIMILAR_LETTERS_MIN = 3;
/** A hint is as good as one choice of four. */
const HINT_CONFIDENCE = 0.25;
/** Digits that make a word a date, or the number of a card, a branch or a booking. */
const NUMBER_DIGITS_MIN = 4;

/** Words at the beginning of banks' texts that tell nothing of the payee. */
const emptyWords: ReadonlySet<string> = new Set(
  (
    "visa mastercard maestro girocard debit credit card karte kartenzahlung kreditkarte lastschrift basislastschrift " +
    "sepa dauerauftrag gutschrift ueberweisung überweisung auftrag einkauf zahlung payment purchase pos transfer to " +
    "from an von bei the der die das paypal sumup klarna stripe apple google pay contactless direct online sq"
  ).split(" "),
);

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
    const { same, similar } = history[kind];
    const chosen = chosenOf(same.get(normal)) ?? similarOf(similar, normal);
    const category = chosen === undefined ? undefined : book.tables.category.ids[chosen.slot];
    if (chosen !== undefined && category !== undefined) {
      return { category, reason: chosen.reason, confidence: chosen.confidence };
    }
    // Hints are sorted, so that "student loan" is found before "loan".
    const padded = ` ${normal} `;
    const hint = hints.find((one) => one.kind === kind && padded.includes(` ${one.word} `));
    return hint === undefined
      ? undefined
      : {
          category: hint.category,
          reason: { by: "hint", word: hint.word },
          confidence: HINT_CONFIDENCE,
        };
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

/**
 * A text without case, digits, marks, repeated spaces, dates and numbers of cards ("xxxx1234"); with what is left of
 * these if that leaves nothing, and as it is if that leaves nothing too.
 */
export function normalText(text: string): string {
  const lower = text.slice(0, limits.textCharactersMax).normalize("NFKC").toLowerCase();
  const words = lower.split(/\s+/).filter((word) => !isNumber(word));
  const letters = lettersOf(words.join(" "));
  return letters === "" ? lettersOf(lower) || lower.trim() : letters;
}

function lettersOf(text: string): string {
  return text.replace(/[^\p{L}]+/gu, " ").trim();
}

function isNumber(word: string): boolean {
  let digits = 0;
  for (const letter of word) if (letter >= "0" && letter <= "9") digits += 1;
  return digits >= NUMBER_DIGITS_MIN;
}

/** What was chosen for a text: the newest choices, oldest first, and how often each category. */
type Seen = {
  readonly latest: { readonly day: number; readonly slot: number }[];
  readonly counts: Map<number, number>;
};

/** What was chosen for texts that begin with a word. */
type Similar = { texts: number; readonly counts: Map<number, number> };

type History = {
  readonly same: ReadonlyMap<string, Seen>;
  readonly similar: ReadonlyMap<string, Similar>;
};

type Chosen = Pick<Suggestion, "reason" | "confidence"> & { readonly slot: number };

/** The category that was chosen most of the last times; of two, the one that was chosen last. */
function chosenOf(seen: Seen | undefined): Chosen | undefined {
  if (seen === undefined) return undefined;
  const slots = seen.latest.map(({ slot }) => slot).toReversed();
  const times = (slot: number): number => slots.filter((other) => other === slot).length;
  const slot = slots.reduce((best, other) => (times(other) > times(best) ? other : best));
  const share = times(slot) / slots.length;
  if (share < SHARE_MIN) return undefined;
  const count = seen.counts.get(slot) ?? 0;
  return { slot, reason: { by: "history", count }, confidence: (share * count) / (count + 1) };
}

function similarOf(similar: ReadonlyMap<string, Similar>, normal: string): Chosen | undefined {
  const word = firstWord(normal);
  const seen = word === undefined ? undefined : similar.get(word);
  if (word === undefined || seen === undefined || seen.texts < SIMILAR_TEXTS_MIN) return undefined;
  let [slot, count, all] = [-1, 0, 0];
  for (const [other, times] of seen.counts) {
    all += times;
    if (times > count) [slot, count] = [other, times];
  }
  const share = count / all;
  if (count < SIMILAR_COUNT_MIN || share < SIMILAR_SHARE_MIN) return undefined;
  const reason = { by: "similar", count, word } as const;
  return { slot, reason, confidence: (share * count) / (count + 2) };
}

/** The first word of a text that may be the payee's. */
function firstWord(normal: string): string | undefined {
  return normal
    .split(" ")
    .find((word) => word.length >= SIMILAR_LETTERS_MIN && !emptyWords.has(word));
}

function learn(book: Book, kinds: readonly (typeof transactionKinds)[number][]): History {
  const { state, text, bankText, category, day, count } = book.transactions;
  const isLearned = transactionKinds.map((name) => kinds.includes(name));
  const usable = book.tables.category.records.map(
    (record) => record !== null && !record.deleted && !record.archived,
  );
  const skipped = HIDDEN_FLAGS | rowFlags.split;
  const byText = new Map<number, Seen>();
  const same = new Map<string, Seen>();
  const seenOf = (index: number): Seen => {
    const known = byText.get(index);
    if (known !== undefined) return known;
    const normal = normalText(textAt(book.texts, index));
    const seen = same.get(normal) ?? { latest: [], counts: new Map<number, number>() };
    same.set(normal, seen);
    byText.set(index, seen);
    return seen;
  };
  for (let row = 0; row < count; row++) {
    const slot = category[row] ?? -1;
    if (((state[row] ?? 0) & skipped) !== 0 || usable[slot] !== true) continue;
    if (isLearned[(state[row] ?? 0) & KIND_BITS] !== true) continue;
    // What the bank called it comes again, also where it was renamed.
    const texts = [text[row] ?? -1, bankText[row] ?? -1].filter((index) => index >= 0);
    for (const seen of new Set(texts.map(seenOf))) addChoice(seen, day[row] ?? 0, slot);
  }
  return { same, similar: similarTexts(same) };
}

function addChoice({ latest, counts }: Seen, day: number, slot: number): void {
  counts.set(slot, (counts.get(slot) ?? 0) + 1);
  const later = latest.findIndex((other) => other.day > day);
  latest.splice(later < 0 ? latest.length : later, 0, { day, slot });
  if (latest.length > LATEST_MAX) latest.shift();
}

function similarTexts(same: ReadonlyMap<string, Seen>): ReadonlyMap<string, Similar> {
  const similar = new Map<string, Similar>();
  for (const [normal, { counts }] of same) {
    const word = firstWord(normal);
    if (word === undefined) continue;
    const seen = similar.get(word) ?? { texts: 0, counts: new Map<number, number>() };
    seen.texts += 1;
    for (const [slot, times] of counts) seen.counts.set(slot, (seen.counts.get(slot) ?? 0) + times);
    similar.set(word, seen);
  }
  return similar;
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
