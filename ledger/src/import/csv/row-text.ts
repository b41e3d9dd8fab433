/**
 * The cells of one record as text: one of them, those that tell what a transaction was, or all of
 * them for a record that is none. Nothing is said twice, and nothing that could disturb a screen is
 * kept.
 */

import { displayText } from "../display-text.ts";
import type { Layout } from "./layout.ts";

/** Returns the text of a transaction: who and what for, else its kind. */
export function rowText(cells: readonly string[], { texts, width }: Layout): string {
  const payee = joinCells(cells, texts.payees);
  // Cells beyond the last name continue the text.
  const extra = cells.slice(width).map((_, index) => width + index);
  const memo = joinCells(cells, extra.length === 0 ? texts.memos : [...texts.memos, ...extra]);
  const text = joinParts(payee, memo);
  return text === "" ? joinCells(cells, texts.fallbacks) : text;
}

/** Returns all that a record holds: the text of one that is no transaction. */
export function wholeText(cells: readonly string[]): string {
  return displayText(cells.filter((cell) => cell !== "").join(" "));
}

/** Returns a cell, "" if there is none. */
export function cellAt(cells: readonly string[], column: number | null): string {
  return column === null ? "" : (cells[column] ?? "");
}

/**
 * Returns a cell as text: apostrophes around or before a cell keep spreadsheets from reading it as
 * a number.
 */
export function cellText(cells: readonly string[], column: number | null): string {
  const text = displayText(cellAt(cells, column));
  if (!text.startsWith("'")) return text;
  return text.length > 1 && text.endsWith("'") ? text.slice(1, -1) : text.slice(1);
}

/** Returns true if a cell is a dash, which stands for nothing. */
export function isDash(cell: string): boolean {
  return /^[-–—]{1,3}$/u.test(cell);
}

function joinCells(cells: readonly string[], columns: readonly number[]): string {
  let joined = "";
  for (const column of columns) {
    const cell = cellText(cells, column);
    if (cell === "" || isDash(cell) || cell === "/" || joined.includes(cell)) continue;
    joined = joined === "" ? cell : `${joined} ${cell}`;
  }
  return joined;
}

/** Who and what for, without saying one of them twice. */
function joinParts(payee: string, memo: string): string {
  if (payee === "" || memo === "") return payee + memo;
  const [lowerPayee, lowerMemo] = [payee.toLowerCase(), memo.toLowerCase()];
  if (lowerMemo.includes(lowerPayee)) return memo;
  return lowerPayee.includes(lowerMemo) ? payee : `${payee} - ${memo}`;
}
