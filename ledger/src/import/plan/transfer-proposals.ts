/**
 * Transfers that show on two statements: a new row that is the opposite of a transaction on another account, within
 * some days. They are proposed and never made unasked: a purchase and a refund may be as alike. Opposite amounts are
 * enough where nobody has said what the other one was for; a fee or an exchange rate between them needs a word that
 * speaks of a transfer, or the other account's name.
 */
import type { Day } from "../../calendar/day.ts";
import type { Book } from "../../book/book.ts";
import { transactionKinds } from "../../book/records.ts";
import { normalText } from "../../book/suggest.ts";
import { HIDDEN_FLAGS, idOfRow, KIND_BITS, rowFlags } from "../../book/transaction-columns.ts";
import { textOrEmpty } from "../../book/transaction-fields.ts";
import type { Place } from "./places.ts";
import type { PlannedTransaction } from "./transactions.ts";

/** A row of a file that may be the other side of a transaction on another account. */
export interface TransferProposal {
  /** Place of the row in its file. */
  readonly row: number;
  readonly other: OtherSide;
  /** The amounts are opposite, to the cent; else there is a fee or an exchange rate between them. */
  readonly isExact: boolean;
  /** It can be joined: a fee in one currency would leave an amount that no transfer has. */
  readonly canJoin: boolean;
}

/** A transaction on another account, of the vault or of this import. */
export interface OtherSide {
  /** Its id, or the name of one that the import brings. */
  readonly id: string;
  readonly placeKey: string;
  readonly account: string;
  readonly currency: string;
  readonly day: Day;
  readonly amountMinor: bigint;
  readonly text: string;
  /** Somebody has said what it was for. */
  readonly isSorted: boolean;
}

/** A transaction of the import on one account, that is new. */
export interface NewSide {
  readonly row: number;
  readonly id: string;
  readonly transaction: PlannedTransaction;
}

/** Days by which the two sides of a transfer are booked apart. */
const TRANSFER_DAYS = 5;
/** The most that a fee takes off: one part in so many. */
const FEE_PART = 20n;
/** Candidates that are compared with one row. */
const CANDIDATES_MAX = 64;

/** Words that speak of money moved between own accounts, without case and marks. */
const words =
  "transfer|xfer|transfers|umbuchung|übertrag|uebertrag|dauerauftrag sparen|eigene konten|own account|" +
  "internal transfer|to savings|from savings|sparkonto|tagesgeld|payment thank you|credit card payment|" +
  "kreditkartenabrechnung|kreditkartenausgleich|wise|revolut|top up|aufladung|virement|traspaso|transferencia|" +
  "overboeking|girata|przelew";
const hints: readonly string[] = words.split("|");

/**
 * Proposals for new rows, against the vault and what earlier files bring. Each other side answers for one row; those
 * in `taken` are proposed already.
 */
export function proposeTransfers(
  book: Book,
  rows: readonly NewSide[],
  earlier: readonly NewSide[],
  taken: Iterable<string>,
): readonly TransferProposal[] {
  const open = rows.filter(isPlain);
  const [first] = open;
  if (first === undefined) return [];
  const { key } = first.transaction.own.place;
  const isOfOneAccount = open.every(({ transaction }) => transaction.own.place.key === key);
  const others = new Others(taken);
  for (const side of otherSidesOf(book, open, isOfOneAccount ? key : null)) others.add(side);
  for (const side of earlier) if (isPlain(side)) others.add(sideOfPlanned(side));
  return open.flatMap((side) => {
    const found = others.take(side);
    if (found !== undefined) return [{ row: side.row, ...found }];
    // Rows of one account are no other sides of each other.
    if (!isOfOneAccount) others.add(sideOfPlanned(side));
    return [];
  });
}

function isPlain({ transaction }: NewSide): boolean {
  const { other, kind, parts, own } = transaction;
  return other === null && kind !== "transfer" && parts.length <= 1 && own.minor !== 0n;
}

function sideOfPlanned({ id, transaction }: NewSide): OtherSide {
  const { own, day, text, parts } = transaction;
  return {
    id,
    placeKey: own.place.key,
    account: own.place.name,
    currency: own.place.currency ?? "",
    day,
    amountMinor: own.minor,
    text,
    isSorted: parts.some(({ category }) => category !== null),
  };
}

