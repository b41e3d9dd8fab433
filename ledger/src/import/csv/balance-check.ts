/**
 * Whether a column of balances follows from a column of amounts, and in which order the records
 * stand: each balance is the one before plus the amount, oldest first or newest first, stated after
 * the transaction or before it. Of all that a file says about itself this is the strongest: it
 * finds the right column and the right sign.
 */

/** How a balance column goes with the amounts. */
export interface BalanceOrder {
  readonly isNewestFirst: boolean;
  /** The balance is the one before the transaction. */
  readonly isBefore: boolean;
}

/**
 * How well balances follow amounts: `matches` of `steps` neighbouring records do, under the best
 * order.
 */
export interface BalanceFit {
  readonly order: BalanceOrder;
  readonly matches: number;
  readonly steps: number;
}

const ORDERS: readonly BalanceOrder[] = [
  { isNewestFirst: false, isBefore: false },
  { isNewestFirst: true, isBefore: false },
  { isNewestFirst: false, isBefore: true },
  { isNewestFirst: true, isBefore: true },
];

/**
 * Returns the best fit; steps beside a missing amount or balance and amounts of zero do not count.
 * `isNewestFirst` is what the dates say, or null: without it, balances before a transaction and
 * amounts of the other sign look the same.
 */
export function fitBalances(
  amounts: readonly (bigint | null)[],
  balances: readonly (bigint | null)[],
  isNewestFirst: boolean | null,
): BalanceFit {
  let best: BalanceFit = { order: { isNewestFirst: false, isBefore: false }, matches: 0, steps: 0 };
  for (const order of ORDERS) {
    if (isNewestFirst !== null && order.isNewestFirst !== isNewestFirst) continue;
    let matches = 0;
    let steps = 0;
    for (let index = 1; index < amounts.length; index += 1) {
      const step = stepMatches(amounts, balances, index, order);
      if (step === null) continue;
      steps += 1;
      if (step) matches += 1;
    }
    if (matches > best.matches) best = { order, matches, steps };
    if (best.steps === 0) best = { ...best, steps };
  }
  return best;
}

/** Returns true if a fit is too good for chance. */
export function isVerified({ matches, steps }: BalanceFit): boolean {
  return matches > 0 && matches * 2 > steps;
}

/**
 * Returns true if the balance at an index follows from its neighbour's; null if that cannot be
 * said.
 */
function stepMatches(
  amounts: readonly (bigint | null)[],
  balances: readonly (bigint | null)[],
  index: number,
  { isNewestFirst, isBefore }: BalanceOrder,
): boolean | null {
  const [older, newer] = isNewestFirst ? [index, index - 1] : [index - 1, index];
  const amount = amounts[isBefore ? older : newer];
  const from = balances[older];
  const to = balances[newer];
  if (amount === null || amount === undefined || amount === 0n) return null;
  if (from === null || from === undefined || to === null || to === undefined) return null;
  return from + amount === to;
}
