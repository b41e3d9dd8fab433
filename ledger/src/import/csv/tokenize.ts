/**
 * CSV text to records of cells, each with the line where it begins. papaparse does the cutting
 * wherever the quotes are in order; where they are not (banks write "UAB "Naktida"" and unclosed
 * quotes) a forgiving reader takes over: a quote ends a cell only before a delimiter or the end of
 * the line, and one that never ends is an ordinary character. Cells come back trimmed, blank
 * records stay in, so that the lines count.
 */

import Papa from "papaparse";
import { skipBlanks, splitForgivingly } from "./forgiving-split.ts";

/** One record of a CSV file; `line` counts from 1. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * Returns the records of a text whose lines end in "\n"; `quote` is the character around quoted
 * cells.
 */
export function splitRecords(text: string, delimiter: string, quote: string): CsvRecord[] {
  const isClean = !text.includes(quote) || hasCleanQuotes(text, delimiter, quote);
  const rows = isClean
    ? Papa.parse(text, { delimiter, newline: "\n", quoteChar: quote }).data
    : splitForgivingly(text, delimiter, quote);
  const spansLines = text.includes(quote);
  const records: CsvRecord[] = [];
  let line = 1;
  for (const cells of rows) {
    const start = line;
    line += 1;
    for (let index = 0; index < cells.length; index += 1) {
      const cell = cells[index] ?? "";
      if (spansLines) line += countNewlines(cell);
      const trimmed = cell.trim();
      // ="0123" is how files keep spreadsheets from eating the zero.
      if (trimmed.startsWith('="') && trimmed.endsWith('"')) cells[index] = trimmed.slice(2, -1);
      else if (trimmed.length !== cell.length) cells[index] = trimmed;
    }
    records.push({ line: start, cells });
  }
  return records;
}

function countNewlines(cell: string): number {
  let count = 0;
  for (let at = cell.indexOf("\n"); at >= 0; at = cell.indexOf("\n", at + 1)) count += 1;
  return count;
}

/**
 * Returns true if each quote that opens a cell is closed before a delimiter or the end of a line.
 */
function hasCleanQuotes(text: string, delimiter: string, quote: string): boolean {
  let at = text.indexOf(quote);
  while (at >= 0) {
    const before = text.charAt(at - 1);
    if (at > 0 && before !== delimiter && before !== "\n") {
      at = text.indexOf(quote, at + 1);
      continue;
    }
    let close = text.indexOf(quote, at + 1);
    while (close >= 0 && text.charAt(close + 1) === quote) close = text.indexOf(quote, close + 2);
    if (close < 0) return false;
    const after = skipBlanks(text, close + 1, delimiter);
    if (after < text.length && text.charAt(after) !== delimiter && text.charAt(after) !== "\n") {
      return false;
    }
    at = text.indexOf(quote, after);
  }
  return true;
}
