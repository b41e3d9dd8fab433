/** How reports write amounts, changes and periods, by the browser's locale. */
import { dayToText, minorDigits, type CurrencyCode } from "@coffer/ledger";
import type { NamedPeriod } from "../engine/report-models.ts";
import { amountIn, countText, dayText, locale, periodText } from "../page/format.ts";
import { reportsTexts } from "./reports-texts.ts";
import type { Writing } from "./sentences.ts";

/** A change with its sign, also if it is above zero. */
export function changeIn(currency: CurrencyCode): (minor: bigint) => string {
  const amount = amountIn(currency);
  return (minor) => (minor > 0n ? `+${amount(minor)}` : amount(minor));
}

/** An amount in a few characters, for an axis: of a number of minor units that was only drawn. */
export function tickIn(currency: CurrencyCode): (minor: number) => string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    notation: "compact",
    maximumFractionDigits: 1,
    minimumFractionDigits: 0,
  });
  const one = 10 ** minorDigits(currency);
  return (minor) => format.format(minor / one);
}

/** A calendar month by its name: "November 2026". */
export function monthText(name: string): string {
  const date = Temporal.PlainDate.from(`${name}-01`);
  return date.toLocaleString(locale, { month: "long", year: "numeric" });
}

/** A period's name under a column: "Nov" or "3 Nov", with the year where it is not that of the one before. */
export function columnNames(
  periods: readonly NamedPeriod[],
): readonly { readonly name: string; readonly year: string | null }[] {
  const dates = periods.map(({ first }) => Temporal.PlainDate.from(dayToText(first)));
  return periods.map(({ name }, index) => {
    const date = dates[index];
    const isMonth = /^\d{4}-\d\d$/.test(name);
    const year = date?.year;
    return {
      name:
        date?.toLocaleString(locale, {
          month: "short",
          ...(!isMonth && { day: "numeric" }),
        }) ?? name,
      year: year === undefined || year === dates[index - 1]?.year ? null : String(year),
    };
  });
}

/** A share with one decimal at most: enough for a sentence or a figure that is read once. */
export function roundShare(basisPoints: number): string {
  const options = { style: "percent", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, options).format(basisPoints / 10_000);
}

/** Everything that a sentence needs. */
export function writingIn(currency: CurrencyCode): Writing {
  return {
    amount: amountIn(currency),
    change: changeIn(currency),
    share: roundShare,
    count: countText,
    period: periodText,
    month: monthText,
    day: dayText,
    name: ({ name }) => name ?? reportsTexts.noCategory,
  };
}
