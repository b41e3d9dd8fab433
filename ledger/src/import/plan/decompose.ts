/**
 * One transaction of a source, with any number of accounts and categories, as transactions of the vault: each is on
 * one account with parts, or a transfer between two. What every account gets is exactly what the source says;
 * transfers are paired first, then what is left on an account is spent or earned in the categories that are there.
 */
import { bookLimits } from "../../book/limits.ts";
import type { TransactionKind } from "../../book/records.ts";
import { allocate } from "../../money/allocate.ts";
import type { SourceCategory } from "./categories.ts";
import type { Place } from "./places.ts";

/** What the transaction does to one account, in minor units of its currency. */
export interface OwnAmount {
  readonly place: Place;
  readonly minor: bigint;
  /** What all of it is for, if the source says so of the account's own row. */
  readonly category: SourceCategory | null;
}

/** An amount that is for a category: spent is negative. */
export interface CategoryAmount {
  /** Key of the account's place that it belongs to; null: any of its currency. */
  readonly placeKey: string | null;
  readonly currency: string;
  readonly minor: bigint;
  readonly category: SourceCategory | null;
  readonly note: string;
}

/** A part of a transaction; parts sum to its amount. */
export type PiecePart = Pick<CategoryAmount, "minor" | "category" | "note">;

export interface Side {
  readonly place: Place;
  readonly minor: bigint;
}

/** A transaction of the vault: on one account, or between two. */
export interface Piece {
  readonly kind: TransactionKind;
  readonly own: Side;
  /** The other account of a transfer; a transfer without one is neither earned nor spent. */
  readonly other: Side | null;
  /** None: nothing is said of its category. */
  readonly parts: readonly PiecePart[];
}

export interface SourceTransaction {
  readonly own: readonly OwnAmount[];
  readonly categories: readonly CategoryAmount[];
  /** Equity takes part: what is against it was neither earned nor spent. */
  readonly hasEquity: boolean;
  /** So does something that Coffer keeps no account of. */
  readonly hasCommodity: boolean;
}

/** What is still to be explained on one account. */
interface Open extends OwnAmount {
  left: bigint;
  parts: PiecePart[];
}

/** Returns the pieces; none only if there is no account. */
export function decompose(source: SourceTransaction): readonly Piece[] {
  const { own, categories, hasEquity, hasCommodity } = source;
  const hasOther = hasEquity || hasCommodity;
  const open = merged(own);
  const transfers = [...sameCurrencyTransfers(open), ...conversions(open, categories)];
  const foreign = giveParts(open, categories, transfers.length > 0);
  if (!hasCommodity) giveForeign(open, foreign);
  const rest = open.flatMap((one) => restPieces(one, hasOther));
  const pieces = [...transfers, ...rest];
  const [first] = open;
  // An amount of nothing is kept only where it is all there is.
  if (pieces.length > 0 || first === undefined) return pieces;
  return [{ kind: "expense", own: { place: first.place, minor: 0n }, other: null, parts: [] }];
}

/** One for each account, in the order of their first row. */
function merged(own: readonly OwnAmount[]): readonly Open[] {
  const byKey = new Map<string, Open>();
  for (const amount of own) {
    const known = byKey.get(amount.place.key);
    if (known === undefined) {
      byKey.set(amount.place.key, { ...amount, left: amount.minor, parts: [] });
    } else known.left += amount.minor;
  }
  return [...byKey.values()];
}

/** Pairs what left an account with what came to another of the same currency. */
function sameCurrencyTransfers(open: readonly Open[]): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const all of Map.groupBy(open, ({ place }) => place.currency).values()) {
    const from = all.filter(({ left }) => left < 0n);
    const to = all.filter(({ left }) => left > 0n);
    let at = 0;
    for (const source of from) {
      while (source.left < 0n && at < to.length) {
        const sink = to[at];
        if (sink === undefined) break;
        const moved = -source.left < sink.left ? -source.left : sink.left;
        pieces.push(move(source, -moved, sink, moved));
        if (sink.left === 0n) at += 1;
      }
    }
  }
  return pieces;
}

function move(source: Open, out: bigint, sink: Open, into: bigint): Piece {
  source.left -= out;
  sink.left -= into;
  const category = source.category ?? sink.category;
  return {
    kind: "transfer",
    own: { place: source.place, minor: out },
    other: { place: sink.place, minor: into },
    parts: category === null ? [] : [{ minor: out, category, note: "" }],
  };
}

/** Money changed from one currency into another: what the categories of neither explain. */
function conversions(
  open: readonly Open[],
  categories: readonly CategoryAmount[],
): readonly Piece[] {
  const rests = new Map<string | null, bigint>();
  for (const { place, left } of open) {
    rests.set(place.currency, (rests.get(place.currency) ?? 0n) + left);
  }
  for (const { currency, minor } of categories) {
    const rest = rests.get(currency);
    if (rest !== undefined) rests.set(currency, rest - minor);
  }
  const uneven = [...rests].filter(([, rest]) => rest !== 0n);
  const out = uneven.find(([, rest]) => rest < 0n);
  const into = uneven.find(([, rest]) => rest > 0n);
  if (uneven.length !== 2 || out === undefined || into === undefined) return [];
  const source = open.find(({ place, left }) => place.currency === out[0] && left <= out[1]);
  const sink = open.find(({ place, left }) => place.currency === into[0] && left >= into[1]);
  return source === undefined || sink === undefined ? [] : [move(source, out[1], sink, into[1])];
}

