/**
 * A CSV file, whole: decode, cut, find the table, understand its columns, read its rows. The file's
 * own evidence decides (cells, balances, whole columns), never its name; what it leaves open
 * becomes a question with what was taken.
 */

import { sentence, type Sentence } from "../../sentence.ts";
import { readAppCsv } from "../apps/read-app-csv.ts";
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
import type { Result } from "../../result.ts";
import { decodeAs } from "../text-decoding.ts";
import { correctedSections, isCorrected } from "./corrected-sections.ts";
import { cutByWidth, cutText } from "./cut-text.ts";
import type { CutFailure, CutText } from "./cut-text.ts";
import type { Dialect } from "./delimiter.ts";
import { mappingOf } from "./guessed-mapping.ts";
import { understandTable } from "./layout.ts";
import type { Layout } from "./layout.ts";
import type { LayoutFailure } from "./layout-doubts.ts";
import type { CsvCorrections } from "./mapping.ts";
import { wholeText } from "./row-text.ts";
import { readRows } from "./rows.ts";
import { findSections } from "./sections.ts";
import type { Section } from "./sections.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Returns what a CSV file holds. */
export function readCsv(bytes: Uint8Array<ArrayBuffer>, options: ImportOptions): ImportedFile {
  const corrections = options.mapping ?? {};
  const decoded = decodeAs(bytes, corrections.encoding);
  if (!decoded.ok) return rejectedFile("csv", null, decoded.error.reason);
  const { text, encoding, remark } = decoded.value;
  const cut = findCut(text, corrections);
  if (!cut.ok) return rejectedFile("csv", encoding, cut.error.reason);
  const { dialect, records } = cut.value;
  // What a person says of columns is said of a table that is nobody's.
  const app = options.mapping === undefined ? readAppCsv(records, decoded.value, options) : null;
  if (app !== null) return app;
  const sections = correctedSections(records, corrections);
  const warnings: ImportWarning[] =
    remark === null ? [] : [{ line: null, text: remark, isRecord: false }];
  const read = readSections(sections, dialect, options, warnings);
  const [first] = sections;
  const { section, layout } =
    read.mapped ??
    (first === undefined
      ? { section: { preamble: [], names: null, headerLine: null, data: records }, layout: null }
      : { section: first, layout: null });
  const mapping = mappingOf(section, layout, { dialect, encoding });
  if (sections.length === 0 || read.failure !== null) {
    const reason = read.failure?.reason ?? noTableReason(records);
    return { ...rejectedFile("csv", encoding, reason), mapping };
  }
  const { rows, questions, balances, emptyReason } = read;
  const found = { encoding, rows, warnings, questions, balances, emptyReason };
  return { ...finishFile({ format: "csv", ...found, options }), mapping };
}

/** By a delimiter if that gives a table, else by the spaces that align its columns. */
function findCut(text: string, corrections: CsvCorrections): Result<CutText, CutFailure> {
  const cut = cutText(text, corrections);
  if (!cut.ok || corrections.delimiter !== undefined) return cut;
  if (findSections(cut.value.records).length > 0) return cut;
  const aligned = cutByWidth(text);
  return aligned.ok && aligned.value.records.length > 0 ? aligned : cut;
}

interface SectionsRead {
  readonly rows: readonly ImportedRow[];
  readonly questions: readonly ImportQuestion[];
  readonly balances: ReadonlyMap<string, StatedBalances>;
  readonly emptyReason: Sentence;
  /** The table that corrections are about, with how it was understood. */
  readonly mapped: { readonly section: Section; readonly layout: Layout | null } | null;
  /** Why the file is refused, or null. */
  readonly failure: LayoutFailure | null;
}

/**
 * A file is refused if none of its tables is understood, or if a correction cannot be; the records
 * of one that is not understood are skipped by name.
 */
function readSections(
  sections: readonly Section[],
  dialect: Dialect,
  options: ImportOptions,
  warnings: ImportWarning[],
): SectionsRead {
  const rows: ImportedRow[] = [];
  const questions: ImportQuestion[] = [];
  const balances = new Map<string, StatedBalances>();
  let emptyReason: Sentence = sentence("The file has no transactions: there is nothing to import.");
  let failure: LayoutFailure | null = null;
  let mapped: SectionsRead["mapped"] = null;
  let understood = 0;
  let taken = 0;
  let bad = 0;
  const isMeant = isCorrected(sections, options.mapping ?? {});
  for (const section of sections) {
    warnOfPreamble(section.preamble, warnings);
    const accountName = sections.length > 1 ? titleOf(section) : null;
    const corrections = isMeant(section) ? (options.mapping ?? {}) : {};
    const answers = answersOf(options, corrections);
    const raw = { ...section, dialect, options: answers, accountName, corrections };
    const layout = understandTable(raw);
    if (!layout.ok) {
      if (layout.error.code === "no-records") {
        emptyReason = layout.error.reason;
        understood += 1;
      } else if (layout.error.code === "bad-mapping") {
        return { rows: [], questions, balances, emptyReason, mapped, failure: layout.error };
      } else {
        failure ??= layout.error;
        for (const record of section.data) skipRecord(record, layout.error.reason, rows, warnings);
      }
      continue;
    }
    understood += 1;
    if (
      mapped === null ||
      (options.mapping !== undefined && isMeant(section) && !isMeant(mapped.section))
    ) {
      mapped = { section, layout: layout.value };
    }
    const read = readRows(section.data, layout.value, answers);
    for (const row of read.rows) rows.push(row);
    for (const warning of read.warnings) warnings.push(warning);
    for (const question of layout.value.questions) {
      if (!questions.some(({ about }) => about === question.about)) questions.push(question);
    }
    for (const [key, stated] of read.balances) balances.set(key, stated);
    taken += read.taken;
    bad += read.bad;
  }
  if (understood > 0) failure = null;
  if (taken === 0 && bad > 0) failure ??= noRowFailure(warnings);
  return { rows, questions, balances, emptyReason, mapped, failure };
}

/** Answers to questions stand before what a mapping says. */
function answersOf(options: ImportOptions, corrections: CsvCorrections): ImportOptions {
  const dateOrder = options.dateOrder ?? corrections.dateOrder;
  const decimal = options.decimal ?? corrections.decimal;
  const currency = options.currency ?? corrections.currency ?? undefined;
  return {
    ...options,
    ...(dateOrder !== undefined && { dateOrder }),
    ...(decimal !== undefined && { decimal }),
    ...(currency !== undefined && { currency }),
  };
}

function noRowFailure(warnings: readonly ImportWarning[]): LayoutFailure {
  const first = warnings.find(({ isRecord }) => isRecord);
  const reason = sentence("No row could be read. Line {line}: {text}", {
    line: first?.line ?? 1,
    text: first?.text ?? "",
  });
  return { code: "no-amount", reason };
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
