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
  const counts = { ".": 0, ",": 0 };
  const ambiguous = { ".": 0, ",": 0 };
  for (const { cells } of records) {
    for (const { index } of columns) {
      const cell = cells[index] ?? "";
      if (cell === "") continue;
      const amount = readMoneyCell(cell);
      if (amount === null) continue;
      const evidence = separatorEvidence(amount.digits);
      if (evidence === "." || evidence === ",") counts[evidence] += 1;
      else if (evidence === "ambiguous") ambiguous[amount.digits.includes(",") ? "," : "."] += 1;
    }
  }
  const isGuess = ambiguous["."] + ambiguous[","] > 0;
  if (counts["."] + counts[","] > 0) {
    const isMixed = counts["."] > 0 && counts[","] > 0;
    return { sign: counts[","] > counts["."] ? "," : ".", isGuess: isGuess && isMixed };
  }
  return { sign: ambiguous["."] > ambiguous[","] ? "," : ".", isGuess };
}
