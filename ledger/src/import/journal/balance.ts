/**
 * Whether a transaction balances, and what its posting without an amount must be, as hledger and
 * ledger work it out: amounts with a cost count as that cost, others as themselves; sums are zero
 * up to the decimals that the amounts are written with; two commodities without any cost imply one.
 *
 * hledger 1.40 manual, "Transactions"; ledger 3 manual, "Elided amounts" and "Prices".
 */

import {
  addExact,
  negateExact,
  roundExact,
  ZERO_AMOUNT,
  type ExactAmount,
} from "../exact-amount.ts";
import { QUOTIENT_DECIMALS } from "../limits.ts";
import type { Quantity } from "./entry.ts";
import { multiplyExact, signOf, trimExact, withDecimals } from "./exact-math.ts";
import type { Cost, WrittenPosting } from "./posting-text.ts";

/** Sums by commodity. */
export type Sums = Map<string, ExactAmount>;

/** A group of postings that must balance: what the elided ones are, or the sums that are left. */
export type Balanced =
  | { readonly ok: true; readonly elided: readonly Quantity[] }
  | {
      readonly ok: false;
      readonly code: "two-elided" | "too-large" | "unbalanced";
      readonly rest: Sums;
    };

/** Returns whether postings balance; `precisionOf` gives the decimals that directives set. */
export function balancePostings(
  postings: readonly WrittenPosting[],
  precisionOf: (commodity: string) => number | null,
): Balanced {
  const elidedCount = postings.filter(({ quantity }) => quantity === null).length;
  const costs = sumOf(postings, ({ cost }) => cost);
  if (elidedCount > 1) return { ok: false, code: "two-elided", rest: new Map() };
  if (costs === null) return { ok: false, code: "too-large", rest: new Map() };
  const rest = remainder(costs, decimalsOf(postings, precisionOf));
  if (elidedCount === 1) return { ok: true, elided: opposite(costs) };
  if (rest.size === 0 || isImpliedExchange(rest, postings)) return { ok: true, elided: [] };
  // ledger counts what is sold at what it was bought for, and the gain is written out.
  const lots = sumOf(postings, ({ lot, cost }) => lot ?? cost);
  if (lots !== null && remainder(lots, decimalsOf(postings, precisionOf)).size === 0) {
    return { ok: true, elided: [] };
  }
  return { ok: false, code: "unbalanced", rest };
}

/** Returns what an amount counts as in the balance, or null if that is too large. */
function weightOf(quantity: Quantity, cost: Cost | null): Quantity | null {
  if (cost === null) return quantity;
  const factor: ExactAmount = cost.isTotal
    ? { units: BigInt(signOf(quantity.amount)), digits: 0 }
    : quantity.amount;
  const amount = multiplyExact(factor, cost.amount);
  return amount === null ? null : { commodity: cost.commodity, amount };
}

function sumOf(
  postings: readonly WrittenPosting[],
  costOf: (posting: WrittenPosting) => Cost | null,
): Sums | null {
  const sums: Sums = new Map();
  for (const posting of postings) {
    if (posting.quantity === null) continue;
    const weight = weightOf(posting.quantity, costOf(posting));
    if (weight === null) return null;
    addTo(sums, weight);
  }
  return sums;
}

/** Adds an amount to the sum of its commodity. */
export function addTo(sums: Sums, { commodity, amount }: Quantity): void {
  sums.set(commodity, addExact(sums.get(commodity) ?? ZERO_AMOUNT, amount));
}

function opposite(sums: Sums): Quantity[] {
  return [...sums]
    .filter(([, amount]) => amount.units !== 0n)
    .map(([commodity, amount]) => ({
      commodity,
      amount: trimExact(withDecimals(negateExact(amount), QUOTIENT_DECIMALS)),
    }));
}

/** The most decimals that each commodity is written with: of amounts, else of costs. */
function decimalsOf(
  postings: readonly WrittenPosting[],
  precisionOf: (commodity: string) => number | null,
): (commodity: string) => number {
  const amounts = new Map<string, number>();
  const costs = new Map<string, number>();
  for (const { quantity, cost } of postings) {
    if (quantity !== null) note(amounts, quantity);
    if (cost !== null) note(costs, cost);
  }
  return (commodity) => {
    const written = amounts.get(commodity) ?? costs.get(commodity) ?? 0;
    return Math.min(written, precisionOf(commodity) ?? written);
  };
}

function note(decimals: Map<string, number>, { commodity, amount }: Quantity): void {
  decimals.set(commodity, Math.max(decimals.get(commodity) ?? 0, amount.digits));
}

/** Returns the sums that are not zero at their decimals. */
function remainder(sums: Sums, decimalsOfCommodity: (commodity: string) => number): Sums {
  return new Map(
    [...sums].filter(
      ([commodity, amount]) =>
        roundExact(amount, decimalsOfCommodity(commodity)).amountMinor !== 0n,
    ),
  );
}

function isImpliedExchange(rest: Sums, postings: readonly WrittenPosting[]): boolean {
  const [one, other] = rest.values();
  if (rest.size !== 2 || one === undefined || other === undefined) return false;
  return signOf(one) !== signOf(other) && postings.every(({ cost }) => cost === null);
}
