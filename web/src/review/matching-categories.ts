/** Categories that a typed text means: those with a word that begins with it come first. */

/** The matches, in the order of the list within each group; all of them for an empty text. */
export function matchingCategories<
  Category extends { readonly path: string; readonly kind: string },
>(categories: readonly Category[], typed: string): readonly Category[] {
  const wanted = foldedText(typed).trim();
  const usable = categories.filter(({ kind }) => kind === "expense");
  if (wanted === "") return usable;
  const rankOf = ({ path }: Category): number => {
    const folded = foldedText(path);
    // The last level is what a person calls it.
    const name = folded.slice(folded.lastIndexOf("›") + 1).trim();
    if (name.startsWith(wanted)) return 0;
    if (` ${folded}`.includes(` ${wanted}`)) return 1;
    return folded.includes(wanted) ? 2 : 3;
  };
  return usable
    .map((category) => ({ category, rank: rankOf(category) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ category }) => category);
}

/** Without case and accents. */
function foldedText(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
