/**
 * Which character separates the cells of a CSV file. Each candidate cuts a sample from the
 * beginning of the file; the one wins that makes the most records with a date and an amount in
 * cells of their own, and among equals the one whose records are most alike in width.
 */

import { readAmountCell } from "../amount-cell.ts";
import { readDateCell } from "../date-cell.ts";
import { splitRecords } from "./tokenize.ts";
import type { CsvRecord } from "./tokenize.ts";

/** How a file is cut; `quote` is `"` or, in files that have none of those, `'`. */
export interface Dialect {
  readonly delimiter: string;
  readonly quote: string;
}

const DELIMITERS = [",", ";", "\t", "|"] as const;
const SAMPLE_LENGTH = 48 * 1024;

/** Returns how the text is cut. */
export function detectDialect(text: string): Dialect {
  const named = /^(?:"?)sep=(.)(?:"?)\n/u.exec(text.slice(0, 8))?.[1];
  if (named !== undefined) return { delimiter: named, quote: '"' };
  const sample = sampleOf(text);
  let best: Dialect = { delimiter: ",", quote: '"' };
  let bestScore = -1;
  for (const delimiter of DELIMITERS) {
    if (!sample.includes(delimiter)) continue;
    const quote = quoteFor(sample, delimiter);
    const score = scoreRecords(splitRecords(sample, delimiter, quote));
    if (score > bestScore) [best, bestScore] = [{ delimiter, quote }, score];
  }
  return best;
}

function sampleOf(text: string): string {
  if (text.length <= SAMPLE_LENGTH) return text;
  const end = text.lastIndexOf("\n", SAMPLE_LENGTH);
  return text.slice(0, end < 0 ? SAMPLE_LENGTH : end);
}

/** Apostrophes are quotes only where they stand around whole cells and there are no real quotes. */
function quoteFor(sample: string, delimiter: string): string {
  if (sample.includes('"')) return '"';
  const opening = countOf(sample, `${delimiter}'`);
  const closing = countOf(sample, `'${delimiter}`) + countOf(sample, "'\n");
  return opening > 0 && opening === closing ? "'" : '"';
}

function countOf(text: string, part: string): number {
  let count = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) count += 1;
  return count;
}

function scoreRecords(records: readonly CsvRecord[]): number {
  const recordsByWidth = new Map<number, number>();
  let withBoth = 0;
  for (const { cells } of records) {
    if (cells.length < 2) continue;
    recordsByWidth.set(cells.length, (recordsByWidth.get(cells.length) ?? 0) + 1);
    const hasDate = cells.some((cell) => readDateCell(cell) !== null);
    const hasAmount = cells.some((cell) => readAmountCell(cell) !== null);
    if (hasDate && hasAmount) withBoth += 1;
  }
  let alike = 0;
  for (const [width, count] of recordsByWidth) alike = Math.max(alike, count * Math.min(width, 12));
  return withBoth * 100 + alike;
}
