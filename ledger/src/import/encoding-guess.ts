/**
 * Which 8-bit or East Asian encoding a text without any declaration is in, judged by what its
 * letters look like. Each candidate decodes a sample (the lines that hold bytes above 0x7F) and is
 * scored by its characters: letters that its languages use count for it; capitals inside small
 * words, signs inside words, control characters and scripts mixed within one word count against it.
 * It is a guess: the caller says so.
 */

import { COMMON_HAN, COMMON_HANGUL, LIKELY_LETTERS } from "./encoding-letters.ts";

const SAMPLE_BYTES_MAX = 32 * 1024;
const EAST_ASIAN = ["gb18030", "euc-jp", "shift_jis", "euc-kr", "big5"] as const;
const FALLBACK = "windows-1252";

/** Returns the name of the likeliest encoding; windows-1252 if nothing speaks for another. */
export function guessEncoding(bytes: Uint8Array<ArrayBuffer>): string {
  const sample = linesWithHighBytes(bytes);
  let best = FALLBACK;
  let bestScore = -Infinity;
  for (const [encoding, likely] of LIKELY_LETTERS) {
    const score = scoreLetters(new TextDecoder(encoding).decode(sample), likely);
    if (score > bestScore) [best, bestScore] = [encoding, score];
  }
  for (const encoding of EAST_ASIAN) {
    const text = decodeStrictly(sample, encoding);
    if (text === null) continue;
    const score = scoreEastAsian(text, encoding);
    if (score > bestScore) [best, bestScore] = [encoding, score];
  }
  return best;
}

function decodeStrictly(sample: Uint8Array<ArrayBuffer>, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(sample);
  } catch {
    return null;
  }
}

/**
 * A newline is never the second byte of a character in any of these encodings, so lines can be cut
 * out.
 */
function linesWithHighBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const sample = new Uint8Array(SAMPLE_BYTES_MAX);
  let length = 0;
  let lineStart = 0;
  let isHigh = false;
  for (let index = 0; index <= bytes.length; index += 1) {
    const byte = bytes[index] ?? 0x0a;
    if (byte >= 0x80) isHigh = true;
    if (byte !== 0x0a && byte !== 0x0d) continue;
    if (isHigh) {
      const line = bytes.subarray(lineStart, Math.min(index + 1, lineStart + SAMPLE_BYTES_MAX));
      if (length > 0 && length + line.length > SAMPLE_BYTES_MAX) break;
      sample.set(line, length);
      length += line.length;
    }
    lineStart = index + 1;
    isHigh = false;
  }
  return sample.slice(0, length);
}

const LETTER = /\p{L}/u;
const UPPER = /\p{Lu}/u;
const LOWER = /\p{Ll}/u;
const LATIN = /\p{Script=Latin}/u;
const USUAL_SIGNS = "€£§°«»„“”‚‘’–—…·•©®™¡¿ªº²³½¼×№\u00A0´";

function scoreLetters(text: string, likely: ReadonlySet<string>): number {
  let score = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character <= "\u007F") continue;
    score += scoreLetter(character, text.charAt(index - 1), text.charAt(index + 1), likely);
  }
  return score;
}

function scoreLetter(
  character: string,
  before: string,
  after: string,
  likely: ReadonlySet<string>,
): number {
  if (character <= "\u009F" || character === "\uFFFD") return -5;
  const inWord = LETTER.test(before) || LETTER.test(after);
  if (!LETTER.test(character)) {
    if (LETTER.test(before) && LETTER.test(after)) return /[’\u00A0]/u.test(character) ? 0.3 : -1.5;
    return USUAL_SIGNS.includes(character) ? 0.4 : -0.5;
  }
  let score = likely.has(character) ? 1 : -0.4;
  if (UPPER.test(character) && LOWER.test(before)) score -= 2;
  if (LOWER.test(character) && UPPER.test(before) && UPPER.test(after)) score -= 1;
  const isLatin = LATIN.test(character);
  for (const neighbour of [before, after]) {
    if (LETTER.test(neighbour) && LATIN.test(neighbour) !== isLatin) score -= 2;
  }
  return inWord ? score : score - 0.6;
}

/** Two bytes make one of these characters, so each counts twice as much as a letter of one byte. */
function scoreEastAsian(text: string, encoding: string): number {
  const isKorean = encoding === "euc-kr";
  const han = COMMON_HAN.get(encoding);
  let score = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character <= "\u007F") continue;
    const touchesLatin =
      /[A-Za-z]/u.test(text.charAt(index - 1)) || /[A-Za-z]/u.test(text.charAt(index + 1));
    score += 2 * scoreWide(character, isKorean, han) - (touchesLatin ? 1.2 : 0);
  }
  return score;
}

function scoreWide(
  character: string,
  isKorean: boolean,
  han: ReadonlySet<string> | undefined,
): number {
  if (/[\u3040-\u30FF]/u.test(character))
    return isKorean || han === undefined ? 0.2 : kanaScore(han);
  if (/[\uAC00-\uD7A3]/u.test(character)) return COMMON_HANGUL.has(character) ? 1 : 0.6;
  if (/[\uFF61-\uFF9F]/u.test(character)) return -0.6;
  if (/[\u3000-\u303F\uFF01-\uFF5E]/u.test(character)) return 0.5;
  if (/[\u4E00-\u9FFF]/u.test(character)) {
    if (isKorean) return -0.4;
    return han?.has(character) === true ? 1 : 0.25;
  }
  return /[\uE000-\uF8FF\uFFFD\u0080-\u009F]/u.test(character) ? -3 : -0.3;
}

/** Kana speak for Japanese alone: the Chinese sets hold them too, but Chinese texts do not. */
function kanaScore(han: ReadonlySet<string>): number {
  return han.has("円") ? 1 : -0.5;
}
