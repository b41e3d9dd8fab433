/**
 * Tables whose columns are aligned by spaces, as old systems and printouts have them. The columns
 * are the stretches between the positions that are blank in every line of the body, the lines with
 * a date and an amount; the line of names is cut at the same places. Positions are counted in
 * characters.
 */

import { readDateCell } from "../date-cell.ts";
import { COLUMNS_MAX } from "../limits.ts";
import { readMoneyCell } from "./column-profile.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Lines that the columns are found from. */
const SAMPLE_LINES_MAX = 400;
/** The longest line of such a table. */
const WIDTH_MAX = 512;
/** Fewer columns are no table of transactions. */
const COLUMNS_MIN = 3;

/** Where a column lies: from its first character to before its last. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Returns the records of the lines from the names on, and each line before as one cell. */
export function splitFixedWidth(text: string): CsvRecord[] {
  const lines = text.split("\n").map((line) => line.trimEnd());
  const body: number[] = [];
  for (const [index, line] of lines.entries()) {
    if (body.length === SAMPLE_LINES_MAX) break;
    if (isBody(line)) body.push(index);
  }
  const [first] = body;
  if (first === undefined) return [];
  const names = namesBefore(lines, first);
  const sample = body.map((index) => lines[index] ?? "");
  const columns = stretchesOf(names === null ? sample : [...sample, lines[names] ?? ""]);
  const chosen = columns.length >= COLUMNS_MIN ? columns : stretchesOf(sample);
  if (chosen.length < COLUMNS_MIN || chosen.length > COLUMNS_MAX) return [];
  const start = names ?? first;
  return lines.flatMap((line, index) => {
    if (line === "" || isRule(line)) return [];
    const cells = index < start ? [line.trim()] : chosen.map((at) => cellOf(line, at));
    return [{ line: index + 1, cells }];
  });
}

function isBody(line: string): boolean {
  if (line.length > WIDTH_MAX || !line.includes(" ")) return false;
  const words = line.trim().split(/ {1,512}/u);
  const date = words.findIndex((word) => readDateCell(word) !== null);
  return date >= 0 && words.some((word, index) => index !== date && readMoneyCell(word) !== null);
}

/** The line of words directly before the body, or before the rule above it. */
function namesBefore(lines: readonly string[], first: number): number | null {
  let index = first - 1;
  while (index >= 0 && (lines[index] === "" || isRule(lines[index] ?? ""))) index -= 1;
  const line = lines[index] ?? "";
  const isWords = / {2}/u.test(line.trim()) && /\p{L}{2}/u.test(line) && !/\d/u.test(line);
  return isWords && line.length <= WIDTH_MAX ? index : null;
}

function isRule(line: string): boolean {
  return /^[-=_+| ]{3,512}$/u.test(line);
}

/**
 * Words that happen to end in the same place in a few lines make a gap of one space; columns are
 * set apart by more, if more leaves enough of them.
 */
function stretchesOf(lines: readonly string[]): Stretch[] {
  const width = lines.reduce((most, line) => Math.max(most, line.length), 0);
  const isFilled = Array.from({ length: width }, () => false);
  for (const line of lines) {
    for (let at = 0; at < line.length; at += 1) if (line.charAt(at) !== " ") isFilled[at] = true;
  }
  const apart = joined(isFilled, 2);
  return apart.length >= COLUMNS_MIN ? apart : joined(isFilled, 1);
}

/** The filled stretches, those joined that are less than `gap` apart. */
function joined(isFilled: readonly boolean[], gap: number): Stretch[] {
  const stretches: { from: number; to: number }[] = [];
  for (const [at, filled] of isFilled.entries()) {
    if (!filled) continue;
    const last = stretches.at(-1);
    if (last !== undefined && at - last.to < gap) last.to = at + 1;
    else stretches.push({ from: at, to: at + 1 });
  }
  return stretches.map(({ from }, index) => ({
    from: index === 0 ? 0 : from,
    to: stretches[index + 1]?.from ?? WIDTH_MAX,
  }));
}

function cellOf(line: string, { from, to }: Stretch): string {
  return line.slice(from, to).trim();
}
