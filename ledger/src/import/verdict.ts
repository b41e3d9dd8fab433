/**
 * What each row of a file is to an account that already holds transactions: new, the same, maybe
 * the same, changed, or skipped; with the reason as a sentence. The ladder, each rung over all rows
 * before the next: the bank's own id with amount and near date; date, amount and text, counted, so
 * that two equal purchases of a day stay two; the other side of a transfer that is known already; the
 * same id with another amount, and reservations that are booked now; and last what only looks alike. Every existing transaction answers for at
 * most one row. Nothing is decided for the person: only "new" is certain to be absent. Lookups are
 * by hash, so the work grows with the rows, not with their product.
 */

import { sentence, type Sentence } from "../sentence.ts";
import type { Day } from "../calendar/day.ts";
import { dayToText } from "../calendar/day.ts";
import { formatExact, minorOfExact } from "./exact-amount.ts";
import { isTaken } from "./imported-file.ts";
import type { ImportedRow } from "./imported-file.ts";
import { KnownRows } from "./known-rows.ts";
import type { ExistingRow, Known } from "./known-rows.ts";
import { normalizeText, sharedWords, similarity } from "./text-similarity.ts";

export type { ExistingRow } from "./known-rows.ts";

/** What a row is to the account. */
export type Verdict = "new" | "same" | "maybe" | "changed" | "skipped";

/** The verdict on one row; `existingId` is the transaction that it is about. */
export interface RowVerdict {
  readonly verdict: Verdict;
  readonly reason: Sentence;
  readonly existingId: string | null;
  /** That transaction, to be shown beside the row. */
  readonly existing: ExistingRow | null;
}

/** The account that rows go to. */
export interface TargetAccount {
  /**
   * The ISO code of rows that carry none; rows of another currency are skipped. Null: no account
   * yet, any currency.
   */
  readonly currency: string | null;
  readonly existing: Iterable<ExistingRow>;
}

/** Days by which the bank's own date of one transaction may differ between two files. */
const SAME_ID_DAYS = 3;
/** Days within which an id with another amount is a change, and not an id used again. */
const CHANGED_DAYS = 10;
const ALIKE_DAYS = 5;
/** Days by which the two sides of a transfer are booked apart. */
const TRANSFER_DAYS = 5;
/** The most that a fee or an exchange rate takes off a transfer: one part in so many. */
const FEE_PART = 20n;
/** Days by which a person's date of a purchase differs from the bank's. */
const TYPED_DAYS = 3;
const ALIKE_SIMILARITY = 0.5;
const PENDING_SIMILARITY = 0.3;

/** Returns a verdict for each row, in their order; all rows must be meant for the one account. */
export function judgeRows(rows: readonly ImportedRow[], target: TargetAccount): RowVerdict[] {
  return new Judge(rows, target).judge();
}

interface OpenRow {
  readonly index: number;
  readonly day: Day;
  readonly amountMinor: bigint;
  readonly bankId: string | null;
  readonly text: string;
  readonly pending: boolean;
}

class Judge {
  readonly #verdicts: (RowVerdict | undefined)[];
  readonly #open: OpenRow[] = [];
  readonly #known: KnownRows;
  #first: Day = Number.POSITIVE_INFINITY;
  #last: Day = Number.NEGATIVE_INFINITY;

