/**
 * Where a file seems to come from, for the order of dates that fit two: dollars, US time zones and
 * US places speak for the month first, commas, semicolons and European currencies against it. Hints
 * only: a person is asked all the same.
 */

import type { DecimalSign } from "../amount-cell.ts";
import type { OriginHints } from "./date-order.ts";
import type { Dialect } from "./delimiter.ts";
import type { Table } from "./table.ts";

const AMERICAN = /^(?:[PMEC][SD]T|USD \$|US\$)$/u;
const US_PLACE =
  /\s(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])(?: USA?)?$/u;

/** Returns the hints of a table. */
export function originHints(table: Table, decimalSign: DecimalSign, dialect: Dialect): OriginHints {
  let american = 0;
  let european = decimalSign === "," || dialect.delimiter === ";" ? 1 : 0;
  for (const { cells } of table.sample) {
    for (const cell of cells) {
      if (AMERICAN.test(cell) || /^[-+(]{0,2} ?\$ ?\d/u.test(cell) || US_PLACE.test(cell))
        american += 1;
      if (/^(?:EUR|GBP|CHF|INR|AUD|NZD)$|[€£₹]/u.test(cell)) european += 1;
    }
  }
  return { isAmerican: american > european, isEuropean: european > american };
}
