/**
 * Dates and amounts of an app's table. The app writes all dates of a file in one way, so that one which is
 * written otherwise was changed by hand and is not guessed. What a whole column leaves open becomes a
 * question, unless the app is known to write in one way only.
 */
import type { Day } from "../../calendar/day.ts";
import { sentence, type Sentence } from "../../sentence.ts";
import { currencyOfCell, readAmountCell, separatorEvidence } from "../amount-cell.ts";
import type { DecimalSign } from "../amount-cell.ts";
import { decideDateOrder } from "../csv/date-order.ts";
import { plainAmount } from "../csv/table.ts";
import { currencyChoices } from "../currency-symbols.ts";
import { dayOf, readDateCell } from "../date-cell.ts";
import type { DateOrder } from "../date-cell.ts";
import { displayText } from "../display-text.ts";
import { negateExact, readExactAmount } from "../exact-amount.ts";
import type { ExactAmount } from "../exact-amount.ts";
import type { ImportOptions, ImportQuestion } from "../imported-file.ts";

/** What a reading is told and what it asks. */
export interface CellContext {
  readonly options: ImportOptions;
  readonly questions: ImportQuestion[];
}

/** Returns the day of a cell, or why there is none. */
export type DayReader = (cell: string) => Day | Sentence;

/** An amount with the currency beside it, or null if there is none. */
export interface ReadAmount {
  readonly amount: ExactAmount;
  readonly currency: string | null;
}

/** Returns the amount of a cell, or null if it is none. */
export type AmountReader = (cell: string) => ReadAmount | null;

/** How dates are most likely written where the dates themselves do not say. */
export type DateHabit = "american" | "european" | "unknown";

/** Returns a reader of the days of a column; `order` is the one that the app always uses. */
export function dayReader(
  cells: readonly string[],
  how: { readonly order: DateOrder } | { readonly habit: DateHabit },
  { options, questions }: CellContext,
): DayReader {
  const usual = usualForm(cells);
  const usualCells = cells.filter((cell) => formOf(cell) === usual);
  const order = "order" in how ? how.order : null;
  const habit = "habit" in how ? how.habit : "unknown";
  const choice = decideDateOrder(usualCells, {
    isAmerican: habit === "american",
    isEuropean: habit === "european",
  });
  const taken = options.dateOrder ?? order ?? choice.taken;
  if (order === null && choice.choices.length > 1) {
    questions.push({ about: "date-order", choices: choice.choices, taken });
  }
  return (cell) => {
    const read = readDateCell(cell);
    const date = displayText(cell);
    if (read !== null && formOf(cell) !== usual) {
      return sentence(
        '"{date}" is written unlike the other dates of the file; correct it there and import the file again.',
        { date },
      );
    }
    const day = read === null ? null : dayOf(read, taken);
    return day ?? sentence('"{date}" is not a date.', { date });
  };
}

/** What stands between the digits of a date. */
function formOf(cell: string): string {
  return /^\d{1,4}([-/.年])\d{1,2}/u.exec(cell.trim())?.[1] ?? "";
}

function usualForm(cells: readonly string[]): string {
  const counts = new Map<string, number>();
  let usual = "";
  for (const cell of cells) {
    if (readDateCell(cell) === null) continue;
    const form = formOf(cell);
    const count = (counts.get(form) ?? 0) + 1;
    counts.set(form, count);
    if (count > (counts.get(usual) ?? 0)) usual = form;
  }
  return usual;
}

/** Returns a reader of some amounts; `sign` is the decimal sign that the app always uses, or null. */
export function amountReader(
  cells: Iterable<string>,
  sign: DecimalSign | null,
  { options, questions }: CellContext,
): AmountReader {
  const seen = evidenceOf(cells);
  const isOpen = sign === null && seen.certain === null;
  const taken = (isOpen ? options.decimal : null) ?? sign ?? seen.certain ?? seen.likely;
  if (isOpen && seen.isAmbiguous) {
    questions.push({ about: "decimal", choices: [".", ","], taken });
  }
  if (seen.choices.length > 1) {
    questions.push({
      about: "currency",
      choices: seen.choices,
      taken: options.currency ?? null,
    });
  }
  return (cell) => {
    const read = readAmountCell(cell);
    if (read === null) return null;
    const plain = sign === null ? plainAmount(read.digits, taken) : fixedAmount(read.digits, sign);
    const amount = plain === null ? null : readExactAmount(plain);
    if (amount === null) return null;
    const isNegative = read.isNegative || read.mark === "debit";
    const currency = currencyOfCell(read) ?? (read.currency === "" ? null : options.currency);
    return { amount: isNegative ? negateExact(amount) : amount, currency: currency ?? null };
  };
}

/** An app that writes for machines has no separators of thousands: "1.234" has three decimals. */
function fixedAmount(digits: string, sign: DecimalSign): string | null {
  const [whole = "", fraction, ...more] = digits.split(sign);
  const isPlain = /^\d{1,40}$/u.test(whole) && /^\d{0,40}$/u.test(fraction ?? "");
  if (more.length > 0 || !isPlain) return plainAmount(digits, sign);
  const cut = whole.replace(/^0+(?=\d)/u, "");
  return fraction === undefined || fraction === "" ? cut : `${cut}.${fraction}`;
}

interface Evidence {
  readonly certain: DecimalSign | null;
  readonly likely: DecimalSign;
  readonly isAmbiguous: boolean;
  /** The currencies that a sign beside the amounts can mean. */
  readonly choices: readonly string[];
}

function evidenceOf(cells: Iterable<string>): Evidence {
  const counts = { ".": 0, ",": 0 };
  const ambiguous = { ".": 0, ",": 0 };
  let choices: readonly string[] = [];
  for (const cell of cells) {
    const read = cell === "" ? null : readAmountCell(cell);
    if (read === null) continue;
    const evidence = separatorEvidence(read.digits);
    if (evidence === "." || evidence === ",") counts[evidence] += 1;
    else if (evidence === "ambiguous") ambiguous[read.digits.includes(",") ? "," : "."] += 1;
    if (choices.length === 0) choices = currencyChoices(read.currency);
  }
  const isCertain = counts["."] + counts[","] > 0;
  return {
    certain: isCertain ? (counts[","] > counts["."] ? "," : ".") : null,
    likely: ambiguous["."] > ambiguous[","] ? "," : ".",
    isAmbiguous: ambiguous["."] + ambiguous[","] > 0,
    choices,
  };
}
