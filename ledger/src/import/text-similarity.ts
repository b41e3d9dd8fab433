/**
 * How alike two texts of transactions are: the share of letter pairs that they have in common
 * (Dice's coefficient), after case, accents, punctuation and spacing are gone. 1 is equal, 0 has
 * nothing in common.
 */

const TEXT_LENGTH_MAX = 200;
const SIMPLE = /^[a-z0-9 ]*$/u;

/**
 * Returns a text without case, accents and punctuation: equal texts of two files come out equal.
 */
export function normalizeText(text: string): string {
  const lower = text.toLowerCase();
  if (SIMPLE.test(lower))
    return lower.includes("  ") ? lower.replaceAll(/ +/gu, " ").trim() : lower.trim();
  return lower
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/** Returns the similarity of two normalised texts. */
export function similarity(a: string, b: string): number {
  if (a === b) return a === "" ? 0 : 1;
  const [left, right] = [a.slice(0, TEXT_LENGTH_MAX), b.slice(0, TEXT_LENGTH_MAX)];
  if (left.length < 2 || right.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let index = 0; index < left.length - 1; index += 1) {
    const pair = left.slice(index, index + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let common = 0;
  for (let index = 0; index < right.length - 1; index += 1) {
    const pair = right.slice(index, index + 2);
    const count = pairs.get(pair) ?? 0;
    if (count === 0) continue;
    pairs.set(pair, count - 1);
    common += 1;
  }
  return (2 * common) / (left.length + right.length - 2);
}

/** Letters and digits of a word that says something. */
const WORD_LENGTH_MIN = 3;

/**
 * Returns the share of the words of the shorter of two normalised texts that the longer one has too: formats of one
 * bank give the same payee with more or less around it.
 */
export function sharedWords(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const [few, many] = left.size <= right.size ? [left, right] : [right, left];
  if (few.size === 0) return 0;
  let shared = 0;
  for (const word of few) if (many.has(word)) shared += 1;
  return shared / few.size;
}

function wordsOf(text: string): ReadonlySet<string> {
  const words = text.slice(0, TEXT_LENGTH_MAX).split(" ");
  return new Set(words.filter((word) => word.length >= WORD_LENGTH_MIN));
}
