/**
 * Which accounts and categories something uses that is not of a given import: those stay when the import that made
 * them is taken back.
 */
import type { Book } from "./book.ts";
import { liveCategories } from "./category-tree.ts";
import type { Id } from "./id.ts";
import { idInSlot } from "./record-table.ts";
import { HIDDEN_FLAGS, idOfRow } from "./transaction-columns.ts";

/** What an undo sets some transaction's field back to; undefined: it stays as it is. */
export type FieldAfter = (transaction: Id, field: string) => unknown;

/** Ids that shown transactions of no or of another import name, after an undo. */
export function idsUsedElsewhere(
  book: Book,
  batch: Id,
  { changed, after }: { readonly changed: ReadonlySet<Id>; readonly after: FieldAfter },
): ReadonlySet<Id> {
  const { transactions, tables } = book;
  const { state, account, transferAccount, category, splits, count } = transactions;
  const own = tables.batch.slots.get(batch) ?? -1;
  const accounts = new Set<number>();
  const categories = new Set<number>();
  const used = new Set<Id>();
  for (let row = 0; row < count; row++) {
    const isHidden = ((state[row] ?? 0) & HIDDEN_FLAGS) !== 0;
    if (isHidden || (own >= 0 && transactions.batch[row] === own)) continue;
    const id = changed.size === 0 ? undefined : idOfRow(transactions, row);
    // Only what the import itself changed goes back; few rows are so.
    if (id !== undefined && changed.has(id)) {
      for (const [field, slot, table] of [
        ["account", account[row], tables.account],
        ["transferAccount", transferAccount[row], tables.account],
        ["category", category[row], tables.category],
      ] as const) {
        const value = after(id, field);
        const named = value === undefined ? idInSlot(table, slot ?? -1) : (value as Id | null);
        if (named !== null) used.add(named);
      }
      continue;
    }
    accounts.add(account[row] ?? -1).add(transferAccount[row] ?? -1);
    categories.add(category[row] ?? -1);
    for (const part of splits.get(row) ?? []) categories.add(part.category);
  }
  for (const slot of accounts) addId(used, idInSlot(tables.account, slot));
  for (const slot of categories) addId(used, idInSlot(tables.category, slot));
  return used;
}

/** Whether a category that stays is in one. */
export function hasStaying(book: Book, parent: Id, isGoing: (id: Id) => boolean): boolean {
  return liveCategories(book).some((one) => one.parent === parent && !isGoing(one.id));
}

function addId(used: Set<Id>, id: Id | null): void {
  if (id !== null) used.add(id);
}
