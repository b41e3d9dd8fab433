/** What a table leaves open, as questions with what was taken meanwhile. */

import type { DateOrder } from "../date-cell.ts";
import type { ImportOptions, ImportQuestion } from "../imported-file.ts";
import type { DecimalChoice } from "./decimal-sign.ts";
import type { SignChoice } from "./sign.ts";

/** Asks for the decimal sign if no amount is certain. */
export function decimalQuestion(
  { isGuess, sign }: DecimalChoice,
  { decimal }: ImportOptions,
): ImportQuestion[] {
  return isGuess && decimal === undefined
    ? [{ about: "decimal", choices: [".", ","], taken: sign }]
    : [];
}

/** Asks for the sign if nothing settles it. */
export function signQuestion({ rule, isGuess }: SignChoice): ImportQuestion[] {
  if (!isGuess) return [];
  const taken = rule.by === "inverted" || rule.by === "as-written" ? rule.by : null;
  return [{ about: "sign", choices: ["as-written", "inverted"], taken }];
}

/** Asks for the order of dates if several fit. */
export function dateQuestion(
  choices: readonly DateOrder[],
  taken: DateOrder,
  { dateOrder }: ImportOptions,
): ImportQuestion[] {
  if (choices.length < 2 || dateOrder !== undefined) return [];
  return [{ about: "date-order", choices, taken }];
}
