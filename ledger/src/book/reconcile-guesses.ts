/**
 * What may explain a difference between a statement and what is ticked: the mistakes that people make, each of which
 * would explain all of it. Guesses only; a person looks at them.
 */
import type { Id } from "./id.ts";
import type { StatementRow } from "./reconcile.ts";
import { normalizeText, similarity } from "../import/text-similarity.ts";

/** One explanation, and the rows that it is about. */
export type Guess = {
  readonly kind:
    /** The second row is the first one, entered again. */
    | "twice"
    /** One or two rows are ticked and not on the statement. */
    | "not-there"
    /** One or two rows are not ticked and are on the statement. */
    | "there"
    /** The row went the other way. */
    | "wrong-sign"
    /** Two neighbouring digits of the row changed places. */
    | "transposed";
  readonly rows: readonly Id[];
  /** What the amount of the row should be; null if it is to be ticked or not. */
  readonly shouldBeMinor: bigint | null;
};

const guessesMax = 6;
/** Days between two rows that may be one. */
const twiceDaysMax = 7;
/** Rows among which pairs are looked for: beyond that chance finds too many. */
const pairRowsMax = 500;
const pairsMax = 2;

/** What would explain that a statement says `difference` more than the ticked rows; the likeliest first. */
export function guessDifference(
  rows: readonly StatementRow[],
  ticked: ReadonlySet<Id>,
  difference: bigint,
): readonly Guess[] {
  if (difference === 0n) return [];
  const on = rows.filter(({ id }) => ticked.has(id));
  const off = rows.filter(({ id }) => !ticked.has(id));
  const tooMuch = on.filter(({ minor }) => minor === -difference);
  const twice = tooMuch.flatMap((row) => twiceOf(row, on));
  const again = new Set(twice.flatMap(({ rows: [, second] }) => second ?? []));
  return [
    ...twice,
    ...off.filter(({ minor }) => minor === difference).map(({ id }) => guess("there", [id])),
    ...tooMuch.filter(({ id }) => !again.has(id)).map(({ id }) => guess("not-there", [id])),
    ...on
      .filter(({ minor }) => -2n * minor === difference)
      .map(({ id, minor }) => guess("wrong-sign", [id], -minor)),
    ...on.flatMap((row) => transpositionsOf(row, difference)),
    ...pairsOf(off, difference).map((pair) => guess("there", pair)),
    ...pairsOf(on, -difference).map((pair) => guess("not-there", pair)),
  ].slice(0, guessesMax);
}

function guess(
  kind: Guess["kind"],
  rows: readonly Id[],
  shouldBeMinor: bigint | null = null,
): Guess {
  return { kind, rows, shouldBeMinor };
}

/** An earlier row of the same amount and nearly the same text, a few days before at most. */
function twiceOf(row: StatementRow, others: readonly StatementRow[]): readonly Guess[] {
  const at = others.indexOf(row);
  const first = others.find(
    (other, place) =>
      place < at &&
      other.minor === row.minor &&
      row.day - other.day <= twiceDaysMax &&
      areAlike(other.text, row.text),
  );
  return first === undefined ? [] : [guess("twice", [first.id, row.id])];
}

function areAlike(left: string, right: string): boolean {
  const [one, other] = [normalizeText(left), normalizeText(right)];
  return one === other || similarity(one, other) >= 0.5;
}

/** Exchanging two neighbouring digits changes a number by a multiple of nine. */
function transpositionsOf({ id, minor }: StatementRow, difference: bigint): readonly Guess[] {
  if (difference % 9n !== 0n || minor === 0n) return [];
  const shouldBe = minor + difference;
  const isSameWay = shouldBe > 0n === minor > 0n && shouldBe !== 0n;
  const isSwapped = isSameWay && isOneSwap(digitsOf(minor), digitsOf(shouldBe));
  return isSwapped ? [guess("transposed", [id], shouldBe)] : [];
}

function digitsOf(minor: bigint): string {
  return String(minor < 0n ? -minor : minor);
}

/** Whether two numbers are the same but for two neighbouring digits; a leading zero is not written. */
function isOneSwap(left: string, right: string): boolean {
  const length = Math.max(left.length, right.length);
  const [one, other] = [left.padStart(length, "0"), right.padStart(length, "0")];
  const places = Array.from({ length }, (_, place) => place).filter(
    (place) => one[place] !== other[place],
  );
  const [first = 0, second = 0] = places;
  return (
    places.length === 2 &&
    second === first + 1 &&
    one[first] === other[second] &&
    one[second] === other[first]
  );
}

/** Pairs of rows that come to an amount, none of which is it alone. */
function pairsOf(rows: readonly StatementRow[], sum: bigint): readonly (readonly [Id, Id])[] {
  const pairs: (readonly [Id, Id])[] = [];
  const earlier = new Map<bigint, Id>();
  for (const { id, minor } of rows.slice(-pairRowsMax)) {
    const other = earlier.get(sum - minor);
    if (other !== undefined && minor !== 0n && minor !== sum) pairs.push([other, id]);
    if (pairs.length === pairsMax) break;
    earlier.set(minor, id);
  }
  return pairs;
}
