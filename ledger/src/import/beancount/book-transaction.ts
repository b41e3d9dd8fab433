/**
 * The amounts of a Beancount transaction: what each posting counts as, and what those without an
 * amount must be, rounded to the decimals that the others are written with.
 *
 * Beancount, "Precision & Tolerances"; beancount/parser/booking_full.py.
 */

import { addExact, negateExact, type ExactAmount } from "../exact-amount.ts";
import { QUOTIENT_DECIMALS } from "../limits.ts";
import { addTo, type Sums } from "../journal/balance.ts";
import type { EntryLeg, Quantity } from "../journal/entry.ts";
import {
  divideExact,
  fitsRow,
  multiplyExact,
  signOf,
  trimExact,
  withDecimals,
} from "../journal/exact-math.ts";
import type { BeanPosting, BeanTransaction } from "./directives.ts";
import type { Booked, Lots } from "./lots.ts";

/** What booking depends on beside the transaction. */
export interface BookingContext {
  readonly lots: Lots;
  /** The booking method of an account. */
  readonly methodOf: (account: string) => string;
  /** Half a unit of the last decimal is tolerated, if no option says otherwise. */
  readonly toleranceFactor: ExactAmount;
}

/** Why a transaction is not as it should be; with legs it can be taken all the same. */
export type BookingProblem =
  | "unbalanced"
  | "several-elided"
  | "no-lot"
  | "several-lots"
  | "too-large";

/** The legs of a transaction, null if they are not known; `rest` is what is left over. */
export interface BookedTransaction {
  readonly legs: readonly EntryLeg[] | null;
  readonly problem: BookingProblem | null;
  readonly rest: Sums;
}

/** Returns the amounts of a transaction, and changes the lots. */
export function bookTransaction(
  { postings, day }: BeanTransaction,
  context: BookingContext,
): BookedTransaction {
  const sums: Sums = new Map();
  const open = new Set<string | null>();
  let problem: BookingProblem | null = null;
  for (const posting of postings) {
    const quantity = wholeQuantity(posting);
    if (quantity === null) continue;
    const booked = weightsOf(posting, quantity, day, context);
    if (booked === null) {
      // A cost or price without a number takes up what is left.
      open.add(posting.cost?.currency ?? posting.price?.currency ?? null);
    } else if (!booked.ok) problem = booked.code;
    else for (const weight of booked.weights) addTo(sums, weight);
  }
  if (problem !== null) return { legs: null, problem, rest: sums };
  return interpolate(postings, sums, open, tolerances(postings, context.toleranceFactor));
}

function wholeQuantity({ quantity }: BeanPosting): Quantity | null {
  const { amount, currency } = quantity;
  return amount === null || currency === null ? null : { commodity: currency, amount };
}

/** Returns what a posting counts as in the balance; null if only the others tell. */
function weightsOf(
  { account, cost, price }: BeanPosting,
  quantity: Quantity,
  day: number,
  { lots, methodOf }: BookingContext,
): Booked | null {
  const { amount } = quantity;
  const sign = { units: BigInt(signOf(amount)), digits: 0 };
  if (cost === null) {
    if (price === null) return { ok: true, weights: [quantity] };
    if (price.amount === null || price.currency === null) return null;
    const total = multiplyExact(price.isTotal ? sign : amount, price.amount);
    return weightOf(price.currency, total);
  }
  const each = unitCost(cost.each, cost.total, amount);
  const method = methodOf(account);
  if (method !== "NONE" && lots.isReduction(account, quantity)) {
    return lots.sell(
      account,
      quantity,
      { ...cost, each: cost.total === null ? each : null },
      method,
    );
  }
  if (each === null || cost.currency === null) return null;
  const { currency, label } = cost;
  lots.buy(account, quantity, { each, currency, day: cost.day ?? day, label });
  const own = cost.each === null ? null : multiplyExact(amount, cost.each);
  const all = cost.total === null ? null : multiplyExact(sign, cost.total);
  return weightOf(currency, own !== null && all !== null ? addExact(own, all) : (own ?? all));
}

