/**
 * The text of a table cut into records: by a delimiter, or, where there is none, by the spaces that
 * align its columns. Refuses what exceeds a limit, by its line.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { fail, ok } from "../../result.ts";
import type { Result } from "../../result.ts";
import {
  CELLS_MAX,
  COLUMNS_MAX,
  FIELD_LENGTH_MAX,
  LINE_LENGTH_MAX,
  RECORDS_MAX,
} from "../limits.ts";
import { detectDialect } from "./delimiter.ts";
import type { Dialect } from "./delimiter.ts";
import { splitFixedWidth } from "./fixed-width.ts";
import { FIXED_WIDTH } from "./mapping.ts";
import type { CsvCorrections } from "./mapping.ts";
import { splitRecords } from "./tokenize.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Records with at least one filled cell, and how they were cut. */
export interface CutText {
  readonly dialect: Dialect;
  readonly records: readonly CsvRecord[];
}

/** Why a text cannot be cut. */
export interface CutFailure {
  readonly code: "too-much" | "bad-delimiter";
  readonly reason: Sentence;
}

/** Returns the records of a text in any kind of lines. */
export function cutText(
  written: string,
  { delimiter, quote }: CsvCorrections,
): Result<CutText, CutFailure> {
  const text = withPlainNewlines(written);
  const long = excessOfLines(text);
  if (long !== null) return tooMuch(long);
  if (delimiter === FIXED_WIDTH) return cutByWidth(text);
  const detected = detectDialect(text);
  const dialect = { delimiter: delimiter ?? detected.delimiter, quote: quote ?? detected.quote };
  if (dialect.delimiter.length !== 1 || dialect.quote.length !== 1) {
    return fail({
      code: "bad-delimiter",
      reason: sentence("A delimiter and a quote are one character each."),
    });
  }
  if (countUpTo(text, dialect.delimiter, CELLS_MAX) >= CELLS_MAX) {
    return tooMuch(sentence("The file has more than {most} cells.", { most: CELLS_MAX }));
  }
  return limited(dialect, splitRecords(text, dialect.delimiter, dialect.quote));
}

/** Returns the records of a text whose columns are aligned by spaces; none if they are not. */
export function cutByWidth(written: string): Result<CutText, CutFailure> {
  const records = splitFixedWidth(withPlainNewlines(written));
  return limited({ delimiter: FIXED_WIDTH, quote: '"' }, records);
}

function limited(dialect: Dialect, records: readonly CsvRecord[]): Result<CutText, CutFailure> {
  const wide = excessOfRecords(records);
  if (wide !== null) return tooMuch(wide);
  return ok({ dialect, records: records.filter(({ cells }) => cells.some((cell) => cell !== "")) });
}

function tooMuch(reason: Sentence): { readonly ok: false; readonly error: CutFailure } {
  return fail({ code: "too-much", reason });
}

function withPlainNewlines(text: string): string {
  return text.includes("\r") ? text.replaceAll("\r\n", "\n").replaceAll("\r", "\n") : text;
}

function excessOfLines(text: string): Sentence | null {
  let line = 0;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf("\n", start);
    const end = newline < 0 ? text.length : newline;
    line += 1;
    if (end - start > LINE_LENGTH_MAX) {
      return sentence(
        "Line {line} has more than {most} characters: this is no table of transactions.",
        { line, most: LINE_LENGTH_MAX },
      );
    }
    if (line > RECORDS_MAX)
      return sentence("The file has more than {most} lines.", { most: RECORDS_MAX });
    start = end + 1;
  }
  return null;
}

function excessOfRecords(records: readonly CsvRecord[]): Sentence | null {
  for (const { line, cells } of records) {
    if (cells.length > COLUMNS_MAX)
      return sentence("Line {line} has more than {most} columns.", { line, most: COLUMNS_MAX });
    if (cells.some((cell) => cell.length > FIELD_LENGTH_MAX)) {
      return sentence("Line {line} has a cell of more than {most} characters.", {
        line,
        most: FIELD_LENGTH_MAX,
      });
    }
  }
  return null;
}

function countUpTo(text: string, part: string, limit: number): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0 && count < limit; at = text.indexOf(part, at + 1))
    count += 1;
  return count;
}
