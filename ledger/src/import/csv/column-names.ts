/**
 * A column's name to the roles that it may speak for. Accents, case and punctuation do not count; a
 * currency inside the name ("Betrag (€)", "Amount CZK", "金额(元)") is taken out and returned beside
 * the roles.
 */

import { currencyChoices, currencyOfSymbol } from "../currency-symbols.ts";
import { COLUMN_WORDS } from "./column-words.ts";
import type { NameRole } from "./column-words.ts";

/**
 * What a column's name says; `wholeRoles` are the roles of which the name is exactly one word or
 * phrase.
 */
export interface ColumnName {
  /** As the file has it. */
  readonly written: string;
  readonly plain: string;
  readonly roles: ReadonlySet<NameRole>;
  readonly wholeRoles: ReadonlySet<NameRole>;
  readonly currency: string | null;
  readonly currencySign: string | null;
}

const NAME_LENGTH_MAX = 120;

interface Lookup {
  readonly role: NameRole;
  readonly wholes: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
  readonly longWords: readonly string[];
  readonly stems: readonly string[];
}

const LOOKUPS: readonly Lookup[] = Object.entries(COLUMN_WORDS).map(([role, phrases]) => {
  const all = phrases.words.split("|").filter((word) => word !== "");
  const words = all.filter((word) => !word.startsWith("="));
  return {
    role: role as NameRole,
    wholes: new Set(all.map((word) => word.replace("=", ""))),
    words: new Set(words),
    longWords: words.filter((word) => word.includes(" ")),
    stems: phrases.stems.split("|").filter((stem) => stem !== ""),
  };
});

/** Returns what a name says; an empty name says nothing. */
export function readColumnName(name: string): ColumnName {
  const short = name.slice(0, NAME_LENGTH_MAX);
  const { rest, currency, currencySign } = takeCurrency(short);
  const plain = plainText(rest);
  const roles = new Set<NameRole>();
  const wholeRoles = new Set<NameRole>();
  const tokens = new Set(plain.split(" "));
  for (const { role, wholes, words, longWords, stems } of LOOKUPS) {
    const isWhole = wholes.has(plain) || stems.includes(plain);
    if (isWhole) wholeRoles.add(role);
    if (
      isWhole ||
      hasWord(plain, tokens, words, longWords) ||
      stems.some((stem) => plain.includes(stem))
    ) {
      roles.add(role);
    }
  }
  return { written: name, plain, roles, wholeRoles, currency, currencySign };
}

function hasWord(
  plain: string,
  tokens: ReadonlySet<string>,
  words: ReadonlySet<string>,
  longWords: readonly string[],
): boolean {
  for (const token of tokens) if (words.has(token)) return true;
  return longWords.some((word) => ` ${plain} `.includes(` ${word} `));
}

/** Returns text in lower case without accents, with one space for each run of punctuation. */
export function plainText(text: string): string {
  const lower = text
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036F]/gu, "")
    .normalize("NFC")
    .toLowerCase();
  return lower
    .replaceAll("ß", "ss")
    .replaceAll("ł", "l")
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("đ", "d")
    .replaceAll("ı", "i")
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * The currency of a name stands in brackets, or after the last word ("Amount CZK", "Umsatz in
 * EUR").
 */
function takeCurrency(name: string): {
  rest: string;
  currency: string | null;
  currencySign: string | null;
} {
  const found =
    /[([（](?:in )?([^()[\]（）]{1,12})[)\]）]\s*$/u.exec(name) ??
    /[\s_](?:in |IN )?([A-Z]{3}|[€$£¥])\s*$/u.exec(name);
  const text = found?.[1];
  if (found === null || text === undefined)
    return { rest: name, currency: null, currencySign: null };
  const currency = currencyOfSymbol(text);
  const currencySign = currencyChoices(text).length > 0 ? text : null;
  if (currency === null && currencySign === null)
    return { rest: name, currency: null, currencySign: null };
  return { rest: name.slice(0, found.index), currency, currencySign };
}
