/**
 * Which decimal sign a file uses, decided over all its amounts: "1.234,5" and "12,50" are certain,
 * "1.234" is not. If no amount is certain, the separator is taken for one of thousands; then, and
 * where certain amounts contradict each other, the person is asked.
 */

import { separatorEvidence } from "../amount-cell.ts";
import type { DecimalSign } from "../amount-cell.ts";
import { readMoneyCell } from "./column-profile.ts";
import type { Column } from "./table.ts";
import type { CsvRecord } from "./tokenize.ts";

/** The decimal sign; `isGuess` if amounts are ambiguous and the certain ones do not settle it. */
export interface DecimalChoice {
  readonly sign: DecimalSign;
  readonly isGuess: boolean;
}

/** Returns the decimal sign of some columns' amounts. */
export function decideDecimalSign(
  records: readonly CsvRecord[],
  columns: readonly Column[],
): DecimalChoice {
  const evidence = noEvidence();
  for (const { cells } of records) {
    for (const { index } of columns) addEvidence(cells[index] ?? "", evidence);
  }
  return choose(evidence);
}

/** Returns the decimal sign of amounts; texts that are none do not count. */
export function decimalSignOf(cells: readonly string[]): DecimalChoice {
  const evidence = noEvidence();
  for (const cell of cells) addEvidence(cell, evidence);
  return choose(evidence);
}

/** How many amounts show each sign, and how many may. */
interface Evidence {
  readonly certain: Record<DecimalSign, number>;
  readonly ambiguous: Record<DecimalSign, number>;
}

function noEvidence(): Evidence {
  return { certain: { ".": 0, ",": 0 }, ambiguous: { ".": 0, ",": 0 } };
}

function addEvidence(cell: string, { certain, ambiguous }: Evidence): void {
  if (cell === "") return;
  const amount = readMoneyCell(cell);
  if (amount === null) return;
  const evidence = separatorEvidence(amount.digits);
  if (evidence === "." || evidence === ",") certain[evidence] += 1;
  else if (evidence === "ambiguous") ambiguous[amount.digits.includes(",") ? "," : "."] += 1;
}

function choose({ certain, ambiguous }: Evidence): DecimalChoice {
  const isGuess = ambiguous["."] + ambiguous[","] > 0;
  if (certain["."] + certain[","] > 0) {
    const isMixed = certain["."] > 0 && certain[","] > 0;
    return { sign: certain[","] > certain["."] ? "," : ".", isGuess: isGuess && isMixed };
  }
  return { sign: ambiguous["."] > ambiguous[","] ? "," : ".", isGuess };
}