/** Transactions of the vault near some rows that are neither transfers nor in parts; none on the one account. */
function* otherSidesOf(
  book: Book,
  near: readonly NewSide[],
  notOn: string | null,
): Generator<OtherSide> {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { transaction } of near) {
    from = Math.min(from, transaction.day - TRANSFER_DAYS);
    to = Math.max(to, transaction.day + TRANSFER_DAYS);
  }
  const { transactions, tables } = book;
  const { state, day, account, minor, text, category, count } = transactions;
  for (let row = 0; row < count; row++) {
    const flags = state[row] ?? 0;
    const on = day[row] ?? 0;
    if ((flags & (HIDDEN_FLAGS | rowFlags.split)) !== 0 || on < from || on > to) continue;
    const record = tables.account.records[account[row] ?? -1];
    if (record === undefined || record === null || record.id === notOn) continue;
    if (transactionKinds[flags & KIND_BITS] === "transfer") continue;
    yield {
      id: idOfRow(transactions, row),
      placeKey: record.id,
      account: record.name,
      currency: record.currency,
      day: on,
      amountMinor: BigInt(minor[row] ?? 0),
      text: textOrEmpty(book, text[row] ?? -1),
      isSorted: (category[row] ?? -1) >= 0,
    };
  }
}

/** Transactions on any account, by amount and day, and those that speak of a transfer by day. */
class Others {
  readonly #byAmount = new Map<string, OtherSide[]>();
  readonly #hinted = new Map<string, OtherSide[]>();
  readonly #taken: Set<string>;

  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  add(side: OtherSide): void {
    append(this.#byAmount, amountKey(side.currency, side.amountMinor, side.day), side);
    if (isHinted(side.text)) append(this.#hinted, String(side.day), side);
  }

  /** The best one for a side, which answers for no other one then. */
  take({ transaction }: NewSide): Omit<TransferProposal, "row"> | undefined {
    const found = this.#exact(transaction) ?? this.#withFee(transaction);
    if (found !== undefined) this.#taken.add(found.other.id);
    return found;
  }

  #exact({ own, day, text }: PlannedTransaction): Omit<TransferProposal, "row"> | undefined {
    const { currency, name } = own.place;
    const keyOf = (on: Day) => amountKey(currency ?? "", -own.minor, on);
    const other = this.#near(this.#byAmount, keyOf, day).find(
      (side) =>
        this.#isFree(side, own.place) &&
        (!side.isSorted || speaksOf(text, side.account) || speaksOf(side.text, name)),
    );
    return other === undefined ? undefined : { other, isExact: true, canJoin: true };
  }

  #withFee({ own, day, text }: PlannedTransaction): Omit<TransferProposal, "row"> | undefined {
    const other = this.#near(this.#hinted, String, day).find(
      (side) =>
        this.#isFree(side, own.place) &&
        side.amountMinor < 0n !== own.minor < 0n &&
        (side.currency === own.place.currency
          ? isWithFee(side.amountMinor, own.minor)
          : speaksOf(text, side.account)),
    );
    if (other === undefined) return undefined;
    return { other, isExact: false, canJoin: other.currency !== own.place.currency };
  }

  #isFree(side: OtherSide, place: Place): boolean {
    return side.placeKey !== place.key && !this.#taken.has(side.id);
  }

  /** Those of some days, the nearest day first, a bounded number of each. */
  #near(
    map: ReadonlyMap<string, readonly OtherSide[]>,
    keyOf: (day: Day) => string,
    day: Day,
  ): readonly OtherSide[] {
    const near: OtherSide[] = [];
    for (let apart = 0; apart <= TRANSFER_DAYS; apart += 1) {
      for (const on of apart === 0 ? [day] : [day - apart, day + apart]) {
        near.push(...(map.get(keyOf(on)) ?? []).slice(0, CANDIDATES_MAX));
      }
    }
    return near;
  }
}

/** What arrived is what left, less a small part. */
function isWithFee(a: bigint, b: bigint): boolean {
  const [out, into] = a < 0n ? [-a, b] : [-b, a];
  return out > into && (out - into) * FEE_PART <= out;
}

function speaksOf(text: string, account: string): boolean {
  const name = normalText(account);
  return isHinted(text) || (name !== "" && ` ${normalText(text)} `.includes(` ${name} `));
}

function isHinted(text: string): boolean {
  const padded = ` ${normalText(text)} `;
  return hints.some((hint) => padded.includes(` ${hint} `));
}

function amountKey(currency: string, amountMinor: bigint, day: Day): string {
  return `${currency} ${amountMinor} ${day}`;
}

function append(map: Map<string, OtherSide[]>, key: string, side: OtherSide): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [side]);
  else list.push(side);
}
