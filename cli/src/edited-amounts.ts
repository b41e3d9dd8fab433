/** What is wrong with the amounts of an edit or a transfer, for people. */
import { _ } from "@coffer/client/texts";
import type { AmountEditError } from "@coffer/ledger";
import { amountProblem } from "./amounts.ts";
import { misuse, refuse } from "./terminal/terminal.ts";

/** Ends the command; `account` is the name of the one to move to. */
export function endByAmounts(error: AmountEditError, account: string | undefined): never {
  switch (error.code) {
    case "amount":
      return misuse(
        error.amount.code === "empty"
          ? _("An amount is needed, such as 12.50.")
          : `${error.text}: ${amountProblem(error.amount, error.currency)}`,
      );
    case "amount-of-nothing":
      return misuse(_("An amount of nothing is not kept: coffer delete."));
    case "amount-needed":
      return misuse(
        _("{name} is in {currency}. What is the amount there? --amount AMOUNT", {
          name: account ?? _("The account"),
          currency: error.currency,
        }),
      );
    case "received-needed":
      return misuse(
        _("What arrived in {currency}? --received AMOUNT", { currency: error.currency }),
      );
    case "received-of-one-currency":
      return misuse(_("--received is for a transfer between accounts of two currencies."));
    case "received-without-transfer":
      return misuse(_("--received is for a transfer."));
    case "moved-needed":
      return misuse(_("What moved? --amount AMOUNT"));
    case "moves-less-than-nothing":
      return misuse(_("A transfer moves more than nothing."));
    case "same-account":
      return misuse(_("From and to are the same account."));
    case "in-parts":
      return refuse(_("It is in parts that add up to its amount, which stays as it is."));
  }
}
