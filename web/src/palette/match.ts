/**
 * Finding a name by some of its letters in their order, "curac" or "rent mar", without regard to case and accents.
 * What begins a word, or follows on from the letter before, counts for more; of all the ways to find the letters in a
 * name the best one counts.
 */

const atStart = 12;
const atWord = 8;
const following = 9;
const never = Number.NEGATIVE_INFINITY;

/** How well a name fits what is typed; undefined if a letter of it is not there. Higher is better. */
export function matchScore(name: string, typed: string): number | undefined {
  const text = folded(name);
  let best: readonly number[] | undefined;
  for (const letter of folded(typed).replaceAll(/\s/g, "")) best = placed(text, letter, best);
  const score = best === undefined ? 0 : Math.max(...best, never);
  // Of two that fit alike, the shorter one is meant.
  return score === never ? undefined : score - text.length / 100;
}

/** Those that fit, the best first; of equals the first one first. All of them if nothing is typed. */
export function bestMatches<Item>(
  items: readonly Item[],
  typed: string,
  nameOf: (item: Item) => string,
): readonly Item[] {
  if (folded(typed) === "") return items;
  return items
    .flatMap((item) => {
      const score = matchScore(nameOf(item), typed);
      return score === undefined ? [] : [{ item, score }];
    })
    .toSorted((left, right) => right.score - left.score)
    .map(({ item }) => item);
}

/** The best score with a letter at each place of a text, given that of the letter before; none before the first. */
function placed(
  text: string,
  letter: string,
  before: readonly number[] | undefined,
): readonly number[] {
  let bestEarlier = before === undefined ? 0 : never;
  return Array.from(text, (own, at) => {
    const adjacent = (before?.[at - 1] ?? never) + following;
    const score = Math.max(bestEarlier, adjacent) + 1 + bonusAt(text, at);
    bestEarlier = Math.max(bestEarlier, before?.[at - 1] ?? never);
    return own === letter ? score : never;
  });
}

function bonusAt(text: string, at: number): number {
  if (at === 0) return atStart;
  return /[\p{L}\p{N}]/u.test(text[at - 1] ?? "") ? 0 : atWord;
}

function folded(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .toLowerCase()
    .trim();
}
