/**
 * Amounts as people write and read them: "12,50", "1.234,56 €", "(12.50)", "12.5+3*2".
 *
 * Decimal sign and grouping are read from the text where it leaves no doubt ("1.234,56"), and otherwise by the
 * locale ("1,234"). A sum is calculated exactly, as fractions, and rounded half-even once, at its end; a plain
 * number with more decimals than the currency has is an error, not a rounding. Digits are 0–9, full-width ones
 * too; other scripts' digits are not read.
 */
import { fail, ok, type Result } from "../result.ts";
import { AMOUNT_MINOR_MAX } from "./allocate.ts";
import { calculate } from "./calculation.ts";
import { minorDigits, type CurrencyCode } from "./currency.ts";
import { withoutCurrencyMarks } from "./currency-marks.ts";
import { formatDecimal } from "./decimal.ts";
import { roundedQuotient } from "./rounding.ts";

export type AmountErrorCode =
  | "empty"
  | "too-long"
  | "not-an-amount"
  | "too-many-decimals"
  | "division-by-zero"
  | "too-large"
  | "other-currency";

export type AmountError = { readonly code: AmountErrorCode };

export type AmountFormat = {
  readonly currency: CurrencyCode;
  /** BCP 47, such as "en-US". */
  readonly locale: string;
};

const charactersMax = 200;

/** The minor units of what a person typed. */
export function parseAmount(text: string, format: AmountFormat): Result<bigint, AmountError> {
  if (text.length > charactersMax) return fail({ code: "too-long" });
  const typed = normalized(text);
  if (typed === "") return fail({ code: "empty" });
  // White space that groups no digits parts two numbers: "12 50" is not 1250.
  if (/[\d.,]\s+[\d.,]/.test(typed)) return fail({ code: "not-an-amount" });
  const { currency, locale } = format;
  const bare = withoutCurrencyMarks(typed.replaceAll(/\s/g, ""), currency, locale);
  if (!bare.ok) return bare;
  const value = calculate(withSignFirst(bare.value), decimalSignOf(locale));
  if (!value.ok) return value;
  const { numerator, denominator, isPlain } = value.value;
  const scaled = numerator * 10n ** BigInt(minorDigits(currency));
  if (isPlain && scaled % denominator !== 0n) return fail({ code: "too-many-decimals" });
  const minor = roundedQuotient(scaled, denominator);
  const size = minor < 0n ? -minor : minor;
  return size > AMOUNT_MINOR_MAX ? fail({ code: "too-large" }) : ok(minor);
}

/** An amount with its currency, as a locale writes it: "$100.00", "1.234,56 €". */
export function formatAmount(minor: bigint, format: AmountFormat): string {
  return amountFormatter(format)(minor);
}

/** What writes amounts with their currency; making it costs far more than using it, so a list makes it once. */
export function amountFormatter({ currency, locale }: AmountFormat): (minor: bigint) => string {
  return exactFormatter(currency, locale, { style: "currency", currency });
}

/** An amount as a locale writes it, without the currency: "100.00", "1.234,56". */
export function formatPlainAmount(minor: bigint, { currency, locale }: AmountFormat): string {
  return exactFormatter(currency, locale, {})(minor);
}

function exactFormatter(
  currency: CurrencyCode,
  locale: string,
  style: Intl.NumberFormatOptions,
): (minor: bigint) => string {
  const digits = minorDigits(currency);
  const options = { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits };
  const formatter = new Intl.NumberFormat(locale, options);
  // Text, not a number: the formatter takes it digit by digit.
  return (minor) => formatter.format(formatDecimal(minor, digits) as Intl.StringNumericLiteral);
}

/** "." or ",": how a locale writes the decimal sign. */
export function decimalSignOf(locale: string): "." | "," {
  const parts = new Intl.NumberFormat(locale, { minimumFractionDigits: 1 }).formatToParts(0);
  return parts.find((part) => part.type === "decimal")?.value === "," ? "," : ".";
}

/**
 * One kind of minus, times, divide, yen and digit; lower case; no direction marks, and no white space or
 * apostrophe where it groups three digits.
 */
function normalized(text: string): string {
  return text
    .replaceAll(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll("\uFFE5", "¥")
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/[\u2010-\u2013\u2212\uFE63]/g, "-")
    .replaceAll("\u00D7", "*")
    .replaceAll("\u00F7", "/")
    .replaceAll(/(?<=(?<![\d.,])\d{1,3})[\s'\u2019](?=\d{3}(?!\d))/g, "")
    .toLowerCase()
    .trim();
}

/** A number in parentheses or with its minus behind, as banks and books write it, has the minus in front. */
function withSignFirst(text: string): string {
  const digits = /^\(([\d.,]+)\)$/.exec(text)?.[1] ?? /^([\d.,]+)-$/.exec(text)?.[1];
  return digits === undefined ? text : `-${digits}`;
}
