/** Amounts as people type them and as commands print them. */
import { _ } from "@coffer/client/texts";
import {
  formatAmount,
  formatDecimal,
  minorDigits,
  parseAmount,
  parseCurrency,
  type AmountError,
  type CurrencyCode,
} from "@coffer/ledger";
import { misuse, type Terminal } from "./terminal/terminal.ts";

/** The minor units of what was typed; ends the command if it is no amount. */
export function amountFrom(text: string, currency: CurrencyCode, terminal: Terminal): bigint {
  const amount = parseAmount(text, { currency, locale: terminal.locale });
  if (amount.ok) return amount.value;
  if (amount.error.code === "empty") misuse(_("An amount is needed, such as 12.50."));
  return misuse(`${text}: ${amountProblem(amount.error, currency)}`);
}

/** The currency of a code; ends the command if it is none. */
export function currencyFrom(code: string): CurrencyCode {
  return parseCurrency(code) ?? misuse(_("{code} is no ISO 4217 currency code.", { code }));
}

/** An amount as JSON has it: decimal text. */
export function decimal(minor: bigint, currency: CurrencyCode): string {
  return formatDecimal(minor, minorDigits(currency));
}

/** An amount for people, with its currency. */
export function money(minor: bigint, currency: CurrencyCode, terminal: Terminal): string {
  return formatAmount(minor, { currency, locale: terminal.locale });
}

/** What is wrong with an amount. */
export function amountProblem(error: AmountError, currency: CurrencyCode): string {
  switch (error.code) {
    case "empty":
      return _("an amount is needed");
    case "too-long":
      return _("that is too long for an amount");
    case "not-an-amount":
      return _("not an amount, such as 12.50 or 12.5+3*2");
    case "too-many-decimals":
      return _("{currency} has {digits} decimals", { currency, digits: minorDigits(currency) });
    case "division-by-zero":
      return _("it divides by zero");
    case "too-large":
      return _("that is more than Coffer can count");
    case "other-currency":
      return _("the amount is in another currency than {currency}", { currency });
  }
}
