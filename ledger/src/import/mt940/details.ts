/**
 * `:86:`, what a transaction is about, in the forms that banks have for it: the German one with
 * numbered sub-fields (structured-details.ts), the one with names between slashes
 * (slash-details.ts), and free text. Lines are folded at 65 letters wherever that falls, also
 * within words.
 */

import { displayText } from "../display-text.ts";
import { readSlashDetails } from "./slash-details.ts";
import { readStructuredDetails } from "./structured-details.ts";

/** Whom a transaction is with and what it is for; "" if that is not said. */
export interface Details {
  readonly name: string;
  readonly purpose: string;
}

const WIDTH = 65;
/** Some banks count the tag, ":86:", as part of the first line. */
const FIRST_WIDTH = WIDTH - 4;

/** Returns what the lines of a field say. */
export function readDetails(lines: readonly string[]): Details {
  // Sub-fields have lengths of their own; spaces at the ends of lines are part of them.
  const structured = readStructuredDetails(lines.join(""));
  if (structured !== null) return structured;
  const text = unfold(lines);
  return readSlashDetails(text) ?? { name: "", purpose: displayText(text) };
}

/** Puts folded lines together: a full line goes on within its word, a shorter one after it. */
export function unfold(lines: readonly string[]): string {
  const parts: string[] = [];
  let isFull = true;
  for (const [index, line] of lines.entries()) {
    if (!isFull) parts.push(" ");
    parts.push(line);
    isFull = line.length >= WIDTH || (index === 0 && line.length === FIRST_WIDTH);
  }
  return parts.join("");
}
