/**
 * The transactions that an account already holds, found by bank id, by content and by amount. Each
 * answers for at most one row of a file (`isTaken`). Only those within reach of the file's days are
 * kept.
 */

import type { Day } from "../calendar/day.ts";
import { normalizeText } from "./text-similarity.ts";

/**
 * A transaction that an account already holds; amounts are in minor units of the account's
 * currency.
 */
export interface ExistingRow {
  readonly id: string;
  readonly day: Day;
  readonly amountMinor: bigint;
  /**
   * As the file gave it, if it came from one: a text that a person wrote over it is not found
   * again.
   */
  readonly text: string;
  readonly bankId: string | null;
  /** Known, but not booked by the bank yet. */
  readonly pending: boolean;
  /** It came from a file, so its date and text are the bank's and not a person's. */
  readonly imported: boolean;
  /** Name of the account that it was transferred from or to: this is the other side of a transfer. */
  readonly transferWith?: string;
}

/** One of them, with its text normalised; `isTaken` once a row of the file is found to be it. */
export interface Known {
  readonly row: ExistingRow;
  readonly text: string;
  isTaken: boolean;
}

/** Candidates that are compared with one row. */
const CANDIDATES_MAX = 64;
/** Entries of an index that are looked at for one row, those taken already among them. */
const LOOKED_AT_MAX = 512;

/** An index of existing transactions. */
export class KnownRows {
  readonly #byId = new Map<string, Known[]>();
  readonly #byContent = new Map<string, Known[]>();
  readonly #byAmount = new Map<bigint, Known[]>();
  readonly #pending: Known[] = [];
  readonly #otherSides: Known[] = [];
  readonly #importedDays: Day[] = [];

  /** Keeps the transactions between two days. */
  constructor(existing: Iterable<ExistingRow>, from: Day, to: Day) {
    for (const row of existing) {
      if (row.day < from || row.day > to) continue;
      const known: Known = { row, text: normalizeText(row.text), isTaken: false };
      if (row.bankId !== null) append(this.#byId, row.bankId, known);
      append(this.#byContent, contentKey(row.day, row.amountMinor, known.text), known);
      append(this.#byAmount, row.amountMinor, known);
      if (row.pending) this.#pending.push(known);
      if (row.transferWith !== undefined) this.#otherSides.push(known);
      if (row.imported) this.#importedDays.push(row.day);
    }
    for (const list of this.#byAmount.values()) list.sort(byDay);
    this.#pending.sort(byDay);
    this.#otherSides.sort(byDay);
    this.#importedDays.sort((a, b) => a - b);
  }

  /**
   * Returns free ones between two days that the bank had not booked yet, at most a bounded number.
   */
  pendingNear(from: Day, to: Day): Known[] {
    return freeBetween(this.#pending, from, to);
  }

  /** Returns free other sides of transfers between two days, at most a bounded number. */
  otherSidesNear(from: Day, to: Day): Known[] {
    return freeBetween(this.#otherSides, from, to);
  }

  /** Returns true if some transaction between two days came from a file. */
  hasImported(from: Day, to: Day): boolean {
    const day = this.#importedDays[lowerBound(this.#importedDays, from, (one) => one)];
    return day !== undefined && day <= to;
  }

  /** Returns all of a day, an amount and a normalised text, the taken ones too. */
  ofContent(day: Day, amountMinor: bigint, text: string): readonly Known[] {
    return this.#byContent.get(contentKey(day, amountMinor, text)) ?? [];
  }

  /**
   * Returns the free one of a bank id that fits and is nearest to a day, or null; what many share
   * is no id.
   */
  nearestOfId(
    bankId: string,
    day: Day,
    daysMax: number,
    fits: (known: Known) => boolean,
  ): Known | null {
    const list = this.#byId.get(bankId) ?? [];
    if (list.length > CANDIDATES_MAX) return null;
    let best: Known | null = null;
    let bestDistance = daysMax + 1;
    for (const known of list) {
      const distance = Math.abs(known.row.day - day);
      if (known.isTaken || distance >= bestDistance || !fits(known)) continue;
      best = known;
      bestDistance = distance;
    }
    return best;
  }

  /** Returns free ones of an amount between two days, at most a bounded number. */
  ofAmount(amountMinor: bigint, from: Day, to: Day): Known[] {
    return freeBetween(this.#byAmount.get(amountMinor) ?? [], from, to);
  }
}

function byDay(a: Known, b: Known): number {
  return a.row.day - b.row.day;
}

function freeBetween(list: readonly Known[], from: Day, to: Day): Known[] {
  const found: Known[] = [];
  const start = lowerBound(list, from, ({ row }) => row.day);
  for (let index = start; index < Math.min(list.length, start + LOOKED_AT_MAX); index += 1) {
    const known = list[index];
    if (known === undefined || known.row.day > to || found.length >= CANDIDATES_MAX) break;
    if (!known.isTaken) found.push(known);
  }
  return found;
}

function contentKey(day: Day, amountMinor: bigint, text: string): string {
  return `${day} ${amountMinor} ${text}`;
}

function append<Key>(map: Map<Key, Known[]>, key: Key, known: Known): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [known]);
  else list.push(known);
}

function lowerBound<Item>(list: readonly Item[], day: Day, dayOf: (item: Item) => Day): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = list[middle];
    if (item !== undefined && dayOf(item) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
