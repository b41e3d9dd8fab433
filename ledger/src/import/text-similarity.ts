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