function weightOf(commodity: string, amount: ExactAmount | null): Booked {
  if (amount === null) return { ok: false, code: "too-large" };
  return { ok: true, weights: [{ commodity, amount }] };
}

function unitCost(
  each: ExactAmount | null,
  total: ExactAmount | null,
  units: ExactAmount,
): ExactAmount | null {
  if (total === null) return each;
  const size = signOf(units) < 0 ? negateExact(units) : units;
  const share = divideExact(total, size);
  return each === null || share === null ? share : addExact(each, share);
}

/** By commodity; an amount without decimals tolerates nothing. */
function tolerances(
  postings: readonly BeanPosting[],
  { units, digits }: ExactAmount,
): ReadonlyMap<string, ExactAmount> {
  const decimals = new Map<string, number>();
  for (const { quantity } of postings) {
    const { amount, currency } = quantity;
    if (amount === null || currency === null || amount.digits === 0) continue;
    decimals.set(currency, Math.min(decimals.get(currency) ?? amount.digits, amount.digits));
  }
  return new Map(
    [...decimals].map(([currency, count]) => [currency, { units, digits: digits + count }]),
  );
}

function interpolate(
  postings: readonly BeanPosting[],
  sums: Sums,
  open: ReadonlySet<string | null>,
  tolerated: ReadonlyMap<string, ExactAmount>,
): BookedTransaction {
  const legs: EntryLeg[] = [];
  const rest: Sums = new Map();
  for (const [commodity, amount] of sums) {
    if (amount.units !== 0n && !open.has(commodity) && !open.has(null)) rest.set(commodity, amount);
  }
  let isTaken = false;
  // What a cost or a price leaves open cannot be left open a second time.
  let isDoubtful = open.size > 0 && postings.some((posting) => wholeQuantity(posting) === null);
  // Postings with a currency take their share before the one that takes all the rest.
  for (const posting of postings.toSorted((a, b) => orderOf(a) - orderOf(b))) {
    const { line, account, note, quantity } = posting;
    const whole = wholeQuantity(posting);
    if (whole !== null) {
      legs.push({ line, account, quantity: whole, note });
      continue;
    }
    const { currency } = quantity;
    isDoubtful ||= quantity.amount !== null || (currency === null && isTaken);
    isTaken ||= currency === null;
    for (const [commodity, amount] of currency === null ? rest : only(rest, currency)) {
      rest.delete(commodity);
      const taken = rounded(negateExact(amount), tolerated.get(commodity));
      if (taken.units !== 0n)
        legs.push({ line, account, quantity: { commodity, amount: taken }, note });
    }
  }
  if (isDoubtful) return { legs: null, problem: "several-elided", rest };
  if (legs.some((leg) => !fitsRow(leg.quantity.amount))) {
    return { legs: null, problem: "too-large", rest };
  }
  for (const [commodity, amount] of rest) {
    if (isWithin(amount, tolerated.get(commodity))) rest.delete(commodity);
  }
  const inOrder = legs.toSorted((a, b) => a.line - b.line);
  return { legs: inOrder, problem: rest.size === 0 ? null : "unbalanced", rest };
}

function orderOf({ quantity }: BeanPosting): number {
  if (quantity.amount !== null) return 0;
  return quantity.currency === null ? 2 : 1;
}

function only(rest: Sums, commodity: string): Sums {
  const amount = rest.get(commodity);
  return amount === undefined ? new Map() : new Map([[commodity, amount]]);
}

function rounded(amount: ExactAmount, tolerance: ExactAmount | undefined): ExactAmount {
  if (tolerance === undefined) return trimExact(withDecimals(amount, QUOTIENT_DECIMALS));
  return withDecimals(amount, trimExact(addExact(tolerance, tolerance)).digits);
}

/** Returns true if an amount is zero up to a tolerance. */
export function isWithin(amount: ExactAmount, tolerance: ExactAmount | undefined): boolean {
  const size = signOf(amount) < 0 ? negateExact(amount) : amount;
  if (tolerance === undefined) return size.units === 0n;
  return signOf(addExact(size, negateExact(tolerance))) <= 0;
}
