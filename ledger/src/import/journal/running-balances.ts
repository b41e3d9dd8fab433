/**
 * Balances of accounts while postings are gone through in order, for balance assertions. With the
 * accounts below only for those that somebody asks about, so that deep names cost nothing.
 */

import { addExact, ZERO_AMOUNT, type ExactAmount } from "../exact-amount.ts";
import type { Quantity } from "./entry.ts";

/** Balances by account and commodity. */
export class RunningBalances {
  readonly #own = new Map<string, Map<string, ExactAmount>>();
  readonly #whole = new Map<string, Map<string, ExactAmount>>();
  readonly #asked = new Map<string, readonly string[]>();

  /** `inclusive` are the accounts whose balance with those below will be asked. */
  constructor(inclusive: Iterable<string>) {
    for (const account of inclusive) this.#whole.set(account, new Map());
  }

  add(account: string, quantity: Quantity): void {
    addTo(ofAccount(this.#own, account), quantity);
    for (const name of this.#above(account)) addTo(ofAccount(this.#whole, name), quantity);
  }

  /** Returns the balance of an account, with those below it if asked. */
  of(account: string, commodity: string, isInclusive: boolean): ExactAmount {
    const balances = (isInclusive ? this.#whole : this.#own).get(account);
    return balances?.get(commodity) ?? ZERO_AMOUNT;
  }

  /** Returns a commodity other than one that the account has, or null. */
  otherThan(account: string, commodity: string, isInclusive: boolean): string | null {
    const balances = (isInclusive ? this.#whole : this.#own).get(account);
    for (const other of balances?.keys() ?? []) if (other !== commodity) return other;
    return null;
  }

  #above(account: string): readonly string[] {
    if (this.#whole.size === 0) return [];
    const known = this.#asked.get(account);
    if (known !== undefined) return known;
    const names: string[] = [];
    for (let end = account.length; end > 0; end = account.lastIndexOf(":", end - 1)) {
      const name = account.slice(0, end);
      if (this.#whole.has(name)) names.push(name);
    }
    this.#asked.set(account, names);
    return names;
  }
}

function ofAccount(
  balances: Map<string, Map<string, ExactAmount>>,
  account: string,
): Map<string, ExactAmount> {
  const known = balances.get(account);
  if (known !== undefined) return known;
  const made = new Map<string, ExactAmount>();
  balances.set(account, made);
  return made;
}

function addTo(sums: Map<string, ExactAmount>, { commodity, amount }: Quantity): void {
  const sum = addExact(sums.get(commodity) ?? ZERO_AMOUNT, amount);
  // What is zero is forgotten, so that asking for another commodity is quick.
  if (sum.units === 0n) sums.delete(commodity);
  else sums.set(commodity, sum);
}
