/**
 * Records of QIF as transactions of their account, with what they are for. How they become rows,
 * and which of them are two sides of one transfer, is decided when all are known.
 */

import { inARow, sentence, type Sentence } from "../../sentence.ts";
import type { Day } from "../../calendar/day.ts";
import type { DecimalSign } from "../amount-cell.ts";
import type { DateOrder } from "../date-cell.ts";
import { displayText } from "../display-text.ts";
import { negateExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { ImportWarning } from "../imported-file.ts";
import { cashEffect, investmentText } from "./investments.ts";
import { saysOpening } from "./lists.ts";
import type { QifBook, QifContents } from "./lists.ts";
import { settledParts, sumOfParts, writtenParts } from "./parts.ts";
import type { WrittenPart } from "./parts.ts";
import { plainDate, readQifAmount, readQifDay } from "./qif-values.ts";
import { fieldOf } from "./records.ts";
import type { QifRecord } from "./records.ts";
import { readTarget } from "./targets.ts";
import type { Target } from "./targets.ts";

/** A part of a split record. */
export interface EntryPart {
  readonly amount: ExactAmount;
  readonly target: Target;
  readonly note: string;
}

/** A record; without `skipped` it has a day and an amount. */
export interface QifEntry {
  readonly line: number;
  readonly book: QifBook;
  readonly day: Day | null;
  readonly amount: ExactAmount | null;
  readonly skipped: Sentence | null;
  /** What it says, the most telling first, none empty. */
  readonly texts: readonly string[];
  readonly isOpening: boolean;
  readonly target: Target;
  readonly parts: readonly EntryPart[];
}

/** What records are read with; `warnings` is added to. */
export interface EntryContext {
  readonly contents: QifContents;
  readonly order: DateOrder;
  readonly sign: DecimalSign;
  readonly warnings: ImportWarning[];
}

const NO_TARGET: Target = { account: null, category: null, className: "" };

/** Returns the record at an index of its account. */
export function readEntry(
  record: QifRecord,
  book: QifBook,
  isFirst: boolean,
  context: EntryContext,
): QifEntry {
  const { contents, order, sign, warnings } = context;
  const { line } = record;
  const problems: Sentence[] = [];
  const written = book.isInvestment ? [] : writtenParts(record, sign);
  const amount = readAmount(record, book, written, sign, problems);
  const day = readDay(record, order, problems);
  for (const text of problems) warnings.push({ line, text, isRecord: true });
  const whole = readTarget(fieldOf(record, "L"), contents);
  const isOpening =
    (isFirst && saysOpening(record)) ||
    (isFirst && whole.account !== null && whole.account === book.account);
  const entry = { line, book, day, amount, skipped: inARow(problems), isOpening };
  if (isOpening) {
    const texts = ["Opening Balance", ...textsOf(record, book), fieldOf(record, "L")].map(
      displayText,
    );
    return { ...entry, texts: unrepeated(texts), target: NO_TARGET, parts: [] };
  }
  const settled = settledParts(written, amount ?? ZERO_AMOUNT);
  if (settled.remark !== null && amount !== null) {
    warnings.push({ line, text: settled.remark, isRecord: false });
  }
  const parts = settled.parts.map((part) => ({
    amount: part.amount,
    note: part.note,
    target: readTarget(part.target, contents),
  }));
  const [only] = parts;
  const texts = unrepeated(textsOf(record, book));
  // A part alone is the whole.
  if (only !== undefined && parts.length === 1) {
    return { ...entry, texts: unrepeated([...texts, only.note]), target: only.target, parts: [] };
  }
  const target = parts.length > 0 ? NO_TARGET : whole;
  return { ...entry, texts, target, parts };
}

function readDay(record: QifRecord, order: DateOrder, problems: Sentence[]): Day | null {
  const date = fieldOf(record, "D");
  const day = readQifDay(plainDate(date), order);
  if (day === null) {
    problems.push(
      date === ""
        ? sentence("The record has no date.")
        : sentence('"{date}" is not a date.', { date: displayText(date).slice(0, 40) }),
    );
  }
  return day;
}

function readAmount(
  record: QifRecord,
  book: QifBook,
  parts: readonly WrittenPart[],
  sign: DecimalSign,
  problems: Sentence[],
): ExactAmount | null {
  const action = actionOf(record, book);
  const effect = action === "" ? null : cashEffect(action);
  if (action !== "" && effect === null) {
    problems.push(
      sentence(
        '"{action}" is not an action that Coffer knows: what it did to the cash is unclear.',
        {
          action: displayText(action).slice(0, 40),
        },
      ),
    );
    return null;
  }
  if (effect === 0) return ZERO_AMOUNT;
  const text = fieldOf(record, "T") || fieldOf(record, "U");
  const amount = text === "" ? sumOfParts(parts) : readQifAmount(text, sign);
  if (amount === null) {
    problems.push(
      text === ""
        ? sentence("The record has no amount.")
        : sentence('"{amountText}" is not an amount.', {
            amountText: displayText(text).slice(0, 40),
          }),
    );
    return null;
  }
  if (effect === null) return amount;
  return amount.units < 0n === (effect === -1) ? amount : negateExact(amount);
}

/** The action of a trade, or "": "Cash" is what others write without one. */
function actionOf(record: QifRecord, { isInvestment }: QifBook): string {
  const action = isInvestment ? fieldOf(record, "N") : "";
  return action.toLowerCase() === "cash" ? "" : action;
}

/** Payee, memo, trade, address, and last the number: alone it says little. */
function textsOf(record: QifRecord, { isInvestment }: QifBook): string[] {
  const address = record.fields
    .filter(({ code }) => code === "A")
    .map(({ value }) => value)
    .join(" ");
  const texts = [
    fieldOf(record, "P"),
    isInvestment ? investmentText(record) : "",
    fieldOf(record, "M"),
    address,
  ];
  const said = texts.map(displayText).filter((text) => text !== "");
  return said.length > 0 ? said : [displayText(fieldOf(record, "N"))];
}

function unrepeated(texts: readonly string[]): string[] {
  return [...new Set(texts)].filter((text) => text !== "");
}
