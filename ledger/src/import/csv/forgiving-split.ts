/**
 * Cuts CSV text whose quotes are broken. A quote opens a cell only at its beginning and closes it
 * only before a delimiter or the end of a line; any other quote is text. After one such stray quote
 * in a cell, a pair of quotes before a delimiter is a stray one and the closing one. A quoted cell
 * that does not end within a bounded distance did not begin: its quote is text as well.
 */

/** The furthest that the end of a quoted cell is looked for, in characters. */
const QUOTED_LENGTH_MAX = 16 * 1024;
/**
 * After so many quotes that never close, quotes are not looked at any more: the reader stays
 * linear.
 */
const UNCLOSED_MAX = 200;

/** Returns the cells of each record. */
export function splitForgivingly(text: string, delimiter: string, quote: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let unclosed = 0;
  let at = 0;
  while (at <= text.length) {
    const start = skipBlanks(text, at, delimiter);
    let end = -1;
    if (text.charAt(start) === quote && unclosed < UNCLOSED_MAX) {
      const quoted = readQuoted(text, start + 1, delimiter, quote);
      if (quoted === null) unclosed += 1;
      else {
        row.push(quoted.cell);
        end = quoted.end;
      }
    }
    if (end < 0) {
      end = endOfPlain(text, at, delimiter);
      row.push(text.slice(at, end));
    }
    if (text.charAt(end) !== delimiter) {
      rows.push(row);
      row = [];
    }
    at = end + 1;
  }
  return rows;
}

function endOfPlain(text: string, from: number, delimiter: string): number {
  let end = from;
  while (end < text.length && text.charAt(end) !== delimiter && text.charAt(end) !== "\n") end += 1;
  return end;
}

/**
 * Returns the text up to the closing quote and the index of what follows it, or null if none
 * closes.
 */
function readQuoted(
  text: string,
  from: number,
  delimiter: string,
  quote: string,
): { readonly cell: string; readonly end: number } | null {
  const limit = Math.min(text.length, from + QUOTED_LENGTH_MAX);
  let cell = "";
  let at = from;
  let hasStray = false;
  for (;;) {
    const found = text.indexOf(quote, at);
    if (found < 0 || found >= limit) return null;
    let run = found;
    while (text.charAt(run) === quote && run < limit) run += 1;
    const count = run - found;
    const after = skipBlanks(text, run, delimiter);
    const endsCell =
      after >= text.length || text.charAt(after) === delimiter || text.charAt(after) === "\n";
    cell += text.slice(at, found);
    if (endsCell && (count % 2 === 1 || hasStray)) {
      return { cell: cell + quote.repeat(Math.floor(count / 2)), end: after };
    }
    if (count % 2 === 1) hasStray = true;
    cell += quote.repeat(Math.ceil(count / 2));
    at = run;
  }
}

/** Returns the index of the first character from `at` on that is neither a blank nor a tab. */
export function skipBlanks(text: string, at: number, delimiter: string): number {
  let index = at;
  while (index < text.length) {
    const character = text.charAt(index);
    if ((character !== " " && character !== "\t") || character === delimiter) break;
    index += 1;
  }
  return index;
}
