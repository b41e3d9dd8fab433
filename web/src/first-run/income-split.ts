/** What the page shows for a typed income: the shares of 50/30/20, or what is wrong with what was typed. */
import { defaultRule, formatAmount, parseAmount, parseCurrency, recommend } from "@coffer/ledger";

export interface SplitShare {
  readonly id: string;
  readonly name: string;
  readonly limit: string;
  readonly amount: string;
}

export type Split =
  | { readonly kind: "empty" }
  | { readonly kind: "wrong" }
  | { readonly kind: "shares"; readonly shares: readonly SplitShare[] };

/** The split of an income in a currency, written as the locale writes it. */
export function splitIncome(typed: string, currencyCode: string, locale: string): Split {
  const currency = parseCurrency(currencyCode);
  if (typed.trim() === "") return { kind: "empty" };
  const income = currency && parseAmount(typed, { currency, locale });
  if (currency === undefined || income?.ok !== true || income.value <= 0n) return { kind: "wrong" };
  const amounts = recommend(defaultRule, income.value);
  const shares = defaultRule.buckets.map((bucket, place) => ({
    id: bucket.id,
    name: bucket.name,
    limit: `${bucket.kind === "ceiling" ? "at most" : "at least"} ${bucket.basisPoints / 100} %`,
    amount: formatAmount(amounts[place] ?? 0n, { currency, locale }),
  }));
  return { kind: "shares", shares };
}
