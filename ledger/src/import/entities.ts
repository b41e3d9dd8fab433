/**
 * Character references of OFX and XML text, each decoded exactly once: `&amp;lt;` is the text `&lt;`. Only
 * the five of XML, a few of HTML that banks use, and numbers; there are no others because there is
 * no DTD. What is not a reference ("H&M", "A & B") stays as it is.
 */

const NAMED: ReadonlyMap<string, string> = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
  ["nbsp", " "],
  ["euro", "€"],
  ["pound", "£"],
]);

/** Returns the text with its character references replaced. */
export function decodeEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(/&(#x?[0-9a-f]{1,7}|[a-z]{2,6});/giu, (whole: string, name: string) =>
    name.startsWith("#") ? fromNumber(name, whole) : (NAMED.get(name.toLowerCase()) ?? whole),
  );
}

function fromNumber(name: string, whole: string): string {
  const isHex = name.charAt(1) === "x" || name.charAt(1) === "X";
  const digits = name.slice(isHex ? 2 : 1);
  if (!isHex && !/^\d+$/u.test(digits)) return whole;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  const isSpace = code === 0x9 || code === 0xa || code === 0xd;
  const isCharacter =
    (code >= 0x20 || isSpace) && code <= 0x10_ff_ff && (code < 0xd8_00 || code > 0xdf_ff);
  return isCharacter ? String.fromCodePoint(code) : whole;
}
