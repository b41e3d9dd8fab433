/**
 * What stands before the first element of an OFX file: "KEY:VALUE" lines (OFX 1.x), XML
 * declarations (2.x), both, or nothing. Only the encoding that it names is of use, because the rest
 * is wrong in too many real files.
 */

const HEAD_BYTES = 4096;

/** Returns the encoding that the head of the file names, as it is written there, or null. */
export function declaredEncoding(bytes: Uint8Array<ArrayBuffer>): string | null {
  const head = new TextDecoder("windows-1252").decode(bytes.subarray(0, HEAD_BYTES));
  const xml = /<\?xml\s[^>]{0,200}?encoding\s*=\s*["']([\w.-]{1,40})["']/iu.exec(head);
  if (xml?.[1] !== undefined) return xml[1];
  const charset = headValue(head, "CHARSET");
  if (charset !== null && charset.toUpperCase() !== "NONE") return charset;
  const encoding = headValue(head, "ENCODING");
  // USASCII comes with bytes beyond ASCII all the same; UNICODE means UTF-16 or UTF-8, which shows by itself.
  return encoding === null || /^(?:USASCII|UNICODE|NONE)$/iu.test(encoding) ? null : encoding;
}

function headValue(head: string, key: string): string | null {
  const start = head.indexOf("<OFX");
  const lines = start < 0 ? head : head.slice(0, start);
  const found = new RegExp(`(?:^|\\s)${key}\\s{0,9}:\\s{0,9}([\\w.-]{1,40})`, "iu").exec(lines);
  return found?.[1] ?? null;
}
