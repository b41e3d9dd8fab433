/**
 * The lots that accounts hold, as far as amounts that are left out depend on them: what "{}" sells
 * was bought for. First in first out, last in first out, or the only lots that fit.
 *
 * Beancount, "How Inventories Work".
 */

import type { Day } from "../../calendar/day.ts";
import {
  addExact,
  equalsExact,
  formatExact,
  negateExact,
  ZERO_AMOUNT,
  type ExactAmount,
} from "../exact-amount.ts";
import { LOT_STEPS_MAX } from "../limits.ts";
import type { Quantity } from "../journal/entry.ts";
import { multiplyExact, signOf } from "../journal/exact-math.ts";
import type { CostSpec } from "./directives.ts";

/** Units of one purchase. */
interface Lot {
  units: ExactAmount;
  readonly each: ExactAmount;
  readonly currency: string;
  readonly day: Day;
  readonly label: string | null;
}

/** What units count as in the balance of their transaction, or why that is not known. */
export type Booked =
  | { readonly ok: true; readonly weights: readonly Quantity[] }
  | { readonly ok: false; readonly code: "no-lot" | "several-lots" | "too-large" };

/** Lots by account and commodity; what is equal in everything but its units is one lot. */
export class Lots {
  readonly #lots = new Map<string, Map<string, Lot>>();
  #steps = 0;

  /** Returns true if units of this sign take away from what the account holds. */
  isReduction(account: string, quantity: Quantity): boolean {
    const [first] = this.#of(account, quantity).values();
    return first !== undefined && signOf(first.units) === -signOf(quantity.amount);
  }

  /** Puts units of a purchase on an account. */
  buy(account: string, quantity: Quantity, lot: Omit<Lot, "units">): void {
    const lots = this.#of(account, quantity);
    const key = keyOf(lot);
    const units = addExact(lots.get(key)?.units ?? ZERO_AMOUNT, quantity.amount);
    lots.set(key, { ...lot, units });
  }

  /** Takes units away by a method, and returns what they had cost. */
  sell(account: string, quantity: Quantity, spec: CostSpec, method: string): Booked {
    const lots = this.#of(account, quantity);
    this.#steps += lots.size;
    if (this.#steps > LOT_STEPS_MAX) return { ok: false, code: "too-large" };
    const fitting = [...lots.values()]
      .filter((lot) => fits(lot, spec))
      .toSorted((a, b) => a.day - b.day);
    if (method === "LIFO") fitting.reverse();
    const all = fitting.reduce((sum, lot) => addExact(sum, lot.units), ZERO_AMOUNT);
    const isAll = equalsExact(all, negateExact(quantity.amount));
    const hasMethod = method === "FIFO" || method === "LIFO";
    if (fitting.length === 0) return { ok: false, code: "no-lot" };
    if (fitting.length > 1 && !hasMethod && !isAll) return { ok: false, code: "several-lots" };
    const booked = takeFrom(fitting, quantity.amount);
    for (const lot of fitting) if (lot.units.units === 0n) lots.delete(keyOf(lot));
    return booked;
  }

  #of(account: string, { commodity }: Quantity): Map<string, Lot> {
    const key = `${account}\n${commodity}`;
    const known = this.#lots.get(key);
    if (known !== undefined) return known;
    const made = new Map<string, Lot>();
    this.#lots.set(key, made);
    return made;
  }
}

function keyOf({ each, currency, day, label }: Omit<Lot, "units">): string {
  return `${formatExact(each, 0)} ${currency} ${day} ${label ?? ""}`;
}

function fits(lot: Lot, { each, currency, day, label }: CostSpec): boolean {
  return (
    (each === null || equalsExact(each, lot.each)) &&
    (currency === null || currency === lot.currency) &&
    (day === null || day === lot.day) &&
    (label === null || label === lot.label)
  );
}

function takeFrom(lots: readonly Lot[], amount: ExactAmount): Booked {
  const weights: Quantity[] = [];
  let left = amount;
  for (const lot of lots) {
    if (left.units === 0n) break;
    const after = addExact(lot.units, left);
    const isWhole = signOf(after) !== signOf(lot.units);
    const taken = isWhole ? negateExact(lot.units) : left;
    lot.units = isWhole ? ZERO_AMOUNT : after;
    left = isWhole ? after : ZERO_AMOUNT;
    const weight = multiplyExact(taken, lot.each);
    if (weight === null) return { ok: false, code: "too-large" };
    weights.push({ commodity: lot.currency, amount: weight });
  }
  return left.units === 0n ? { ok: true, weights } : { ok: false, code: "no-lot" };
}
