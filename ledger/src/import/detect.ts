/**
 * Which format the bytes of a file are, by what is inside, never by a name. Formats that cannot be
 * read yet are recognised all the same, so that a person is told what the file is instead of a
 * riddle.
 */

import type { AppFormat, FileFormat } from "./imported-file.ts";
import { isJournal } from "./journal/is-journal.ts";

/** What bytes show by themselves; what a JSON or a CSV file is of shows when it is read. */
export type DetectedFormat = Exclude<FileFormat, AppFormat | "coffer">;

const HEAD_BYTES = 8192;

const SIGNATURES: readonly (readonly [DetectedFormat, readonly number[]])[] = [
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["zip", [0x50, 0x4b, 0x05, 0x06]],
  ["gzip", [0x1f, 0x8b]],
  ["pdf", [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ["xls", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ["image", [0x89, 0x50, 0x4e, 0x47]],
  ["image", [0xff, 0xd8, 0xff]],
  ["image", [0x47, 0x49, 0x46, 0x38]],
];

/** Returns the format of a file; text that is nothing else is CSV. */
export function detectFormat(bytes: Uint8Array<ArrayBuffer>): DetectedFormat {
  for (const [format, signature] of SIGNATURES) {
    if (signature.every((byte, index) => bytes[index] === byte)) return format;
  }
  const head = headText(bytes);
  if (head.startsWith("SQLite format 3\0")) return "sqlite";
  const text = head.trim();
  if (text === "" && bytes.length <= HEAD_BYTES) return "empty";
  if (isOfx(text)) return "ofx";
  return markup(text) ?? lines(text) ?? (isJournal(head) ? "journal" : "csv");
}

/** The head of the file with one character for each letter of any Latin encoding, UTF-16 too. */
function headText(bytes: Uint8Array<ArrayBuffer>): string {
  const head = bytes.subarray(0, HEAD_BYTES);
  const isWide =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const label = isWide ? (bytes[0] === 0xff ? "utf-16le" : "utf-16be") : "windows-1252";
  const text = new TextDecoder(label).decode(head).replace(/^(?:\uFEFF|ï»¿)/u, "");
  // UTF-16 without a mark: the zeros between the letters say nothing here.
  return /^(?:[^\0]\0|\0[^\0]){8}/u.test(text) ? text.replaceAll("\0", "") : text;
}

function isOfx(text: string): boolean {
  return /^OFXHEADER\s{0,9}:/iu.test(text) || /<\?OFX\s/iu.test(text) || /<OFX[\s>]/iu.test(text);
}

function markup(text: string): DetectedFormat | null {
  if (!text.startsWith("<")) return /^(?:\{\s*["}]|\[\s*[{\]])/u.test(text) ? "json" : null;
  if (
    /<(?:\w{1,12}:)?(?:BkToCstmrStmt|BkToCstmrAcctRpt|BkToCstmrDbtCdtNtfctn)\b|:camt\.05[234]/u.test(
      text,
    )
  ) {
    return "camt";
  }
  if (/<(?:gnc-v2|gnc-account-example|gnc)[\s>]/u.test(text)) return "gnucash";
  if (/^<(?:!doctype html|html|table|head|body)\b/iu.test(text)) return "html";
  return /^<[?!a-z]/iu.test(text) ? "xml" : null;
}

function lines(text: string): DetectedFormat | null {
  const heading = /^!(?:Type|Account|Option|Clear)\b/imu.exec(text.slice(0, 400));
  if (heading !== null && (heading.index === 0 || text.includes("^"))) return "qif";
  if (/^(?:\{1:F01|:20:|:940:)/mu.test(text) && /^:(?:25|28C?|60[FM]|61):/mu.test(text))
    return "mt940";
  // Parts of a statement, or one without its head: nothing else begins with such a field.
  if (/^[\s\p{Cc}]{0,4}:(?:20|25P?|28C?|34F|60[FM]|61|62[FM]|86|940|942):/u.test(text))
    return "mt940";
  return null;
}
