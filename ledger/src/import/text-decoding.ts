/**
 * Bytes of a foreign file to text, in this order: byte order mark, UTF-16 without one, strict
 * UTF-8, what the file itself declares, and last what its letters look like (encoding-guess.ts). A
 * replacement character is never made up: bytes that are wrong in an otherwise correct UTF-8 file
 * are read as windows-1252, and that, like every guess, comes back as a remark for the person to
 * see.
 */

import { sentence, type Sentence } from "../sentence.ts";
import { fail, ok } from "../result.ts";
import type { Result } from "../result.ts";
import { displayText } from "./display-text.ts";
import { guessEncoding } from "./encoding-guess.ts";

/**
 * The text of a file; `encoding` is a name that TextDecoder knows, `remark` says what was guessed,
 * or null.
 */
export interface DecodedText {
  readonly text: string;
  readonly encoding: string;
  readonly remark: Sentence | null;
}

/** Why bytes are no text: `nul-bytes` at an offset, in a file that is not UTF-16. */
export interface NotText {
  readonly code: "nul-bytes";
  readonly offset: number;
}

/**
 * Returns the text of a file; `declared` is the encoding that the file names, in any spelling, or
 * null.
 */
export function decodeText(
  bytes: Uint8Array<ArrayBuffer>,
  declared: string | null,
): Result<DecodedText, NotText> {
  const marked = byteOrderMark(bytes) ?? utf16WithoutMark(bytes);
  if (marked !== null) {
    const text = new TextDecoder(marked).decode(bytes);
    const nulOffset = text.indexOf("\0");
    if (nulOffset >= 0) return fail({ code: "nul-bytes", offset: nulOffset });
    return ok({ text, encoding: marked, remark: lossRemark(text, marked) });
  }
  const offset = bytes.indexOf(0);
  if (offset >= 0) return fail({ code: "nul-bytes", offset });

  const utf8 = tryDecode(bytes, "utf-8");
  if (utf8 !== null && !declaresEscapes(declared)) {
    return ok({ text: utf8, encoding: "utf-8", remark: null });
  }
  const label = declaredLabel(declared);
  if (label !== null) {
    const text = tryDecode(bytes, label);
    if (text !== null && !hasControlLetters(text))
      return ok({ text, encoding: label, remark: null });
  }
  const mended = mostlyUtf8(bytes);
  if (mended !== null) return ok(mended);
  const encoding = guessEncoding(bytes);
  const text = new TextDecoder(encoding).decode(bytes);
  const remark = sentence(
    "The file does not say how its letters are encoded; they were read as {encoding}.",
    { encoding },
  );
  return ok({ text, encoding, remark });
}

/** Why bytes cannot be read under an encoding. */
export interface WrongEncoding {
  readonly code: "wrong-encoding";
  readonly reason: Sentence;
}

/** Returns the text under the encoding that a person names, if any; else as it is found. */
export function decodeAs(
  bytes: Uint8Array<ArrayBuffer>,
  named: string | undefined,
): Result<DecodedText, WrongEncoding> {
  const found = decodeText(bytes, null);
  const label = named === undefined ? null : declaredLabel(named);
  if (named !== undefined && label === null) {
    const encoding = displayText(named).slice(0, 40);
    const reason = sentence('There is no encoding "{encoding}".', { encoding });
    return fail({ code: "wrong-encoding", reason });
  }
  if (label !== null && (!found.ok || label !== found.value.encoding)) {
    const text = tryDecode(bytes, label);
    if (text !== null && !text.includes("\0")) return ok({ text, encoding: label, remark: null });
    const reason = sentence("The file cannot be read as {encoding}.", { encoding: label });
    return fail({ code: "wrong-encoding", reason });
  }
  if (found.ok) return found;
  const { offset } = found.error;
  const reason = sentence("Byte {offset} of the file is zero: it is not text.", { offset });
  return fail({ code: "wrong-encoding", reason });
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [first, second, third] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return "utf-8";
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return null;
}

