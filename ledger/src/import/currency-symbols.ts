/**
 * What banks write beside an amount or in a currency column: ISO codes, signs, and names in their
 * language. A sign that several currencies share ("$", "kr", "¥") gives the list of them and no
 * answer.
 */

import { parseCurrency } from "../money/currency.ts";

const SYMBOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "€": "EUR",
    euro: "EUR",
    euros: "EUR",
    "£": "GBP",
    "pound sterling": "GBP",
    us$: "USD",
    u$s: "USD",
    "us dollar": "USD",
    ca$: "CAD",
    c$: "CAD",
    cdn$: "CAD",
    a$: "AUD",
    au$: "AUD",
    nz$: "NZD",
    hk$: "HKD",
    s$: "SGD",
    nt$: "TWD",
    mx$: "MXN",
    r$: "BRL",
    "₹": "INR",
    zł: "PLN",
    zl: "PLN",
    kč: "CZK",
    kc: "CZK",
    ft: "HUF",
    lei: "RON",
    лв: "BGN",
    "лв.": "BGN",
    "₽": "RUB",
    руб: "RUB",
    "руб.": "RUB",
    "₴": "UAH",
    грн: "UAH",
    "₺": "TRY",
    tl: "TRY",
    "₩": "KRW",
    원: "KRW",
    "₪": "ILS",
    "฿": "THB",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
    rp: "IDR",
    rm: "MYR",
    "fr.": "CHF",
    fr: "CHF",
    "sfr.": "CHF",
    sfr: "CHF",
    元: "CNY",
    人民币: "CNY",
    人民币元: "CNY",
    rmb: "CNY",
    美元: "USD",
    港币: "HKD",
    欧元: "EUR",
    日元: "JPY",
    英镑: "GBP",
    円: "JPY",
    臺幣: "TWD",
    新臺幣: "TWD",
    台幣: "TWD",
    "د.ا": "JOD",
    "د.ا.": "JOD",
    "د.إ": "AED",
    "د.إ.": "AED",
    "ر.س": "SAR",
    "ر.س.": "SAR",
    "د.ك": "KWD",
    "د.ك.": "KWD",
    btc: "BTC",
    "₿": "BTC",
    eth: "ETH",
    usdt: "USDT",
    usdc: "USDC",
  }),
);

const SHARED: ReadonlyMap<string, readonly string[]> = new Map([
  ["$", ["USD", "CAD", "AUD", "NZD", "MXN", "SGD", "HKD"]],
  ["¥", ["CNY", "JPY"]],
  ["￥", ["CNY", "JPY"]],
  ["kr", ["SEK", "NOK", "DKK", "ISK"]],
  ["kr.", ["DKK", "NOK", "SEK", "ISK"]],
  [":-", ["SEK"]],
  ["rs", ["INR", "PKR", "LKR", "NPR"]],
  ["rs.", ["INR", "PKR", "LKR", "NPR"]],
  ["r", ["ZAR"]],
  ["din", ["RSD"]],
  ["kn", ["HRK"]],
]);

/** Returns true if a short text is a currency: its code, sign or name. */
export function isCurrencyText(text: string): boolean {
  return currencyOfSymbol(text) !== null || currencyChoices(text).length > 0;
}

/** Returns the ISO code that a text means, or null if it means none or several. */
export function currencyOfSymbol(text: string): string | null {
  const key = text.trim().toLowerCase();
  if (key.length > 16 || key === "") return null;
  const known = SYMBOLS.get(key);
  if (known !== undefined) return known;
  if (!/^[a-z]{3}$/u.test(key)) return null;
  return parseCurrency(key) ?? null;
}

/** Returns the currencies that share a sign; the list is empty if the text is no such sign. */
export function currencyChoices(text: string): readonly string[] {
  return SHARED.get(text.trim().toLowerCase()) ?? [];
}
