/**
 * Names of months in the languages of bank files, by their first letters without accents.
 * A prefix decides, so that "Sept.", "septembre" and "september" need no entry each.
 */

const PREFIXES: readonly (readonly string[])[] = [
  ["jan", "ene", "gen", "sty", "led", "tammi", "oca", "янв", "saus"],
  ["feb", "fev", "lut", "uno", "helmi", "sub", "фев", "vas"],
  ["mar", "maa", "mrt", "mae", "brez", "maalis", "мар", "kov"],
  ["apr", "abr", "avr", "kwi", "dub", "huhti", "nis", "апр", "bal"],
  ["may", "mai", "mei", "mag", "maj", "kve", "touko", "мая", "май", "geg"],
  ["jun", "giu", "cze", "cer", "kesa", "haz", "июн", "bir"],
  ["jul", "juil", "lug", "lip", "cvc", "heina", "tem", "июл", "lie"],
  ["aug", "ago", "aou", "sie", "srp", "elo", "agu", "авг", "rgp"],
  ["sep", "set", "wrz", "zar", "syys", "eyl", "сен", "rgs"],
  ["oct", "oto", "ott", "okt", "paz", "rij", "loka", "eki", "окт", "spa"],
  ["nov", "lis", "marras", "kas", "ноя", "lap"],
  ["dec", "des", "dez", "dic", "gru", "pro", "joulu", "ara", "дек", "grd"],
];

/** Prefixes that begin the names of two months are told apart by more letters. */
const EXACT: ReadonlyMap<string, number> = new Map([
  ["juin", 6],
  ["juni", 6],
  ["juli", 7],
  ["cervna", 6],
  ["cerven", 6],
  ["cervence", 7],
  ["cervenec", 7],
  ["marraskuu", 11],
  ["marraskuuta", 11],
  ["maaliskuu", 3],
  ["listopada", 11],
  ["listopad", 11],
  ["lipca", 7],
  ["lipiec", 7],
  ["marzec", 3],
  ["marca", 3],
]);

/** Returns the month from 1 to 12, or null if the name is none. */
export function monthOfName(name: string): number | null {
  const plain = name.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
  const exact = EXACT.get(plain);
  if (exact !== undefined) return exact;
  let month: number | null = null;
  let length = 0;
  for (const [index, prefixes] of PREFIXES.entries()) {
    for (const prefix of prefixes) {
      if (prefix.length > length && plain.startsWith(prefix))
        [month, length] = [index + 1, prefix.length];
    }
  }
  return month;
}
