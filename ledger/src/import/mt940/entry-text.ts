/** The text of a transaction, from wherever the bank has put it: `:86:`, `:61:` or `:NS:`. */

import { displayText } from "../display-text.ts";
import { readDetails, unfold } from "./details.ts";
import type { StatementLine } from "./statement-line.ts";

/**
 * Returns counterparty and purpose; `details` are the lines of each `:86:`, `notes` those of `:NS:`.
 */
export function textOfEntry(
  read: StatementLine | null,
  details: readonly (readonly string[])[],
  notes: readonly string[],
): string {
  const [first = [], ...more] = details;
  const { name, purpose } = readDetails(first);
  const further = more.map((lines) => displayText(unfold(lines)));
  const said = [purpose, ...further].filter((part) => part !== "").join(" ");
  const who = name === "" ? nameInReference(read, said) : name;
  const parts = [who, said === "" ? textOfNotes(notes) : said].filter((part) => part !== "");
  if (parts.length > 0) return parts.join(" - ");
  return read === null ? "" : read.supplement || read.customerReference || read.type;
}

/** Rabobank puts the other account and, after spaces, its name into the customer's reference. */
function nameInReference(read: StatementLine | null, said: string): string {
  const name = /^\d{6,16} ([\p{L}.][^\d]{2,40})$/u.exec(read?.customerReference ?? "")?.[1] ?? "";
  return said.toLowerCase().includes(name.toLowerCase()) ? "" : name;
}

/** `:NS:`, of Hungarian banks: numbered lines; 15 and 16 are the name, 17 and 09 what it is for. */
function textOfNotes(notes: readonly string[]): string {
  const of = (code: string): string =>
    notes.find((line) => line.startsWith(code))?.slice(code.length) ?? "";
  const parts = [`${of("15")}${of("16")}`, of("17"), of("09")].map(displayText);
  return parts.filter((part) => part !== "").join(" - ");
}
