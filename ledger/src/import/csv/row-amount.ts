/**
 * The amount of one record, with its sign as the file means it, or why there is none. Which columns
 * count and how the sign is found was decided before, over the whole table (layout.ts).
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { currencyOfCell } from "../amount-cell.ts";
import { displayText } from "../display-text.ts";
import { negateExact, readExactAmount } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import { readMoneyCell } from "./column-profile.ts";
import { readDirection } from "./direction-words.ts";
import type { Direction } from "./direction-words.ts";
import type { Layout } from "./layout.ts";
import { cellAt, isDash } from "./row-text.ts";
import { wordDirection } from "./spending-words.ts";
import { plainAmount } from "./table.ts";

/**
 * The outcome of reading an amount; `remark` is what a person should know of one that was taken all
 * the same.
 */
export type ReadAmount =
  | {
      readonly state: "amount";
      readonly amount: ExactAmount;
      readonly currency: string | null;
      readonly remark: Sentence | null;
    }
  | { readonly state: "empty" }
  | { readonly state: "neutral" }
  | { readonly state: "wrong"; readonly reason: Sentence };

/** Returns the amount of a record. */
export function readRowAmount(cells: readonly string[], layout: Layout): ReadAmount {
  const { amounts } = layout;
  if (amounts.kind === "single") return readSigned(layout, cells, cellAt(cells, amounts.column));
  const debit = readUnsigned(layout, cellAt(cells, amounts.debit));
  const credit = readUnsigned(layout, cellAt(cells, amounts.credit));
  if (debit.state === "wrong") return debit;
  if (credit.state === "wrong") return credit;
  const hasDebit = debit.state === "amount" && debit.amount.units !== 0n;
  const hasCredit = credit.state === "amount" && credit.amount.units !== 0n;
  if (hasDebit && hasCredit) {
    return {
      state: "wrong",
      reason: sentence("Both money out and money in are filled; which one counts is unclear."),
    };
  }
  const read = hasDebit || credit.state !== "amount" ? debit : credit;
  if (read.state !== "amount") return read;
  const isOut = read === debit ? !amounts.isDebitSigned : amounts.isCreditNegated;
  const isInverted = layout.sign.by === "inverted";
  return isOut === isInverted ? read : { ...read, amount: negateExact(read.amount) };
}

function readUnsigned(layout: Layout, cell: string): ReadAmount {
  if (cell === "" || isDash(cell)) return { state: "empty" };
  const money = readMoneyCell(cell);
  const plain = money === null ? null : plainAmount(money.digits, layout.decimalSign);
  const amount = plain === null ? null : readExactAmount(plain);
  if (money === null || amount === null) {
    return {
      state: "wrong",
      reason: sentence('"{cell}" is not an amount.', { cell: displayText(cell).slice(0, 40) }),
    };
  }
  return {
    state: "amount",
    amount: money.isNegative ? negateExact(amount) : amount,
    currency: currencyOfCell(money),
    remark: null,
  };
}

function readSigned(layout: Layout, cells: readonly string[], cell: string): ReadAmount {
  const read = readUnsigned(layout, cell);
  if (read.state !== "amount") return read;
  const { sign } = layout;
  switch (sign.by) {
    case "as-written":
      return read;
    case "inverted":
      return { ...read, amount: negateExact(read.amount) };
    case "words":
      return wordDirection(cells) === "out" ? { ...read, amount: negateExact(read.amount) } : read;
    case "marks": {
      const mark = readMoneyCell(cell)?.mark ?? null;
      return directed(read, mark === null ? sign.unflagged : mark === "credit" ? "in" : "out");
    }
    case "column": {
      const flag = cellAt(cells, sign.column);
      const direction = readDirection(flag) ?? (flag === "" ? sign.unflagged : null);
      if (direction !== null) return directed(read, direction);
      const remark = sentence(
        '"{flag}" does not say whether money came in or went out; it was counted as money in.',
        { flag: displayText(flag).slice(0, 20) },
      );
      return { ...read, remark };
    }
  }
}

function directed(read: ReadAmount, direction: Direction): ReadAmount {
  if (read.state !== "amount") return read;
  if (direction === "neutral") return { state: "neutral" };
  return direction === "out" ? { ...read, amount: negateExact(read.amount) } : read;
}
