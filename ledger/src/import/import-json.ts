/**
 * An imported file in the shape that the terminal prints as JSON: money as decimal strings, dates
 * as ISO texts, `account` and `currency` null where the account's own apply. The shape is public:
 * other programs read it.
 */

import { sentenceText } from "../sentence.ts";
import { dayToText } from "../calendar/day.ts";
import { minorDigits, parseCurrency } from "../money/currency.ts";
import { formatExact } from "./exact-amount.ts";
import type { ExactAmount } from "./exact-amount.ts";
import { transactionCount } from "./imported-file.ts";
import type { ImportedFile, ImportOutcome, ImportQuestion } from "./imported-file.ts";
import type { RowVerdict, Verdict } from "./verdict.ts";

/** One file of an import. */
export interface ImportFileJson {
  readonly file: string;
  readonly format: ImportedFile["format"];
  readonly encoding: string | null;
  readonly outcome: ImportOutcome;
  readonly reason: string | null;
  readonly statements: readonly ImportStatementJson[];
  /** How many transactions the rows that are not skipped are. */
  readonly transactions: number;
  readonly rows: readonly ImportRowJson[];
  readonly warnings: readonly { readonly line: number | null; readonly text: string }[];
  readonly questions: readonly ImportQuestionJson[];
}

/** A question; `consequences` says what each choice would mean. */
export interface ImportQuestionJson {
  readonly about: ImportQuestion["about"];
  readonly choices: readonly string[];
  readonly taken: string | null;
  readonly consequences: readonly string[];
}

/** One statement; `sum`, `opening` and `closing` are decimal strings, dates are ISO. */
export interface ImportStatementJson {
  readonly account: string | null;
  readonly currency: string | null;
  readonly count: number;
  readonly sum: string;
  readonly first: string | null;
  readonly last: string | null;
  readonly opening: string | null;
  readonly closing: string | null;
}

/**
 * One row; `date` and `amount` are null only in skipped rows. Rows with the same `transaction`,
 * which only journals and files of other apps have, are legs of one.
 */
export interface ImportRowJson {
  readonly line: number;
  readonly date: string | null;
  readonly amount: string | null;
  readonly currency: string | null;
  readonly text: string;
  readonly account: string | null;
  readonly transaction: string | null;
  readonly category: string | null;
  readonly pending: boolean;
  readonly verdict: Verdict;
  readonly reason: string;
  /** What Coffer's rules and the vault's history add to the row; `category` is the source's own. */
  readonly suggested: SuggestionJson | null;
}

/** What a row gets when it is written: null is nothing of that kind. `confidence` is from 0 to 1. */
export interface SuggestionJson {
  readonly category: string | null;
  readonly bucket: string | null;
  readonly text: string | null;
  readonly reason: string;
  readonly confidence: number;
}

/** Returns a file as JSON; `verdicts` and `suggestions`, if there are any, go with its rows one by one. */
export function importFileToJson(
  file: string,
  imported: ImportedFile,
  verdicts: readonly RowVerdict[],
  suggestions: readonly (SuggestionJson | null)[] = [],
): ImportFileJson {
  const { format, encoding, outcome, reason } = imported;
  return {
    file,
    format,
    encoding,
    outcome,
    reason: reason === null ? null : sentenceText(reason),
    statements: imported.statements.map((statement) => ({
      account: statement.account,
      currency: statement.currency,
      count: statement.count,
      sum: amountToText(statement.sum, statement.currency) ?? "0.00",
      first: statement.first === null ? null : dayToText(statement.first),
      last: statement.last === null ? null : dayToText(statement.last),
      opening: amountToText(statement.opening, statement.currency),
      closing: amountToText(statement.closing, statement.currency),
    })),
    transactions: transactionCount(
      imported.rows.filter((_, index) => verdicts[index]?.verdict !== "skipped"),
    ),
    rows: imported.rows.map((row, index) => ({
      line: row.line,
      date: row.day === null ? null : dayToText(row.day),
      amount: amountToText(row.amount, row.currency),
      currency: row.currency,
      text: row.text,
      account: row.account,
      transaction: row.leg?.transaction ?? null,
      category: row.leg?.category?.join(":") ?? null,
      pending: row.pending,
      verdict: verdicts[index]?.verdict ?? "new",
      reason: reasonText(verdicts[index]),
      suggested: suggestions[index] ?? null,
    })),
    warnings: imported.warnings.map(({ line, text }) => ({ line, text: sentenceText(text) })),
    questions: imported.questions.map(({ about, choices, taken, consequences = [] }) => ({
      about,
      choices,
      taken,
      consequences: consequences.map(sentenceText),
    })),
  };
}

function reasonText(verdict: RowVerdict | undefined): string {
  return verdict === undefined ? "" : sentenceText(verdict.reason);
}

/** Without a currency an amount keeps the decimals that the file gives it, and at least two. */
function amountToText(amount: ExactAmount | null, currency: string | null): string | null {
  if (amount === null) return null;
  const code = currency === null ? undefined : parseCurrency(currency);
  return formatExact(amount, code === undefined ? 2 : minorDigits(code));
}
