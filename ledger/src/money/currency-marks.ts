/**
 * The currency in a typed amount: its code, its sign, its abbreviation ("€", "eur", "kr.", "F CFA").
 *
 * Marks of the expected currency are taken off; any other sign or code is another currency, and any other word
 * makes the text no amount: a letter within a number is never skipped over ("1e3" is not 13).
 */
import { fail, ok, type Result } from "../result.ts";
import { parseCurrency, type CurrencyCode } from "./currency.ts";

export type CurrencyMarkError = { readonly code: "not-an-amount" | "other-currency" };

/** A text, already without white space and in lower case, without the marks of a currency in a locale. */
export function withoutCurrencyMarks(
  text: string,
  currency: CurrencyCode,
  locale: string,
): Result<string, CurrencyMarkError> {
  if (!/[\p{L}\p{Sc}]/u.test(text)) return ok(text);
  let bare = text;
  for (const mark of marksOf(currency, locale)) {
    const pieces = bare.split(mark);
    if (pieces.some((piece, index) => joinsNumbers(pieces[index - 1], piece))) {
      return fail({ code: "not-an-amount" });
    }
    bare = pieces.join("");
  }
  if (/\p{Sc}/u.test(bare)) return fail({ code: "other-currency" });
  const words = bare.match(/\p{L}+/gu) ?? [];
  if (words.some((word) => parseCurrency(word) !== undefined)) {
    return fail({ code: "other-currency" });
  }
  return words.length === 0 ? ok(bare) : fail({ code: "not-an-amount" });
}

/** Whether a number ends before a mark and another one begins after it. */
function joinsNumbers(before: string | undefined, after: string): boolean {
  return before !== undefined && /[\d.,]$/.test(before) && /^[\d.,]/.test(after);
}

/** Longest first, so that "kr." goes before "kr". */
function marksOf(currency: CurrencyCode, locale: string): readonly string[] {
  const displays = ["symbol", "narrowSymbol"] as const;
  const symbols = displays.flatMap((currencyDisplay) =>
    new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay })
      .formatToParts(0)
      .filter((part) => part.type === "currency")
      .map((part) => part.value.replaceAll(/[\s\p{Cf}]/gu, "").replaceAll("\uFFE5", "¥")),
  );
  return [currency, ...symbols, ...symbols.map((symbol) => symbol.replace(/\.$/, ""))]
    .map((mark) => mark.toLowerCase())
    .filter((mark) => mark !== "")
    .toSorted((left, right) => right.length - left.length);
}
