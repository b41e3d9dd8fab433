/**
 * Stated balances of several statements of one account: if one begins with what the other ends with
 * they are one statement. Else entries are missing between them or stand in both, and nothing can be
 * checked over the whole.
 */

import { equalsExact } from "./exact-amount.ts";
import type { ExactAmount } from "./exact-amount.ts";
import type { StatedBalances } from "./imported-file.ts";

/** Returns the balances around two statements; `later` stands later in the file. */
export function chainBalances(earlier: StatedBalances, later: StatedBalances): StatedBalances {
  if (isSame(earlier.closing, later.opening)) {
    return { opening: earlier.opening, closing: later.closing };
  }
  // Some banks give the newest first.
  if (isSame(later.closing, earlier.opening)) {
    return { opening: later.opening, closing: earlier.closing };
  }
  return { opening: null, closing: later.closing };
}

function isSame(a: ExactAmount | null, b: ExactAmount | null): boolean {
  return a !== null && b !== null && equalsExact(a, b);
}