  constructor(rows: readonly ImportedRow[], target: TargetAccount) {
    this.#verdicts = Array.from({ length: rows.length });
    for (const [index, row] of rows.entries()) this.#admit(row, index, target.currency);
    // Transactions far from the file's days cannot be meant.
    this.#known = new KnownRows(
      target.existing,
      this.#first - CHANGED_DAYS,
      this.#last + CHANGED_DAYS,
    );
  }

  judge(): RowVerdict[] {
    const sameIds = this.#eachOpen((row) => this.#findSameId(row));
    this.#settleContent(this.#pairContent(), sameIds);
    // Those of the same day first, so that regular transfers find each its own.
    this.#eachOpen((row) => this.#findOtherSide(row, 0));
    this.#eachOpen((row) => this.#findOtherSide(row, TRANSFER_DAYS));
    this.#eachOpen((row) => this.#findChanged(row));
    this.#eachOpen((row) => this.#findBooked(row));
    this.#eachOpen((row) => this.#findAlike(row));
    for (const { index } of this.#open) {
      this.#verdicts[index] ??= {
        verdict: "new",
        reason: sentence("Not in the account yet."),
        existingId: null,
        existing: null,
      };
    }
    return this.#verdicts.filter((verdict) => verdict !== undefined);
  }

  #admit(row: ImportedRow, index: number, currency: string | null): void {
    const refusal = refusalOf(row, currency);
    const code = row.currency ?? currency;
    if (refusal !== null || !isTaken(row)) {
      this.#verdicts[index] = {
        verdict: "skipped",
        reason: refusal ?? sentence("Not a transaction."),
        existingId: null,
        existing: null,
      };
      return;
    }
    const minor = code === null ? null : minorOfExact(row.amount, code);
    const amountMinor = minor?.amountMinor ?? row.amount.units;
    this.#first = Math.min(this.#first, row.day);
    this.#last = Math.max(this.#last, row.day);
    this.#open.push({
      index,
      day: row.day,
      amountMinor,
      bankId: row.bankId,
      text: normalizeText(row.text),
      pending: row.pending,
    });
  }

  /** Settles the open rows that a rung of the ladder answers; returns how many it did. */
  #eachOpen(find: (row: OpenRow) => Found | null): number {
    let count = 0;
    for (const row of this.#open) {
      if (this.#verdicts[row.index] !== undefined) continue;
      const found = find(row);
      if (found === null) continue;
      found.known.isTaken = true;
      this.#verdicts[row.index] = {
        verdict: found.verdict,
        reason: found.reason,
        existingId: found.known.row.id,
        existing: found.known.row,
      };
      count += 1;
    }
    return count;
  }

  #findSameId(row: OpenRow): Found | null {
    if (row.bankId === null) return null;
    const known = this.#known.nearestOfId(
      row.bankId,
      row.day,
      SAME_ID_DAYS,
      (other) => other.row.amountMinor === row.amountMinor,
    );
    if (known === null) return null;
    if (known.row.pending && !row.pending)
      return { known, verdict: "changed", reason: sentence("It was pending and is booked now.") };
    return {
      known,
      verdict: "same",
      reason: sentence("The account has a transaction with the same bank id and amount."),
    };
  }

  /** Pairs rows and transactions of one date, amount and text, one to one, without deciding yet. */
  #pairContent(): ContentPair[] {
    const pairs: ContentPair[] = [];
    const usedByList = new Map<readonly Known[], number>();
    for (const row of this.#open) {
      if (this.#verdicts[row.index] !== undefined) continue;
      const list = this.#known.ofContent(row.day, row.amountMinor, row.text);
      let next = usedByList.get(list) ?? 0;
      while (list[next]?.isTaken === true) next += 1;
      const known = list[next];
      if (known === undefined) continue;
      usedByList.set(list, next + 1);
      known.isTaken = true;
      pairs.push({ row, known });
    }
    return pairs;
  }

  /**
   * Equal in all but the id: if other ids of the file are known here, it is one more purchase like
   * that; if none is, and several rows are so, the bank makes up new ids for each file.
   */
  #settleContent(pairs: readonly ContentPair[], sameIds: number): void {
    const areIdsUnstable = sameIds === 0 && pairs.filter(haveOtherIds).length > 1;
    for (const pair of pairs) {
      const existing = pair.known.row;
      const decided = decideContent(pair, areIdsUnstable);
      this.#verdicts[pair.row.index] = { ...decided, existingId: existing.id, existing };
    }
  }

  /**
   * A transfer has one record and two statements: the side that the other account's statement brought. If an earlier
   * file of this account had that day already, the side was found then, and this may be another one.
   */
  #findOtherSide(row: OpenRow, days: number): Found | null {
    let best: Known | null = null;
    let bestDistance = days + 1;
    for (const known of this.#known.otherSidesNear(row.day - days, row.day + days)) {
      const distance = Math.abs(known.row.day - row.day);
      if (known.row.amountMinor !== row.amountMinor || distance >= bestDistance) continue;
      best = known;
      bestDistance = distance;
    }
    if (best === null) return null;
    const facts = { account: best.row.transferWith ?? "", day: dayToText(best.row.day) };
    return this.#wasCovered(best.row.day)
      ? {
          known: best,
          verdict: "maybe",
          reason: sentence(
            "It may be the transfer with {account} of {day}, which an earlier file had already.",
            facts,
          ),
        }
      : {
          known: best,
          verdict: "same",
          reason: sentence("It is the other side of the transfer with {account} of {day}.", facts),
        };
  }

  /** Whether an earlier file of the account reached over a day that this one does not. */
  #wasCovered(day: Day): boolean {
    if (day < this.#first) return this.#known.hasImported(day, this.#first - 1);
    return day > this.#last && this.#known.hasImported(this.#last + 1, day);
  }

  #findChanged(row: OpenRow): Found | null {
    if (row.bankId === null) return null;
    const known = this.#known.nearestOfId(
      row.bankId,
      row.day,
      CHANGED_DAYS,
      // A reversal has the id of what it reverses, and is no change of it.
      (other) =>
        isSameSide(other.row.amountMinor, row.amountMinor) &&
        (other.row.pending || similarity(other.text, row.text) >= ALIKE_SIMILARITY),
    );
    if (known === null) return null;
    if (known.row.amountMinor !== row.amountMinor) {
      return {
        known,
        verdict: "changed",
        reason: sentence("The account has the same bank id with another amount."),
      };
    }
    if (known.row.pending && !row.pending)
      return { known, verdict: "changed", reason: sentence("It was pending and is booked now.") };
    return {
      known,
      verdict: "maybe",
      reason: sentence("The account has the same bank id and amount on {day}.", {
        day: dayToText(known.row.day),
      }),
    };
  }

  /** A reservation is booked days later, under another text, and with a tip. */
  #findBooked(row: OpenRow): Found | null {
    if (row.pending) return null;
    let best: Known | null = null;
    let bestSimilarity = 0;
    for (const known of this.#known.pendingNear(row.day - CHANGED_DAYS, row.day + CHANGED_DAYS)) {
      const isEqual = known.row.amountMinor === row.amountMinor;
      if (!isEqual && !isWithTip(known.row.amountMinor, row.amountMinor)) continue;
      const alike = similarity(known.text, row.text);
      if (alike < (isEqual ? PENDING_SIMILARITY : ALIKE_SIMILARITY) || alike <= bestSimilarity)
        continue;
      best = known;
      bestSimilarity = alike;
    }
    if (best === null) return null;
    return {
      known: best,
      verdict: "changed",
      reason: sentence("It looks like a pending transaction that is booked now."),
    };
  }

  #findAlike(row: OpenRow): Found | null {
    let best: Known | null = null;
    let bestScore = -1;
    const { amountMinor, day } = row;
    for (const known of this.#known.ofAmount(amountMinor, day - ALIKE_DAYS, day + ALIKE_DAYS)) {
      const distance = Math.abs(known.row.day - day);
      // A booked transaction of a day that this file does not cover cannot be one of its rows.
      const isCovered = known.row.day >= this.#first && known.row.day <= this.#last;
      const alike = Math.max(similarity(known.text, row.text), sharedWords(known.text, row.text));
      // Another format of the same bank may have another text altogether.
      const isAlike = known.row.imported
        ? isCovered && (distance === 0 || alike >= ALIKE_SIMILARITY)
        : distance <= TYPED_DAYS || alike >= ALIKE_SIMILARITY;
      const score = alike - distance / 100;
      if (!isAlike || score <= bestScore) continue;
      best = known;
      bestScore = score;
    }
    if (best === null) return this.#findTransferWithFee(row);
    const on = dayToText(best.row.day);
    return {
      known: best,
      verdict: "maybe",
      reason: best.row.imported
        ? sentence("The account has the same amount on {day} with a similar text.", { day: on })
        : sentence('The account has the same amount on {day} with the text "{text}".', {
            day: on,
            text: best.row.text.slice(0, 40),
          }),
    };
  }

  /** A side of a transfer that is known with another amount: a fee or an exchange rate may be between them. */
  #findTransferWithFee(row: OpenRow): Found | null {
    const near = this.#known.otherSidesNear(row.day - TRANSFER_DAYS, row.day + TRANSFER_DAYS);
    const known = near.find(({ row: { amountMinor } }) => {
      const difference = absolute(amountMinor - row.amountMinor);
      return (
        isSameSide(amountMinor, row.amountMinor) && difference * FEE_PART <= absolute(amountMinor)
      );
    });
    if (known === undefined) return null;
    return {
      known,
      verdict: "maybe",
      reason: sentence(
        "It may be the transfer with {account} of {day}, with a fee or at another exchange rate.",
        { account: known.row.transferWith ?? "", day: dayToText(known.row.day) },
      ),
    };
  }
}