const SAMPLE_BYTES = 4096;

/** Latin text in UTF-16 has a zero in nearly every second byte, and always the same one. */
function utf16WithoutMark(bytes: Uint8Array): string | null {
  const length = Math.min(bytes.length, SAMPLE_BYTES) & ~1;
  if (length < 8 || bytes.length % 2 !== 0) return null;
  const zeros = [0, 0];
  for (let index = 0; index < length; index += 1) {
    if (bytes[index] === 0) zeros[index & 1] = (zeros[index & 1] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  const most = length / 4;
  if (odd > most && even === 0) return "utf-16le";
  if (even > most && odd === 0) return "utf-16be";
  return null;
}

function lossRemark(text: string, encoding: string): Sentence | null {
  return text.includes("\uFFFD")
    ? sentence("Some bytes of the file are not {encoding} and show as �.", { encoding })
    : null;
}

function tryDecode(bytes: Uint8Array<ArrayBuffer>, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function declaresEscapes(declared: string | null): boolean {
  return declared !== null && declared.toLowerCase().startsWith("iso-2022");
}

/**
 * Undefined positions of a single-byte code page come out as C1 controls: the declaration was
 * wrong.
 */
function hasControlLetters(text: string): boolean {
  return /[\u0080-\u009F]/u.test(text);
}

/** OFX writes bare code page numbers ("1252"), and names that mean nothing ("NONE", "USASCII"). */
function declaredLabel(declared: string | null): string | null {
  if (declared === null) return null;
  const name = declared.trim().toLowerCase();
  const label = /^(?:cp-?)?125[0-8]$/u.test(name) ? `windows-${name.slice(-4)}` : name;
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return null;
  }
}

/** At most one byte in this many may be wrong in a file that is still called UTF-8. */
const MENDED_SHARE = 20;

/**
 * Returns the text if nearly all of its sequences are UTF-8: banks cut fields at a byte, in
 * mid-letter.
 */
function mostlyUtf8(bytes: Uint8Array<ArrayBuffer>): DecodedText | null {
  let good = 0;
  let bad = 0;
  for (let index = 0; index < bytes.length;) {
    const size = sequenceLength(bytes, index);
    if (size > 1) good += 1;
    if (size === 0) bad += 1;
    index += Math.max(size, 1);
  }
  if (good < bad * MENDED_SHARE || good === 0) return null;
  const parts: string[] = [];
  const decoder = new TextDecoder("utf-8");
  const western = new TextDecoder("windows-1252");
  let from = 0;
  for (let index = 0; index < bytes.length;) {
    const size = sequenceLength(bytes, index);
    if (size === 0) {
      parts.push(decoder.decode(bytes.subarray(from, index)));
      parts.push(western.decode(bytes.subarray(index, index + 1)));
      from = index + 1;
    }
    index += Math.max(size, 1);
  }
  parts.push(decoder.decode(bytes.subarray(from)));
  const remark =
    bad === 1
      ? sentence("One byte of the file is not UTF-8 and was read as windows-1252.")
      : sentence("{count} bytes of the file are not UTF-8 and were read as windows-1252.", {
          count: bad,
        });
  return { text: parts.join(""), encoding: "utf-8", remark };
}

/**
 * Returns the length of the UTF-8 sequence at an index, or 0 if none begins there (RFC 3629 §4).
 */
function sequenceLength(bytes: Uint8Array, index: number): number {
  const lead = bytes[index] ?? 0;
  if (lead < 0x80) return 1;
  const size = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : 2;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const second = bytes[index + 1] ?? 0;
  const low = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80;
  const high = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf;
  if (second < low || second > high) return 0;
  for (let offset = 2; offset < size; offset += 1) {
    const next = bytes[index + offset] ?? 0;
    if (next < 0x80 || next > 0xbf) return 0;
  }
  return size;
}
