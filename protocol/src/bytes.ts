/**
 * Byte strings: joining, comparing, numbers and text as bytes.
 *
 * Everything here is exact and total except `fromHex` and `fromBase64Url`, which return undefined for
 * text that is not theirs. Comparison of anything secret goes through `equalBytes`, whose time does
 * not depend on where two strings of equal length differ.
 */

/** Bytes that own their memory, as WebCrypto returns and takes them. */
export type Bytes = Uint8Array<ArrayBuffer>;

/** A source of cryptographically secure random bytes; it comes in through client's Environment. */
export type RandomBytes = (length: number) => Bytes;

const textEncoder = new TextEncoder();

/** UTF-8 of a text, which must be well-formed Unicode. */
export function utf8(text: string): Bytes {
  return textEncoder.encode(text);
}

/** One string after the other. */
export function concat(...parts: readonly Uint8Array[]): Bytes {
  let length = 0;
  for (const part of parts) length += part.length;
  const joined = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

/** u32, big-endian. */
export function u32(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

/** u64, big-endian. */
export function u64(value: number): Bytes {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

/** u32 length ‖ bytes: what makes a concatenation of variable parts unambiguous. */
export function lengthPrefixed(bytes: Uint8Array): Bytes {
  return concat(u32(bytes.length), bytes);
}

/** Whether two byte strings are equal, in time that depends on their lengths only. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  const wordsEnd = a.length < wordsFrom ? 0 : a.length - (a.length % 4);
  let difference = differenceOfWords(a, b, wordsEnd);
  for (let index = wordsEnd; index < a.length; index += 1) {
    difference |= (a[index] ?? 0) ^ (b[index] ?? 0);
  }
  return difference === 0;
}

/** Length from which on bytes are compared four at a time: a folded vault has tens of millions. */
const wordsFrom = 256;

/** Not zero if the first `end` bytes, a multiple of four, differ anywhere. */
function differenceOfWords(a: Uint8Array, b: Uint8Array, end: number): number {
  const left = new DataView(a.buffer, a.byteOffset, end);
  const right = new DataView(b.buffer, b.byteOffset, end);
  let difference = 0;
  for (let at = 0; at < end; at += 4) difference |= left.getInt32(at) ^ right.getInt32(at);
  return difference;
}

/** Order by bytes, then by length: the order of sorted lists and of map keys. For public values. */
export function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return bytes.toHex();
}

/** Bytes of lower-case hex; undefined for any other text. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/.test(text)) return undefined;
  return Uint8Array.fromHex(text);
}

/** Base64url without padding (RFC 4648 §5). */
export function toBase64Url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: "base64url", omitPadding: true });
}

/** Bytes of unpadded base64url; undefined for any other text. */
export function fromBase64Url(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url", lastChunkHandling: "loose" });
  return toBase64Url(bytes) === text ? bytes : undefined;
}
