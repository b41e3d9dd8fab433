/** Amounts, dates and shares as the browser's locale writes them. */
import { english, languageCode, onLanguage } from "@coffer/client/texts";
import { amountFormatter, dayToText, type CurrencyCode, type Day } from "@coffer/ledger";
import type { Money } from "../engine/view-models.ts";
import { preferences } from "./preferences.ts";

/**
 * The browser's locale of the language in use ("de-AT"), or else the bare language. English is also what people read
 * whose own language is missing: their amounts and dates stay as they are used to them.
 */
export let locale: string = localeOf(languageCode());
/** Making a formatter costs far more than using it, and a list uses one for every row. */
let formatters = formattersOf(locale);
onLanguage(() => {
  locale = localeOf(languageCode());
  formatters = formattersOf(locale);
});

function localeOf(language: string): string {
  const base = new Intl.Locale(language).language;
  const own = navigator.languages.find((tag) => new Intl.Locale(tag).language === base);
  return own ?? (language === english.code ? navigator.language : language);
}

/** What is read, and heard, in place of every amount while they are hidden. */
const hidden = "•••";

function formattersOf(of: string) {
  // In UTC, where an ISO date is its own midnight: forty times as fast as formatting a Temporal date.
  const dayParts = { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" } as const;
  return {
    amounts: new Map<CurrencyCode, (minor: bigint) => string>(),
    day: new Intl.DateTimeFormat(of, dayParts),
    dayAndYear: new Intl.DateTimeFormat(of, { ...dayParts, year: "numeric" }),
  };
}

/** An amount with its currency. */
export function money({ minor, currency }: Money): string {
  if (preferences().areAmountsHidden) return hidden;
  const { amounts } = formatters;
  const format = amounts.get(currency) ?? amountFormatter({ currency, locale });
  amounts.set(currency, format);
  return format(minor);
}

/** An amount of a currency. */
export function amountIn(currency: CurrencyCode): (minor: bigint) => string {
  return (minor) => money({ minor, currency });
}

/** Hundredths of a percent as a percentage. */
export function share(basisPoints: number): string {
  const options = { style: "percent", maximumFractionDigits: 2 } as const;
  return new Intl.NumberFormat(locale, options).format(basisPoints / 10_000);
}

/** A day with its weekday, without the year if it is this one. */
export function dayText(day: Day): string {
  const text = dayToText(day);
  const isThisYear = text.startsWith(`${Temporal.Now.plainDateISO().year}-`);
  return (isThisYear ? formatters.day : formatters.dayAndYear).format(new Date(text));
}

/** A period: "November 2026", or its first and last day. */
export function periodText({ name, first, last }: { name: string; first: Day; last: Day }): string {
  if (/^\d{4}-\d\d$/.test(name)) {
    const date = Temporal.PlainDate.from(`${name}-01`);
    return date.toLocaleString(locale, { month: "long", year: "numeric" });
  }
  return `${dayText(first)} – ${dayText(last)}`;
}

/** A period in a few letters: "Nov", or the day it begins. */
export function shortPeriodText({ name, first }: { name: string; first: Day }): string {
  const isMonth = /^\d{4}-\d\d$/.test(name);
  const date = Temporal.PlainDate.from(dayToText(first));
  return date.toLocaleString(locale, { month: "short", ...(!isMonth && { day: "numeric" }) });
}

/** A moment in Unix seconds, by this device's clock. */
export function momentText(seconds: number): string {
  const options = { dateStyle: "medium", timeStyle: "short" } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(seconds * 1_000));
}

/** Decimal text, as a file has it, with all of its decimals. */
export function decimalText(text: string): string {
  if (preferences().areAmountsHidden) return hidden;
  const digits = text.split(".")[1]?.length ?? 0;
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, options).format(text as Intl.StringNumericLiteral);
}

/** A whole number. */
export function countText(count: number): string {
  return new Intl.NumberFormat(locale).format(count);
}
