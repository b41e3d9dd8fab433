/**
 * What each answer to a question would mean, worked out on the file itself: it is read once more
 * under every choice but the one that was taken. So a person chooses between days and sums that
 * they know, not between names of conventions.
 */

import { sentence, type Sentence } from "../sentence.ts";
import { dayToText } from "../calendar/day.ts";
import { addExact, formatExact, ZERO_AMOUNT } from "./exact-amount.ts";
import { isTaken } from "./imported-file.ts";
import type { ImportedFile, ImportOptions, ImportQuestion, TakenRow } from "./imported-file.ts";

/** Returns the file with the consequences of every choice of its questions. */
export function withConsequences(
  file: ImportedFile,
  options: ImportOptions,
  read: (options: ImportOptions) => ImportedFile,
): ImportedFile {
  if (file.questions.length === 0) return file;
  const questions = file.questions.map((question) => ({
    ...question,
    consequences: question.choices.map((choice) => {
      const isRead = question.about === "currency" || choice === question.taken;
      const under = isRead ? file : read(answered(options, question, choice));
      return consequenceOf(question, choice, under);
    }),
  }));
  return { ...file, questions };
}

function answered(
  options: ImportOptions,
  { about }: ImportQuestion,
  choice: string,
): ImportOptions {
  if (about === "date-order") {
    return choice === "DMY" || choice === "MDY" || choice === "YMD"
      ? { ...options, dateOrder: choice }
      : options;
  }
  if (about === "decimal") {
    return choice === "." || choice === "," ? { ...options, decimal: choice } : options;
  }
  return choice === "as-written" || choice === "inverted" ? { ...options, sign: choice } : options;
}

function consequenceOf({ about }: ImportQuestion, choice: string, file: ImportedFile): Sentence {
  const taken = file.rows.filter(isTaken);
  // A decimal sign shows only where there is a separator, a sign only where there is an amount.
  const shown = taken.find(({ amount }) => amount.units !== 0n) ?? taken[0];
  if (shown === undefined) return sentence("No row could be read.");
  const { line, amount } = about === "decimal" ? (withThousands(taken) ?? shown) : shown;
  if (about === "date-order") return daysOf(taken);
  if (about === "currency") {
    return sentence("Line {line} is {amount} {currency}.", {
      line,
      amount: formatExact(amount, 2),
      currency: choice,
    });
  }
  const sum = taken.reduce((total, row) => addExact(total, row.amount), ZERO_AMOUNT);
  return sentence("Line {line} is {amount}; all rows together are {sum}.", {
    line,
    amount: formatExact(amount, 2),
    sum: formatExact(sum, 2),
  });
}

/** The first row whose amount has a separator that may be either: there the readings differ. */
function withThousands(rows: readonly TakenRow[]): TakenRow | undefined {
  return rows.find(({ amount: { units, digits } }) => {
    const size = units < 0n ? -units : units;
    return digits === 3 || size >= 10n ** BigInt(digits + 3);
  });
}

function daysOf(rows: readonly TakenRow[]): Sentence {
  const [{ line, day } = { line: 1, day: 0 }] = rows;
  let [first, last] = [day, day];
  for (const row of rows) {
    if (row.day < first) first = row.day;
    if (row.day > last) last = row.day;
  }
  return sentence("Line {line} is of {day}; the rows are of {first} to {last}.", {
    line,
    day: dayToText(day),
    first: dayToText(first),
    last: dayToText(last),
  });
}
