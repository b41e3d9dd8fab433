/**
 * The texts that a query looks for. Each text of the book is folded once and asked for all of them, however many rows
 * have it: its answers are the bits of one number. Most texts are never decoded: they are folded and searched as
 * bytes (fold-text.ts).
 */
import type { Book } from "../book/book.ts";
import { textAt } from "../book/text-table.ts";
import { foldText, LatinFolder } from "./fold-text.ts";
import type { Query, QueryTest } from "./query.ts";

/** Bit of a text that was asked already; the others are for as many terms as a query may have. */
const known = 1 << 30;

type Wanted = {
  readonly bit: number;
  readonly text: string;
  /** Undefined if no text that folds to ASCII has it. */
  readonly bytes: Uint8Array | undefined;
  /** A tag ends where its word ends. */
  readonly isTag: boolean;
};

/** For each term that looks for a text, whether a row has it. */
export function textTests(
  book: Book,
  query: Query,
): readonly (((row: number) => boolean) | undefined)[] {
  const wanted = query.map(({ asks }, index) => wantedOf(asks, 1 << index));
  const answerOf = answers(
    book,
    wanted.filter((one) => one !== undefined),
  );
  const { text, note, splits } = book.transactions;
  return query.map(({ asks }, index) => {
    const bit = wanted[index]?.bit;
    if (bit === undefined) return undefined;
    const isAnywhere = asks.kind !== "note";
    return (row) =>
      (isAnywhere && (answerOf(text[row] ?? -1) & bit) !== 0) ||
      (answerOf(note[row] ?? -1) & bit) !== 0 ||
      (splits.size > 0 &&
        (splits.get(row)?.some((part) => (answerOf(part.note) & bit) !== 0) ?? false));
  });
}

/** Tells, of the text of an index, the bits of what it has. */
function answers(book: Book, wanted: readonly Wanted[]): (index: number) => number {
  const { bytes, ends, count } = book.texts;
  const given = new Int32Array(count);
  const folder = new LatinFolder();
  return (index) => {
    if (index < 0) return 0;
    const before = given[index] ?? 0;
    if (before !== 0) return before;
    const isLatin = folder.fold(bytes, index === 0 ? 0 : (ends[index - 1] ?? 0), ends[index] ?? 0);
    const folded = isLatin ? "" : foldText(textAt(book.texts, index));
    let answer = known;
    for (const one of wanted) {
      if (isLatin ? isInBytes(folder, one) : isInText(folded, one)) answer |= one.bit;
    }
    given[index] = answer;
    return answer;
  };
}

function wantedOf(asks: QueryTest, bit: number): Wanted | undefined {
  if (asks.kind !== "word" && asks.kind !== "note" && asks.kind !== "tag") return undefined;
  const isTag = asks.kind === "tag";
  const folded = foldText(asks.text);
  const text = isTag ? `#${folded.replace(/^#/, "")}` : folded;
  const isAscii = /^[\0-\x7F]*$/.test(text);
  return { bit, text, isTag, bytes: isAscii ? new TextEncoder().encode(text) : undefined };
}

function isInText(folded: string, { text, isTag }: Wanted): boolean {
  if (!isTag) return folded.includes(text);
  for (let at = folded.indexOf(text); at >= 0; at = folded.indexOf(text, at + 1)) {
    if (!/^[\p{L}\p{N}_-]/u.test(folded.slice(at + text.length))) return true;
  }
  return false;
}

function isInBytes({ bytes, length }: LatinFolder, { bytes: wanted, isTag }: Wanted): boolean {
  if (wanted === undefined) return false;
  const first = wanted[0];
  for (let at = 0; at <= length - wanted.length; at++) {
    if (bytes[at] !== first) continue;
    let same = 1;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same += 1;
    if (same < wanted.length) continue;
    const end = at + same;
    if (!isTag || end === length || !isOfWord(bytes[end] ?? 0)) return true;
  }
  return false;
}

/** A letter, a digit, _ or -, in ASCII of lower case. */
function isOfWord(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x30 && byte <= 0x39) ||
    byte === 0x5f ||
    byte === 0x2d
  );
}
