/**
 * The messages of an MT940 or MT942 file as rows: each `:61:` with the `:86:` after it, also those
 * that cannot be taken. A row's day is its value date; what is wrong with a record is a warning
 * with its line.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { dayToText } from "../../calendar/day.ts";
import { displayText } from "../display-text.ts";
import { addExact, equalsExact, negateExact, ZERO_AMOUNT } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { ImportedRow, ImportWarning } from "../imported-file.ts";
import { textOfEntry } from "./entry-text.ts";
import type { Field, Message } from "./fields.ts";
import { readMtAmount, readMtBalance } from "./mt-values.ts";
import type { MtBalance } from "./mt-values.ts";
import { readStatementLine } from "./statement-line.ts";
import type { StatementLine } from "./statement-line.ts";

/** What a message states of itself; `sum` counts the rows that were taken. */
export interface MessageTotals {
  readonly line: number;
  readonly account: string | null;
  readonly currency: string | null;
  readonly opening: MtBalance | null;
  readonly closing: MtBalance | null;
  readonly sum: ExactAmount;
}

/** A record: a statement line and the fields that tell more of it. */
interface Entry {
  readonly field: Field;
  readonly details: string[][];
  readonly notes: string[];
}

interface MessageParts {
  readonly entries: readonly Entry[];
  readonly account: string | null;
  readonly opening: MtBalance | null;
  readonly closing: MtBalance | null;
  readonly currency: string | null;
  /** Credits less debits, as an MT942 states them, or null. */
  readonly turnover: ExactAmount | null;
}

/** Adds the rows and warnings of a message, and returns what it states of itself. */
export function readMessage(
  message: Message,
  rows: ImportedRow[],
  warnings: ImportWarning[],
): MessageTotals {
  const parts = partsOf(message, warnings);
  const line = message.fields[0]?.line ?? 1;
  let sum = ZERO_AMOUNT;
  for (const entry of parts.entries) {
    const row = readEntry(entry, parts, warnings);
    rows.push(row);
    if (row.skipped === null && row.amount !== null) sum = addExact(sum, row.amount);
  }
  if (parts.closing === null && message.isCutOff) {
    warnings.push({
      line,
      text: sentence(
        "The statement that begins here was cut off: it has no closing balance, and transactions may be missing.",
      ),
      isRecord: true,
    });
  } else if (parts.closing === null && parts.opening !== null) {
    warnings.push({
      line,
      text: sentence("The statement that begins here has no closing balance to be checked with."),
      isRecord: false,
    });
  }
  if (parts.turnover !== null && !equalsExact(parts.turnover, sum)) {
    warnings.push({
      line,
      text: sentence(
        "The totals of the message that begins here are not those of its transactions.",
      ),
      isRecord: false,
    });
  }
  const { account, currency, opening, closing } = parts;
  return { line, account, currency, opening, closing, sum };
}

function partsOf({ fields }: Message, warnings: ImportWarning[]): MessageParts {
  const entries: Entry[] = [];
  let account: string | null = null;
  let opening: MtBalance | null = null;
  let closing: MtBalance | null = null;
  let currency: string | null = null;
  let turnover: ExactAmount | null = null;
  for (const field of fields) {
    const { tag, lines } = field;
    const value = (lines[0] ?? "").trim();
    const entry = entries.at(-1);
    if (tag === "61") entries.push({ field, details: [], notes: [] });
    else if (tag === "86" && closing === null) entry?.details.push([...lines]);
    else if (tag === "NS") entry?.notes.push(...lines);
    else if (tag.startsWith("25") && entry === undefined) account ??= displayText(value) || null;
    else if (tag.startsWith("25")) warnOfStray(field, warnings);
    else if (tag.startsWith("60")) opening ??= balanceOf(field, warnings);
    else if (tag.startsWith("62")) closing = balanceOf(field, warnings) ?? closing;
    else if (tag.startsWith("90"))
      turnover = addExact(turnover ?? ZERO_AMOUNT, turnoverOf(tag, value));
    if (/^(?:34|64|90)/u.test(tag))
      currency ??= /^(?:[CD]\d{6}|\d{0,5})([A-Z]{3})/u.exec(value)?.[1] ?? null;
  }
  currency = opening?.currency ?? closing?.currency ?? currency ?? currencyOfAccount(account);
  return { entries, account, opening, closing, currency, turnover };
}

function balanceOf(field: Field, warnings: ImportWarning[]): MtBalance | null {
  const value = field.lines[0] ?? "";
  const balance = readMtBalance(value);
  if (balance === null) {
    warnings.push({
      line: field.line,
      text: sentence('"{text}" is not a balance; it was not read.', { text: displayText(value) }),
      isRecord: false,
    });
  }
  return balance;
}

function warnOfStray({ tag, line }: Field, warnings: ImportWarning[]): void {
  warnings.push({
    line,
    text: sentence("The field :{tag}: does not belong among the transactions; it was not read.", {
      tag,
    }),
    isRecord: false,
  });
}

/** `:90C:3PLN0,03`: the number of credits and their sum. */
function turnoverOf(tag: string, value: string): ExactAmount {
  const amount = readMtAmount(
    /^\d{0,5}[A-Z]{3}(\d{1,40}(?:[.,]\d{0,40})?)$/u.exec(value)?.[1] ?? "",
  );
  if (amount === null) return ZERO_AMOUNT;
  return tag === "90D" ? negateExact(amount) : amount;
}

/** Some banks write "NL12BANK0123456789EUR" for an account. */
function currencyOfAccount(account: string | null): string | null {
  return /\d ?([A-Z]{3})$/u.exec(account ?? "")?.[1] ?? null;
}

function readEntry(
  { field, details, notes }: Entry,
  { account, currency }: MessageParts,
  warnings: ImportWarning[],
): ImportedRow {
  const { line } = field;
  const read = readStatementLine(field.lines);
  const warn = (text: Sentence, isRecord: boolean): Sentence => {
    warnings.push({ line, text, isRecord });
    return text;
  };
  const row = { line, currency, account, pending: read?.isExpected === true };
  if (read === null) {
    const skipped = warn(
      sentence('"{text}" is not a transaction of MT940.', {
        text: displayText(field.lines[0] ?? "").slice(0, 80),
      }),
      true,
    );
    const text = textOfEntry(null, details, notes);
    return { ...row, day: null, amount: null, text, bankId: null, skipped };
  }
  const { amount } = read;
  const day = read.valueDay ?? read.entryDay;
  let skipped: Sentence | null = null;
  if (day === null) {
    skipped = warn(sentence('"{date}" is not a date.', { date: read.valueDate }), true);
  } else if (read.valueDay === null) {
    const text = sentence('"{date}" is not a date; the day of booking was taken, {day}.', {
      date: read.valueDate,
      day: dayToText(day),
    });
    warn(text, true);
  }
  if (skipped === null && read.isExpected) {
    skipped = warn(
      sentence("The transaction is pending: it comes with a later file when it is booked."),
      false,
    );
  }
  const text = textOfEntry(read, details, notes);
  return { ...row, day, amount, text, bankId: bankIdOf(read), skipped };
}

/** Names of kinds ("nota", "momsmanual") stand where the bank's reference should. */
function bankIdOf({ bankReference }: StatementLine): string | null {
  return /\d[^\d]{0,40}\d[^\d]{0,40}\d[^\d]{0,40}\d/u.test(bankReference) ? bankReference : null;
}
