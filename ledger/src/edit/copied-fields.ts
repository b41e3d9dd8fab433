/** A transaction once more: the same again on another day. */
import type { TransactionFields } from "../book/records.ts";
import type { TransactionRecord } from "../book/listing.ts";
import type { Day } from "../calendar/day.ts";

/** The fields of a copy; what a bank said of the first one is not true of it. */
export function copiedFields(transaction: TransactionRecord, day: Day): Partial<TransactionFields> {
  const { id: _, hidden: __, ...fields } = transaction;
  const own = { bankId: null, bankText: null, batch: null, pending: false, deleted: false };
  return { ...fields, ...own, day };
}
