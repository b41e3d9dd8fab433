/** What kind of transaction an amount is that a person typed as spent. */
import type { TransactionFields } from "@coffer/ledger";

/** Spent, or, if less than nothing was, given back. */
export function spendingKindOf(typed: bigint): TransactionFields["kind"] {
  return typed < 0n ? "refund" : "expense";
}
