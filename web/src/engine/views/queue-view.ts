/** The review queue: what waits for a person, one after the other, each with a suggestion and its reason. */
import {
  parseId,
  recordOf,
  rowsWithout,
  unsortedOf,
  usualCategories,
  waitingRows,
  type Book,
  type Unsorted,
} from "@coffer/ledger";
import type { QueueModel, ReviewItem } from "../home-models.ts";
import { today } from "../today.ts";
import { transactionModel } from "./list-view.ts";

/** Items of one answer: the one that is shown, and the next, so that quick fingers need not wait. */
const itemsMax = 6;
/** Categories that a digit chooses. */
const usualMax = 9;

/** The queue without what was skipped. */
export function queueModel(book: Book, revision: number, skipped: readonly string[]): QueueModel {
  const { unsorted, pending } = waitingRows(book, today());
  const ids = skipped.map(parseId).filter((id) => id !== undefined);
  const next = (rows: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> =>
    rowsWithout(book, rows, ids).subarray(0, itemsMax);
  const first = unsortedOf(book, unsorted, next(unsorted)).map((each) => unsortedItem(book, each));
  const rest = Array.from(next(pending), (row): ReviewItem => {
    const transaction = transactionModel(book, row);
    return { transaction, asks: "pending", suggestion: null, alike: 0 };
  });
  return {
    revision,
    total: unsorted.length + pending.length,
    items: [...first, ...rest].slice(0, itemsMax),
    usual: usualCategories(book, today(), usualMax).map(({ id, name }) => ({ id, name })),
  };
}

function unsortedItem(book: Book, { row, suggestion, alike }: Unsorted): ReviewItem {
  const category = recordOf(book.tables.category, suggestion?.category ?? null);
  return {
    transaction: transactionModel(book, row),
    asks: "category",
    suggestion:
      suggestion === undefined || category === undefined
        ? null
        : { categoryId: category.id, name: category.name, reason: suggestion.reason },
    alike: alike.length,
  };
}
