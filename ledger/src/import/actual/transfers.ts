/** The two sides of Actual's transfers, which name each other, and parts that are such sides. */

import type { ActualTransaction } from "./actual-budget.ts";

/**
 * Returns for each transaction, by its id, the name of what it belongs to: sides of a transfer share
 * one. A transaction with parts names all the sides that its parts are transfers to.
 */
export function transactionNames(
  transactions: readonly ActualTransaction[],
): ReadonlyMap<string, string> {
  const byId = new Map(transactions.map((transaction) => [transaction.id, transaction]));
  const names = new Map<string, string>();
  for (const { id, parent, isParent, transfer } of transactions) {
    if (parent !== null) continue;
    const other = byId.get(transfer);
    if (isParent || other === undefined) names.set(id, id);
    else if (other.parent !== null) names.set(id, other.parent);
    else if (other.isParent) names.set(id, other.id);
    else names.set(id, id < other.id ? id : other.id);
  }
  return names;
}
