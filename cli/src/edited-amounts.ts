/** What is wrong with the amounts of an edit or a transfer, for people. */
import type { AmountEditError } from "@coffer/ledger";
import { amountProblem } from "./amounts.ts";
import { misuse, refuse } from "./terminal/terminal.ts";

/** Ends the command; `account` is the name of the one to move to. */
export function endByAmounts(error: AmountEditError, account: string | undefined): never {
  switch (error.code) {
    case "amount":
      return misuse(
        error.amount.code === "empty"
          ? "An amount is needed, such as 12.50."
          : `${error.text}: ${amountProblem(error.amount, error.currency)}`,
      );
    case "amount-of-nothing":
      return misuse("An amount of nothing is not kept: coffer delete.");
    case "amount-needed":
      return misuse(
        `${account ?? "The account"} is in ${error.currency}. What is the amount there? --amount AMOUNT`,
      );
    case "received-needed":
      return misuse(`What arrived in ${error.currency}? --received AMOUNT`);
    case "received-of-one-currency":
      return misuse("--received is for a transfer between accounts of two currencies.");
    case "received-without-transfer":
      return misuse("--received is for a transfer.");
    case "moved-needed":
      return misuse("What moved? --amount AMOUNT");
    case "moves-less-than-nothing":
      return misuse("A transfer moves more than nothing.");
    case "same-account":
      return misuse("From and to are the same account.");
    case "in-parts":
      return refuse("It is in parts that add up to its amount, which stays as it is.");
  }
}
