/** Why a table cannot be read: no dates, no amounts, or several columns that may be the amount. */

import { sentence, type Sentence } from "../../sentence.ts";
import type { DecimalSign } from "../amount-cell.ts";
import type { AmountChoice } from "./amount-columns.ts";
import { isVerified } from "./balance-check.ts";
import { scaledAmount } from "./table.ts";
import type { Table } from "./table.ts";

/**
 * Why a table cannot be read, as a sentence; `no-records`: it is a sound table without
 * transactions.
 */
export interface LayoutFailure {
  readonly code: "no-date" | "no-amount" | "no-records" | "bad-mapping";
  readonly reason: Sentence;
}

const ACCOUNT_KINDS =
  /^(?:checking|savings|credit card|investment|loan|mortgage|cash|depository|property)$/iu;

/** Returns why a table without dates is not read. */
export function noDateFailure(table: Table): LayoutFailure {
  const isAccountList = table.columns.some(({ index }) =>
    table.sample.every(({ cells }) => ACCOUNT_KINDS.test(cells[index] ?? "")),
  );
  return isAccountList
    ? {
        code: "no-records",
        reason: sentence(
          "The file is a list of accounts with their balances, not of transactions: there is nothing to import.",
        ),
      }
    : {
        code: "no-date",
        reason: sentence("No column of the file holds dates, so its rows cannot be booked."),
      };
}

/** Returns why a table without amounts is not read. */
export function noAmountReason(table: Table): Sentence {
  const [first] = table.sample;
  return first === undefined
    ? sentence("No column of the file holds amounts.")
    : sentence("No column of the file holds amounts. Line {line} is the first row.", {
        line: first.line,
      });
}

/**
 * Whole numbers in several columns without names: any of them may be the amount, and guessing is no
 * answer.
 */
export function doubtOfShape(
  table: Table,
  choice: AmountChoice,
  decimalSign: DecimalSign,
): Sentence | null {
  if (choice.amounts.kind === "pair") return null;
  // One step between small numbers fits by chance.
  if (choice.fit !== null && isVerified(choice.fit) && choice.fit.matches > 1) return null;
  const { column } = choice.amounts;
  const profile = table.columns[column]?.profile;
  if (table.columns[column]?.name.roles.has("amount") === true) return null;
  if (profile === undefined || profile.withSeparator + profile.negatives + profile.withCurrency > 0)
    return null;
  for (const other of table.columns) {
    if (other.index === column || other.profile.amounts * 2 < other.profile.filled) continue;
    const both = table.sample.find(
      ({ cells }) =>
        (scaledAmount(cells[column] ?? "", decimalSign) ?? 0n) !== 0n &&
        (scaledAmount(cells[other.index] ?? "", decimalSign) ?? 0n) !== 0n,
    );
    if (both !== undefined) {
      return sentence(
        "Line {line} has two numbers that may be the amount, and no column name tells which.",
        { line: both.line },
      );
    }
  }
  return null;
}
