/**
 * The bucket of 50/30/20 that a category of another app probably belongs to, by its name: a category that the starter
 * set has, a word that hints at one of those, or a word that apps use. The longest word wins, the innermost name
 * first. A name that says nothing gets no bucket.
 */
import { starterGroups, type StarterCategory } from "../../book/starter-categories.ts";
import { normalText } from "../../book/suggest.ts";
import { sentence, type Sentence } from "../../sentence.ts";

export type BucketName = "needs" | "wants" | "savings";

export interface ProposedBucket {
  readonly bucket: BucketName;
  readonly reason: Sentence;
}

/** Words in names of categories, beside the starter set's: English and German, without case. */
const words: Readonly<Record<BucketName, string>> = {
  needs:
    "bill|bills|utilities|utility|electric|gas|water|trash|garbage|sewer|phone|mobile|cell|immediate obligations|" +
    "usual expenses|fixed costs|fixed expenses|essentials|living expenses|housing|home|house|household|apartment|" +
    "debt|debt payments|credit card|credit card payments|loans|interest paid|medical|medicine|health|healthcare|dental|" +
    "vision|auto|vehicle|car payment|car maintenance|transportation|commute|commuting|kids|children|child|baby|" +
    "education|student|fees|bank charges|service charge|bank service charge|charges|legal|taxes|federal|social security|" +
    "state province|medicare|supplies|laundry|food|dues|alimony|union|fixkosten|nebenkosten|lebenshaltung|haushalt|" +
    "wohnung|haus|gas|wasser|müll|handy|rechnungen|schulden|raten|tilgung|zinsaufwand|gesundheit|medikamente|" +
    "fahrzeug|verkehrsmittel|fahrtkosten|mobilität|kinder|baby|ausbildung|bildung|bankgebühren|kontogebühren|" +
    "gebühren|steuern|sozialversicherung|abgaben|beiträge|ernährung|drogerie|kfz|strom heizung",
  wants:
    "wants|dining|dining out|eating out|drinks|alcohol|tobacco|smoking|entertainment|fun|fun money|just for fun|" +
    "quality of life|quality of life goals|leisure|recreation|hobbies|music|movies|video games|streaming|" +
    "subscriptions|vacation|holidays|trips|travelling|traveling|gifts|giving|gifts given|charity|clothes|beauty|" +
    "personal|personal care|spa|toys|gadgets|cable|magazines|books|sports|events|misc|miscellaneous|spending money|" +
    "pocket money|allowance|wünsche|freizeit|hobbys|unterhaltung|vergnügen|essen gehen|auswärts|alkohol|tabak|" +
    "musik|filme|spiele|streaming|ausflüge|ferien|geschenke|spenden|mode|schönheit|taschengeld|zeitschriften|" +
    "bücher|verschiedenes|sonstiges|luxus|restaurantbesuche",
  savings:
    "savings goals|saving goals|investments|investments and savings|investing|invest|rainy day|rainy day fund|" +
    "emergency|sinking fund|sinking funds|future|college fund|house fund|down payment|stocks|funds|bonds|" +
    "vermögensaufbau|vermögen|rücklagen|sparziele|sparrate|vorsorge|notreserve|aktien|fonds|bausparen|bausparvertrag",
};

interface Word {
  readonly word: string;
  readonly bucket: BucketName;
}

/** Proposes a bucket for a category by its path, or null. */
export function proposeBucket(path: readonly string[]): ProposedBucket | null {
  for (const name of path.toReversed()) {
    const normal = normalText(name);
    const whole = namesOfStarter.get(normal);
    if (whole !== undefined) {
      const reason = sentence('"{name}" counts there in the categories Coffer starts with.', {
        name,
      });
      return { bucket: whole, reason };
    }
    const found = wordIn(normal);
    if (found !== undefined) {
      return {
        bucket: found.bucket,
        reason: sentence('The name has the word "{word}".', { word: found.word }),
      };
    }
  }
  return null;
}

const namesOfStarter: ReadonlyMap<string, BucketName> = new Map(
  starterGroups.flatMap((group) =>
    [group as StarterCategory, ...group.children].flatMap(({ names, bucket }) => {
      const own = bucket ?? group.bucket;
      return own === null
        ? []
        : Object.values(names).map((name) => [normalText(name), own] as const);
    }),
  ),
);

const wordsLongestFirst: readonly Word[] = [
  ...Object.entries(words).flatMap(([bucket, list]) =>
    list.split("|").map((word) => ({ word, bucket: bucket as BucketName })),
  ),
  ...starterGroups.flatMap((group) =>
    [group as StarterCategory, ...group.children].flatMap(({ hints, bucket }) => {
      const own = bucket ?? group.bucket;
      return own === null ? [] : hints.map((word) => ({ word, bucket: own }));
    }),
  ),
].toSorted((left, right) => right.word.length - left.word.length);

function wordIn(normal: string): Word | undefined {
  const padded = ` ${normal} `;
  return wordsLongestFirst.find(({ word }) => padded.includes(` ${word} `));
}