interface Found {
  readonly known: Known;
  readonly verdict: Verdict;
  readonly reason: Sentence;
}

interface ContentPair {
  readonly row: OpenRow;
  readonly known: Known;
}

function haveOtherIds({ row, known }: ContentPair): boolean {
  return row.bankId !== null && known.row.bankId !== null && row.bankId !== known.row.bankId;
}

function decideContent(
  pair: ContentPair,
  areIdsUnstable: boolean,
): { readonly verdict: Verdict; readonly reason: Sentence } {
  if (pair.known.row.pending && !pair.row.pending) {
    return { verdict: "changed", reason: sentence("It was pending and is booked now.") };
  }
  if (!haveOtherIds(pair)) {
    return {
      verdict: "same",
      reason: sentence("The account has a transaction of the same date, amount and text."),
    };
  }
  return areIdsUnstable
    ? {
        verdict: "same",
        reason: sentence(
          "The account has a transaction of the same date, amount and text; the bank changes its ids.",
        ),
      }
    : {
        verdict: "maybe",
        reason: sentence(
          "The account has a transaction of the same date, amount and text under another bank id.",
        ),
      };
}

/**
 * Why a row cannot be booked on an account of a currency, or null. Without an account to go to, nothing can be said
 * against a row's currency.
 */
export function refusalOf(row: ImportedRow, currency: string | null): Sentence | null {
  if (row.skipped !== null) return row.skipped;
  if (!isTaken(row)) return sentence("Not a transaction.");
  if (currency === null) return null;
  if (row.currency !== null && row.currency !== currency) {
    return sentence("The amount is in {currency}, the account in {own}.", {
      currency: row.currency,
      own: currency,
    });
  }
  if (minorOfExact(row.amount, currency) !== null) return null;
  return sentence(
    "{amount} {currency} cannot be booked: the currency is unknown or the amount too large.",
    { amount: formatExact(row.amount, 0), currency },
  );
}

/**
 * The booked amount of a meal is the reserved one and up to a third more, on the same side of zero.
 */
function isWithTip(pending: bigint, booked: bigint): boolean {
  const [small, large] = [absolute(pending), absolute(booked)];
  return isSameSide(pending, booked) && large > small && large * 3n <= small * 4n;
}

function isSameSide(a: bigint, b: bigint): boolean {
  return a < 0n === b < 0n;
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}
