/** What the first page shows for a typed income: the shares of a rule, or what is wrong with what was typed. */
import { formatAmount, parseAmount, parseCurrency, recommend, type Rule } from "@coffer/ledger";

export interface SplitShare {
  readonly id: string;
  readonly name: string;
  readonly kind: "ceiling" | "floor";
  readonly basisPoints: number;
  readonly amount: string;
}

export type Split =
  | { readonly kind: "empty" }
  | { readonly kind: "wrong" }
  | { readonly kind: "shares"; readonly shares: readonly SplitShare[] };

/** The split of an income in a currency, written as the locale writes it. */
export function splitIncome(
  typed: string,
  { currencyCode, locale, rule }: { currencyCode: string; locale: string; rule: Rule },
): Split {
  const currency = parseCurrency(currencyCode);
  if (typed.trim() === "") return { kind: "empty" };
  const income = currency && parseAmount(typed, { currency, locale });
  if (currency === undefined || income?.ok !== true || income.value <= 0n) return { kind: "wrong" };
  const amounts = recommend(rule, income.value);
  const shares = rule.buckets.map(({ id, name, kind, basisPoints }, place) => {
    const amount = formatAmount(amounts[place] ?? 0n, { currency, locale });
    return { id, name, kind, basisPoints, amount };
  });
  return { kind: "shares", shares };
}
