/**
 * Text as it is compared when somebody looks for something: without case and without accents. Twice: as a text, and
 * straight from UTF-8 to ASCII, because a search looks at every text of a book and most of them are Latin.
 */

/** Letters that Unicode does not take apart, as people type them without their stroke. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};

/** A text without case, accents and outer white space: "Café" and "cafe" are the same. */
export function foldText(text: string): string {
  // Nothing but ASCII is most of all text, and has no accents.
  if (/^[\0-\x7F]*$/.test(text)) return text.toLowerCase().trim();
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replaceAll(/\p{M}+/gu, "")
    .replaceAll(/[ßæœøłđðþı]/g, (letter) => plainLetters[letter] ?? letter)
    .trim();
}

/** The last letter with a fold of its own below: two bytes each, C2 80 to C5 BF. */
const latinLast = 0x17f;

/** What each letter up to there is folded to; undefined if that is not ASCII. */
const latinFolds: readonly (Uint8Array | undefined)[] = Array.from(
  { length: latinLast + 1 },
  (_, code) => {
    // Between letters, so that a space is not an outer one.
    const folded = foldText(`a${String.fromCharCode(code)}a`).slice(1, -1);
    return /^[\0-\x7F]*$/.test(folded) ? new TextEncoder().encode(folded) : undefined;
  },
);

/** ASCII bytes that a folded text takes at most, for as many bytes of UTF-8. */
const growthMax = 3;

/** Folds texts from UTF-8 to ASCII, into memory that it uses again. */
export class LatinFolder {
  /** The bytes of the text that was folded last; only the first `length` of them. */
  bytes: Uint8Array = new Uint8Array(1_024);
  length = 0;

  /** Folds the bytes from `from` to `to`. False if they are not Latin, or not ASCII without accents. */
  fold(utf8: Uint8Array, from: number, to: number): boolean {
    if (this.bytes.length < (to - from) * growthMax) {
      this.bytes = new Uint8Array((to - from) * growthMax * 2);
    }
    const { bytes } = this;
    let length = 0;
    for (let at = from; at < to; at++) {
      const first = utf8[at] ?? 0;
      if (first < 0x80) {
        bytes[length] = first >= 0x41 && first <= 0x5a ? first + 0x20 : first;
        length += 1;
        continue;
      }
      if (first > 0xc5) return false;
      at += 1;
      const folded = latinFolds[((first & 0x1f) << 6) | ((utf8[at] ?? 0) & 0x3f)];
      if (folded === undefined) return false;
      for (const byte of folded) {
        bytes[length] = byte;
        length += 1;
      }
    }
    this.length = length;
    return true;
  }
}
