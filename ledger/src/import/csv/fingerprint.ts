/**
 * By what a bank's files are known again: their column names in their order, or, where there are
 * none, what each column holds. Not a secret and no proof: a file that only looks alike is read
 * under the same corrections, which a person sees and can take back.
 */

import { plainText } from "./column-names.ts";
import type { ColumnName } from "./column-names.ts";
import { isMostly } from "./column-profile.ts";
import { makeTable } from "./make-table.ts";
import type { Column } from "./table.ts";
import type { CsvRecord } from "./tokenize.ts";

/** Returns the fingerprint of a table, 16 hexadecimal digits; `names` is null without a header. */
export function fingerprintOf(
  names: readonly ColumnName[] | null,
  data: readonly CsvRecord[],
): string {
  const parts =
    names === null
      ? makeTable(null, data).columns.map(shapeOf)
      : names.map(({ written }) => plainText(written) || written);
  return hashOf(`${names === null ? "shapes" : "names"}\n${parts.join("\n")}`);
}

/** Empty cells say nothing: a column of amounts may be empty for a month. */
function shapeOf({ profile }: Column): string {
  if (isMostly(profile.dates, profile)) return "date";
  return isMostly(profile.amounts, profile) ? "number" : "text";
}

const MASK = 0xffff_ffff_ffff_ffffn;

/** FNV-1a in 64 bits (Fowler, Noll, Vo), over UTF-16 code units. */
function hashOf(text: string): string {
  let hash = 0xcbf2_9ce4_8422_2325n;
  for (let index = 0; index < text.length; index += 1) {
    hash = ((hash ^ BigInt(text.charCodeAt(index))) * 0x100_0000_01b3n) & MASK;
  }
  return hash.toString(16).padStart(16, "0");
}
