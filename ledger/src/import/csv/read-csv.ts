/**
 * A CSV file, whole: decode, cut, find the table, understand its columns, read its rows. The file's
 * own evidence decides (cells, balances, whole columns), never its name; what it leaves open
 * becomes a question with what was taken.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { decodeText } from "../text-decoding.ts";
import { displayText } from "../display-text.ts";
import { finishFile } from "../finish-file.ts";
import { rejectedFile } from "../imported-file.ts";
import type {
  ImportedFile,
  ImportedRow,
  ImportOptions,
  ImportQuestion,
  ImportWarning,
  StatedBalances,
} from "../imported-file.ts";
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
import { understandTable } from "./layout.ts";
import type { LayoutFailure } from "./layout.ts";
import { wholeText } from "./row-text.ts";
import { readRows } from "./rows.ts";
import { findSections } from "./sections.ts";
import type { Section } from "./sections.ts";
import { splitRecords } from "./tokenize.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Returns what a CSV file holds. */
export function readCsv(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const decoded = decodeText(bytes, null);
  if (!decoded.ok) {
    return rejectedFile(
      "csv",
      null,
      sentence("Byte {offset} of the file is zero: it is not text.", {
        offset: decoded.error.offset,
      }),
    );
  }
  const { encoding, remark } = decoded.value;
  const text = withPlainNewlines(decoded.value.text);
  const excess = excessOfLines(text);
  if (excess !== null) return rejectedFile("csv", encoding, excess);
  const dialect = detectDialect(text);
  if (countUpTo(text, dialect.delimiter, CELLS_MAX) >= CELLS_MAX) {
    return rejectedFile(
      "csv",
      encoding,
      sentence("The file has more than {most} cells.", { most: CELLS_MAX }),
    );
  }
  const records = splitRecords(text, dialect.delimiter, dialect.quote);
  const wide = excessOfRecords(records);
  if (wide !== null) return rejectedFile("csv", encoding, wide);

  const filled = records.filter(({ cells }) => cells.some((cell) => cell !== ""));
  const sections = findSections(filled);
  if (sections.length === 0) return rejectedFile("csv", encoding, noTableReason(filled));
  const warnings: ImportWarning[] =
    remark === null ? [] : [{ line: null, text: remark, isRecord: false }];
  const read = readSections(sections, dialect, options, warnings);
  if (!read.ok) return rejectedFile("csv", encoding, read.error.reason);
  return finishFile({
    format: "csv",
    encoding,
    rows: read.value.rows,
    warnings,
    questions: read.value.questions,
    balances: read.value.balances,
    emptyReason: read.value.emptyReason,
    options,
  });
}

interface SectionsRead {
  readonly rows: readonly ImportedRow[];
  readonly questions: readonly ImportQuestion[];
  readonly balances: ReadonlyMap<string, StatedBalances>;
  readonly emptyReason: Sentence;
}

/**
 * A file is refused if none of its tables is understood; the records of one that is not are skipped
 * by name.
 */
function readSections(
  sections: readonly Section[],
  dialect: Dialect,
  options: ImportOptions,
  warnings: ImportWarning[],
): Result<SectionsRead, LayoutFailure> {
  const rows: ImportedRow[] = [];
  const questions: ImportQuestion[] = [];
  const balances = new Map<string, StatedBalances>();
  let emptyReason: Sentence = sentence("The file has no transactions: there is nothing to import.");
  let failure: LayoutFailure | null = null;
  let understood = 0;
  let taken = 0;
  let bad = 0;
  for (const section of sections) {
    warnOfPreamble(section.preamble, warnings);
    const accountName = sections.length > 1 ? titleOf(section) : null;
    const layout = understandTable({ ...section, dialect, options, accountName });
    if (!layout.ok) {
      if (layout.error.code === "no-records") {
        emptyReason = layout.error.reason;
        understood += 1;
      } else {
        failure ??= layout.error;
        for (const record of section.data) skipRecord(record, layout.error.reason, rows, warnings);
      }
      continue;
    }
    understood += 1;
    const read = readRows(section.data, layout.value, options);
    for (const row of read.rows) rows.push(row);
    for (const warning of read.warnings) warnings.push(warning);
    for (const question of layout.value.questions) {
      if (!questions.some(({ about }) => about === question.about)) questions.push(question);
    }
    for (const [key, stated] of read.balances) balances.set(key, stated);
    taken += read.taken;
    bad += read.bad;
  }
  if (understood === 0 && failure !== null) return fail(failure);
  if (taken === 0 && bad > 0) {
    const first = warnings.find(({ isRecord }) => isRecord);
    const reason = sentence("No row could be read. Line {line}: {text}", {
      line: first?.line ?? 1,
      text: first?.text ?? "",
    });
    return fail({ code: "no-amount", reason });
  }
  return ok({ rows, questions, balances, emptyReason });
}

function skipRecord(
  { line, cells }: CsvRecord,
  reason: Sentence,
  rows: ImportedRow[],
  warnings: ImportWarning[],
): void {
  rows.push({
    line,
    day: null,
    amount: null,
    currency: null,
    text: wholeText(cells),
    bankId: null,
    account: null,
    pending: false,
    skipped: reason,
  });
  warnings.push({ line, text: reason, isRecord: true });
}

function titleOf({ preamble }: Section): string | null {
  const title = displayText(preamble.at(-1)?.cells.find((cell) => cell !== "") ?? "");
  return title === "" ? null : title;
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

function noTableReason(records: readonly CsvRecord[]): Sentence {
  if (records.length === 0) return sentence("The file is empty.");
  return sentence(
    "The file has neither column names nor a row with a date and an amount: no transactions were found.",
  );
}

function warnOfPreamble(preamble: readonly CsvRecord[], warnings: ImportWarning[]): void {
  const [first] = preamble;
  const last = preamble.at(-1);
  if (first === undefined || last === undefined) return;
  warnings.push({
    line: first.line,
    text:
      first === last
        ? sentence("Line {line}: before the transactions, not read as such.", { line: first.line })
        : sentence("Lines {line} to {last}: before the transactions, not read as such.", {
            line: first.line,
            last: last.line,
          }),
    isRecord: false,
  });
}
