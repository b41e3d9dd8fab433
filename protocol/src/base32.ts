/**
 * Crockford base 32 for secrets that people read, type and print (docs/protocol.md K1).
 *
 * Most significant bit first, zero bits at the end, upper case. Reading tolerates case, spaces and
 * dashes, O for 0, I and L for 1. A secret on paper has four check characters: the first 20 bits of
 * SHA-256 over its upper-case characters.
 */
import { utf8, type Bytes } from "./bytes.ts";
import { hash256 } from "./hash.ts";

const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const checkCharacters = 4;

/** More than any secret has, however it is spaced; a whole file in its place is refused before it is looked through. */
const typedCharactersMax = 1_024;

/** The characters of bytes: one for each 5 bits, rounded up. */
export function formatBase32(bytes: Uint8Array): string {
  let text = "";
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = (buffer << 8) | byte;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((buffer >> bits) & 31);
    }
    buffer &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + alphabet.charAt((buffer << (5 - bits)) & 31);
}

/** The canonical characters of what a person typed; undefined if one is none of ours, or if there are too many. */
export function normalizeBase32(typed: string): string | undefined {
  if (typed.length > typedCharactersMax) return undefined;
  const text = typed
    .replaceAll(/[\s-]/g, "")
    .replaceAll(/[a-z]/g, (letter) => letter.toUpperCase())
    .replaceAll("O", "0")
    .replaceAll(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]*$/.test(text) ? text : undefined;
}

/** Bytes of canonical characters; undefined if they are not exactly the characters of `length` bytes. */
export function parseBase32(text: string, length: number): Bytes | undefined {
  if (text.length !== Math.ceil((length * 8) / 5)) return undefined;
  const bytes = new Uint8Array(length);
  let buffer = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    buffer = (buffer << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = buffer >> bits;
      at += 1;
    }
    buffer &= (1 << bits) - 1;
  }
  return buffer === 0 ? bytes : undefined;
}

/** A secret as printed: its characters and four check characters, in groups of four. */
export function formatSecret(secret: Uint8Array): string {
  const text = formatBase32(secret);
  return (text + checkOf(text)).replaceAll(/(.{4})(?=.)/g, "$1-");
}

/** The secret of `length` bytes that a person typed; undefined if a character is wrong or missing. */
export function parseSecret(typed: string, length: number): Bytes | undefined {
  const text = normalizeBase32(typed);
  if (text === undefined) return undefined;
  const body = text.slice(0, -checkCharacters);
  return checkOf(body) === text.slice(-checkCharacters) ? parseBase32(body, length) : undefined;
}

function checkOf(text: string): string {
  return formatBase32(hash256(utf8(text)).subarray(0, 3)).slice(0, checkCharacters);
}
