/** What kind of transaction an amount is that a person typed as spent. */
import type { TransactionKind } from "./records.ts";

/** Spent, or, if less than nothing was, given back. */
export function spendingKindOf(typed: bigint): TransactionKind {
  return typed < 0n ? "refund" : "expense";
}