/** Gives the categories to what is left on the accounts; returns those in a currency that no account has. */
function giveParts(
  open: readonly Open[],
  categories: readonly CategoryAmount[],
  isOnlyPartly: boolean,
): readonly CategoryAmount[] {
  const free: CategoryAmount[] = [];
  const byKey = new Map(open.map((one) => [one.place.key, one]));
  for (const part of categories) {
    const owner = part.placeKey === null ? undefined : byKey.get(part.placeKey);
    if (owner === undefined) free.push(part);
    // Beside a transfer, a part without category may be what was transferred.
    else if (part.category !== null || !isOnlyPartly) owner.parts.push(part);
  }
  const foreign: CategoryAmount[] = [];
  for (const [currency, parts] of Map.groupBy(free, (part) => part.currency)) {
    const own = open.filter(({ place }) => place.currency === currency);
    if (own.length === 0) foreign.push(...parts);
    else giveOwn(own, parts);
  }
  return foreign;
}

/** The smaller amounts take parts of their sign, the largest takes what remains. */
function giveOwn(own: readonly Open[], parts: readonly CategoryAmount[]): void {
  const bySize = own.toSorted((a, b) => compare(absolute(a.left), absolute(b.left)));
  const largest = bySize.at(-1);
  const spent = parts.filter(({ minor }) => minor < 0n).map((part) => ({ ...part }));
  const earned = parts.filter(({ minor }) => minor >= 0n).map((part) => ({ ...part }));
  const taken = { spent: 0, earned: 0 };
  for (const one of bySize.slice(0, -1)) {
    const [queue, name] = one.left < 0n ? [spent, "spent" as const] : [earned, "earned" as const];
    let wanted = one.left;
    while (wanted !== 0n) {
      const part = queue[taken[name]];
      if (part === undefined) break;
      const isWhole = absolute(part.minor) <= absolute(wanted);
      const minor = isWhole ? part.minor : wanted;
      one.parts.push({ ...part, minor });
      wanted -= minor;
      part.minor -= minor;
      if (isWhole) taken[name] += 1;
    }
  }
  largest?.parts.push(...spent.slice(taken.spent), ...earned.slice(taken.earned));
}

/** What was paid in another currency: cut to what it cost on the account. */
function giveForeign(open: readonly Open[], foreign: readonly CategoryAmount[]): void {
  const unexplained = (one: Open): bigint => one.left - sumOf(one.parts);
  const [payer] = open
    .filter((one) => unexplained(one) !== 0n)
    .toSorted((a, b) => compare(absolute(unexplained(b)), absolute(unexplained(a))));
  if (payer === undefined || foreign.length === 0) return;
  const currencies = new Set(foreign.map(({ currency }) => currency));
  const weights = foreign.map(({ minor }) => Number(absolute(minor)));
  const isOne = currencies.size === 1 && weights.some((weight) => weight > 0);
  const shares = isOne
    ? allocate(unexplained(payer), weights)
    : allocate(
        unexplained(payer),
        foreign.map((_, index) => (index === 0 ? 1 : 0)),
      );
  for (const [index, part] of foreign.entries()) {
    payer.parts.push({ ...part, minor: shares[index] ?? 0n });
  }
}

/** What is left on one account: spent, earned, or neither. */
function restPieces(one: Open, hasOther: boolean): readonly Piece[] {
  const parts = one.parts.filter(({ minor, category }) => minor !== 0n || category !== null);
  const spare = one.left - sumOf(parts);
  const { place } = one;
  if (parts.length === 0 && one.category !== null && one.left !== 0n) {
    return [pieceOf(one.place, one.left, [{ minor: one.left, category: one.category, note: "" }])];
  }
  if (hasOther && spare !== 0n) {
    const other: Piece = { kind: "transfer", own: { place, minor: spare }, other: null, parts: [] };
    return parts.length === 0 ? [other] : [pieceOf(place, one.left - spare, parts), other];
  }
  if (one.left === 0n && parts.length === 0) return [];
  const rest = { minor: spare, category: null, note: "" };
  return [pieceOf(place, one.left, spare === 0n || parts.length === 0 ? parts : [...parts, rest])];
}

function pieceOf(place: Place, minor: bigint, parts: readonly PiecePart[]): Piece {
  return { kind: kindOf(minor, parts), own: { place, minor }, other: null, parts: few(parts) };
}

/** Money back in a category of spending is a refund; money earned may be taken back, too. */
function kindOf(minor: bigint, parts: readonly PiecePart[]): TransactionKind {
  const kinds = new Set(parts.flatMap(({ category }) => category?.kind ?? []));
  if (kinds.size === 1 && kinds.has("income")) return "income";
  if (minor <= 0n) return "expense";
  return kinds.size === 1 ? "refund" : "income";
}

/** As many parts as a transaction may have: the smallest beyond become one without category. */
function few(parts: readonly PiecePart[]): readonly PiecePart[] {
  const { splitsMax } = bookLimits;
  if (parts.length <= splitsMax) return parts;
  const rest = { minor: sumOf(parts.slice(splitsMax - 1)), category: null, note: "" };
  return [...parts.slice(0, splitsMax - 1), rest];
}

function sumOf(parts: readonly PiecePart[]): bigint {
  return parts.reduce((sum, { minor }) => sum + minor, 0n);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function compare(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
