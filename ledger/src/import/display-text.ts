/**
 * Text of a foreign file, made safe to show in a terminal or on a page without changing what it
 * says. Control characters become spaces; characters that only reorder or hide other text
 * (bidirectional overrides, zero-width characters, byte order marks) are removed; runs of white
 * space become one space. Markup and formulas are left as they are: whoever writes HTML or CSV
 * escapes them there.
 */

const TAB_TO_SPACE = /[\s\p{Cc}\u2028\u2029]+/gu;
const HIDDEN =
  /[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFEFF\uFFF9-\uFFFB]/gu;
const PLAIN = /^[\x21-\x7E]+(?: [\x21-\x7E]+)*$/u;

/** Returns the text on one line without control and reordering characters. */
export function displayText(text: string): string {
  if (text === "" || PLAIN.test(text)) return text;
  return text.replaceAll(HIDDEN, "").replaceAll(TAB_TO_SPACE, " ").trim().toWellFormed();
}
