/**
 * What the ledger has to say to people: sentences in English with places for values, which whoever shows them says in
 * the person's language (client/src/texts). The ledger itself says them in English only, where programs read them.
 */

/** A sentence, and what is put into its places: `{amount}`. */
export interface Sentence {
  readonly message: string;
  /** A value may be a remark itself. */
  readonly values: Readonly<Record<string, string | number | Sentence>>;
}

/** A remark. The message stands in the source as a whole, so that it can be translated. */
export function sentence(english: string, values: Sentence["values"] = {}): Sentence {
  return { message: english, values };
}

/** A remark in English. */
export function sentenceText({ message: english, values }: Sentence): string {
  return english.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name] ?? place;
    return typeof value === "object" ? sentenceText(value) : String(value);
  });
}

/** Marks words that are said in the person's language where they are shown. */
export function message(english: string): string {
  return english;
}

/** Sentences one after the other; null if there is none. */
export function inARow([first, ...more]: readonly Sentence[]): Sentence | null {
  if (first === undefined) return null;
  const rest = inARow(more);
  return rest === null ? first : sentence("{first} {rest}", { first, rest });
}
