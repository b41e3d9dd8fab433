/**
 * What the ledger has to say to people: sentences in English with places for values, which whoever shows them says in
 * the person's language (client/src/texts). The ledger itself says them in English only, where programs read them.
 */

/** A sentence, and what is put into its places: `{amount}`. */
export interface Remark {
  readonly message: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** A remark. The message stands in the source as a whole, so that it can be translated. */
export function remark(english: string, values: Remark["values"] = {}): Remark {
  return { message: english, values };
}

/** A remark in English. */
export function remarkText({ message: english, values }: Remark): string {
  return english.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

/** Marks words that are said in the person's language where they are shown. */
export function message(english: string): string {
  return english;
}
